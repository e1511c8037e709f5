"""The page settles off the key: in a thread, a moment after the last one."""

from collections.abc import Callable

from tui.desk.drafts import Draft
from tui.markup.page import Page
from tui.ui.background import beside_the_writer
from tui.ui.widgets.places import Prepared

SETTLE_AFTER = 0.15
"""Seconds after the last key."""


async def settle(draft: Draft, prepare: Callable[[Page], Prepared]) -> tuple[Draft, Prepared]:
    """Return a draft with its page settled, and what `prepare` makes of it, both worked out in a thread."""

    def work() -> tuple[Draft, Prepared]:
        settled = draft.settle()
        return settled, prepare(settled.page)

    return await beside_the_writer(work)
