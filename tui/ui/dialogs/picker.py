"""A list to pick from by typing: posts, commands, tags, themes.

The rows come from a function of the typed text; the picker itself knows nothing of the blog.
"""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input, Static

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Pick, Picking
from tui.ui.dialogs.dialog import ROW_KEYS, Dialog
from tui.ui.dialogs.parts import Hints, Rule
from tui.ui.theme import Theme
from tui.ui.widgets.choices import BAR, NO_BAR, ChoiceList
from tui.ui.widgets.status import key
from tui.ui.widgets.typed import TypedLine

NAMES = 12
"""Cells for the name of a group, which is cut to fit."""

CHROME = 14
"""Rows of the screen that the list does not use."""


class Picker(Dialog[object]):
    """A list that typing narrows; dismissed with the value of the picked row, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ROW_KEYS,
        Binding("enter", "pick", show=False, priority=True),
    ]

    def __init__(self, colours: Theme, picking: Picking) -> None:
        super().__init__()
        self._colours = colours
        self._picking = picking
        self._typed = ""
        self._picks: Sequence[Pick] = ()
        self._list = ChoiceList(colours, "results", self._paint)
        self._list.can_focus = False
        if picking.on_show is not None:
            picking.on_show(self)

    def compose(self) -> ComposeResult:
        """The input, a rule, the rows, the keys."""
        with Vertical(id="overlay"):
            with Horizontal(id="asked"):
                yield TypedLine(placeholder=self._picking.words, id="typed")
                yield Static(self._picking.aside, id="aside", markup=False)
            yield Rule(self._colours)
            yield self._list
            yield Hints(self._colours)

    def on_mount(self) -> None:
        """Give the input the keyboard, and list everything."""
        self.query_one(Input).focus()
        self._show("", self._picking.at)

    def on_resize(self) -> None:
        """Show as many rows as fit."""
        self.list_anew()

    def on_input_changed(self, event: Input.Changed) -> None:
        """List the rows that match the typed text."""
        self._show(event.value, 0 if event.value != self._typed else self._picking.at)
        self._typed = event.value

    def list_anew(self) -> None:
        """Compute the rows for the typed text again; do nothing before the picker is mounted."""
        if self._list.is_attached and self.query(Input):
            self._show(self.query_one(Input).value, self._list.at)

    def _show(self, typed: str, at: int) -> None:
        self._picks = picks = self._picking.find(typed)
        gaps = {index for index in range(1, len(picks)) if picks[index].group != picks[index - 1].group}
        self._list.show(len(picks), at, gaps=gaps, empty="nothing matches")
        self._list.styles.height = max(1, min(self._list.rows, self.app.size.height - CHROME))
        verb, back = ("add or remove", "done") if self._picking.on_check else ("choose", "back")
        count = f"{len(picks)} listed" if picks else ""
        self.query_one(Hints).show((key("enter", verb), key("esc", back)), count)
        self._point()

    def _paint(self, index: int, _part: int, width: int, here: bool) -> list[Span]:
        pick = self._picks[index]
        first = not index or self._picks[index - 1].group != pick.group
        return paint_pick(pick, width, first, here)

    @property
    def _pick(self) -> Pick | None:
        """The chosen row."""
        return self._picks[self._list.at] if self._picks else None

    def _point(self) -> None:
        if self._picking.on_point and self._pick:
            self._picking.on_point(self._pick.value)

    def action_move(self, steps: int) -> None:
        """Choose another row."""
        self._list.move(steps)
        self._point()

    def on_choice_list_clicked(self) -> None:
        """Pick the row that was clicked."""
        self.action_pick()

    def action_pick(self) -> None:
        """Pick the chosen row."""
        pick, check = self._pick, self._picking.on_check
        if pick is None:
            return
        if check is None:
            self.dismiss(pick.value)
            return
        check(pick.value)
        typed = self.query_one(Input)
        if typed.value:
            typed.value = ""
        else:
            self._show("", self._list.at)

    def action_back(self) -> None:
        """Leave without picking."""
        self.dismiss(None)


def paint_pick(pick: Pick, width: int, first: bool, here: bool) -> list[Span]:
    """Return the spans of one row: group, check box, text with its matched letters, and `side` at the end."""
    roles = ("strong",) if here else ()
    spans = [BAR if here else NO_BAR, Span("   ")]
    if pick.group:
        spans.append(Span(f"{pick.group if first else '':<{NAMES}}"[:NAMES], ("muted",)))
    if pick.checked is not None:
        spans.append(Span("☑ " if pick.checked else "☐ ", ("muted",)))
    if pick.indent:
        spans.append(Span(" " * min(pick.indent, width // 2)))
    side = safe_line(pick.side)
    space = width - sum(span.width for span in spans) - 4
    text = shorten(safe_line(pick.text), max(4, space - (len(side) + 2 if side else 0)))
    used = 0
    for start, end in pick.matched:
        if start < len(text):
            spans += [Span(text[used:start], roles), Span(text[start:end], ("match",))]
            used = min(end, len(text))
    spans.append(Span(text[used:], roles))
    air = width - 4 - sum(span.width for span in spans) - Span(side).width
    return [*spans, Span(" " * max(0, air)), Span(side, ("muted",))]
