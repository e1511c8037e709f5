"""The colours of fenced code in the source: the page's roles for tokens, in columns of the source.

The page expands tabs and removes joiners and modifiers of emoji before it finds tokens, so that its columns
differ from those of the source.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from tui.paint.cells import Span
from tui.paint.code import highlighted
from tui.paint.source import Mark

_TAB = 4
_TOKENS = ("code.keyword", "code.string", "code.number", "code.comment")


@lru_cache(maxsize=16)
def token_marks(code: str, language: str) -> tuple[tuple[Mark, ...], ...]:
    """Return the marks of each row of some code, whose rows end in line feeds.

    A row has no marks where the page has none (`tui.paint.code`: an unknown language, code that is too long),
    or where the page shows the row with fewer characters.
    """
    return tuple(map(_marks, code.split("\n"), highlighted(code, language)))


def _marks(row: str, spans: Sequence[Span]) -> tuple[Mark, ...]:
    cells = _cells(row)
    if cells[-1] != sum(len(span.text) for span in spans):
        return ()
    marks: list[Mark] = []
    start = 0
    for span in spans:
        end = start + len(span.text)
        for role in span.roles:
            if role in _TOKENS:
                marks.append(Mark(bisect_left(cells, start), bisect_left(cells, end), role))
        start = end
    return tuple(marks)


def _cells(row: str) -> Sequence[int]:
    """Return the column on the page of each column of a row, and of its end."""
    if "\t" not in row:
        return range(len(row) + 1)
    cells = [0]
    for letter in row:
        at = cells[-1]
        cells.append(at + _TAB - at % _TAB if letter == "\t" else at + 1)
    return cells
