"""A question with a few answers, each on a row and under a letter."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.paint.cells import Span
from tui.safe import safe_line
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, shorten, strip_of

GROUND = ("overlay", "text")


class _Rows(PaintedView):
    """The question, what it is about, and the answers."""

    def __init__(
        self, colours: Theme, title: str, about: Sequence[str], answers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(colours, "question")
        self.answers = answers
        self.at = 0
        self._above: list[Span] = [Span(safe_line(title), ("strong",))]
        self._above += [Span(safe_line(line), ("muted",)) for line in about]

    @property
    def rows(self) -> int:
        """How many rows it needs."""
        return len(self._above) + 1 + len(self.answers)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        if y < len(self._above):
            span = self._above[y]
            text = shorten(span.text, max(1, width - 8))
            return strip_of((Span("    "), Span(text, span.roles)), GROUND, self.colours, width)
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


class Question(ModalScreen[str]):
    """Dismissed with the letter of the answer; Esc gives the last one, which changes nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]

    def __init__(
        self, colours: Theme, title: str, about: Sequence[str], answers: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__()
        self._rows = _Rows(colours, title, about, answers)

    def compose(self) -> ComposeResult:
        """The rows."""
        with Vertical(id="overlay"):
            yield self._rows

    def on_mount(self) -> None:
        """Take as many rows as needed."""
        self._rows.styles.height = self._rows.rows
        self._rows.focus()

    def on_key(self, event: events.Key) -> None:
        """Move, or answer."""
        letters = [letter for letter, _ in self._rows.answers]
        if event.key in letters:
            self.dismiss(event.key)
        elif event.key == "enter":
            self.dismiss(letters[self._rows.at])
        elif event.key in ("up", "down"):
            step = 1 if event.key == "down" else -1
            self._rows.at = (self._rows.at + step) % len(letters)
            self._rows.refresh()
        event.stop()

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(self._rows.answers[-1][0])
