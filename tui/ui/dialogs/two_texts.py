"""The base of dialogs that show two texts side by side: a head, both texts, and the keys."""

from collections.abc import Sequence

from textual import events, work
from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.strip import Strip

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.ui.dialogs.dialog import Dialog
from tui.ui.theme import Theme
from tui.ui.widgets.comparison import ComparisonView
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import NARROW, Part, StatusView, words
from tui.ui.widgets.status import compose as compose_status

GROUND = ("surface", "text")


class TwoTexts(Dialog[ScreenResultType]):
    """Compares two texts in a thread; a subclass fills both sides and names the keys."""

    def __init__(self, colours: Theme, title: str, about: Sequence[str], view: ComparisonView) -> None:
        super().__init__(classes="comparing")
        self._head = Head(colours, title, about)
        self._view = view
        self._actions = Actions(colours)

    def compose(self) -> ComposeResult:
        """Yield the head, the two texts, and the keys."""
        yield self._head
        yield self._view
        yield self._actions

    def on_mount(self) -> None:
        """Give the texts the keyboard, so that arrows scroll, and compare them."""
        self._view.focus()
        self._view.say("comparing …")
        self._compare()

    @work(group="comparing")
    async def _compare(self) -> None:
        await self.compare()

    async def compare(self) -> None:
        """Compare the texts, and show them."""
        raise NotImplementedError

    def on_resize(self, event: events.Resize) -> None:
        """Fit the rows of the head to the screen."""
        self._head.fit(event.size.height)


class Head(PaintedView):
    """A title, and some muted lines below it."""

    can_focus = False

    def __init__(self, colours: Theme, title: str, about: Sequence[str]) -> None:
        super().__init__(colours, "head")
        self._lines = [Span(safe_line(title), ("strong",))]
        self._lines += [Span(safe_line(line), ("muted",)) for line in about]
        self._air = 0

    def fit(self, height: int) -> None:
        """Choose the rows that fit on a screen of a height: always the title, blank rows last."""
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


class Actions(PaintedView):
    """The progress and the keys: in one row if they fit, else in as many rows as needed."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "actions")
        self._states: Sequence[Part] = ()
        self._keys: Sequence[Part] = ()
        self._rows: list[tuple[Span, ...]] = []

    def show(self, states: Sequence[str], keys: Sequence[Part]) -> None:
        """Replace the progress and the keys."""
        self._states, self._keys = tuple(words(state) for state in states if state), tuple(keys)
        self._fit()

    def on_resize(self, event: events.Resize) -> None:
        """Distribute the parts over rows of the new width."""
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
        """Return one row with facts left and keys right if they fit, else rows of keys and then of facts."""
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


def margin_of(width: int) -> int:
    """Return the cells before the texts of a dialog as wide as the screen."""
    return 4 if width >= 60 else 2


def place(view: ComparisonView, noun: str) -> str:
    """Return the words that number the selected difference, such as `difference 2 of 5`."""
    count = len(view.differences)
    return f"{noun} {view.at + 1} of {count}" if count else ""


def _fits(parts: Sequence[Part], width: int, space: int) -> bool:
    return sum(part.width + space for part in parts) - space <= width - 1
