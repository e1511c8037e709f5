"""A page that is finished off the key: which one, and what was typed since.

The page that comes back is the one of a moment ago. What was typed since is done to it once more, or letters
would vanish.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui.desk.drafts import Draft
from tui.edits import Edit


class Finishing:
    """The one page that is finished now, if any."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._edits: list[Edit] = []

    def begin(self, draft: Draft | None) -> Draft | None:
        """Return a draft when its page is not finished, and remember edits from now on."""
        self._path, self._edits = None, []
        if draft is None or draft.page.finished:
            return None
        self._path = draft.path
        return draft

    def edited(self, before: Draft, after: Draft, edits: Sequence[Edit]) -> None:
        """Note what was typed; a page that was read anew meanwhile has nothing left to finish."""
        if after.page.values is not before.page.values or after.page.first_row != before.page.first_row:
            self._path = None
        elif before.path == self._path:
            self._edits += edits

    def end(self, draft: Draft | None, finished: Draft) -> Draft | None:
        """Return a draft with the page that came back and all edits since; None when that is out of date.

        Costs what was edited since, not the page: what a whole page takes is done where it is finished.
        """
        edits, path = self._edits, self._path
        self._path, self._edits = None, []
        if draft is None or draft.path != path:
            return None
        edited = range(0)
        for edit in edits:
            page, changed = finished.page.edit(edit)
            more = len(page.blocks) - len(finished.page.blocks)
            edited = _hull(edited, changed, more)
            finished = finished.with_page(page, changed)
        if finished.page.lines != draft.page.lines:
            return None
        page = finished.page.keeping_within(draft.page, edited)
        return replace(draft, page=replace(page, lines=draft.page.lines), all_words=finished.all_words)


def _hull(edited: range, changed: range, more: int) -> range:
    """Return all indices that were edited: those of now, and those before, which moved down by `more`."""
    if not edited:
        return changed
    if not changed and not more:
        return edited
    return range(min(edited.start, changed.start), max(edited.stop + more, changed.stop))
