"""Threads that work beside the keys: they give the interpreter away as soon as a key waits for it.

The one thing you would get wrong: a thread keeps it for a whole switch interval each time, 5 ms, and a key
gives it away some twenty times. There is one interval for all threads: the last of them puts it back.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_SHORT = 0.00005
"""Seconds."""

_lock = Lock()
_usual: list[float] = []
"""One interval for each thread that works now, the first the one to go back to."""


@contextmanager
def keys_first() -> Iterator[None]:
    """While it lasts, no thread keeps the interpreter from a key."""
    with _lock:
        _usual.append(sys.getswitchinterval())
        sys.setswitchinterval(_SHORT)
    try:
        yield
    finally:
        with _lock:
            last = _usual.pop()
            if not _usual:
                sys.setswitchinterval(last)
