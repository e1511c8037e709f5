"""At which y offset of the page each block is, and which lines it has: pure.

Entry 0 is the head, entry i + 1 is block i, the last entry is the blank rows below the page. A block is laid
out when it is looked at, and its lines are kept for as long as the block is the same object. Until then its
height is a guess from its source rows.
A y offset is valid only until the next entry is looked at. Keep an entry and the rows into it instead.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from tui.markup.page import Page, unlike
from tui.markup.tree import Block, Heading, Paragraph
from tui.paint.cells import Line
from tui.paint.images import image_addresses, links_within
from tui.paint.inlines import Look
from tui.paint.lines import gap, layout
from tui.paint.origins import letter_at
from tui.ui.widgets.heights import Heights

HEAD, NOWHERE = -1, -2
"""The block index of rows above the body, and of blank rows between blocks."""

AIR = 2
"""Blank rows below the page."""

_KEPT = 256
"""Blocks whose lines are kept at least, however many were looked at since."""

_MOST_GUESSED = 1_000
"""Blocks that changed, up to which heights are guessed anew; more than that keep those of as many before."""

_FARTHEST = 64
"""Unseen blocks, such as comments, that are passed over to find what stands above a block."""

_BLANK = Line()


class Row(NamedTuple):
    """A row of the page: its line, and the index of its block, `HEAD` or `NOWHERE`."""

    line: Line
    block: int


@dataclass(frozen=True, slots=True)
class _Laid:
    """The lines of a block; a list may have more of them than one key can go through."""

    block: Block
    lines: tuple[Line, ...]
    rows: tuple[int, ...]
    """The source rows that lines show, in order."""

    shown: dict[int, list[int]]
    """The lines that show a row, by the row."""

    @classmethod
    def of(cls, block: Block, lines: tuple[Line, ...]) -> "_Laid":
        """Return the lines of a block with what is asked of them."""
        shown: dict[int, list[int]] = {}
        for at, line in enumerate(lines):
            shown.setdefault(line.row, []).append(at)
        return cls(block, lines, tuple(sorted(shown)), shown)


@dataclass(frozen=True, slots=True)
class Prepared:
    """Blocks that were laid out beside the keys, for a width and a look."""

    width: int
    look: Look
    laid: tuple[_Laid, ...]


class Places:
    """The places of the blocks of one page at a time."""

    def __init__(self) -> None:
        self._page: Page | None = None
        self._blocks: tuple[Block, ...] = ()
        self.last = 1
        """The last entry: the air below all blocks."""

        self._head: tuple[Line, ...] = ()
        self._width = 0
        self._look = Look()
        self._heights = Heights((0, AIR))
        self._spaces: dict[int, int] = {}
        """The blank rows above each block that is seen and whose height is known, by its index."""

        self._laid_out: dict[int, _Laid] = {}
        self._laid_out_before: dict[int, _Laid] = {}

    def holds(self, page: Page | None) -> bool:
        """Whether these are the places of a page."""
        return self._page is page

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of the page."""
        return self._blocks

    @property
    def total(self) -> int:
        """The height of the page, as far as it is known."""
        return self._heights.total

    def top(self, entry: int) -> int:
        """Return the y offset of an entry."""
        return self._heights.top(entry)

    def height(self, entry: int) -> int:
        """Return the height of an entry, the space above it included, as far as it is known."""
        return self._heights[entry]

    def at(self, y: int) -> tuple[int, int]:
        """Return the entry at a y offset and the rows into it; beyond the page, the nearest there is."""
        return self._heights.at(max(0, min(y, self.total - 1)))

    # --- another page

    def take_look(self, look: Look) -> None:
        """Lay out anew what another look changes.

        Where only images went, came, or got a picture, or links lead elsewhere, that is the blocks that show
        them. Heights are put right when their entries are looked at.
        """
        before, self._look = self._look, look
        if (before.raw_html, before.tones) != (look.raw_html, look.tones):
            self._laid_out, self._laid_out_before, self._spaces = {}, {}, {}
            return
        shown = before.pictures.keys() | look.pictures.keys()
        other = {url for url in shown if before.pictures.get(url) is not look.pictures.get(url)}
        other |= (before.missing ^ look.missing) | (before.broken ^ look.broken)
        if other:
            self._spaces = {}
            self._laid_out, self._laid_out_before = (
                {key: laid for key, laid in known.items() if other.isdisjoint(_addresses(laid.block))}
                for known in (self._laid_out, self._laid_out_before)
            )

    def show(
        self, page: Page | None, head: tuple[Line, ...], width: int, kept: Sequence[int] = ()
    ) -> list[int]:
        """Take another page, head or width; return the entries that now are what the entries `kept` were."""
        before, after = self._blocks, page.blocks if page else ()
        if head != self._head:
            self._head = head
            self._spaces = {}
            self._heights[0] = len(head)
        self._page, self._blocks, self.last = page, after, len(after) + 1
        if before is after and width == self._width:
            return [*kept]
        self._spaces = {}
        first, old_stop, new_stop = unlike(before, after)
        moved = [_moved(entry, before, after, (first, old_stop, new_stop)) for entry in kept]
        if width != self._width:
            self._width = width
            self._laid_out, self._laid_out_before = {}, {}
            guesses = self._guesses()
            self._heights = Heights((len(head), *guesses, AIR))
        elif old_stop - first == new_stop - first > _MOST_GUESSED:
            pass  # numbers or identifiers: what is in sight is put right when it is looked at
        elif old_stop > first or new_stop > first:
            known = {id(before[index]): self._heights[index + 1] for index in range(first, old_stop)}
            heights = [known.get(id(after[index])) for index in range(first, new_stop)]
            # the entry above goes along, so that there is always one to replace
            self._heights.replace(
                first,
                old_stop,
                [
                    self._heights[first],
                    *(
                        self._guess(first + at, self._cells(first + at)) if known is None else known
                        for at, known in enumerate(heights)
                    ),
                ],
            )
        return moved

    def _guesses(self) -> list[int]:
        """Return a guess for every block; the rows of the post are gone through once."""
        page = self._page
        if page is None:
            return []
        count = len(page.lines)
        cells = [*accumulate(map(len, page.lines.rows(0, count)), initial=0)]
        guesses = []
        for index, start in enumerate(page.starts):
            end = min(count, page.block_end(index))
            guesses.append(self._guess(index, cells[end] - cells[min(start, end)]))
        return guesses

    def _cells(self, index: int) -> int:
        assert self._page is not None
        return sum(map(len, self._page.rows(index)))

    def _guess(self, index: int, cells: int) -> int:
        """Return how high a block with so many cells and the space above it may be, without laying it out."""
        block = self._blocks[index]
        lines = -(-cells // max(1, self._width))
        if not isinstance(block, Paragraph | Heading):
            lines = max(lines, block.rows[1])
        return max(1, lines) + gap(self._blocks[index - 1] if index else block, block)

    # --- looking

    def lines(self, index: int) -> tuple[Line, ...]:
        """Return the lines of a block; none where readers see nothing of it."""
        return self._laid(index).lines

    def prepare(self, page: Page) -> Prepared:
        """Lay out the blocks of a page that come to stand where others were laid out. For a thread: pure."""
        old, new, laid_out = self._blocks, page.blocks, self._laid_out
        width, look = self._width, self._look
        first, old_stop, new_stop = unlike(old, new)
        pairs = zip(old[first:old_stop], new[first:new_stop], strict=False)
        blocks = [block for before, block in pairs if block is not before and id(before) in laid_out]
        return Prepared(width, look, tuple(_Laid.of(block, layout(block, width, look)) for block in blocks))

    def take(self, prepared: Prepared) -> None:
        """Keep what was prepared, unless it is for another width or look by now."""
        if (prepared.width, prepared.look) == (self._width, self._look):
            self._laid_out |= {id(laid.block): laid for laid in prepared.laid}

    def _laid(self, index: int) -> _Laid:
        block = self._blocks[index]
        found = self._laid_out.get(id(block))
        if found is None or found.block is not block:
            found = self._laid_out_before.get(id(block))
            if found is None or found.block is not block:
                found = _Laid.of(block, layout(block, self._width, self._look))
            if len(self._laid_out) >= _KEPT:
                self._laid_out_before, self._laid_out = self._laid_out, {}
            self._laid_out[id(block)] = found
        return found

    def space(self, index: int) -> int:
        """Return the blank rows above a block that is seen."""
        known = self._spaces.get(index)
        if known is not None:
            return known
        for other in range(index - 1, max(-1, index - 1 - _FARTHEST), -1):
            if self.lines(other):
                return gap(self._blocks[other], self._blocks[index])
        return 1 if self._head else 0

    def look(self, entry: int) -> int:
        """Correct the height of an entry; return by how much it grew."""
        before = self._heights[entry] if 0 <= entry <= self.last else 0
        return self._height_now(entry) - before

    def _height_now(self, entry: int) -> int:
        """Correct the height of an entry, and return it."""
        height = self._heights[entry]
        index = entry - 1
        if not 0 < entry < self.last or index in self._spaces:
            return height
        before, height = height, len(self.lines(index))
        if height:
            space = self._spaces[index] = self.space(index)
            height += space
        if height != before:
            self._heights[entry] = height
        return height

    def look_down(self, entry: int, rows: int) -> None:
        """Correct the heights from an entry on, until so many rows are known."""
        last = self.last
        while rows > 0 and entry <= last:
            rows -= self._height_now(entry)
            entry += 1

    def look_up(self, entry: int, rows: int) -> int:
        """Correct the heights above an entry, until so many rows are known; return by how much they grew."""
        grew = 0
        while rows > 0 and entry > 0:
            entry -= 1
            before = self._heights[entry]
            height = before if entry - 1 in self._spaces else self._height_now(entry)
            grew += height - before
            rows -= height
        return grew

    def rows(self, y: int, number: int) -> list[Row]:
        """Return so many rows from a y offset on, or as many as there are; all were looked at before."""
        entry, inside = self.at(y)
        rows: list[Row] = []
        last = self.last
        while len(rows) < number and entry <= last:
            rows += self._rows_of(entry, inside, inside + number)
            inside = 0
            entry += 1
        return rows[:number]

    def _rows_of(self, entry: int, first: int, end: int) -> list[Row]:
        """Return the rows of an entry from one up to another, as far as it has them."""
        if entry == 0:
            return [Row(line, HEAD) for line in self._head[first:end]]
        if entry == self.last:
            return ([Row(_BLANK, NOWHERE)] * AIR)[first:end]
        lines = self.lines(entry - 1)
        if not lines:
            return []
        space = self.space(entry - 1)
        air = [Row(_BLANK, NOWHERE)] * (min(space, end) - first)
        return [*air, *(Row(line, entry - 1) for line in lines[max(0, first - space) : max(0, end - space)])]

    # --- source rows

    def place(self, row: int, part: float) -> tuple[int, int]:
        """Return the entry that shows a row of the post, and the rows into it.

        `part` is how far along the row, from 0 to 1: a row of source may take many lines.
        """
        index = self._page.block_at(row) if self._page else None
        if index is None or self._page is None:
            first_row = self._page.first_row if self._page else 0
            return 0, int(len(self._head) * row / first_row) if 0 < row < first_row else 0
        laid = self._laid(index)
        within = row - self._page.starts[index]
        above = bisect_right(laid.rows, within)
        if not above:
            return index + 1, self.space(index) if laid.lines else 0
        shown = laid.rows[above - 1]
        same = laid.shown[shown]
        at = min(len(same) - 1, int(part * len(same))) if shown == within else len(same) - 1
        return index + 1, self.space(index) + same[at]

    def source(self, y: int) -> tuple[int, float]:
        """Return the row of the post that a y offset shows, and how far along it."""
        if self._page is None:
            return 0, 0.0
        entry, inside = self.at(y)
        if entry == 0:
            return self._page.first_row * inside // max(1, len(self._head)), 0.0
        if entry == self.last:
            return (self._page.block_end(entry - 2) if self._blocks else self._page.first_row), 1.0
        laid = self._laid(entry - 1)
        line = max(0, inside - self.space(entry - 1))
        if line >= len(laid.lines):
            return self._page.starts[entry - 1], 0.0
        row = laid.lines[line].row
        same = laid.shown[row]
        return self._page.starts[entry - 1] + row, same.index(line) / len(same)

    def letter(self, y: int, x: int) -> tuple[int, int]:
        """Return row and column of the letter of the post that is painted in a cell, or the nearest to it."""
        row, _ = self.source(y)
        entry, inside = self.at(y)
        page = self._page
        if page is None or not 0 < entry < self.last:
            return row, 0
        lines = self.lines(entry - 1)
        line = max(0, inside - self.space(entry - 1))
        if line >= len(lines):
            return row, 0
        start = page.starts[entry - 1]
        block = self._blocks[entry - 1]
        found = letter_at(block, lines, line, x, lambda a, b: page.lines.rows(start + a, start + b))
        return (start + found[0], found[1]) if found else (row, 0)


def _addresses(block: Block) -> frozenset[str]:
    return image_addresses(block) | links_within(block)


def _moved(entry: int, old: Sequence[Block], new: Sequence[Block], difference: tuple[int, int, int]) -> int:
    """Return which entry among the new blocks an entry of the old ones is, or the nearest to it."""
    first, old_stop, new_stop = difference
    index = entry - 1
    if index < first:
        return entry
    if index >= old_stop:
        return entry + len(new) - len(old)
    for at in range(first, new_stop):
        if new[at] is old[index]:
            return at + 1
    return min(index, max(first, new_stop - 1)) + 1
