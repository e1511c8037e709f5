"""How high each row of a post is, and so at which y offset it begins.

The heights are kept in blocks with sums. Finding, changing or inserting a row reads one block and the sums of
the blocks, never every row. A block may become small, but never empty.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

_BLOCK = 256
"""Rows in a new block; one of twice as many is split."""


class Heights:
    """The heights of rows, in rows of the screen; a row that is not seen has none."""

    def __init__(self, heights: Iterable[int]) -> None:
        """Take the heights of all rows; there is at least one."""
        self._blocks = _split([*heights])
        self._sums = [sum(block) for block in self._blocks]
        self._inner: list[list[int] | None] = [None] * len(self._blocks)
        self._rows: list[int] = []
        self._tops: list[int] = []
        self._add_up()

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self._tops[-1]

    def top(self, row: int) -> int:
        """Return the sum of the heights above a row. Raises IndexError where there is no such row."""
        number, index = self._find(row)
        inside = self._inner[number] or self._tops_in(number)
        return self._tops[number] + inside[index]

    def at(self, y: int) -> tuple[int, int]:
        """Return the row seen at a y offset and how far into it that is. Raises IndexError outside of all."""
        if not 0 <= y < self._tops[-1]:
            raise IndexError(y)
        number = bisect_right(self._tops, y) - 1
        tops = self._inner[number] or self._tops_in(number)
        inside = y - self._tops[number]
        index = bisect_right(tops, inside) - 1
        return self._rows[number] + index, inside - tops[index]

    def __getitem__(self, row: int) -> int:
        """Return the height of a row."""
        if not 0 <= row < self._rows[-1]:
            raise IndexError(row)
        number = bisect_right(self._rows, row) - 1
        return self._blocks[number][row - self._rows[number]]

    def __setitem__(self, row: int, height: int) -> None:
        """Change the height of a row."""
        number, index = self._find(row)
        block = self._blocks[number]
        self._sums[number] += height - block[index]
        block[index] = height
        self._inner[number] = None
        self._add_up()

    def replace(self, first: int, last: int, heights: Sequence[int]) -> None:
        """Put rows in the place of those from `first` to `last`, both among them; at least one."""
        top, above = self._find(first)
        bottom, below = self._find(last)
        rows = [*self._blocks[top][:above], *heights, *self._blocks[bottom][below + 1 :]]
        blocks = [rows] if len(rows) < 2 * _BLOCK else _split(rows)
        self._blocks[top : bottom + 1] = blocks
        self._sums[top : bottom + 1] = map(sum, blocks)
        self._inner[top : bottom + 1] = [None] * len(blocks)
        self._add_up()

    def _add_up(self) -> None:
        self._rows = [*accumulate(map(len, self._blocks), initial=0)]
        self._tops = [*accumulate(self._sums, initial=0)]

    def _tops_in(self, number: int) -> list[int]:
        """Add up, and keep, where the rows of a block begin, from the top of the block."""
        tops = self._inner[number] = [*accumulate(self._blocks[number][:-1], initial=0)]
        return tops

    def _find(self, row: int) -> tuple[int, int]:
        """Return the number of the block that a row is in, and its index there."""
        if not 0 <= row < self._rows[-1]:
            raise IndexError(row)
        number = bisect_right(self._rows, row) - 1
        return number, row - self._rows[number]


def _split(rows: list[int]) -> list[list[int]]:
    return [rows[at : at + _BLOCK] for at in range(0, len(rows), _BLOCK)]
