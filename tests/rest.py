"""Whether a program rests, as Linux tells it, and how long to wait for it; its work is no matter of time.

A program that writes nothing may only be waiting for a processor, which on a busy machine takes longer than
any pause that a test would care to make.
"""

import array
import contextlib
import fcntl
import os
import termios
import threading
import time
from pathlib import Path

import psutil

AT_WORK = "RD"
"""States of a thread that runs, wants to run or waits for a disk, as proc(5) names them."""

LOOKS, BETWEEN_LOOKS = 3, 0.01
"""How often one looks, and seconds between: two threads that wake each other may both seem asleep once."""


PATIENCE = 20.0
"""Seconds of rest: what will come without a key comes in five."""

MOST_AT_ONCE = 0.1
"""Seconds of rest that count between two looks; whoever looks may have waited for a processor too."""

MOST_WORK = 120.0
"""Seconds of processor time: nothing here takes a fiftieth of it, and what turns in circles takes all."""


class Patience:
    """Waits for what a process is to do, without a clock that a busy machine could beat.

    It is over when the process and its children were at rest for so many seconds in all, or worked for very
    long. Seconds in which they want a processor and get none do not count, nor does the thread that asks.
    """

    def __init__(self, process: int, seconds: float = PATIENCE) -> None:
        self._process = process
        self._left = seconds
        self._looked = time.monotonic()
        self._most_work = _processor_time(process) + MOST_WORK

    def is_over(self) -> bool:
        """Look once more; tell whether there is nothing to wait for any longer."""
        now = time.monotonic()
        if not _is_at_work(self._process):
            self._left -= min(now - self._looked, MOST_AT_ONCE)
        self._looked = now
        return self._left <= 0 or _processor_time(self._process) > self._most_work


def _processor_time(process: int) -> float:
    """Return the seconds for which a process and its children have had a processor."""
    with contextlib.suppress(psutil.Error):
        used = psutil.Process(process).cpu_times()
        return float(used.user + used.system + used.children_user + used.children_system)
    return 0.0


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
    """Tell whether any thread of a process or of its children is at work, other than the one that asks."""
    waiting = [process]
    asking = str(threading.get_native_id())
    while waiting:
        for thread in Path("/proc", str(waiting.pop()), "task").glob("*"):
            with contextlib.suppress(OSError):  # the thread has ended since
                state = (thread / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[0]
                if state in AT_WORK and thread.name != asking:
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
