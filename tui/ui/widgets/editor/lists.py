"""What Enter and Tab do in lists and quotes, and a mark's key between marks: pure, from a row alone."""

import re
from typing import Literal

_MARK = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>(?:> ?)+|[-*+] |(?P<number>\d{1,9})(?P<dot>[.)]) )(?P<task>\[[ xX]\] )?"
)
_ITEM = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)]) ")
STEP = "  "
"""What Tab puts before a list item."""


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


def is_item(row: str) -> bool:
    """Whether a row begins a list item."""
    return _ITEM.match(row) is not None


def outdent(row: str) -> int:
    """Return how many characters Shift+Tab takes from the start of a row."""
    if row.startswith("\t"):
        return 1
    return min(len(STEP), len(row) - len(row.lstrip(" ")))


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
