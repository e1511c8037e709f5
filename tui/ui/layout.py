"""Which panes are shown and how wide they are, from the size of the terminal and the wishes of the writer.

All widths are in cells. Texts shrink before a pane is hidden: the editor's text from 68 to 44 cells, the
page's from 68 to 42.
"""

from dataclasses import dataclass
from typing import Literal

from tui.settings import Remembered, Settings

PreviewMode = Literal["off", "side", "full"]
PaneName = Literal["sidebar", "editor", "preview"]

EDITOR_MARGINS = (4, 2)
"""Cells left and right of the editor's text."""

PAGE_MARGINS = (4, 3)
"""Cells left and right of the page's text."""

PAGE_WIDEST, PAGE_NARROWEST = 68, 42
FOCUS_WIDTH = 72
EDITOR_NARROWEST = 44
THREE_PANES, TWO_PANES = 140, 100
TALL = 36
WIDE, SIDEBAR_GROWTH = 160, 14
"""From WIDE columns on, the sidebar grows by a cell for every four columns, up to SIDEBAR_GROWTH cells."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The panes and widths that the writer asked for; `focus` is focus mode, `text_width` is in cells."""

    sidebar: bool = True
    preview: PreviewMode = "side"
    keyboard: PaneName = "editor"
    focus: bool = False
    text_width: int = 68
    shift: int = 0
    """By how many cells the writer moved the edge between text and page to the left."""


@dataclass(frozen=True, slots=True)
class Panes:
    """The width of each pane, 0 where it is hidden, and the blank rows at their top."""

    sidebar: int
    editor: int
    preview: int
    top: int

    @property
    def shown(self) -> tuple[PaneName, ...]:
        """The panes that can have the keyboard, left to right."""
        widths: dict[PaneName, int] = {
            "sidebar": self.sidebar,
            "editor": self.editor,
            "preview": self.preview,
        }
        return tuple(name for name, width in widths.items() if width)


def wanted_at_start(settings: Settings, kept: Remembered) -> Wanted:
    """Return the layout of a start, from the settings and what was remembered."""
    return Wanted(
        sidebar=settings.sidebar if kept.sidebar is None else kept.sidebar,
        preview=kept.preview or settings.preview,
        text_width=settings.text_width,
        shift=kept.page_shift,
    )


def panes(width: int, height: int, wanted: Wanted) -> Panes:
    """Return the widths of the panes on a screen of a size."""
    top = 2 if height >= TALL else 1
    if wanted.focus:
        return Panes(0, width, 0, top)
    if width < TWO_PANES:
        return _one(width, top, wanted)
    browsing = wanted.keyboard == "sidebar"
    crowded = width < THREE_PANES
    sidebar = 0
    if wanted.sidebar and (not crowded or browsing or wanted.preview == "off"):
        sidebar = 32 if crowded else 30 + min(SIDEBAR_GROWTH, max(0, width - WIDE) // 4)
    rest = width - sidebar
    if wanted.preview == "full" or (crowded and browsing and wanted.preview != "off"):
        return Panes(sidebar, 0, rest, top)
    if wanted.preview == "off":
        return Panes(sidebar, rest, 0, top)
    page_least = PAGE_NARROWEST + sum(PAGE_MARGINS)
    editor_least = EDITOR_NARROWEST + sum(EDITOR_MARGINS)
    page_most = PAGE_WIDEST + sum(PAGE_MARGINS)
    editor = min(wanted.text_width + sum(EDITOR_MARGINS), rest - page_least)
    page = min(max(rest - editor + wanted.shift, page_least), page_most, rest - editor_least)
    return Panes(sidebar, rest - page, page, top)


def _one(width: int, top: int, wanted: Wanted) -> Panes:
    if wanted.keyboard == "sidebar":
        return Panes(width, 0, 0, top)
    if wanted.keyboard == "preview" or wanted.preview == "full":
        return Panes(0, 0, width, top)
    return Panes(0, width, 0, top)


def text_column(width: int, most: int, margins: tuple[int, int]) -> tuple[int, int]:
    """Return where a centred column of text starts in a pane, and how wide it is."""
    left, right = margins
    column = max(1, min(most, width - left - right))
    return max(left, (width - column) // 2) if width > left + right else 0, column
