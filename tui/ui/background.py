"""Work beside the writer: in a thread, while keys come first.

A thread that computes holds the interpreter for a whole switch interval whenever a key waits for it, and the
collector stops all threads for longer than a frame. So that interval is short in a running app, and the
collector is off while much is made.
"""

import asyncio
import sys
from collections.abc import Callable
from typing import TypeVar

from tui.ui.garbage import collector_off

_SWITCH_INTERVAL = 0.00005
"""Seconds, 0.005 by default; a key gives the interpreter away some twenty times, and waits each time."""

Result = TypeVar("Result")


def let_keys_come_first() -> None:
    """Let every thread of this process give the interpreter back soon, from now on."""
    sys.setswitchinterval(_SWITCH_INTERVAL)


async def beside_the_writer(work: Callable[[], Result]) -> Result:
    """Run some work in a thread and return its result; its errors are raised here."""
    with collector_off():
        return await asyncio.to_thread(work)
