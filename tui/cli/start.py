"""The start of the app: the post is painted first, and takes letters before anything else is there.

Nothing may be imported at the top that only the app needs: the picture of the post waits for all of it.
"""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tui.cli.failing import errors_told
from tui.desk.opening import Opening
from tui.errors import DraftroomError
from tui.files.post import missing_target
from tui.output import print_line
from tui.settings import places, read_settings
from tui.ui.firstpaint import paint
from tui.ui.terminal import give_back

CRASHED = 1
"""What Textual returns after an error of ours."""

THREADS = 32
"""More than the app ever has work for at once: a save never waits for those that read."""


def main(arguments: Sequence[str]) -> None:
    """Open the app on the path in the arguments, if there is one; errors are one line and exit code 2."""
    with errors_told():
        open_app(Path(arguments[0]) if arguments else None)


def open_app(path: Path | None, welcome: bool = False) -> None:
    """Open the app on a path, the welcome blog, or what is meant where none is named.

    Raises DraftroomError when there is nothing to open, or no terminal. Leaves with the app's exit code.
    """
    if path is not None and not os.path.exists(path):
        if os.path.islink(path):
            raise missing_target(path)
        hint = "check the name, or see draftroom --help"
        raise DraftroomError("there is no such command, file or folder", hint=hint, path=path)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        hint = "start it there, or see draftroom --help for commands that need none"
        raise DraftroomError("draftroom writes on a terminal, and there is none here", hint=hint)
    here = places()
    if welcome:
        # few starts ask for it
        from tui.desk.welcome import welcome_blog

        path = welcome_blog(here)
    opening = Opening(here, read_settings(here), path, Path.cwd())
    paint(opening)
    _leave(_run(opening))


def _run(opening: Opening) -> int:
    """Run the app and return its exit code."""
    # the screen library takes half of a start, and the picture of the post is there without it
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from tui.commands import BY_ID
    from tui.settings import check_keys
    from tui.ui.app import DraftroomApp
    from tui.ui.background import let_keys_come_first
    from tui.ui.depth import terminal_depth
    from tui.ui.keys import chosen_keys

    file = opening.places.config / "config.toml"
    check_keys(opening.settings.keys, BY_ID.keys(), file)
    keys = chosen_keys(opening.settings.keys, file)
    app = DraftroomApp(opening, None, keys, terminal_depth(os.environ))
    app.heed_signals()
    let_keys_come_first()
    # not asyncio's own loop, at whose end all threads are waited for, see `_leave`
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    try:
        app.run(loop=loop)
    finally:
        app.close()
    if app.failure is not None:
        raise app.failure
    if app.return_code == CRASHED:
        print_line(
            "draftroom: this should not have happened; what you typed is offered at the next start",
            error=True,
        )
    return app.return_code or 0


def _leave(code: int) -> NoReturn:
    """End the process now, whatever its threads are at: the interpreter's own end would wait for them.

    What has to be finished is: saves and acts of publishing are waited for in the app, journals, ledger and
    locks are closed by the desk. A thread that still runs reads, compares, or tidies up what the next start
    tidies up again. What it writes is whole at every moment, as for a kill: by a rename, by one append, by a
    transaction.
    """
    give_back()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # the terminal is gone, and nobody reads it
            stream.flush()
    os._exit(code)
