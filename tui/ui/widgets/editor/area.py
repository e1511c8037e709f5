"""The text area below the editor: TextArea without what loses bytes or costs more the longer the post is.

Here is everything that leans on Textual's inner workings: the document that it edits, undo and redo one
step at a time, and the refreshes that would repaint or lay out more than a key changed.
"""

from collections.abc import Sequence

from textual.document._document import EditResult, Location, Selection
from textual.document._edit import Edit as AreaEdit
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import TextArea

from tui.edits import Edit

MARGIN = 1
"""Cells left and right of the text that the ground of code reaches into; the right one is the cursor's."""


class PostArea(TextArea):
    """A TextArea that tells of every edit, undo and redo among them, as one of ours."""

    # Textual's own repaints the whole widget at each move of the cursor; `watch_selection` paints its rows.
    selection = reactive(Selection(), init=False, always_update=True, repaint=False)

    # --- edits

    def edit(self, edit: AreaEdit) -> EditResult:
        """Do an edit, and tell of it; a position beyond the text, as cutting the last row has, is its end."""
        edit.from_location = self._within(edit.from_location)
        edit.to_location = self._within(edit.to_location)
        result = super().edit(edit)
        self._tell(edit.top, edit.bottom, edit.text, result)
        return result

    def _within(self, location: Location) -> Location:
        row, column = location
        if row >= self.document.line_count:
            return self.document.end
        return row, min(column, len(self.document[row]))

    def change(self, edit: Edit) -> None:
        """Do an edit that was worked out elsewhere, undoable like typing; the cursor stays with its words."""
        self.history.checkpoint()
        self.edit(AreaEdit(edit.text, edit.start, edit.end, maintain_selection_offset=True))
        self.history.checkpoint()

    def _undo_batch(self, edits: Sequence[AreaEdit]) -> None:
        for edit in reversed(edits):
            done = edit._edit_result
            if done is not None:
                result = edit.undo(self)
                self._rewrapped(edit.top, done.end_location, done.replaced_text, result)
        self._settled(edits[:1])

    def _redo_batch(self, edits: Sequence[AreaEdit]) -> None:
        for edit in edits:
            result = edit.do(self, record_selection=False)
            self._rewrapped(edit.top, edit.bottom, edit.text, result)
        self._settled(edits[-1:])

    def _rewrapped(self, start: Location, end: Location, text: str, result: EditResult) -> None:
        """Wrap what one step of a batch changed: the next step's rows count from there."""
        self.wrapped_document.wrap_range(start, end, result.end_location)
        self._tell(start, end, text, result)

    def _settled(self, edits: Sequence[AreaEdit]) -> None:
        self._refresh_size()
        for edit in edits:
            edit.after(self)
        self.post_message(self.Changed(self))
        self.refresh()

    def _tell(self, start: Location, end: Location, text: str, result: EditResult) -> None:
        self._edited(Edit(start, end, text, result.replaced_text))

    def _edited(self, edit: Edit) -> None:
        """Take note of an edit that was done, its rows wrapped."""
        raise NotImplementedError

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        """Type or paste: line endings become the post's own."""
        rows = insert.replace("\r\n", "\n").replace("\r", "\n")
        return super()._replace_via_keyboard(rows.replace("\n", self.document.newline), start, end)

    # --- what Textual would do for the whole document

    def _rewrap_and_refresh_virtual_size(self) -> None:
        """Wrap anew and paint: what was painted before the width was known is blank."""
        super()._rewrap_and_refresh_virtual_size()
        self.refresh()

    def _refresh_size(self) -> None:
        """Note the height; the reactive itself would lay out the whole screen at each new row."""
        self.set_reactive(Widget.virtual_size, Size(0, self.wrapped_document.height))
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Match no brackets: prose has smileys, and the search would read the whole post."""
        return None

    def _build_highlight_map(self) -> None:
        """Colour nothing ahead: rows are coloured when they are painted."""

    @property
    def gutter_width(self) -> int:
        """The margin left of the text."""
        return MARGIN
