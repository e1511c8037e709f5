"""Opening the app: on a blog, a folder, one post, or where the writer was last."""

import asyncio
import contextlib
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

import click

from tui.cli.arguments import chosen_settings, filled_path
from tui.desk.desk import Desk
from tui.errors import DraftroomError
from tui.files.post import missing_target
from tui.output import print_line
from tui.settings import places

CRASHED = 1
"""What Textual returns after an error of ours."""

THREADS = 32
"""More than the app ever has work for at once: a save never waits for those that read."""


@click.command("open", hidden=True)
@click.argument("path", type=filled_path, required=False)
@click.option("--welcome", is_flag=True, help="Open the welcome blog.")
def open_command(path: Path | None, welcome: bool) -> None:
    """Open the app."""
    if path is not None and not os.path.exists(path):
        if os.path.islink(path):
            raise missing_target(path)
        hint = "check the name, or see draftroom --help"
        raise DraftroomError("there is no such command, file or folder", hint=hint, path=path)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        hint = "start it there, or see draftroom --help for commands that need none"
        raise DraftroomError("draftroom writes on a terminal, and there is none here", hint=hint)
    # the screen library takes half of the start-up time, and no other command needs it
    from tui.desk.welcome import welcome_blog
    from tui.ui.app import DraftroomApp
    from tui.ui.depth import terminal_depth
    from tui.ui.keys import chosen_keys

    here = places()
    settings = chosen_settings()
    desk = Desk(here, settings)
    post = desk.visit(welcome_blog(here) if welcome else path, Path.cwd())
    keys = chosen_keys(settings.keys, here.config / "config.toml")
    app = DraftroomApp(desk, post, keys, terminal_depth(os.environ))
    app.heed_signals()
    # not asyncio's own loop, at whose end all threads are waited for, see `_leave`
    loop = asyncio.new_event_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS))
    try:
        app.run(loop=loop)
    finally:
        desk.close()
    if app.return_code == CRASHED:
        print_line(
            "draftroom: this should not have happened; what you typed is offered at the next start",
            error=True,
        )
    _leave(app.return_code or 0)


def _leave(code: int) -> NoReturn:
    """End the process now, whatever its threads are at: the interpreter's own end would wait for them.

    What has to be finished is: saves and acts of publishing are waited for in the app, journals, ledger and
    locks are closed by the desk. A thread that still runs reads, compares, or tidies up what the next start
    tidies up again. What it writes is whole at every moment, as for a kill: by a rename, by one append, by a
    transaction.
    """
    from tui.ui.terminal import give_back  # loaded with the app

    give_back()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # the terminal is gone, and nobody reads it
            stream.flush()
    os._exit(code)
