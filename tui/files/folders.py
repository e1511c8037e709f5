"""Folders on disk: a file is only durable once its name is, and that stands in its folder.

A post's own folder is synced by `saving`, which tells of a failure: nothing else holds that text then.
"""

import contextlib
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable.

    Where that cannot be done nothing is said: not every filesystem syncs folders, and callers have synced
    the files themselves.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
