"""One row of the editor as cells: the source's own colours, marks under words, selection, cursor.

Roles are laid over each other in that order; only here do they become styles. A row is painted from
its visible section alone, so that the cost does not depend on how long the paragraph is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.paint.source import Mark
from tui.safe import safe
from tui.ui.theme import Theme
from tui.ui.widgets.editor.breaks import letters

TAB = 4
"""A tab goes on to the next multiple of so many cells, counted from the start of its section."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """How one section of a row is to look; columns are characters of the whole row."""

    marks: tuple[Mark, ...] = ()
    ground: str = ""
    selected: tuple[int, int] | None = None
    """The selected columns; the second may lie one past the row's end, where the line ending is."""

    cursor: int | None = None
    emphasis: str = ""
    """`focus` or `dimmed` in focus mode, `here` for a bar in front of the row, else empty."""


def paint_row(text: str, start: int, look: RowLook, theme: Theme, width: int) -> Strip:
    """Return the cells of a section of a row: a margin, its text, a margin again, `width` in all.

    `text` is the section's text, `start` its first column in the row. The ground of code reaches a cell into
    both margins.
    """
    base: tuple[str, ...] = ("background", "text")
    if look.emphasis == "focus":
        base = ("background", "focus")
    elif look.ground and look.emphasis != "dimmed":
        base = ("background", "text", look.ground)
    end = start + len(text)
    outer, inner = theme.style(*base[:2]), theme.style(*base)
    if look.emphasis == "here":
        segments = [Segment("│", theme.style("background", "here")), Segment(" ", inner)]
    else:
        segments = [Segment(" ", outer), Segment(" ", inner)] if inner != outer else [Segment("  ", inner)]
    column = 0
    for left, right in _pieces(text, start, look):
        piece = _expand(safe(text[left - start : right - start]), column)
        column += cell_len(piece)
        segments.append(Segment(piece, _style(base, left, right, look, theme)))
    if look.cursor == end:
        segments.append(Segment(" ", theme.style("cursor")))
    elif look.selected and look.selected[0] <= end < look.selected[1]:
        segments.append(Segment(" ", theme.style(*base, "selection")))
    reach = width if inner == outer else max(1, width - 1)
    return Strip(segments).adjust_cell_length(reach, inner).extend_cell_length(width, outer)


def _pieces(text: str, start: int, look: RowLook) -> Iterator[tuple[int, int]]:
    """Yield the ranges of columns that look alike; the letter under the cursor is one of them."""
    end = start + len(text)
    edges = {start, end}
    for mark in look.marks:
        if mark.start < end and mark.end > start:
            edges.add(max(mark.start, start))
            edges.add(min(mark.end, end))
    if look.selected:
        edges.update(min(max(edge, start), end) for edge in look.selected)
    if look.cursor is not None and start <= look.cursor < end:
        letter = next(letters(safe(text[look.cursor - start :])))
        edges -= {*range(look.cursor + 1, look.cursor + len(letter))}
        edges |= {look.cursor, look.cursor + len(letter)}
    ordered = sorted(edges)
    return pairwise(ordered)


def _style(base: tuple[str, ...], left: int, right: int, look: RowLook, theme: Theme) -> Style:
    if look.cursor == left:
        return theme.style(*base, "cursor")
    roles = tuple(mark.role for mark in look.marks if mark.start <= left and right <= mark.end)
    if look.selected and look.selected[0] <= left < look.selected[1]:
        return theme.style(*base, *roles, "text", "selection")
    if look.emphasis == "dimmed":
        return theme.faded(*roles)
    return theme.style(*base, *roles)


def _expand(piece: str, column: int) -> str:
    """Return the text with its tabs as spaces; `column` is the cell it begins at in its section."""
    if "\t" not in piece:
        return piece
    first, *others = piece.split("\t")
    shown = first
    for other in others:
        shown += " " * (TAB - (column + cell_len(shown)) % TAB) + other
    return shown
