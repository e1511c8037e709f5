"""The base of all panes that paint their own lines: a scroll view in which each line is a row of spans.

Lines name roles; only here does the theme turn roles into styles. No text from these panes is ever read as
Textual's markup.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from string import printable
from urllib.parse import quote, urlsplit

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from tui.paint.cells import Span
from tui.safe import safe
from tui.ui.textual_internals.links import with_link
from tui.ui.theme import Theme

_FOLLOWED = re.compile(r"(?i:https?://|mailto:)\S[^\n]*+")


@lru_cache(maxsize=1024)
def followed(address: str, home: str = "") -> str:
    """Return a web or mail address as printable ASCII for the terminal to follow; "" for any other text.

    `home` is the address of the site, if known; an address that begins with `/` is completed with it.
    """
    address = address.strip()
    if address[:2] == "//":
        address = f"https:{address}"
    elif address[:1] == "/" and _FOLLOWED.fullmatch(home):
        address = f"{urlsplit(home).scheme}://{urlsplit(home).netloc}{address}"
    if safe(address) != address or not _FOLLOWED.fullmatch(address):
        return ""
    return quote(address, safe=printable.rstrip())  # "%" is safe, so existing escapes stay unchanged


def strip_of(
    spans: Sequence[Span], ground: tuple[str, ...], theme: Theme, width: int, home: str = ""
) -> Strip:
    """Return spans as a strip on a ground, cut or filled to a width; `home` is the address of the site."""
    segments = []
    for span in spans:
        style = theme.style(*ground, *span.roles)
        link = followed(span.link, home) if span.link else ""
        if any(span.colours):
            colour, below = span.colours
            style += Style(color=colour or None, bgcolor=below or None)
        if link:
            style = with_link(style, link)
        segments.append(Segment(span.text, style))
    return Strip(segments).adjust_cell_length(width, theme.style(*ground))


class PaintedView(ScrollView):
    """A pane that paints its own lines, and scrolls without a bar."""

    can_focus = True

    def __init__(self, colours: Theme, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(id=id)
        self.colours = colours

    def recolour(self, colours: Theme) -> None:
        """Repaint everything with another theme."""
        self.colours = colours
        self.refresh()

    def set_height(self, rows: int) -> None:
        """Set the number of rows to scroll through.

        Setting Textual's reactive would lay out and repaint the whole screen; without scroll bars, nothing
        else depends on it.
        """
        self.set_reactive(Widget.virtual_size, Size(self.size.width, rows))
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    def show_row(self, y: int, margin: int = 0) -> None:
        """Scroll as little as needed to bring a row into view, with `margin` rows above and below it."""
        height = self.size.height
        margin = min(margin, max(0, (height - 1) // 2))
        top = self.scroll_offset.y
        if y < top + margin:
            self.scroll_to(y=max(0, y - margin), animate=False, immediate=True)
        elif y > top + height - 1 - margin:
            self.scroll_to(y=y - height + 1 + margin, animate=False, immediate=True)
