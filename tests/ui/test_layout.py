"""Which panes stand side by side at which size."""

import pytest

from tui.ui.layout import EDITOR_MARGINS, PAGE_MARGINS, Panes, Wanted, panes, text_column

SIDE = Wanted()
BROWSING = Wanted(keyboard="sidebar")
OFF = Wanted(preview="off")
FULL = Wanted(preview="full", keyboard="preview")


@pytest.mark.parametrize(
    ("width", "height", "wanted", "expected"),
    [
        (160, 45, SIDE, Panes(30, 74, 56, 2)),
        (160, 45, BROWSING, Panes(30, 74, 56, 2)),
        (160, 45, OFF, Panes(30, 130, 0, 2)),
        (160, 45, FULL, Panes(30, 0, 130, 2)),
        (160, 45, Wanted(sidebar=False), Panes(0, 85, 75, 2)),
        (160, 45, Wanted(shift=8), Panes(30, 66, 64, 2)),
        (160, 45, Wanted(shift=40), Panes(30, 55, 75, 2)),
        (160, 45, Wanted(shift=-40), Panes(30, 81, 49, 2)),
        (200, 50, SIDE, Panes(40, 85, 75, 2)),
        (240, 60, SIDE, Panes(44, 121, 75, 2)),
        (140, 35, SIDE, Panes(30, 61, 49, 1)),
        (120, 36, SIDE, Panes(0, 71, 49, 2)),
        (120, 36, BROWSING, Panes(32, 0, 88, 2)),
        (120, 36, OFF, Panes(32, 88, 0, 2)),
        (100, 30, SIDE, Panes(0, 51, 49, 1)),
        (80, 24, SIDE, Panes(0, 80, 0, 1)),
        (80, 24, BROWSING, Panes(80, 0, 0, 1)),
        (80, 24, FULL, Panes(0, 0, 80, 1)),
        (160, 45, Wanted(focus=True), Panes(0, 160, 0, 2)),
    ],
)
def test_panes(width: int, height: int, wanted: Wanted, expected: Panes) -> None:
    assert panes(width, height, wanted) == expected


@pytest.mark.parametrize("width", range(1, 260, 3))
@pytest.mark.parametrize("wanted", [SIDE, BROWSING, OFF, FULL, Wanted(shift=40), Wanted(shift=-40)])
def test_panes_fill_the_screen_and_one_is_always_there(width: int, wanted: Wanted) -> None:
    shown = panes(width, 24, wanted)
    assert shown.sidebar + shown.editor + shown.preview == width
    assert min(shown.sidebar, shown.editor, shown.preview) >= 0
    assert shown.shown


@pytest.mark.parametrize(
    ("width", "most", "margins", "expected"),
    [
        (74, 68, EDITOR_MARGINS, (4, 68)),
        (56, 68, PAGE_MARGINS, (4, 49)),
        (80, 68, EDITOR_MARGINS, (6, 68)),
        (160, 72, EDITOR_MARGINS, (44, 72)),
        (20, 68, EDITOR_MARGINS, (4, 14)),
        (4, 68, EDITOR_MARGINS, (0, 1)),
    ],
)
def test_text_is_centred(width: int, most: int, margins: tuple[int, int], expected: tuple[int, int]) -> None:
    assert text_column(width, most, margins) == expected
