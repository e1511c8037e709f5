"""The status line: the state of the post on the left, the keys that work on the right.

Parts that do not fit are left out, the least important first. The state of the post, the findings to check
and the key for help are never left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.strip import Strip
from textual.widget import Widget

from tui.paint.cells import Span
from tui.safe import safe_line
from tui.ui.theme import Theme
from tui.ui.widgets.painted import strip_of

NARROW = 100


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of the status line. A part of higher `rank` is left out sooner; rank 0 is never left out."""

    spans: tuple[Span, ...]
    rank: int = 0

    @property
    def width(self) -> int:
        """The width in cells."""
        return sum(span.width for span in self.spans)


def words(text: str, role: str = "status.text", rank: int = 0) -> Part:
    """Return a part with one text."""
    return Part((Span(safe_line(text), (role,)),), rank)


def key(label: str, name: str, rank: int = 0) -> Part:
    """Return a part that names a key and what it does."""
    return Part((Span(label, ("status.key",)), Span(f" {name}", ("status.muted",))), rank)


@dataclass(frozen=True, slots=True)
class StatusView:
    """What the status line shows; it begins and ends at the columns of the texts in the panes above."""

    left: Sequence[Part] = ()
    keys: Sequence[Part] = ()
    start: int = 4
    """The column at which the first part begins."""

    end: int = 3
    """Cells right of the last key."""

    ground: str = "status.background"


class Status(Widget):
    """One row at the bottom."""

    def __init__(self, colours: Theme) -> None:
        super().__init__(id="status")
        self.colours = colours
        self._view = StatusView()

    def show(self, view: StatusView) -> None:
        """Replace the contents; nothing is painted if they are unchanged."""
        if view != self._view:
            self._view = view
            self.refresh()

    def recolour(self, colours: Theme) -> None:
        """Repaint with another theme."""
        self.colours = colours
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        ground = (self._view.ground, "status.text")
        return strip_of(compose(self._view, self.size.width), ground, self.colours, self.size.width)


def compose(view: StatusView, width: int) -> tuple[Span, ...]:
    """Return the spans of the whole row; parts are left out until the rest fits the width."""
    space = 3 if width < NARROW else 4
    left, keys = list(view.left), list(view.keys)
    while _width(left, space) + _width(keys, 3) + view.start + view.end + 2 > width:
        candidates = [part for part in (*left, *keys) if part.rank]
        if not candidates:
            break
        last = max(candidates, key=lambda part: part.rank)
        left = [part for part in left if part is not last]
        keys = [part for part in keys if part is not last]
    spans = [Span(" " * view.start), *_joined(left, space)]
    air = width - view.start - view.end - _width(left, space) - _width(keys, 3)
    return (*spans, Span(" " * max(2, air)), *_joined(keys, 3))


def _width(parts: Sequence[Part], space: int) -> int:
    return sum(part.width for part in parts) + space * max(0, len(parts) - 1)


def _joined(parts: Sequence[Part], space: int) -> list[Span]:
    spans: list[Span] = []
    for index, part in enumerate(parts):
        if index:
            spans.append(Span(" " * space))
        spans += part.spans
    return spans
