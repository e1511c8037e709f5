"""The page settles off the key: in a thread, a moment after the last one.

The one thing you would get wrong: a thread that parses holds the interpreter whenever a key waits for it,
and the collector all threads for longer than a frame. While it runs, it yields, and the collector is off.
"""

import asyncio
from collections.abc import Callable

from tui.desk.drafts import Draft
from tui.markup.page import Page
from tui.ui.garbage import collector_off
from tui.ui.widgets.places import Prepared
from tui.ui.yielding import keys_first

SETTLE_AFTER = 0.15
"""Seconds after the last key."""


async def settle(draft: Draft, prepare: Callable[[Page], Prepared]) -> tuple[Draft, Prepared]:
    """Return a draft with its page settled, and what `prepare` makes of it, both worked out in a thread."""

    def work() -> tuple[Draft, Prepared]:
        settled = draft.settle()
        return settled, prepare(settled.page)

    with keys_first(), collector_off():
        return await asyncio.to_thread(work)
