"""What the writer changes: an `Edit`, the one value that flows back from the screen, and its `Step`s.

Rows are split at line feeds alone, and a carriage return right before one belongs to the line
ending, not to the row: `str.splitlines` would also split at form feeds and Unicode separators,
and a saved file would differ from the one that was read.
"""

import re
from dataclasses import dataclass
from typing import Literal

ROW_END = re.compile(r"\r?\n")
"""A line ending, as posts have them."""


Position = tuple[int, int]
"""(row, column), both from 0, in characters of the whole post; a column never lies in a line ending."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement: what lay between `start` and `end` (`removed`) became `text`."""

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
"""What a writer did: something new, more of what undo would take back at once, undo, redo."""


@dataclass(frozen=True, slots=True)
class Step:
    """One act of the writer and its edits, each in positions of the text that the one before it led to."""

    act: Act
    edits: tuple[Edit, ...]


class Rows:
    """A text as rows and their endings, changed in place: an edit does not copy the whole text."""

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
        """Replace what lies between two positions; returns where the new text ends."""
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
        """Do an edit.

        Raises ValueError when its positions or what it removes are not there: the text is another one.
        """
        there = self._has(edit.start) and self._has(edit.end) and edit.start <= edit.end
        if not there or self.between(edit.start, edit.end) != edit.removed:
            raise ValueError(f"the text between {edit.start} and {edit.end} is not what the edit removes")
        self.replace(edit.start, edit.end, edit.text)

    def _has(self, position: Position) -> bool:
        row, column = position
        return 0 <= row < len(self.lines) and 0 <= column <= len(self.lines[row])


def split_rows(text: str) -> tuple[list[str], list[str]]:
    """Split a text into its rows and their endings, which rejoin to the same text.

    Both lists have the same length; the last ending is always empty.
    """
    parts = re.split(r"(\r?\n)", text)
    return parts[::2], [*parts[1::2], ""]


def offset_of(text: str, position: Position) -> int:
    """Return where a position lies in a text, in characters from its start.

    Raises ValueError when the text has no such row; a column past the row's end means its end.
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
    """Return the text with an edit done.

    Raises ValueError when what the edit removes is not there: the text is another one.
    """
    start, end = offset_of(text, edit.start), offset_of(text, edit.end)
    if text[start:end] != edit.removed:
        raise ValueError(f"the text between {edit.start} and {edit.end} is not what the edit removes")
    return text[:start] + edit.text + text[end:]


def difference(old: str, new: str) -> Edit | None:
    """Return the smallest single edit that turns one text into another, None when they are equal."""
    if old == new:
        return None
    shortest = min(len(old), len(new))
    start = next((i for i in range(shortest) if old[i] != new[i]), shortest)
    if start and old[start - 1] == "\r":
        start -= 1  # a position cannot lie between the two characters of a line ending
    tail = next(
        (i for i in range(shortest - start) if old[len(old) - 1 - i] != new[len(new) - 1 - i]),
        shortest - start,
    )
    removed, text = old[start : len(old) - tail], new[start : len(new) - tail]
    if tail and old[len(old) - tail] == "\n" and "\r" in (removed[-1:], text[-1:]):
        removed, text, tail = f"{removed}\n", f"{text}\n", tail - 1
    return Edit(position_of(old, start), position_of(old, len(old) - tail), text, removed)
