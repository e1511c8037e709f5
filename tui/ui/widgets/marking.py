"""What a reader marks on the page with the mouse: which cells, how they look, and the words to copy. Pure.

The thing one would get wrong: a paragraph is wrapped for the pane it is read in. Copied, it is one line
again, unless its writer ended lines in it. Code, which is painted cut, is copied in whole rows as it was
typed. Tables and lists keep their rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tui.edits import split_rows
from tui.markup.tree import Block, Break, CodeBlock, Paragraph
from tui.paint.cells import Line, Span, cut
from tui.ui.widgets.places import Row

Cell = tuple[int, int]
"""A y offset in the whole page, and a cell of its text."""


@dataclass(frozen=True, slots=True)
class Marked:
    """The cells from one to another, both of them marked."""

    one: Cell
    other: Cell

    def cells(self, y: int, width: int) -> range:
        """Return the marked cells of a row that is so many cells wide."""
        (top, first), (bottom, last) = sorted((self.one, self.other))
        if not top <= y <= bottom:
            return range(0)
        return range(first if y == top else 0, min(last + 1, width) if y == bottom else width)


def marked_line(line: Line, cells: range) -> Line:
    """Return a line with some of its cells on the ground of what is selected."""
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
    """Return the words that are marked, as one pastes them; `rows` are those of the page from `top` on."""
    first, last = sorted((marked.one[0], marked.other[0]))
    copied: list[str] = []
    before: object = None
    for y, (line, index) in enumerate(rows, top):
        if not first <= y <= last:
            continue
        block = blocks[index] if index >= 0 else None
        here: object = index
        if isinstance(block, CodeBlock):
            row, code = _code_row(block, line), split_rows(block.text)[0]
            here = index, row
            if here != before and 0 <= row < len(code):
                copied.append(code[row])
        else:
            spans = marked_line(line, marked.cells(y, line.width)).spans
            text = "".join(span.text for span in spans if "selection" in span.roles).rstrip()
            if here == before and _is_wrapped(block):
                copied[-1] += f" {text}"
            else:
                copied.append(text)
        before = here
    return "\n".join(copied).rstrip()


def _code_row(block: CodeBlock, line: Line) -> int:
    """Return which row of its code a line shows, one that there is not for the rows of its own around it."""
    return line.row - block.rows[0] - block.fenced


def _is_wrapped(block: Block | None) -> bool:
    """Whether the rows of a block are one line of words that the pane had no room for."""
    return isinstance(block, Paragraph) and not any(
        isinstance(inline, Break) and inline.hard for inline in block.inlines
    )
