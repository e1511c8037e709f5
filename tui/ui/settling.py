"""The page settles off the key: in a thread, a moment after the last one.

The one thing you would get wrong: a thread that parses holds the interpreter whenever a key waits for it,
and the collector all threads for longer than a frame. While it runs, it yields, and the collector is off.
"""

import asyncio

from tui.desk.drafts import Draft
from tui.ui.garbage import collector_off
from tui.ui.yielding import keys_first

SETTLE_AFTER = 0.15
"""Seconds after the last key."""


async def settle(draft: Draft) -> Draft:
    """Return a draft with its page settled, worked out in a thread."""
    with keys_first(), collector_off():
        return await asyncio.to_thread(draft.settle)
