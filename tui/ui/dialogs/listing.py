"""A list of rows: Enter picks a row, and a letter does something with it and updates the list.

A letter acts only after a moment without letters, so that someone who types on does not drop anything.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from tui.paint.cells import Span
from tui.safe import safe_line
from tui.session.asking import Listing, Row
from tui.ui.dialogs.dialog import ROW_KEYS, Calm, Dialog
from tui.ui.dialogs.parts import MARGIN, Hints, Words, ended, folded
from tui.ui.textual_internals.keyqueue import ASKING
from tui.ui.theme import Theme
from tui.ui.widgets.choices import BAR, NO_BAR, ChoiceList
from tui.ui.widgets.status import key

ABOUT_ROWS = 4
"""Rows for the text about the chosen row."""

CHROME = 8
"""Rows of the overlay besides the list and the text about the chosen row: title, keys, margins."""

WIDEST = 96
"""Cells of the overlay, as `app.tcss` has it."""


class ListingScreen(Dialog[object]):
    """A listing; dismissed with the value of the row on which Enter was pressed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [*ROW_KEYS]

    def __init__(self, colours: Theme, listing: Listing) -> None:
        super().__init__()
        self._listing = listing
        self._rows: Sequence[Row] = listing.rows
        self._calm = Calm()
        self._acting = False
        self._title = Words(colours, "title_row")
        self._list = ChoiceList(colours, "results", self._paint)
        self._list.show(len(self._rows))  # keys may come before the screen is mounted
        self._about = Words(colours, "about")
        self._hints = Hints(colours)

    def compose(self) -> ComposeResult:
        """The title, the rows, the text about the chosen one, the keys."""
        with Vertical(id="overlay", classes="wide"):
            yield self._title
            yield self._list
            yield self._about
            yield self._hints

    def on_mount(self) -> None:
        """Give the list the keyboard, and list the rows."""
        self._list.focus()
        self._title.show([[Span(safe_line(self._listing.title), ("strong",))]])
        self._show(self._rows)

    def on_resize(self) -> None:
        """Show as many rows as fit."""
        self._show(self._rows)

    def _show(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        self._list.show(len(rows), self._list.at)
        room = self.app.size.height - CHROME - ABOUT_ROWS
        self._list.styles.height = max(1, min(len(rows), room))
        letters = (key(letter, does) for letter, does in self._listing.letters)
        keys = (key("enter", self._listing.enter), *letters, key("esc", "back"))
        self._hints.show(keys, f"{len(rows)} listed" if len(rows) > 1 else "")
        self._point()

    def _paint(self, index: int, _part: int, width: int, here: bool) -> list[Span]:
        row = self._rows[index]
        leads = max(len(each.lead) for each in self._rows)
        spans = [BAR if here else NO_BAR, Span("   ")]
        spans += [Span(f"{row.lead:>{leads}}  ", ("muted",))] if leads else []
        return ended(spans, row.text, row.side, width, here)

    def _point(self) -> None:
        width = max(1, min(self.app.size.width * 95 // 100, WIDEST) - 2 * MARGIN)
        about = self._rows[self._list.at].about if self._rows else ()
        lines = [[Span(line, ("muted",))] for text in about for line in folded(text, width)]
        self._about.show(lines[:ABOUT_ROWS])

    def action_move(self, steps: int) -> None:
        """Choose another row."""
        self._list.move(steps)

    def on_choice_list_pointed(self) -> None:
        """Show the description of the chosen row."""
        self._point()

    def on_choice_list_clicked(self, message: ChoiceList.Clicked) -> None:
        """Pick the clicked row if it was chosen before the click."""
        if message.was_chosen:
            self._take()

    def on_key(self, event: events.Key) -> None:
        """Pick the chosen row, or do what a letter stands for."""
        is_answer = self._calm.is_answer(event)
        if event.key == "enter" and is_answer:
            self._take()
        elif is_answer and event.key in [letter for letter, _ in self._listing.letters]:
            self._do(event.key)
        event.stop()

    def _take(self) -> None:
        if not self._acting:
            self.dismiss(self._rows[self._list.at].value)

    @work(group=ASKING, description="does a command of the list")
    async def _do(self, letter: str) -> None:
        if self._acting:
            return
        self._acting = True
        try:
            rows = await self._listing.act(letter, self._rows[self._list.at].value)
        finally:
            self._acting = False
        if not rows:
            self.dismiss(None)
        elif self.is_attached:
            self._show(rows)

    def action_back(self) -> None:
        """Leave without picking a row."""
        self.dismiss(None)
