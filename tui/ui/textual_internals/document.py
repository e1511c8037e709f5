"""The live text: rows with the very line endings that the file has.

Textual's own document (8.2.8) splits rows at form feeds and Unicode separators and joins them with one kind
of line ending, so that merely showing a post could change it; this one splits at line feeds alone and keeps
each row's ending.
"""

from textual.widgets.text_area import Document, EditResult, Location

from tui.edits import Rows


class PostDocument(Document):
    """The text of a post as rows; `text` is always exactly what was loaded plus the edits."""

    def __init__(self, text: str) -> None:
        super().__init__("")
        self._rows = Rows(text)
        self._lines = self._rows.lines
        self._newline = "\r\n" if "\r\n" in self._rows.ends[:1] else "\n"

    @property
    def text(self) -> str:
        """The whole text."""
        return self._rows.text

    def replace_range(self, start: Location, end: Location, text: str) -> EditResult:
        """Replace what lies between two positions; returns where the new text ends and what it replaced."""
        removed = self._rows.between(start, end)
        return EditResult(self._rows.replace(start, end, text), removed)

    def nearest(self, location: Location) -> Location:
        """Return a position of the text that is nearest to one that may lie outside."""
        row = min(location[0], len(self._lines) - 1)
        return row, min(location[1], len(self._lines[row]))

    def get_text_range(self, start: Location, end: Location) -> str:
        """Return the text between two positions, with its own line endings."""
        return self._rows.between(start, end)
