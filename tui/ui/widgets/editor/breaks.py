"""Where a row of the post is broken into rows of the screen: pure, on characters and cells.

A row is broken after the last word that fits and the spaces behind it; a word wider than the screen is cut.
Where a section ends depends only on the text from its start on. So wrapping after an edit can stop at the
first break that was there before.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cache

from rich.cells import cell_len

from tui.paint.cells import clusters
from tui.safe import safe

_NARROW = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u0384-\u0482\u2010-\u2027\u2030-\u205e\u2400-\u2423\ufffd]*+"
)
"""Characters that take one cell each, and begin one: no tab, no accent of its own, nothing wide."""

_NO_BREAK = "\u00a0\u2007\u202f"
_MOST = 8
"""A section has at most so many characters for each cell; more are accents heaped on one another."""


def end_of(text: str, start: int, width: int, tab: int) -> int:
    """Return the column after the last of the section of a row that begins at `start`."""
    limit = start + width
    piece = safe(text[start : limit + 1])
    if _NARROW.fullmatch(piece) is None:
        return start + _end_of_wide(safe(text[start : start + _MOST * width]), width, tab, text, start)
    if len(piece) <= width:
        return len(text)
    words = piece[:width].rstrip(" ") if piece[width] == " " else piece[:width]
    word = words.rfind(" ") + 1
    return start + word if word else limit


def _end_of_wide(piece: str, width: int, tab: int, text: str, start: int) -> int:
    """Return how many characters of a piece of text that begins a section lie in it."""
    cells = at = word = 0
    spaced = False
    for cluster in letters(piece):
        space = cluster.isspace() and cluster not in _NO_BREAK
        if spaced and not space:
            word = at
        spaced = space
        cells = cells_after(cluster, cells, tab)
        if cells > width and at:
            return word or at
        at += len(cluster)
    if start + at == len(text):
        return at
    return word or at


def letters(piece: str) -> Iterator[str]:
    """Yield what a reader sees as one letter each, a tab by itself."""
    first, *others = piece.split("\t")
    yield from clusters(first)
    for other in others:
        yield "\t"
        yield from clusters(other)


def cells_after(letter: str, cells: int, tab: int) -> int:
    """Return how many cells of a section are filled by a letter behind so many."""
    return cells + (tab - cells % tab if letter == "\t" else cell_len(letter))


def breaks_of(text: str, width: int, tab: int) -> list[int]:
    """Return the columns at which the sections of a row begin, without the first; none when `width` is 0."""
    return list(_onwards(text, 0, width, tab)) if width else []


def breaks_after(text: str, before: list[int], edit: tuple[int, int, int], width: int, tab: int) -> list[int]:
    """Return the breaks of a row after an edit of it, from what they were `before`.

    `text` is the row as it is now; the edit replaced its columns from `edit[0]` up to `edit[1]`, and moved
    what follows by `edit[2]`. Breaks anew only from the section above the edit until the breaks agree.
    """
    if not width:
        return []
    start, end, shift = edit
    # where a section ends may hang on the first letters of the next one but one
    found = before[: max(0, bisect_right(before, start) - 2)]
    for column in _onwards(text, found[-1] if found else 0, width, tab):
        index = bisect_left(before, column - shift)
        if column - shift >= end and index < len(before) and before[index] == column - shift:
            return [*found, *(column + shift for column in before[index:])]
        found.append(column)
    return found


def estimate(text: str, width: int) -> int:
    """Return how many rows of the screen a row may take, without breaking it."""
    if not width:
        return 1
    cells = len(text) if text.isascii() else len(text) + len(_wide().findall(text))
    return max(1, -(-cells // width))


@cache
def _wide() -> re.Pattern[str]:
    """Return what finds the characters that take two cells; compiled late, as that takes two milliseconds."""
    return re.compile(
        "[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60\U0001f300-\U0001faff]"
    )


def _onwards(text: str, start: int, width: int, tab: int) -> Iterator[int]:
    """Yield the break after the section that begins at `start`, and all that follow."""
    while (start := end_of(text, start, width, tab)) < len(text):
        yield start
