"""The versions of a post, following it to another path.

They are named by the post's real path (`tui.files.names`), so a post that moves would leave them behind.
Each file is renamed on its own, and doing it again ends what was cut off.

Journals stay. Their names are what the ledger of minutes knows them by (`tui.files.ledger`), which moves by
itself, and no step in them leads to the text of another path.
"""

import contextlib
import os
from pathlib import Path

from tui.files.names import state_name


def follow(state: Path, old: Path, new: Path) -> None:
    """Let the versions of a post that moved be found under its new path. Never raises.

    None is overwritten: those of two posts that had the same path one after the other lie together.
    """
    was, now = (state / "versions" / state_name(path) for path in (old, new))
    if was == now:
        return
    try:
        names = os.listdir(was)
        now.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return
    for name in names:
        with contextlib.suppress(OSError):
            if not os.path.lexists(now / name):
                os.rename(was / name, now / name)
    with contextlib.suppress(OSError):
        was.rmdir()
