"""A question with a few answers, each on a row and under a letter."""

import textwrap
from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.strip import Strip

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.ui.dialogs.dialog import Calm, Dialog
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of

GROUND = ("overlay", "text")
OVERLAY_ROWS, ABOVE = 2, 4
"""Rows of the overlay's own, above and below; rows of the screen above it, where there is room."""

OVERLAY_WIDTH, MARGIN = 76, 4
"""Cells: as `app.tcss` has them."""


class _Rows(PaintedView):
    """The question, what it is about, and the answers."""

    def __init__(
        self, colours: Theme, title: str, about: Sequence[str | Span], answers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(colours, "question")
        self.answers = answers
        self.at = 0
        self._about = [line if isinstance(line, Span) else Span(line, ("muted",)) for line in about]
        self._title = Span(safe_line(title), ("strong",))
        self._above = [self._title]

    def fit(self, width: int, height: int) -> int:
        """Take the rows that fit on a screen of a size, and return how many.

        What it is about gives way to the answers, and says so.
        """
        text_width = max(1, min(OVERLAY_WIDTH, width) - 2 * MARGIN)
        rows = [Span(row, line.roles) for line in self._about for row in folded(line.text, text_width)]
        room = max(1, height - len(self.answers) - 1)
        self._above = [self._title, *rows]
        if len(self._above) > room > 1:
            left = len(self._above) - room + 1
            self._above[room - 1 :] = [Span(f"… {left} rows more", ("muted",))]
        self._above = self._above[:room]
        taken = len(self._above) + 1 + len(self.answers)
        self.styles.height = taken
        return taken

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        if y < len(self._above):
            span = self._above[y]
            text = shorten(span.text, max(1, width - 2 * MARGIN))
            return strip_of((Span(" " * MARGIN), Span(text, span.roles)), GROUND, self.colours, width)
        index = y - len(self._above) - 1
        if not 0 <= index < len(self.answers):
            return strip_of((), GROUND, self.colours, width)
        letter, text = self.answers[index]
        here = index == self.at
        ground = (*GROUND, "selection") if here else GROUND
        bar = Span("▋", ("accent",)) if here else Span(" ")
        spans = (bar, Span("   "), Span(letter, ("status.key", *ground)), Span(f"   {text}", ground))
        return strip_of(spans, ground, self.colours, width)

    def on_click(self, event: events.Click) -> None:
        """Answer with the row under the mouse."""
        index = event.y - len(self._above) - 1
        if 0 <= index < len(self.answers):
            self.screen.dismiss(self.answers[index][0])


def folded(text: str, width: int) -> list[str]:
    """Return a text as rows that fit a width, broken between words, an address anywhere."""
    text = safe_line(text)
    letters = width if Span(text).width <= len(text) else width // 2  # such as Chinese: two cells each
    indent = " " * (len(text) - len(text.lstrip()))
    words, width = text.strip(), max(len(indent) + 1, letters)
    return textwrap.wrap(
        words, width, break_on_hyphens=False, initial_indent=indent, subsequent_indent=indent
    ) or [""]


class Question(Dialog[str]):
    """Dismissed with the letter of the answer; Esc gives the last one, which changes nothing.

    A letter answers only after a calm moment: someone who types on must not decide by that.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]

    def __init__(
        self,
        colours: Theme,
        title: str,
        about: Sequence[str | Span],
        answers: Sequence[tuple[str, str]],
    ) -> None:
        """Ask; what it is `about` is muted, or as its span says, in as many rows as it takes."""
        super().__init__()
        self.letters = frozenset(letter for letter, _ in answers)
        self._rows = _Rows(colours, title, about, answers)
        self._calm = Calm()

    def compose(self) -> ComposeResult:
        """The rows."""
        with Vertical(id="overlay"):
            yield self._rows

    def on_mount(self) -> None:
        """Take the keyboard."""
        self._rows.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Take as many rows as needed, as far as there are so many; move up where that takes it."""
        room = event.size.height - OVERLAY_ROWS
        spare = room - self._rows.fit(event.size.width, room)
        self.query_one("#overlay").styles.margin = (max(0, min(ABOVE, spare)), 0, 0, 0)

    def on_key(self, event: events.Key) -> None:
        """Move, or answer."""
        letters = [letter for letter, _ in self._rows.answers]
        is_answer = self._calm.is_answer(event)
        if event.key in letters and is_answer:
            self.dismiss(event.key)
        elif event.key == "enter" and is_answer:
            self.dismiss(letters[self._rows.at])
        elif event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            self._rows.at = (self._rows.at + step) % len(letters)
            self._rows.refresh()
        event.stop()

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(self._rows.answers[-1][0])
