"""Tables: rows of cells between pipes under a head and a row of dashes.

A row of the body may have fewer or more cells than the head.
"""

import re

from mistune.block_parser import BlockParser
from mistune.core import BlockState

PATTERN = (
    r"^(?= {0,3}\S)(?! {0,3}(?:>|[-+*][ \t]|\d{1,9}[.)][ \t]))(?=[^\n]*\|)[^\n]*\n"
    r" {0,3}(?=[^\n]*-)[|:-][|:\- \t]*$"
)
"""A head and the row of dashes under it. No part backtracks, so that it takes linear time."""

MOST_EMPTY_CELLS = 10_000
"""Empty cells that a table may add to short rows before it ends: a small text must not fill the memory."""

_PIPE = re.compile(r"\\.|(\|)")
_DASHES = re.compile(r":?-+:?")
_OTHER_BLOCK = re.compile(r" {0,3}(?:>|#{1,6}[ \t]|```|~~~|[-+*][ \t]|\d{1,9}[.)][ \t])| {4}|\t")


def parse(block: BlockParser, match: re.Match[str], state: BlockState) -> int | None:
    """Read a table; cells beyond the width of the head are dropped."""
    head_row, _, dash_row = match.group().partition("\n")
    dashes = _cells(dash_row)
    head = _cells(head_row)
    if len(head) != len(dashes) or not all(_DASHES.fullmatch(cell) for cell in dashes):
        return None
    width = len(head)
    body, end = _body(state, match.end() + 1, width)
    state.append_token(
        {
            "type": "table",
            "head": [head],
            "bodies": [[_padded(row, width) for row in body]] if body else [],
            "foot": [],
            "alignments": [alignment(cell) for cell in dashes],
        }
    )
    return end


def _body(state: BlockState, end: int, width: int) -> tuple[list[list[str]], int]:
    """Return the rows of cells from an offset on, and the offset after the last row."""
    body: list[list[str]] = []
    missing = 0
    while end < state.cursor_max and missing < MOST_EMPTY_CELLS:
        row = state.get_line(end)
        if not row.strip() or _OTHER_BLOCK.match(row):
            break
        body.append(_cells(row))
        missing += _missing(body[-1:], width)
        end += len(row)
    return body, end


def _missing(rows: list[list[str]], width: int) -> int:
    """Return the number of empty cells that rows need to be as wide as the table."""
    return sum(max(width - len(row), 0) for row in rows)


def _cells(row: str) -> list[str]:
    """Split a row at its pipes, except at escaped ones."""
    row = row.strip(" \t\n")
    cells = []
    start = 0
    for match in _PIPE.finditer(row):
        if match[1]:
            cells.append(row[start : match.start()])
            start = match.end()
    cells.append(row[start:])
    if not cells[0].strip() and len(cells) > 1:
        del cells[0]
    if not cells[-1].strip() and len(cells) > 1:
        del cells[-1]
    return [cell.strip(" \t").replace("\\|", "|") for cell in cells]


def _padded(cells: list[str], width: int) -> list[str]:
    return [*cells[:width], *[""] * (width - len(cells))]


def alignment(dashes: str) -> str:
    """Return the alignment that a cell of dashes sets: left, center, right, or empty for none."""
    match dashes[:1], dashes[-1:]:
        case ":", ":":
            return "center"
        case ":", _:
            return "left"
        case _, ":":
            return "right"
    return ""
