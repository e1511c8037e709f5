"""Words marked on the page with the mouse: their cells, their colours, and the text to copy. Pure functions.

A paragraph is wrapped for the pane, but is copied as one line, with only its writer's own line breaks.
Code that is cut at the pane's edge is copied in whole rows, as typed. Tables and lists keep their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui.edits import split_rows
from tui.markup.tree import Block, CodeBlock
from tui.paint.cells import Line, Span, cut
from tui.ui.widgets.block_places import Row

Cell = tuple[int, int]
"""A row of the whole page, counted from its top, and a cell of its text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A range of marked cells; `one` and `other` are its two ends, which are marked too."""

    one: Cell
    other: Cell

    def cells(self, y: int, width: int) -> range:
        """Return the marked cells of a row of a width."""
        (top, first), (bottom, last) = sorted((self.one, self.other))
        if not top <= y <= bottom:
            return range(0)
        return range(first if y == top else 0, min(last + 1, width) if y == bottom else width)


def marked_line(line: Line, cells: range) -> Line:
    """Return a line with some of its cells on the ground of a selection."""
    if not cells:
        return line
    spans: list[Span] = []
    at = 0
    for span in line.spans:
        before, rest = cut(span.text, cells.start - at)
        inside, after = cut(rest, cells.stop - max(at, cells.start))
        for text, roles in ((before, ()), (inside, ("selection",)), (after, ())):
            if text:
                spans.append(replace(span, text=text, roles=(*span.roles, *roles)))
        at += span.width
    return replace(line, spans=tuple(spans))


def marked_words(rows: Sequence[Row], top: int, marked: Marked, blocks: Sequence[Block]) -> str:
    """Return the marked words as the text to paste; `rows` holds the rows of the page from `top` on."""
    first, last = sorted((marked.one[0], marked.other[0]))
    copied: list[str] = []
    between = "\n"
    code_row: tuple[int, int] | None = None
    for y, (line, index) in enumerate(rows, top):
        if not first <= y <= last:
            continue
        block = blocks[index] if index >= 0 else None
        if isinstance(block, CodeBlock):
            before, code_row = code_row, (index, line.row - block.rows[0] - block.fenced)
            code = split_rows(block.text)[0]
            if code_row != before and 0 <= code_row[1] < len(code):
                copied.append(code[code_row[1]])
            between = "\n"
            continue
        spans = marked_line(line, marked.cells(y, line.width)).spans
        text = "".join(span.text for span in spans if "selection" in span.roles).rstrip()
        if between != "\n":
            copied[-1] += f"{between}{text}"
        else:
            copied.append(text)
        between = line.end
    return "\n".join(copied).rstrip()
