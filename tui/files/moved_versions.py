"""Moving the earlier versions of a post when the post gets another path.

Their folder is named after the post's real path (`tui.files.names`), so a post that moves would lose them.
Each file is renamed on its own; after an interruption, the same call completes the move.

Journals are not moved: the ledger (`tui.files.ledger`) knows them by name and records the move itself.
"""

import contextlib
import os
from pathlib import Path

from tui.files.names import state_name


def move_versions(state: Path, old: Path, new: Path) -> None:
    """Move the versions of a post from its old path to its new one. Raises nothing.

    No version is overwritten: when another post had the new path before, the versions of both are together.
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
