"""Whether a program in a terminal rests, as Linux tells it; what it still has to do is no matter of time.

The thing one would get wrong: a program that writes nothing may only be waiting for a processor, which on
a busy machine takes longer than any pause that a test would care to make.
"""

import array
import contextlib
import fcntl
import os
import termios
import time
from pathlib import Path

AT_WORK = "RD"
"""States of a thread that runs, wants to run or waits for a disk, as proc(5) names them."""

LOOKS, BETWEEN_LOOKS = 3, 0.01
"""How often one looks, and seconds between: two threads that wake each other may both seem asleep once."""


def rests(process: int, terminal: str) -> bool:
    """Tell whether a program and its children all wait for something, and have read what was typed.

    Where the system does not tell of threads, nothing is known to be at work.
    """
    for look in range(LOOKS):
        if look:
            time.sleep(BETWEEN_LOOKS)
        if _is_at_work(process) or _has_keys_to_read(terminal):
            return False
    return True


def _is_at_work(process: int) -> bool:
    """Tell whether any thread of a process or of its children is at work."""
    waiting = [process]
    while waiting:
        for thread in Path("/proc", str(waiting.pop()), "task").glob("*"):
            with contextlib.suppress(OSError):  # the thread has ended since
                if (thread / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0] in AT_WORK:
                    return True
                waiting += map(int, (thread / "children").read_text("ascii").split())
    return False


def _has_keys_to_read(terminal: str) -> bool:
    waiting = array.array("i", [0])
    try:
        slave = os.open(terminal, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    except OSError:  # the terminal is closed
        return False
    try:
        fcntl.ioctl(slave, termios.FIONREAD, waiting)
    finally:
        os.close(slave)
    return waiting[0] > 0
