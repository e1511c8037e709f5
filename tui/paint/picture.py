"""A picture as rows of cells, each with two pixels: the upper and the lower half of `▀`.

A cell is about twice as high as wide, so half a cell is about square. A picture keeps its proportions when it
has one pixel for each cell across.
"""

from dataclasses import dataclass
from itertools import groupby

from tui.paint.cells import Line, Span

MOST_COLUMNS, MOST_ROWS = 68, 20
"""The largest size of a picture in cells."""

_HALVES = "▀"


@dataclass(frozen=True, slots=True)
class Picture:
    """Rows of pixels, each a colour as `#RRGGBB`; an even number of rows."""

    rows: tuple[tuple[str, ...], ...]
    size: tuple[int, int]
    """Width and height of the image itself in pixels."""


def picture_lines(picture: Picture, width: int, row: int) -> tuple[Line, ...]:
    """Return a picture as lines of at most `width` cells, all for one source row."""
    columns = len(picture.rows[0]) if picture.rows else 0
    if not columns:
        return ()
    shown = min(columns, width)
    rows = picture.rows
    if shown < columns:
        height = max(2, round(len(rows) * shown / columns / 2) * 2)
        across = [at * columns // shown for at in range(shown)]
        rows = tuple(
            tuple(rows[at * len(rows) // height][column] for column in across) for at in range(height)
        )
    return tuple(Line(_cells(*pair), row) for pair in zip(rows[::2], rows[1::2], strict=True))


def _cells(upper: tuple[str, ...], lower: tuple[str, ...]) -> tuple[Span, ...]:
    alike = groupby(zip(upper, lower, strict=True))
    return tuple(Span(_HALVES * sum(1 for _ in cells), colours=colours) for colours, cells in alike)
