"""A page that settles off the key: which one, and what was typed since.

The one thing you would get wrong: the page that comes back is the one of a moment ago. What was typed
since is done to it once more, or letters would vanish.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui.desk.drafts import Draft
from tui.edits import Edit
from tui.markup.page import Page


class Settling:
    """The one page that settles now, if any."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._edits: list[Edit] = []

    def begin(self, draft: Draft | None) -> Page | None:
        """Return the page of a draft when it is not settled, and remember edits from now on."""
        self._path, self._edits = None, []
        if draft is None or draft.page.settled:
            return None
        self._path = draft.path
        return draft.page

    def edited(self, before: Draft, after: Draft, edits: Sequence[Edit]) -> None:
        """Note what was typed; a page that was read anew meanwhile has nothing left to settle."""
        if after.page.values is not before.page.values or after.page.first_row != before.page.first_row:
            self._path = None
        elif before.path == self._path:
            self._edits += edits

    def end(self, draft: Draft | None, page: Page) -> Draft | None:
        """Return a draft with the page that came back and all edits since; None when that is out of date."""
        edits, path = self._edits, self._path
        self._path, self._edits = None, []
        if draft is None or draft.path != path:
            return None
        for edit in edits:
            page, _ = page.edit(edit)
        if page.lines != draft.page.lines:
            return None
        return draft.with_page(replace(page.keeping(draft.page), lines=draft.page.lines))
