"""Reading of a regular file; a pipe or a device in its place is refused, so that nobody waits for it."""

import os
import stat
from pathlib import Path


def read_regular(path: Path, most: int) -> bytes:
    """Return the first bytes of a regular file, at most `most`.

    Raises OSError when there is none or it may not be read, ValueError for a NUL in its path.
    """
    # O_NONBLOCK: opening a FIFO would wait for a writer
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(f"{path} is no file")
        return file.read(most)
