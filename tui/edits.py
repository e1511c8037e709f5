"""Changes of a text: an `Edit` is one replacement, a `Step` the edits that undo takes back together.

Rows are split at line feeds alone. A carriage return right before a line feed belongs to the line ending,
not to the row. `str.splitlines` would also split at form feeds and Unicode separators, and a saved file would
then differ from the one that was read.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Literal, TypeVar

ROW_END = re.compile(r"\r?\n")
"""A line ending, as posts have them."""


Position = tuple[int, int]
"""(row, column), both from 0, in characters of the whole post; a column never lies in a line ending."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: the text between `start` and `end`, which was `removed`, became `text`."""

    start: Position
    end: Position
    text: str
    removed: str

    @property
    def new_end(self) -> Position:
        """Where the new text ends."""
        rows = ROW_END.split(self.text)
        if len(rows) == 1:
            return self.start[0], self.start[1] + len(self.text)
        return self.start[0] + len(rows) - 1, len(rows[-1])

    def inverted(self) -> "Edit":
        """Return the edit that takes this one back."""
        return Edit(self.start, self.new_end, self.removed, self.text)


Act = Literal["typed", "joined", "undone", "redone"]
"""What the writer did.

"typed" is a new change, "joined" one that undo takes back together with the step before it, "undone" an
undo and "redone" a redo.
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What undo takes back at once: edits, each in positions of the text after the one before it."""

    act: Act
    edits: tuple[Edit, ...]


def joined(edits: Sequence[Edit]) -> list[Edit]:
    """Return fewer edits with the same result: an insertion where the last edit ended becomes part of it."""
    found: list[Edit] = []
    end: Position = (-1, -1)
    for edit in edits:
        last = found[-1] if found else edit
        # a line feed after a carriage return would make one line ending of two edits
        if edit.start == edit.end == end and not last.text.endswith("\r"):
            found[-1] = Edit(last.start, last.end, last.text + edit.text, last.removed)
        else:
            found.append(edit)
        end = edit.new_end
    return found


class Rows:
    """A text as rows and their endings, which an edit changes in place without copying the whole text."""

    def __init__(self, text: str) -> None:
        self.lines, self.ends = split_rows(text)

    @property
    def text(self) -> str:
        """The whole text."""
        parts = [part for pair in zip(self.lines, self.ends, strict=True) for part in pair]
        return "".join(parts)

    def between(self, start: Position, end: Position) -> str:
        """Return the text between two positions, with its own line endings."""
        (top, top_column), (bottom, bottom_column) = sorted((start, end))
        if top == bottom:
            return self.lines[top][top_column:bottom_column]
        parts = [self.lines[top][top_column:], self.ends[top]]
        for row in range(top + 1, bottom):
            parts += (self.lines[row], self.ends[row])
        parts.append(self.lines[bottom][:bottom_column])
        return "".join(parts)

    def replace(self, start: Position, end: Position, text: str) -> Position:
        """Replace the text between two positions and return where the new text ends."""
        (top, top_column), (bottom, bottom_column) = sorted((start, end))
        rows, ends = split_rows(text)
        end_column = len(rows[-1]) + (top_column if len(rows) == 1 else 0)
        rows[0] = self.lines[top][:top_column] + rows[0]
        rows[-1] += self.lines[bottom][bottom_column:]
        ends[-1] = self.ends[bottom]
        self.lines[top : bottom + 1] = rows
        self.ends[top : bottom + 1] = ends
        return top + len(rows) - 1, end_column

    def apply(self, edit: Edit) -> None:
        """Apply an edit.

        Raises ValueError when the text does not hold its positions, or does not hold `removed` between them.
        """
        there = self._has(edit.start) and self._has(edit.end) and edit.start <= edit.end
        if not there or self.between(edit.start, edit.end) != edit.removed:
            raise ValueError(f"the text between {edit.start} and {edit.end} is not what the edit removes")
        self.replace(edit.start, edit.end, edit.text)

    def _has(self, position: Position) -> bool:
        row, column = position
        return 0 <= row < len(self.lines) and 0 <= column <= len(self.lines[row])


_Chunk = tuple[tuple[str, ...], tuple[str, ...]]
"""Rows, and as many line endings."""

_Item = TypeVar("_Item")

_SURROGATE = re.compile("[\ud800-\udfff]")
_CHUNK_ROWS = 256
_NO_ROWS: _Chunk = ((), ())


class Lines:
    """A text as rows and their endings that never changes.

    An edit makes a new value, which shares every chunk of rows that the edit does not touch. Rows and columns
    are those of `Rows` after the same edits.
    """

    __slots__ = ("_chunks", "_tops")

    def __init__(self, chunks: tuple[_Chunk, ...]) -> None:
        self._chunks = chunks
        self._tops = (0, *accumulate([len(lines) for lines, _ in chunks]))

    @classmethod
    def of(cls, text: str) -> "Lines":
        """Return a text as rows."""
        return cls(tuple(_chunks(*split_rows(text))))

    @property
    def text(self) -> str:
        """The whole text, joined anew at every call."""
        return "".join(map(_joined, self._chunks))

    def __len__(self) -> int:
        return self._tops[-1]

    def __getitem__(self, row: int) -> str:
        """Return a row without its ending."""
        if not 0 <= row < self._tops[-1]:
            raise IndexError(row)
        index = bisect_right(self._tops, row) - 1
        return self._chunks[index][0][row - self._tops[index]]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Lines):
            return NotImplemented
        mine, theirs = self.unlike(other)
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]  # Python's way to make a class unhashable

    def rows(self, start: int, end: int) -> tuple[str, ...]:
        """Return the rows `start` up to `end` (excluded) without their endings; fewer at the text's end."""
        return self._part(start, end)[0]

    def between(self, start: int, end: int) -> str:
        """Return the text of the rows `start` up to `end` (excluded), with their endings."""
        return "".join(chain.from_iterable(zip(*self._part(start, end), strict=True)))

    def apply(self, edit: Edit) -> "Lines":
        """Return the text after an edit.

        Raises ValueError when the text does not hold its positions, or does not hold `removed` between them.
        """
        (top, _), (bottom, _) = edit.start, edit.end
        if not 0 <= top <= bottom < self._tops[-1]:
            raise ValueError(f"there are no rows {top} to {bottom}")
        first, last = bisect_right(self._tops, top) - 1, bisect_right(self._tops, bottom) - 1
        base = self._tops[first]
        rows = Rows.__new__(Rows)
        rows.lines, rows.ends = (list(part) for part in self._part(base, self._tops[last + 1]))
        rows.apply(Edit((top - base, edit.start[1]), (bottom - base, edit.end[1]), edit.text, edit.removed))
        return Lines(self._chunks[:first] + tuple(_chunks(rows.lines, rows.ends)) + self._chunks[last + 1 :])

    def changed_to(self, text: str) -> "Lines":
        """Return `text` as rows; it shares the chunks that both begin with and those that both end with."""
        chunks = self._chunks
        head = begun = tail = 0
        while head < len(chunks) and text.startswith(part := _joined(chunks[head]), begun):
            begun += len(part)
            head += 1
        if head == len(chunks) and begun == len(text):
            return self
        head, begun = (head, begun) if head < len(chunks) else (head - 1, begun - len(part))
        ended = len(text)
        while tail < len(chunks) - head and text.endswith(part := _joined(chunks[-1 - tail]), begun, ended):
            ended -= len(part)
            tail += 1
        if tail and text[ended - 1 : ended] != "\n" and ended > begun:
            ended += len(_joined(chunks[-tail]))
            tail -= 1
        lines, ends = split_rows(text[begun:ended])
        if tail:  # the middle ends with a line feed, so the empty row after it is the tail's first row
            lines.pop()
            ends.pop()
        return Lines(chunks[:head] + tuple(_chunks(lines, ends)) + chunks[len(chunks) - tail :])

    def unlike(self, other: "Lines") -> tuple[str, str]:
        """Return a part of each of two texts; the parts are equal exactly when the texts are.

        The parts leave out the rows that both texts begin with and those that both end with. They also leave
        out shared chunks between two differences, where the lengths alone show that the texts differ as text
        and as UTF-8. Only chunks that are not shared are read.
        """
        mine, theirs = _trimmed(self._chunks, other._chunks)
        pairs = [pair for pair in zip(mine, theirs, strict=False) if pair[0] is not pair[1]]
        if len(pairs) < len(mine) == len(theirs):  # they share a chunk between two differences
            own, others = (_flat([pair[side] for pair in pairs]) for side in (0, 1))
            # when the lengths differ the texts do, so the shared chunks need not be read
            if sum(map(len, own)) != sum(map(len, others)) and not any(
                map(_SURROGATE.search, [*own, *others])
            ):
                own, others = _trimmed(own, others)
                return "".join(own), "".join(others)
        own, others = _trimmed(_flat(mine), _flat(theirs))
        return "".join(own), "".join(others)

    def _part(self, start: int, end: int) -> _Chunk:
        start, end = max(start, 0), min(end, self._tops[-1])
        if start >= end:
            return _NO_ROWS
        first, last = bisect_right(self._tops, start) - 1, bisect_right(self._tops, end - 1) - 1
        top = self._tops[first]
        if first == last:
            lines, ends = self._chunks[first]
        else:
            taken = self._chunks[first : last + 1]
            lines = tuple(chain.from_iterable(part for part, _ in taken))
            ends = tuple(chain.from_iterable(part for _, part in taken))
        return lines[start - top : end - top], ends[start - top : end - top]


def _chunks(lines: list[str], ends: list[str]) -> Iterator[_Chunk]:
    """Yield rows in chunks of `_CHUNK_ROWS`; the last may be twice as long, so that typing splits none."""
    start = 0
    while start < len(lines):
        end = start + _CHUNK_ROWS if len(lines) - start > 2 * _CHUNK_ROWS else len(lines)
        yield tuple(lines[start:end]), tuple(ends[start:end])
        start = end


def _joined(chunk: _Chunk) -> str:
    return "".join(chain.from_iterable(zip(*chunk, strict=True)))


def _flat(chunks: Sequence[_Chunk]) -> Sequence[str]:
    return [row + end for lines, ends in chunks for row, end in zip(lines, ends, strict=True)]


def _alike(own: Sequence[object], others: Sequence[object]) -> tuple[int, int]:
    """Return how many items two sequences begin with alike, and how many of the rest they end with alike."""
    shortest = min(len(own), len(others))
    head = tail = 0
    while head < shortest and own[head] == others[head]:
        head += 1
    while tail < shortest - head and own[-1 - tail] == others[-1 - tail]:
        tail += 1
    return head, tail


def _trimmed(own: Sequence[_Item], others: Sequence[_Item]) -> tuple[Sequence[_Item], Sequence[_Item]]:
    """Return two sequences without what both begin with and what both end with."""
    head, tail = _alike(own, others)
    return own[head : len(own) - tail], others[head : len(others) - tail]


def split_rows(text: str) -> tuple[list[str], list[str]]:
    """Split a text into its rows and their endings, which rejoin to the same text.

    Both lists have the same length; the last ending is always empty.
    """
    rows = text.split("\n")
    ends = ["\n"] * (len(rows) - 1) + [""]
    if "\r\n" in text:
        for row, words in enumerate(rows[:-1]):
            if words.endswith("\r"):
                rows[row], ends[row] = words[:-1], "\r\n"
    return rows, ends


def offset_of(text: str, position: Position) -> int:
    """Return a position as an offset in a text, in characters from its start.

    A column after the end of its row means that end. Raises ValueError when the text has no such row.
    """
    row, column = position
    offset = 0
    for _ in range(row):
        offset = text.index("\n", offset) + 1
    ending = ROW_END.search(text, offset)
    return min(offset + column, ending.start() if ending else len(text))


def position_of(text: str, offset: int) -> Position:
    """Return the position of an offset (characters from the start of a text)."""
    row = text.count("\n", 0, offset)
    return row, offset - (text.rfind("\n", 0, offset) + 1)


def apply(text: str, edit: Edit) -> str:
    """Return the text after an edit.

    Raises ValueError when the text between its positions is not `removed`.
    """
    start, end = offset_of(text, edit.start), offset_of(text, edit.end)
    if text[start:end] != edit.removed:
        raise ValueError(f"the text between {edit.start} and {edit.end} is not what the edit removes")
    return text[:start] + edit.text + text[end:]


def difference(old: str, new: str) -> Edit | None:
    """Return the smallest single edit that turns one text into another, None when they are equal."""
    if old == new:
        return None
    start, tail = _alike(old, new)
    if start and old[start - 1] == "\r":
        start -= 1  # a position cannot lie between the two characters of a line ending
    removed, text = old[start : len(old) - tail], new[start : len(new) - tail]
    if tail and old[len(old) - tail] == "\n" and "\r" in (removed[-1:], text[-1:]):
        removed, text, tail = f"{removed}\n", f"{text}\n", tail - 1
    return Edit(position_of(old, start), position_of(old, len(old) - tail), text, removed)
