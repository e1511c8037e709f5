"""A list with letters: Enter takes a row, a letter does something with it and the list shows what is left.

The one thing you would get wrong: a letter acts only after a calm moment, since someone who types on must
not drop anything by that.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.strip import Strip

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Row
from tui.ui.dialogs.dialog import ROW_KEYS, Calm, Dialog
from tui.ui.dialogs.picker import Hints
from tui.ui.dialogs.question import folded
from tui.ui.textual_internals.keyqueue import ASKING
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import key

GROUND = ("overlay", "text")
ABOUT_ROWS = 4
"""Rows for what there is to say of the chosen row."""

MARGIN = 4
CHROME = 8
"""Rows of the overlay besides the list and what is said of the chosen row: title, keys, margins."""


Act = Callable[[str, object], Awaitable[Sequence[Row]]]
"""What a letter does with the value of a row; returns the rows that are left."""


class _List(PaintedView):
    """The rows."""

    def __init__(self, colours: Theme, rows: Sequence[Row]) -> None:
        super().__init__(colours, "results")
        self.rows = list(rows)
        self.at = 0

    def show(self, rows: Sequence[Row], room: int) -> None:
        """Show other rows, in no more rows of the screen than there is room for."""
        self.rows = list(rows)
        self.styles.height = max(1, min(len(self.rows), room))
        self.set_height(len(self.rows))
        self.move(0)

    def move(self, steps: int) -> None:
        """Choose another row."""
        self.at = max(0, min(len(self.rows) - 1, self.at + steps))
        self.show_row(self.at)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        index, width = y + self.scroll_offset.y, self.size.width
        if index >= len(self.rows):
            return strip_of((), GROUND, self.colours, width)
        row, here = self.rows[index], index == self.at
        ground = (*GROUND, "selection") if here else GROUND
        leads = max(len(each.lead) for each in self.rows)
        spans = [Span("▋", ("accent",)) if here else Span(" "), Span("   ")]
        spans += [Span(f"{row.lead:>{leads}}  ", ("muted",))] if leads else []
        side = safe_line(row.side)
        room = width - sum(span.width for span in spans) - MARGIN - (len(side) + 2 if side else 0)
        spans.append(Span(shorten(safe_line(row.text), max(4, room)), ("strong",) if here else ()))
        air = width - MARGIN - sum(span.width for span in spans) - Span(side).width
        return strip_of(
            [*spans, Span(" " * max(0, air)), Span(side, ("muted",))], ground, self.colours, width
        )

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse; take it when it is chosen already."""
        index = event.y + self.scroll_offset.y
        listing = self.screen
        if index < len(self.rows) and isinstance(listing, Listing):
            if index == self.at:
                listing.action_take()
            else:
                listing.action_move(index - self.at)


class _Words(PaintedView):
    """Some rows of words: the title, or what there is to say of the chosen row."""

    can_focus = False

    def __init__(self, colours: Theme, name: str) -> None:
        super().__init__(colours, name)
        self._lines: list[Span] = []

    def show(self, lines: Sequence[Span]) -> None:
        """Show other words."""
        self._lines = list(lines)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        line = (self._lines[y],) if y < len(self._lines) else ()
        return strip_of((Span(" " * MARGIN), *line), GROUND, self.colours, self.size.width)


class Listing(Dialog[object]):
    """Dismissed with the value of the row that Enter took, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*ROW_KEYS]

    def __init__(
        self,
        colours: Theme,
        title: str,
        rows: Sequence[Row],
        enter: str,
        letters: Sequence[tuple[str, str]],
        act: Act,
    ) -> None:
        """List rows; `enter` says what Enter does, `letters` are those of `act` with what they do."""
        super().__init__()
        self._colours = colours
        self._said = title
        self._enter = enter
        self._letters = letters
        self._act = act
        self._calm = Calm()
        self._acting = False
        self._title = _Words(colours, "title_row")
        self._list = _List(colours, rows)
        self._about = _Words(colours, "about")
        self._hints = Hints(colours)

    def compose(self) -> ComposeResult:
        """Title, rows, what there is to say of one, keys."""
        with Vertical(id="overlay", classes="wide"):
            yield self._title
            yield self._list
            yield self._about
            yield self._hints

    def on_mount(self) -> None:
        """Take the keyboard."""
        self._list.focus()
        self._title.show([Span(safe_line(self._said), ("strong",))])
        self._show(self._list.rows)

    def on_resize(self) -> None:
        """Take the rows that there is room for."""
        self._show(self._list.rows)

    def recolour(self, colours: Theme) -> None:
        """Paint anew with another theme."""
        for view in self.query(PaintedView):
            view.recolour(colours)

    def _show(self, rows: Sequence[Row]) -> None:
        self._list.show(rows, self.app.size.height - CHROME - ABOUT_ROWS)
        keys = [key("enter", self._enter), *(key(letter, does) for letter, does in self._letters)]
        self._hints.show((*keys, key("esc", "back")), f"{len(rows)} listed" if len(rows) > 1 else "")
        self._point()

    def _point(self) -> None:
        rows = self._list.rows
        width = max(1, min(self.app.size.width * 95 // 100, 96) - 2 * MARGIN)
        about = rows[self._list.at].about if rows else ()
        lines = [Span(line, ("muted",)) for text in about for line in folded(text, width)]
        self._about.show(lines[:ABOUT_ROWS])

    def action_move(self, steps: int) -> None:
        """Choose another row."""
        self._list.move(steps)
        self._point()

    def on_key(self, event: events.Key) -> None:
        """Take a row, or do with it what a letter stands for."""
        is_answer = self._calm.is_answer(event)
        if event.key == "enter" and is_answer:
            self.action_take()
        elif is_answer and event.key in [letter for letter, _ in self._letters]:
            self._do(event.key)
        event.stop()

    def action_take(self) -> None:
        """Take the chosen row."""
        if not self._acting:
            self.dismiss(self._list.rows[self._list.at].value)

    @work(group=ASKING, description="does a command of the list")
    async def _do(self, letter: str) -> None:
        if self._acting:
            return
        self._acting = True
        try:
            rows = await self._act(letter, self._list.rows[self._list.at].value)
        finally:
            self._acting = False
        if not rows:
            self.dismiss(None)
        elif self.is_attached:
            self._show(rows)

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(None)
