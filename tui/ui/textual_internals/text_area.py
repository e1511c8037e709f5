"""Textual's text area, whose inner steps go by public names: the base of the editor.

What raises NotImplementedError is what Textual's own `TextArea` (8.2.8) does for the whole document; the
editor does it for the rows in sight.
"""

from collections.abc import Sequence

from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Edit, EditResult, Location


class OpenTextArea(TextArea):
    """A text area that another class shows, wraps, undoes and redoes."""

    # --- what the editor does instead

    def show_text(self, text: str) -> None:
        """Show another text."""
        raise NotImplementedError

    def rewrap(self) -> None:
        """Wrap for the width there is, and paint."""
        raise NotImplementedError

    def note_size(self) -> None:
        """Take note of the height after an edit."""
        raise NotImplementedError

    def undo_edits(self, edits: Sequence[Edit]) -> None:
        """Take back the edits of one step."""
        raise NotImplementedError

    def redo_edits(self, edits: Sequence[Edit]) -> None:
        """Do the edits of one step again."""
        raise NotImplementedError

    def typed_form(self, text: str) -> str:
        """Return what goes into the document when a text is typed or pasted."""
        raise NotImplementedError

    # --- what the editor reads and calls

    @property
    def cursor_offset(self) -> tuple[int, int]:
        """The cell and the y offset at which the cursor is shown."""
        return self._cursor_offset

    @cursor_offset.setter
    def cursor_offset(self, offset: Offset) -> None:
        self._cursor_offset = offset

    @property
    def shows_cursor(self) -> bool:
        """Whether the cursor is painted in this moment."""
        return self._draw_cursor

    def type_text(self, text: str, start: Location, end: Location) -> EditResult | None:
        """Replace what lies between two positions as the keyboard does; None where it must stay."""
        return self._replace_via_keyboard(text, start, end)

    def delete_text(self, start: Location, end: Location) -> EditResult | None:
        """Delete what lies between two positions as the keyboard does; None where it must stay."""
        return self._delete_via_keyboard(start, end)

    # --- Textual's own names for it

    def _set_document(self, text: str, language: str | None) -> None:
        self.show_text(text)

    def _rewrap_and_refresh_virtual_size(self) -> None:
        self.rewrap()

    def _refresh_size(self) -> None:
        self.note_size()

    def _undo_batch(self, edits: Sequence[Edit]) -> None:
        self.undo_edits(edits)

    def _redo_batch(self, edits: Sequence[Edit]) -> None:
        self.redo_edits(edits)

    def _replace_via_keyboard(self, insert: str, start: Location, end: Location) -> EditResult | None:
        return super()._replace_via_keyboard(self.typed_form(insert), start, end)

    def _build_highlight_map(self) -> None:
        """Colour nothing ahead: rows are coloured when they are painted."""
