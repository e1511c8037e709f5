"""The live text: rows with the very line endings that the file has, and their soft-wrapped view.

Textual's own document splits rows at form feeds and Unicode separators and joins them with one kind
of line ending, so that merely showing a post could change it; this one splits at line feeds alone and
keeps each row's ending. What is measured and shown is always the harmless form of a row, which has
the same columns.
"""

from collections.abc import Iterator
from typing import overload

from textual.document._document import Document, EditResult, Location
from textual.document._wrapped_document import WrappedDocument

from tui.edits import Rows
from tui.safe import safe


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

    def get_text_range(self, start: Location, end: Location) -> str:
        """Return the text between two positions, with its own line endings."""
        return self._rows.between(start, end)


class _ShownRows:
    """The rows of a document in their harmless form, made when asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [safe(row) for row in self._document.lines[index]]
        return safe(self._document.lines[index])

    def __iter__(self) -> Iterator[str]:
        return map(safe, self._document.lines)

    def __len__(self) -> int:
        return len(self._document.lines)


class ShownDocument(Document):
    """A view of a document with every row in its harmless form, column for column."""

    def __init__(self, document: Document) -> None:
        super().__init__("")
        self._document = document

    @property
    def lines(self) -> _ShownRows:  # type: ignore[override]  # a sequence of rows is all that wrapping reads
        """The rows in their harmless form."""
        return _ShownRows(self._document)

    @property
    def line_count(self) -> int:
        """How many rows there are."""
        return self._document.line_count

    @overload
    def __getitem__(self, line_index: int) -> str: ...

    @overload
    def __getitem__(self, line_index: slice) -> list[str]: ...

    def __getitem__(self, line_index: int | slice) -> str | list[str]:
        return self.lines[line_index]


class WrappedPost(WrappedDocument):
    """The soft-wrapped view of a post, measured on what is shown."""

    def __init__(self, document: Document, width: int = 0, tab_width: int = 4) -> None:
        super().__init__(ShownDocument(document), width, tab_width)

    @property
    def height(self) -> int:
        """The height in rows of the screen; Textual's own sums up the whole post at every row painted."""
        return len(self._offset_to_line_info)

    @property
    def width(self) -> int:
        """The width it is wrapped at, 0 before the first layout."""
        return self._width

    def row_at(self, y: int) -> tuple[int, int] | None:
        """Return the document row shown at a y offset and which of its sections, None below the end."""
        return self._offset_to_line_info[y] if 0 <= y < self.height else None

    def section(self, row: int, index: int) -> tuple[int, int]:
        """Return the first column and the column after the last of a section of a row."""
        offsets = self.get_offsets(row)
        start = offsets[index - 1] if index else 0
        return start, offsets[index] if index < len(offsets) else len(self.document[row])

    def top_of(self, row: int) -> int:
        """Return the y offset of a document row's first section."""
        return self._line_index_to_offsets[row][0]

    def bottom_of(self, row: int) -> int:
        """Return the y offset of a document row's last section."""
        return self._line_index_to_offsets[row][-1]
