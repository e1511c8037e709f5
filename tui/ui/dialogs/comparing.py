"""A question about two texts, which stand side by side under it: what was not saved, and what is on disk.

Nobody expects this screen, so Enter answers nothing at all; when it opens, and which letters are meant for
it, is looked after by `tui.ui.unasked`.
"""

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.strip import Strip

from tui.compare.words import compare
from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.ui.dialogs.dialog import Dialog
from tui.ui.theme import Theme
from tui.ui.widgets.comparison import VIEW_LETTERS, ComparisonView
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import NARROW, Part, StatusView, key, words
from tui.ui.widgets.status import compose as compose_status

GROUND = ("surface", "text")


class Head(PaintedView):
    """What a dialog is about: a title, and some lines in the second voice."""

    can_focus = False

    def __init__(self, colours: Theme, title: str, about: Sequence[str]) -> None:
        super().__init__(colours, "head")
        self._lines = [Span(safe_line(title), ("strong",))]
        self._lines += [Span(safe_line(line), ("muted",)) for line in about]
        self._air = 0

    def fit(self, height: int) -> None:
        """Take the rows that fit on a screen of a height: the title always, air last."""
        rows = len(self._lines) if height >= 12 else 1
        self._air = 0 if height < 16 else 1 if height < 36 else 2
        self.styles.height = self._air + rows + min(1, self._air)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        index = y - self._air
        if not 0 <= index < len(self._lines):
            return strip_of((), GROUND, self.colours, width)
        margin = margin_of(width)
        span = self._lines[index]
        text = shorten(span.text, max(1, width - margin - 3))
        return strip_of((Span(" " * margin), Span(text, span.roles)), GROUND, self.colours, width)


def margin_of(width: int) -> int:
    """Return the cells before the texts of a dialog as wide as the screen."""
    return 4 if width >= 60 else 2


class Actions(PaintedView):
    """How far one is and what one can press: one row where all fits, else as many as it needs."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "actions")
        self._states: Sequence[Part] = ()
        self._keys: Sequence[Part] = ()
        self._rows: list[tuple[Span, ...]] = []

    def show(self, states: Sequence[str], keys: Sequence[Part]) -> None:
        """Show other facts and keys."""
        self._states, self._keys = tuple(words(state) for state in states if state), tuple(keys)
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Share the rows anew."""
        self._fit()

    def _fit(self) -> None:
        width = self.size.width
        if not width:
            return
        self._rows = self._flow(width)
        most = max(1, self.app.size.height // 3)
        self.styles.height = min(len(self._rows), most)
        self.refresh()

    def _flow(self, width: int) -> list[tuple[Span, ...]]:
        """Return the rows: facts left and keys right as in the status line, else keys and then facts."""
        margin, space = margin_of(width), 3 if width < NARROW else 4
        if _fits((*self._states, *self._keys), width - margin - 3, space):
            return [compose_status(StatusView(self._states, self._keys, margin, 3), width)]
        rows: list[list[Part]] = [[]]
        for part in self._keys:
            if rows[-1] and not _fits((*rows[-1], part), width - margin, space):
                rows.append([])
            rows[-1].append(part)
        beside = _fits((*rows[-1], *self._states), width - margin - 3, space)
        last = [StatusView(rows.pop(), self._states, margin, 3)] if beside else []
        above = [] if beside else [list(self._states)]
        views = [*(StatusView(row, (), margin, 0) for row in (*above, *rows)), *last]
        return [compose_status(view, width) for view in views]

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        spans = self._rows[y] if y < len(self._rows) else ()
        return strip_of(spans, GROUND, self.colours, self.size.width)


def _fits(parts: Sequence[Part], width: int, space: int) -> bool:
    return sum(part.width + space for part in parts) - space <= width - 1


def place(view: ComparisonView, noun: str) -> str:
    """Return the words for which difference is pointed at."""
    count = len(view.differences)
    return f"{noun} {view.at + 1} of {count}" if count else ""


class ComparingScreen(Dialog[str]):
    """Dismissed with the letter of the answer; Esc gives the last one, which changes nothing.

    Answers are (letter, words); n and p are taken: they go to the next and the previous difference.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]

    def __init__(
        self,
        colours: Theme,
        title: str,
        about: Sequence[str],
        left_title: str,
        right_title: str,
        left: str,
        right: str,
        answers: Sequence[tuple[str, str]],
    ) -> None:
        super().__init__(classes="comparing")
        self._texts = (left, right)
        self._answers = answers
        self.letters = VIEW_LETTERS | {letter for letter, _ in answers}
        self._head = Head(colours, title, about)
        self._view = ComparisonView(colours, left_title, right_title)
        self._actions = Actions(colours)

    def compose(self) -> ComposeResult:
        """What it is about, the two texts, the answers."""
        yield self._head
        yield self._view
        yield self._actions

    def on_mount(self) -> None:
        """Give the texts the keyboard, so that arrows scroll."""
        self._view.focus()
        self._view.say("comparing …")
        self._compare()

    @work(group="comparing")
    async def _compare(self) -> None:
        pairs = await asyncio.to_thread(compare, *self._texts)
        self._view.show(pairs)
        if not self._view.differences:
            self._view.say("both say the same, word by word")

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows of the head to the screen."""
        self._head.fit(event.size.height)

    def on_comparison_view_pointed(self) -> None:
        """Say which difference is pointed at."""
        last = len(self._answers) - 1
        keys = [
            key(f"{letter} esc" if index == last else letter, safe_line(text))
            for index, (letter, text) in enumerate(self._answers)
        ]
        if len(self._view.differences) > 1:
            keys.append(key("n p", "next, previous"))
        self._actions.show((place(self._view, "difference"),), keys)

    def on_key(self, event: events.Key) -> None:
        """Answer."""
        if self._view.take(event.key):
            pass
        elif event.key in [letter for letter, _ in self._answers]:
            self.dismiss(event.key)
        event.stop()

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(self._answers[-1][0])
