"""The start of the app: the post is painted first, and takes letters before anything else is there.

Nothing may be imported at the top that only the app needs: the picture of the post waits for all of it.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.cli.failing import errors_told
from tui.desk.opening import Opening
from tui.errors import DraftroomError
from tui.files.post import missing_target
from tui.output import print_line
from tui.settings import places, read_settings
from tui.ui.firstpaint import paint

CRASHED = 1
"""What Textual returns after an error of ours."""


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
    sys.exit(_run(opening))


def _run(opening: Opening) -> int:
    """Run the app and return its exit code."""
    # the screen library takes half of a start, and the picture of the post is there without it
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
    try:
        app.run()
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
