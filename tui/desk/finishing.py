"""A page that a worker finishes while the writer types, and the edits made meanwhile.

The finished page has the text of the moment when the worker began. The edits made since are applied to it, or
they would be lost.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tui.desk.drafts import Draft
from tui.edits import Edit


class Finishing:
    """The one page that a worker is finishing, if any."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._edits: list[Edit] = []

    def begin(self, draft: Draft | None) -> Draft | None:
        """Return the draft when its page is not finished, and collect edits from now on; else return None."""
        self._path, self._edits = None, []
        if draft is None or draft.page.finished:
            return None
        self._path = draft.path
        return draft

    def edited(self, before: Draft, after: Draft, edits: Sequence[Edit]) -> None:
        """Collect edits; a draft that was parsed again makes the page being finished useless."""
        if after.page.values is not before.page.values or after.page.first_row != before.page.first_row:
            self._path = None
        elif before.path == self._path:
            self._edits += edits

    def end(self, draft: Draft | None, finished: Draft) -> Draft | None:
        """Return a draft with the finished page and all edits since; None when the page is out of date.

        The cost grows with the edits, not with the page.
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
    """Return a range that holds the changed indices and the ones edited before, which moved by `more`."""
    if not edited:
        return changed
    if not changed and not more:
        return edited
    return range(min(edited.start, changed.start), max(edited.stop + more, changed.stop))
