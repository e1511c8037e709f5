"""A question with a few answers, each on a row and under a letter."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Question
from tui.ui.dialogs.dialog import Calm, Dialog
from tui.ui.dialogs.parts import GROUND, MARGIN, Words, folded
from tui.ui.theme import Theme
from tui.ui.widgets.choices import BAR, NO_BAR, ChoiceList

OVERLAY_ROWS, ABOVE = 2, 4
"""Rows of the overlay's margins; rows of the screen above the overlay, if there is room."""

OVERLAY_WIDTH = 76
"""Cells: as `app.tcss` has them."""


class QuestionScreen(Dialog[str]):
    """A question; dismissed with the letter of the answer. Esc gives the last answer, which changes nothing.

    A letter answers only after a moment without letters, so that someone who types on decides nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]

    def __init__(self, colours: Theme, question: Question) -> None:
        super().__init__()
        self._question = question
        self.letters = frozenset(letter for letter, _ in question.answers)
        self._words = Words(colours, "question")
        self._answers = ChoiceList(colours, "answers", self._paint)
        self._answers.show(len(question.answers))  # keys may come before the screen is mounted
        self._calm = Calm()

    def compose(self) -> ComposeResult:
        """Yield the question and the answers."""
        with Vertical(id="overlay"):
            yield self._words
            yield self._answers

    def on_mount(self) -> None:
        """Take the keyboard."""
        self._answers.styles.height = len(self._question.answers)
        self._answers.focus()

    def on_resize(self, event: events.Resize) -> None:
        """Take the rows that the question needs, and move up if it would not fit otherwise."""
        room = event.size.height - OVERLAY_ROWS
        above = self._above(event.size.width, max(1, room - len(self._question.answers) - 1))
        self._words.styles.height = len(above) + 1
        self._words.show([[line] for line in above])
        spare = room - len(above) - 1 - len(self._question.answers)
        self.query_one("#overlay").styles.margin = (max(0, min(ABOVE, spare)), 0, 0, 0)

    def _above(self, width: int, room: int) -> list[Span]:
        """Return the title and the words in at most `room` rows; if they are cut, the last row says so."""
        text_width = max(1, min(OVERLAY_WIDTH, width) - 2 * MARGIN)
        rows = [Span(safe_line(self._question.title), ("strong",))]
        for line in self._question.about:
            text, roles = (line.text, line.roles) if isinstance(line, Span) else (line, ("muted",))
            rows += [Span(row, roles) for row in folded(text, text_width)]
        if len(rows) > room > 1:
            rows[room - 1 :] = [Span(f"… {len(rows) - room + 1} more rows", ("muted",))]
        return [Span(shorten(row.text, text_width), row.roles) for row in rows[:room]]

    def _paint(self, index: int, _part: int, _width: int, here: bool) -> list[Span]:
        letter, text = self._question.answers[index]
        ground = (*GROUND, "selection") if here else GROUND
        bar = BAR if here else NO_BAR
        return [bar, Span("   "), Span(letter, ("status.key", *ground)), Span(f"   {text}", ground)]

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Answer with the row that was clicked."""
        self.dismiss(self._question.answers[message.index][0])

    def on_key(self, event: events.Key) -> None:
        """Move, or answer."""
        is_answer = self._calm.is_answer(event)
        if event.key in self.letters and is_answer:
            self.dismiss(event.key)
        elif event.key == "enter" and is_answer:
            self.dismiss(self._question.answers[self._answers.at][0])
        elif event.key in ("up", "down"):
            self._answers.move(1 if event.key == "down" else -1, around=True)
        event.stop()

    def action_back(self) -> None:
        """Give the last answer, which changes nothing."""
        self.dismiss(self._question.answers[-1][0])
