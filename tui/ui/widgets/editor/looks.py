"""What the rows of the screen show of a post, worked out without painting them.

One row of the post, such as a paragraph of thousands of words, may fill all rows of the screen. So what is
known of a row of the post is looked up once for all rows of the screen that show it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.cache import LRUCache
from textual.widgets.text_area import Selection

from tui.paint.source import Mark
from tui.ui.widgets.editor.colours import RowColours, in_sections
from tui.ui.widgets.editor.document import WrappedPost
from tui.ui.widgets.editor.lists import Row
from tui.ui.widgets.editor.rows import RowLook

SpellingMarks = Callable[[int, str, int | None], Sequence[Mark]]
"""From a row's number, its text and the cursor's column (None: not there) to the marks under its words."""

Painted = tuple[str, RowLook, int]
"""What a row of the screen shows: its text, how it looks in columns of that text, its width in cells."""


_Key = tuple[int, int | None, str, int]
"""The number of a row of the post, the cursor's column there, how the row stands out, the width."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What the looks of all rows depend on besides the text."""

    top: int
    """The y offset of the first row in sight."""

    width: int
    height: int
    selection: Selection
    cursor: bool
    """Whether the cursor is shown."""

    typing: bool
    """Whether the keyboard is here: the word under the cursor is not finished then."""

    paragraph: tuple[int, int] | None
    """The first and the last row of the paragraph in focus, None without focus mode."""

    fades: bool = True
    """Whether the others are dimmed in focus mode; else a bar stands in front of the one in focus."""

    lexes: bool = True
    """Whether code has the colours of its tokens."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What is known of a row of the post."""

    number: int
    text: str
    starts: list[int]
    """The columns at which its sections begin, and at last where it ends."""

    ground: str
    emphasis: str
    first: int
    """The first section that `marks` are known of."""

    marks: list[tuple[Mark, ...]]


class Looks:
    """The looks of the rows of one post, which change as it is edited."""

    def __init__(self, wrapped: WrappedPost) -> None:
        self._wrapped = wrapped
        self._colours = RowColours(wrapped.document.lines)
        self._marks: LRUCache[_Key, tuple[int, list[tuple[Mark, ...]]]] = LRUCache(256)
        self.waits_for_lexer = False
        """Whether code was looked at without the colours of its tokens."""

    def edited(self, row: int, one_row: bool) -> bool:
        """Take note of an edit; returns whether other rows may look different, as `RowColours.edited`."""
        others = self._colours.edited(row, one_row) or not one_row
        if others:
            self._marks.clear()
        else:  # its neighbours may be the head of a table now, or be none
            for key in [key for key in (*self._marks.keys(),) if row - 1 <= key[0] <= row + 1]:
                self._marks.discard(key)
        return others

    def forget_marks(self) -> None:
        """Ask anew which words are marked."""
        self._marks.clear()

    def is_code(self, row: int) -> bool:
        """Whether a row of the post is code, or a fence of it."""
        return self._colours.is_code(row)

    def to_indent(self, row: int) -> Row:
        """Return a row of the post as Tab needs it."""
        text, colours = self._wrapped.document[row], self._colours
        return Row(text, colours.words_start(row), colours.is_code(row), colours.in_header(row))

    def at(self, moment: Moment, spelling: SpellingMarks, rows: Sequence[int]) -> dict[int, Painted | None]:
        """Return what is to be painted in some rows of the screen, None where nothing is."""
        found: dict[int, Painted | None] = {}
        known: _Row | None = None
        for y in rows:
            place = self._wrapped.row_at(y + moment.top)
            if place is None or not self._wrapped.width:  # not wrapped yet: a paragraph would be one row
                found[y] = None
                continue
            number, section = place
            if (
                known is None
                or known.number != number
                or not known.first <= section < known.first + len(known.marks)
            ):
                known = self._row(number, section, moment, spelling)
            found[y] = _section(known, section, moment)
        return found

    def _row(self, number: int, section: int, moment: Moment, spelling: SpellingMarks) -> _Row:
        text = self._wrapped.document[number]
        starts = [0, *self._wrapped.get_offsets(number), len(text)]
        emphasis = _emphasis(number, moment)
        coloured = self._colours.of(number)
        cursor_row, cursor_column = moment.selection.end
        typing = cursor_column if cursor_row == number and moment.typing else None
        key = (number, typing, emphasis, self._wrapped.width)
        first, marks = self._marks.get(key, (0, []))
        if not first <= section < first + len(marks):
            first = max(0, section - moment.height)
            all_marks = coloured.marks
            if emphasis != "dimmed":
                all_marks = (*self._in_context(number, moment), *spelling(number, text, typing))
            marks = in_sections(all_marks, starts[first : section + moment.height + 2])
            self._marks[key] = first, marks
        return _Row(number, text, starts, coloured.ground, emphasis, first, marks)

    def _in_context(self, number: int, moment: Moment) -> tuple[Mark, ...]:
        if not moment.lexes and self._colours.has_tokens(number):
            self.waits_for_lexer = True
            return self._colours.of(number).marks
        return self._colours.in_context(number)


def _emphasis(number: int, moment: Moment) -> str:
    """Return how a row of the post stands out in focus mode, as `RowLook` says."""
    if moment.paragraph is None:
        return ""
    is_here = moment.paragraph[0] <= number <= moment.paragraph[1]
    if moment.fades:
        return "focus" if is_here else "dimmed"
    return "here" if is_here else ""


def _section(row: _Row, section: int, moment: Moment) -> Painted:
    """Return what a section of a row shows."""
    start, end = row.starts[section], row.starts[section + 1]
    cursor = None
    cursor_row, column = moment.selection.end
    if (
        cursor_row == row.number
        and moment.cursor
        and (start <= column < end or column == end == len(row.text))
    ):
        cursor = column - start
    marks = row.marks[section - row.first]
    selected = _selected(moment.selection, row.number, start, end)
    return row.text[start:end], RowLook(marks, row.ground, selected, cursor, row.emphasis), moment.width


def _selected(selection: Selection, row: int, start: int, end: int) -> tuple[int, int] | None:
    """Return the selected columns of a section; the one behind its text is where its line ending is."""
    if selection.is_empty:
        return None
    (top, top_column), (bottom, bottom_column) = sorted(selection)
    if not top <= row <= bottom:
        return None
    left = top_column - start if row == top else 0
    right = bottom_column - start if row == bottom else end - start + 1
    if left > end - start or right <= 0:
        return None
    return max(0, left), min(right, end - start + 1)
