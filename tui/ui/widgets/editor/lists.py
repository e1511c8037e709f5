"""What Enter and Tab do in lists and quotes, and a mark's key between marks: pure, from a row alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

_MARK = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>(?:> ?)+|[-*+] |(?P<number>\d{1,9})(?P<dot>[.)]) )(?P<task>\[[ xX]\] )?"
)
_ITEM = re.compile(r"[ \t]*(?P<mark>(?:[-*+]|\d{1,9}[.)]) )")
STEP = 4
"""Spaces of one indent where there is no list item, as Tab has it in code."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that Tab and Shift+Tab may move."""

    text: str
    start: int | None
    """The column behind the marks of its quotes, where it is indented; None for what fences a header."""

    is_code: bool
    in_header: bool

    @property
    def item(self) -> re.Match[str] | None:
        """The list item that begins in it."""
        return None if self.is_code or self.start is None else _ITEM.match(self.text, self.start)

    @property
    def words(self) -> str:
        """What is moved: nothing where the row is empty."""
        return "" if self.start is None else self.text[self.start :].rstrip()


def continued(row: str, column: int) -> str | None:
    """Return the mark that a new row below this one begins with, when Enter is pressed at a column.

    The next number, an empty task box, the same bullet or quote mark. None where the row is no item, or the
    column lies in its mark; an empty string where the item has no words: Enter then ends the list.
    """
    found = _MARK.match(row)
    if found is None or column < found.end():
        return None
    if not row[found.end() :].strip():
        return ""
    mark = found["mark"]
    if found["number"]:
        mark = f"{int(found['number']) + 1}{found['dot']} "
    return found["indent"] + mark + ("[ ] " if found["task"] else "")


def shifted(rows: Sequence[Row], out: bool) -> list[str]:
    """Return rows as they are one indent further in, or out.

    All are moved by the same, so that what belongs to an item stays with it: by the width of the first
    item's mark, by four spaces where there is none, by a tab where a row begins with one. A header stays as
    it is when other rows are moved: it would be none any more.
    """
    in_header = all(row.in_header for row in rows)
    moved = [row for row in rows if row.in_header == in_header]
    item = next((row.item for row in moved if row.item), None)
    width = len(item["mark"]) if item else STEP
    indent = "\t" if any(row.words.startswith("\t") for row in moved) else " " * width
    return [
        row.text if row.in_header != in_header else _outdented(row, width) if out else _indented(row, indent)
        for row in rows
    ]


def _indented(row: Row, indent: str) -> str:
    return row.text[: row.start] + indent + row.text[row.start :] if row.words else row.text


def _outdented(row: Row, width: int) -> str:
    words = row.words
    taken = 1 if words.startswith("\t") else min(width, len(words) - len(words.lstrip(" ")))
    return row.text[: row.start] + row.text[row.start :][taken:] if words else row.text


def column_after(column: int, row: Row, text: str, selects: bool) -> int:
    """Return where a column of a row is once the row reads `text`.

    Where it begins or ends a selection, the start of a row stays its start.
    """
    start = row.start or 0
    return column if selects and column <= start else max(start, column + len(text) - len(row.text))


def step_over(row: str, column: int, mark: str) -> Literal["", "out", "away"]:
    """Return what the key of a mark does between two of them: step `out`, or take both `away` when empty.

    Nothing where no closing mark stands at the column, or one that is longer: `*` within `**` is none.
    """
    letter = mark[0]
    before = len(row[:column]) - len(row[:column].rstrip(letter))
    after = len(row[column:]) - len(row[column:].lstrip(letter))
    if before == after == len(mark):
        return "away"
    closes = after in (len(mark), 3) and not before and mark in row[:column]
    return "out" if closes and not row[:column].endswith((" ", "\t")) else ""
