"""The soft-wrapped view of the live text.

Rows are measured and shown in their harmless form, which has the same columns.
"""

from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from rich.cells import cell_len
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Offset
from textual.widgets.text_area import Location, WrappedDocument

from tui.safe import safe
from tui.ui.textual_internals.document import PostDocument
from tui.ui.widgets.editor.breaks import breaks_after, breaks_of, cells_after, estimate, letters
from tui.ui.widgets.heights import Heights


class WrappedPost(WrappedDocument):
    """The soft-wrapped view of a post: a row is wrapped when it is looked at; before, its height is a guess.

    It replaces Textual's WrappedDocument, of which it keeps only the type: TextArea and its navigator (8.2.8)
    read what is defined here. `moved(y, by)` is called when everything from a y offset on is shown `by` rows
    lower, because a guess was corrected or the post was edited above.
    """

    def __init__(self, document: PostDocument, width: int = 0, tab_width: int = 4) -> None:
        """Wrap a post; all of it at once where a width is given."""
        self.document = document
        self.moved: Callable[[int, int], None] = _nowhere
        self._wrap_width = -1
        self._tab_size = tab_width
        self.wrap(width, tab_width)
        if width:
            self.look(0, document.line_count - 1)

    # --- wrapping

    @property
    def width(self) -> int:
        """The width it is wrapped at, 0 before the first layout."""
        return self._wrap_width

    @property
    def height(self) -> int:
        """The height in rows of the screen, as far as it is known."""
        return self._heights.total

    def wrap(self, width: int, tab_width: int | None = None) -> None:
        """Wrap at another width, or not at all for 0; every height is a guess until its row is looked at."""
        tab = tab_width or self._tab_size
        if (width, tab) == (self._wrap_width, self._tab_size):
            return
        self._wrap_width, self._tab_size = width, tab
        lines = self.document.lines
        self._breaks: list[list[int] | None] = [None] * len(lines)
        self._heights = Heights(estimate(line, width) for line in lines)

    def wrap_range(self, start: Location, old_end: Location, new_end: Location) -> None:
        """Take note that the text between two positions was replaced and now ends at `new_end`."""
        (top, column), (bottom, end) = sorted((start, old_end))
        last = new_end[0]
        below = self._below(bottom, end)
        before = self._breaks[top]
        wrapped: list[list[int] | None] = [None] * (last - top + 1)
        if top == bottom == last and before is not None:
            wrapped[0] = self._break_again(top, before, (column, end, new_end[1] - end))
        else:
            wrapped[0], wrapped[-1] = self._break(top), self._break(last)
        self._breaks[top : bottom + 1] = wrapped
        height = self.height
        lines = self.document.lines[top : last + 1]
        self._heights.replace(top, bottom, [*map(self._height_of, wrapped, lines)])
        self._tell(below, self.height - height)

    def look(self, first: int, last: int) -> None:
        """Wrap those rows from `first` to `last` that were not wrapped yet."""
        for row in range(first, last + 1):
            if self._breaks[row] is None:
                found = self._breaks[row] = self._break(row)
                by = len(found) + 1 - self._heights[row]
                if by:
                    below = self._heights.top(row + 1) if row + 1 < len(self._breaks) else self.height
                    self._heights[row] += by
                    self._tell(below, by)

    def look_around(self, row: int, above: int, below: int) -> None:
        """Wrap a row, and others until so many rows of the screen above it and from it on are known."""
        self._look_on(range(row, len(self._breaks)), max(1, below))
        self._look_on(range(row - 1, -1, -1), above)

    def _look_on(self, rows: range, height: int) -> None:
        """Wrap one row after the other until so many rows of the screen are known."""
        for row in rows:
            if height <= 0:
                return
            breaks = self._breaks[row]
            if breaks is None:
                self.look(row, row)
                breaks = self._breaks[row] or []
            height -= len(breaks) + 1

    def _break(self, row: int) -> list[int]:
        return breaks_of(self.document[row], self._wrap_width, self._tab_size)

    def _break_again(self, row: int, before: list[int], edit: tuple[int, int, int]) -> list[int]:
        return breaks_after(self.document[row], before, edit, self._wrap_width, self._tab_size)

    def _height_of(self, breaks: list[int] | None, line: str) -> int:
        return estimate(line, self._wrap_width) if breaks is None else len(breaks) + 1

    def _below(self, row: int, column: int) -> int:
        """Return the y offset below the section of a row that a column is in."""
        breaks = self._breaks[row]
        sections = self._heights[row] if breaks is None else bisect_right(breaks, column) + 1
        return self._heights.top(row) + sections

    def _tell(self, below: int, by: int) -> None:
        if by:
            self.moved(below, by)

    # --- places

    def row_at(self, y: int) -> tuple[int, int] | None:
        """Return the document row shown at a y offset and which of its sections, None below the end."""
        while True:
            try:
                row, section = self._heights.at(y)
            except IndexError:
                return None
            if self._breaks[row] is not None:
                return row, section
            self.look(row, row)

    def get_offsets(self, line_index: int) -> list[int]:
        """Return the columns at which the sections of a row begin, without the first.

        Raises ValueError where there is no such row.
        """
        if not 0 <= line_index < len(self._breaks):
            raise ValueError(f"there is no row {line_index}")
        breaks = self._breaks[line_index]
        if breaks is None:
            self.look(line_index, line_index)
            breaks = self._breaks[line_index] or []
        return breaks

    def section(self, row: int, index: int) -> tuple[int, int]:
        """Return the first column and the column after the last of a section of a row."""
        offsets = self.get_offsets(row)
        start = offsets[index - 1] if index else 0
        return start, offsets[index] if index < len(offsets) else len(self.document[row])

    def get_sections(self, line_index: int) -> list[str]:
        """Return the sections of a row as they are shown."""
        row = self.document[line_index]
        starts = [0, *self.get_offsets(line_index), len(row)]
        return [safe(row[start:end]) for start, end in pairwise(starts)]

    def top_of(self, row: int) -> int:
        """Return the y offset of a document row's first section."""
        return self._heights.top(row)

    def bottom_of(self, row: int) -> int:
        """Return the y offset of a document row's last section."""
        return self._heights.top(row) + len(self.get_offsets(row))

    def location_to_offset(self, location: Location) -> Offset:
        """Return the cell and the y offset at which a position is shown."""
        row, column = min(location[0], len(self._breaks) - 1), location[1]
        offsets = self.get_offsets(row)
        index = bisect_right(offsets, column)
        start = offsets[index - 1] if index else 0
        shown = safe(self.document[row][start:column])
        return Offset(cell_len(expand_tabs_inline(shown, self._tab_size)), self._heights.top(row) + index)

    def offset_to_location(self, offset: Offset) -> Location:
        """Return the position shown at a cell and a y offset; beyond the text, the one nearest to it."""
        x, y = max(0, offset.x), max(0, offset.y)
        place = self.row_at(y)
        row, index = place if place else (len(self._breaks) - 1, -1)
        return row, self.get_target_document_column(row, x, index)

    def get_target_document_column(self, line_index: int, x_offset: int, y_offset: int) -> int:
        """Return the column shown at a cell of a section of a row; negative ones count from the last."""
        sections = len(self.get_offsets(line_index)) + 1
        index = y_offset if y_offset >= 0 else sections + y_offset
        start, end = self.section(line_index, index)
        column, cells = start, 0
        for letter in letters(safe(self.document[line_index][start:end])):
            cells = cells_after(letter, cells, self._tab_size)
            if x_offset < cells:
                break
            column += len(letter)
        # only after the last section can the cursor stand behind the text
        return column if index == sections - 1 or column < end else self.letter_at(line_index, end - 1)[0]

    def letter_at(self, row: int, column: int) -> tuple[int, int]:
        """Return the first column, and the one after the last, of what a reader sees as one letter there."""
        first, end = self.section(row, bisect_right(self.get_offsets(row), column))
        for letter in letters(safe(self.document[row][first:end])):
            if column < first + len(letter):
                return first, first + len(letter)
            first += len(letter)
        return first, first


def _nowhere(_below: int, _by: int) -> None:
    """Tell nobody."""
