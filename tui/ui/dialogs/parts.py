"""The building blocks of dialogs: rows of words, a rule, and a row of keys."""

import textwrap
from collections.abc import Sequence

from textual.strip import Strip

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import Part, StatusView, words
from tui.ui.widgets.status import compose as compose_status

GROUND = ("overlay", "text")
MARGIN = 4
"""Cells at both sides of the words."""


class Words(PaintedView):
    """Some rows of words."""

    can_focus = False

    def __init__(self, colours: Theme, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(colours, id)
        self._lines: Sequence[Sequence[Span]] = ()

    def show(self, lines: Sequence[Sequence[Span]]) -> None:
        """Replace the words."""
        self._lines = lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        line = self._lines[y] if y < len(self._lines) else ()
        return strip_of((Span(" " * MARGIN), *line), GROUND, self.colours, self.size.width)


class Hints(PaintedView):
    """One row with the keys of a dialog, and a count at its end."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "hints")
        self._keys: Sequence[Part] = ()
        self._count = ""

    def show(self, keys: Sequence[Part], count: str) -> None:
        """Replace the keys and the count."""
        self._keys, self._count = keys, count
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        view = StatusView(self._keys, (words(self._count, "muted"),), MARGIN, MARGIN)
        return strip_of(compose_status(view, self.size.width), GROUND, self.colours, self.size.width)


class Rule(PaintedView):
    """A rule as wide as the text of an overlay."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "rule")

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        rule = Span("—" * max(0, self.size.width - 2 * MARGIN), ("rule",))
        return strip_of((Span(" " * MARGIN), rule), GROUND, self.colours, self.size.width)


def ended(spans: Sequence[Span], text: str, side: str, width: int, here: bool) -> list[Span]:
    """Return a row of a width: some spans, the text cut to the remaining cells, and `side` at the end."""
    side, taken = safe_line(side), sum(span.width for span in spans)
    room = width - taken - MARGIN - (len(side) + 2 if side else 0)
    shown = Span(shorten(safe_line(text), max(4, room)), ("strong",) if here else ())
    air = max(0, width - MARGIN - taken - shown.width - Span(side).width)
    return [*spans, shown, Span(" " * air), Span(side, ("muted",))]


def folded(text: str, width: int) -> list[str]:
    """Return a text as rows of at most a width, broken between words; longer words are broken anywhere."""
    text = safe_line(text)
    # half as many where letters, such as Chinese ones, take two cells
    letters = width if Span(text).width <= len(text) else width // 2
    indent = " " * (len(text) - len(text.lstrip()))
    said, width = text.strip(), max(len(indent) + 1, letters)
    return textwrap.wrap(
        said, width, break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent
    ) or [""]
