"""The start of the app: the post is painted and takes letters before the rest of the app is loaded.

Never import at the top what only the app needs: the first picture of the post would wait for it.
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
"""The exit code that Textual returns after an unhandled error in the app."""

THREADS = 32
"""More than the app ever uses at once, so that a save never waits for a thread that reads."""


def main(arguments: Sequence[str]) -> None:
    """Open the app on the path in the arguments, if any; an error is one line on stderr and exit code 2."""
    with errors_told():
        open_app(Path(arguments[0]) if arguments else None)


def open_app(path: Path | None, welcome: bool = False) -> None:
    """Open the app on a path or on the welcome blog, then exit with the app's exit code.

    Without either, `Opening` chooses the blog. Raises DraftroomError when the path does not exist, and when
    stdin or stdout is no terminal.
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
        # imported here: few starts need it
        from tui.desk.welcome import welcome_blog

        path = welcome_blog(here)
    opening = Opening(here, read_settings(here), path, Path.cwd())
    paint(opening)
    _leave(_run(opening))


def _run(opening: Opening) -> int:
    """Run the app and return its exit code."""
    # imported here: Textual takes half of a start, and the first picture of the post does without it
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
    # asyncio's own runner would wait for all threads at the end, see `_leave`
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
    """End the process now, even while threads run; Python's own exit would wait for them.

    Nothing is lost: the app has waited for saves and publishing, and the desk has closed journals, ledger and
    locks. A thread that still runs only reads, compares, or tidies up what the next start tidies up again.
    Whatever it writes is complete at every moment: it writes by a rename, one append, or a transaction.
    """
    give_back()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # the terminal may be gone
            stream.flush()
    os._exit(code)
