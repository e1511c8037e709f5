"""Tables: columns three cells apart, or one row for each cell when the columns do not fit.

Only the widest columns are made narrower. A column of numbers beside a column of prose keeps its width and
stays aligned.
"""

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import zip_longest

from tui.markup.tree import Alignment, Cell, Table
from tui.paint.cells import Line, Span, prefixed
from tui.paint.inlines import Tone, flow
from tui.paint.wrap import HARD_BREAK, Run, wrap

_APART = 3
_NARROWEST_TABLE = 30
_NARROWEST_COLUMN = 6
_UNWRAPPED = 1_000_000
_HANG = (Span("  "),)

Runs = tuple[Run, ...]
_NOTHING = Cell(())


def layout_table(table: Table, width: int, tone: Tone) -> tuple[Line, ...]:
    """Paint a table: a head with the role `table.header` and a rule below it, cells aligned and wrapped.

    When a column would be narrower than 6 cells, or the table does not fit on a page narrower than 30 cells,
    each cell becomes a row "head: value".
    """
    heads = table.head or ((),)
    all_rows = (*heads, *table.body, *table.foot)
    count = max(map(len, all_rows))
    cells = [_filled(row, count) for row in all_rows]
    rules = {len(heads) + part for part in (*table.parts, *([len(table.body)] if table.foot else []))}
    sources = _sources(table, rules)
    head_tone = replace(tone, over=(*tone.over, "table.header"))
    rows = [
        [flow(cell.inlines, tone if index >= len(heads) else head_tone, row) for cell in cells_of_row]
        for index, (cells_of_row, row) in enumerate(zip(cells, sources, strict=True))
    ]
    if not any(runs for row in rows for runs in row):
        return ()
    widths = _fit([_natural(column) for column in zip(*rows, strict=True)], width)
    if widths is None:
        return _cards(rows[len(heads) - 1 :], sources[len(heads) - 1 :], width)
    alignments = [_alignment(column) for column in zip(*cells, strict=True)]
    lines: list[Line] = []
    total = sum(widths) + _APART * (count - 1)
    for index, (runs, source) in enumerate(zip(rows, sources, strict=True)):
        if index in rules or (index == len(heads) and table.head):
            lines.append(Line((Span("—" * total, ("rule",)),), sources[index - 1]))
        if index >= len(heads) or table.head:
            lines += _row(runs, widths, alignments, source)
    return tuple(lines)


def _filled(row: Sequence[Cell], count: int) -> list[Cell]:
    return [*row, *[_NOTHING] * (count - len(row))]


def _alignment(column: Sequence[Cell]) -> Alignment:
    for cell in column:
        if cell.alignment:
            return cell.alignment
    return ""


def _sources(table: Table, rules: Container[int]) -> list[int]:
    """Return the source row of each row of cells, given that a row of dashes follows the head and `rules`."""
    row, end = table.rows
    heads = max(len(table.head), 1)
    last = max(row, end - 1)
    sources = []
    for index in range(heads + len(table.body) + len(table.foot)):
        row += index in rules or (index == heads and bool(table.head))
        sources.append(min(row, last))
        row += index >= heads or bool(table.head)
    return sources


def _natural(column: Sequence[Runs]) -> int:
    """Return the width of a column in terminal cells when nothing wraps, at least one."""
    return max((line.width for runs in column for line in wrap(runs, _UNWRAPPED)), default=0) or 1


def _fit(natural: list[int], width: int) -> list[int] | None:
    """Return the widths of the columns, the widest made narrower; None when they do not fit as a table."""
    left = width - _APART * (len(natural) - 1)
    if sum(natural) <= left:
        return natural
    if width < _NARROWEST_TABLE:
        return None
    widest = left
    for index, size in enumerate(sorted(natural)):
        widest, spare = divmod(left, len(natural) - index)
        if size > widest:
            break
        left -= size
    if widest < _NARROWEST_COLUMN:
        return None
    widths: list[int] = []
    for size in natural:
        extra = 1 if size > widest and spare > 0 else 0
        spare -= extra
        widths.append(min(size, widest + extra))
    return widths


def _row(
    cells: Sequence[Runs], widths: list[int], alignments: Sequence[Alignment], source: int
) -> list[Line]:
    columns = [wrap(runs, width) for runs, width in zip(cells, widths, strict=True)]
    lines: list[Line] = []
    for parts in zip_longest(*columns, fillvalue=Line()):
        spans: list[Span] = []
        owed = 0
        for part, width, alignment in zip(parts, widths, alignments, strict=True):
            free = width - part.width
            left = {"right": free, "center": free // 2}.get(alignment, 0)
            if part.spans:
                if owed + left:
                    spans.append(Span(" " * (owed + left)))
                spans += part.spans
                owed = free - left + _APART
            else:
                owed += width + _APART
        lines.append(Line(tuple(spans), source))
    return lines or [Line((), source)]


def _cards(rows: list[list[Runs]], sources: list[int], width: int) -> tuple[Line, ...]:
    """Paint one row for each cell that is not empty, with an empty row between the rows of the table."""
    heads = [tuple(run for run in runs if run.text != HARD_BREAK) for runs in rows[0]]
    if not any(value for cells in rows[1:] for value in cells):
        return tuple(line for head in heads for line in wrap(head, width))
    lines: list[Line] = []
    for cells, source in zip(rows[1:], sources[1:], strict=True):
        card: list[Line] = []
        for head, value in zip(heads, cells, strict=True):
            named = (*head, Run(": ", head[-1].roles, row=source), *value) if head else value
            if value:
                wrapped = wrap(named, width - len(_HANG[0].text))
                card += prefixed((Line(line.spans, source) for line in wrapped), (), _HANG)
        if lines and card:
            lines.append(Line((), source))
        lines += card
    return tuple(lines)
