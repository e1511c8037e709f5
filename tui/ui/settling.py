"""The page settles off the key: in a thread, a moment after the last one."""

from tui.markup.page import Page
from tui.ui.background import beside_the_writer

SETTLE_AFTER = 0.15
"""Seconds after the last key."""


async def settle(page: Page) -> Page:
    """Return the settled page, worked out in a thread."""
    return await beside_the_writer(page.settle)
