"""Syncing of folders: a file survives a power cut only once its folder, which holds its name, is synced.

The folder of a post itself is synced in `tui.files.saving`, which reports a failure, because no other file
holds that text.
"""

import contextlib
import os
from pathlib import Path


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the filesystem can.

    A failure is ignored: not every filesystem can sync folders, and the callers have synced the files.
    """
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
