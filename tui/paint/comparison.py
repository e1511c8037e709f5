"""Two texts laid out side by side, or one above the other where the screen is narrow.

Decides where the words of `tui.compare.side_by_side` stand and which roles they have. Passages are wrapped
again, because line breaks within a passage are not a difference. Marks count characters of the passage, so
tabs are expanded only after the text is split at its marks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, zip_longest

from rich.cells import cell_len

from tui.compare.side_by_side import Pair, Passage
from tui.paint.cells import Line, Span, clip_spans, prefixed
from tui.paint.wrap import Run, wrap
from tui.safe import safe

GAP = 3
"""The cells between the two sides."""

NARROW = 60
"""Below this total width in cells, the left side of a pair stands above its right side."""

MOST_ALIKE = 3
"""The longest run of equal pairs that is not folded."""

_TAB = 4
_SIGN = 2
_LEFT, _RIGHT = "removed", "added"
_WRAPPED = re.compile(r"(?:(?<![ \t])[ \t]++)?+\n[ \t]*+")
_FAINT = ("faint",)


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One painted row: its two sides, and the index of its pair (of the first one, in a folded row).

    A `Line.row` is the row of the whole left or right text. When `right` is None, `left` takes the whole
    width: in a folded row, in an empty row between pairs, and in all rows of a narrow screen, where the signs
    `-` and `+` mark the sides of a differing pair.
    """

    left: Line
    right: Line | None
    pair: int


def column_width(width: int) -> int:
    """Return the width of one side in cells, at a total width in cells."""
    return max((width - GAP) // 2, 2) if width >= NARROW else max(width, 2)


def comparison_rows(pairs: Sequence[Pair], width: int) -> tuple[ComparisonRow, ...]:
    """Lay pairs out at a total width in cells, 4 or more; pairs that differ are never folded.

    A run of more than `MOST_ALIKE` equal pairs is folded to one row with their number. One equal pair stays
    unfolded beside each differing pair.
    """
    rows: list[ComparisonRow] = []
    was_folded = False
    for first, end in _folds(pairs):
        is_folded = end - first > 1
        if rows and (is_folded or was_folded or _are_apart(pairs[first - 1], pairs[first])):
            rows.append(ComparisonRow(Line(), None, first - 1))
        if is_folded:
            count = Span(f"— {end - first} paragraphs alike —", ("muted",))
            rows.append(ComparisonRow(Line(clip_spans([count], width, _FAINT)), None, first))
        else:
            rows += _laid_out(pairs[first], first, width)
        was_folded = is_folded
    return tuple(rows)


def _folds(pairs: Sequence[Pair]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of pairs that make one part of the layout: one pair, or many that are folded."""
    start = 0
    for same, run in groupby(pairs, lambda pair: pair.same):
        end = start + len(list(run))
        first, last = start + (start > 0), end - (end < len(pairs))
        if same and end - start > MOST_ALIKE:
            yield from ((index, index + 1) for index in range(start, first))
            yield first, last
            start = last
        yield from ((index, index + 1) for index in range(start, end))
        start = end


def _are_apart(above: Pair, below: Pair) -> bool:
    """Whether blank rows stand between two pairs in one of the texts, or no text has both of them."""
    sides = ((above.left, below.left), (above.right, below.right))
    gaps = [low.first_row - high.last_row > 1 for high, low in sides if high and low]
    return any(gaps) or not gaps


def _laid_out(pair: Pair, index: int, width: int) -> Iterator[ComparisonRow]:
    """Yield the rows of one pair; the side with fewer rows is filled up with empty ones."""
    column = column_width(width)
    if width >= NARROW:
        for left, right in zip_longest(_side(pair, _LEFT, column), _side(pair, _RIGHT, column)):
            yield ComparisonRow(left or Line(), right or Line(), index)
        return
    if pair.same:
        lines = _side(pair, _RIGHT, column)
    else:
        lines = [*_signed(pair, _LEFT, "- ", column), *_signed(pair, _RIGHT, "+ ", column)]
    yield from (ComparisonRow(line, None, index) for line in lines)


def _signed(pair: Pair, role: str, sign: str, column: int) -> Iterator[Line]:
    lines = _side(pair, role, column - _SIGN)
    return prefixed(lines, (Span(sign, ("muted",)),), (Span(" " * _SIGN),))


def _side(pair: Pair, role: str, width: int) -> list[Line]:
    """Wrap one side of a pair, keeping the indent of its first row; empty for a side without a passage."""
    passage = pair.left if role == _LEFT else pair.right
    if passage is None:
        return []
    runs = list(_runs(passage, "muted" if pair.same else "text", role))
    first = runs[0].text
    indent = min(len(first) - len(first.lstrip(" ")), width // 3)
    hanging = Span(" " * indent, runs[0].roles)
    lines = wrap([replace(runs[0], text=first.lstrip(" ")), *runs[1:]], max(width - indent, 2))
    rows = ((hanging, *line.spans) if indent else line.spans for line in lines)
    # letters with doubled joiners are one cluster, which wrapping does not cut even when it is too wide
    return [Line(clip_spans(spans, width, _FAINT), line.row) for spans, line in zip(rows, lines, strict=True)]


def _runs(passage: Passage, role: str, mark: str) -> Iterator[Run]:
    """Yield the safe text of a passage, its rows joined by single spaces."""
    text = safe(passage.text)
    edges = sorted({0, len(text), *(edge for marked in passage.marks for edge in marked)})
    starts = {start for start, _ in passage.marks}
    row, column = passage.first_row, 0
    for start, end in pairwise(edges):
        roles = (mark if start in starts else role,)
        for number, part in enumerate(_WRAPPED.split(text[start:end])):
            row += bool(number)
            part = _without_tabs(f" {part}" if number else part, column)
            column += cell_len(part)
            yield Run(part, roles, row=row)


def _without_tabs(text: str, column: int) -> str:
    """Return a text that starts in a column (in cells) with its tabs replaced by spaces."""
    first, *rest = text.split("\t")
    parts = [first]
    column += cell_len(first)
    for part in rest:
        spaces = _TAB - column % _TAB
        parts.append(f"{' ' * spaces}{part}")
        column += spaces + cell_len(part)
    return "".join(parts)
