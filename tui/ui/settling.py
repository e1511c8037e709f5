"""The page settles off the key: in a thread, a moment after the last one.

The one thing you would get wrong: a thread that parses holds the interpreter for a whole switch interval
whenever a key waits for it, and the collector all threads for longer than a frame. While it runs, that
interval is short, and the collector off.
"""

import asyncio
import sys

from tui.desk.drafts import Draft
from tui.ui.garbage import collector_off

SETTLE_AFTER = 0.15
"""Seconds after the last key."""

_SWITCH_INTERVAL = 0.00005
"""Seconds, 0.005 by default; a key gives the interpreter away some twenty times, and waits each time."""


async def settle(draft: Draft) -> Draft:
    """Return a draft with its page settled, worked out in a thread."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_INTERVAL)
    try:
        with collector_off():
            return await asyncio.to_thread(draft.settle)
    finally:
        sys.setswitchinterval(before)
