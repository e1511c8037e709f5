"""The page settles off the key: in a thread, a moment after the last one.

The one thing you would get wrong: a thread that parses holds the interpreter for a whole switch interval
whenever a key waits for it. While it runs, that interval is short.
"""

import asyncio
import sys

from tui.markup.page import Page

SETTLE_AFTER = 0.15
"""Seconds after the last key."""

_SWITCH_INTERVAL = 0.0005
"""Seconds; Python's own 0.005 would be felt at every key."""


async def settle(page: Page) -> Page:
    """Return the settled page, worked out in a thread."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_INTERVAL)
    try:
        return await asyncio.to_thread(page.settle)
    finally:
        sys.setswitchinterval(before)
