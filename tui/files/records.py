"""Files of JSON lines in the state folder, which are only appended to.

A crash may leave half a line. Only that line is lost: the next record begins on a new line, and reading skips
what is no JSON object.
"""

import contextlib
import errno
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

MOST_BYTES = 64 * 1024 * 1024
"""The largest file that is read; draftroom never writes one of that size."""


def read_records(path: Path) -> list[dict[str, object]]:
    """Return the records of a file in order; none when it is missing, unreadable or too large."""
    try:
        if os.path.getsize(path) > MOST_BYTES:
            return []
        raw = path.read_bytes()
    except OSError:
        return []
    records: list[dict[str, object]] = []
    for line in raw.split(b"\n"):
        with contextlib.suppress(ValueError, RecursionError):
            record = json.loads(line)
            if isinstance(record, dict):
                records.append(record)
    return records


def append_records(path: Path, records: Sequence[Mapping[str, object]]) -> None:
    """Append records durably, in one write, so that two processes may append at the same time.

    The folder is made when it is missing; only the owner may read the file. Raises OSError.
    """
    data = "".join(f"{json.dumps(record, separators=(',', ':'))}\n" for record in records).encode("ascii")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            data = b"\n" + data
        written = os.write(descriptor, data)
        if written != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
