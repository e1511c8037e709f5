"""Runs work in a thread without delaying keys.

A computing thread keeps the interpreter for a whole switch interval while a key waits, and the garbage
collector stops all threads for longer than a frame. So the app shortens that interval, and turns the
collector off while such work makes many objects.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import TypeVar

from tui.ui.garbage import collector_off

_SWITCH_INTERVAL = 0.00005
"""The switch interval in seconds (Python's default is 0.005); a key waits for it about twenty times."""

Result = TypeVar("Result")


def let_keys_come_first() -> None:
    """Shorten the time that a thread of this process may keep the interpreter."""
    sys.setswitchinterval(_SWITCH_INTERVAL)


async def beside_the_writer(work: Callable[[], Result]) -> Result:
    """Run work in a thread and return its result; an error of the work is raised to the caller."""
    with collector_off():
        return await asyncio.to_thread(work)
