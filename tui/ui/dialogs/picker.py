"""A list to pick from by typing: posts, commands, tags, themes.

What is listed comes from a function of what was typed; the picker itself knows nothing of the blog.
"""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.strip import Strip
from textual.widgets import Input, Static

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.session.asking import Pick
from tui.ui.dialogs.dialog import ROW_KEYS, Dialog
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import Part, StatusView, key, words
from tui.ui.widgets.status import compose as compose_status
from tui.ui.widgets.typed import TypedLine

GROUND = ("overlay", "text")
NAMES = 12
"""Cells for the name of a group."""


Source = Callable[[str], Sequence[Pick]]
"""From what was typed to what is listed."""


class Results(PaintedView):
    """The rows that match, with the kind of result at the left, once per group."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "results")
        self._picks: list[Pick] = []
        self._rows: list[int | None] = []
        self.at = 0

    def show(self, picks: Sequence[Pick], at: int = 0) -> None:
        """List other rows."""
        self._picks = list(picks)
        self._rows = []
        group = None
        for index, pick in enumerate(picks):
            if group is not None and pick.group != group:
                self._rows.append(None)
            group = pick.group
            self._rows.append(index)
        self.at = max(0, min(at, len(picks) - 1))
        self.set_height(len(self._rows))
        self.styles.height = max(1, min(len(self._rows), self.app.size.height - 14))
        self.move(0)

    @property
    def pick(self) -> Pick | None:
        """The row that is chosen."""
        return self._picks[self.at] if self._picks else None

    def move(self, steps: int) -> None:
        """Choose another row."""
        self.at = max(0, min(len(self._picks) - 1, self.at + steps))
        if self._picks:
            self.show_row(self._rows.index(self.at))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        index = y + self.scroll_offset.y
        if not self._picks and y == 0:
            return strip_of((Span("    nothing matches", ("muted",)),), GROUND, self.colours, width)
        at = self._rows[index] if index < len(self._rows) else None
        if at is None:
            return strip_of((), GROUND, self.colours, width)
        pick = self._picks[at]
        first = index == 0 or self._rows[index - 1] is None
        here = at == self.at
        ground = (*GROUND, "selection") if here else GROUND
        return strip_of(paint_pick(pick, width, first, here), ground, self.colours, width)

    def on_click(self, event: events.Click) -> None:
        """Pick the row under the mouse."""
        index = event.y + self.scroll_offset.y
        at = self._rows[index] if index < len(self._rows) else None
        if at is not None:
            self.at = at
            self.refresh()
            picker = self.screen
            if isinstance(picker, Picker):
                picker.action_pick()


def paint_pick(pick: Pick, width: int, first: bool, here: bool) -> list[Span]:
    """Return the spans of one row: group, box, text with its matched letters, and what stands at its end."""
    roles = ("strong",) if here else ()
    named = bool(pick.group)
    spans = [Span("▋", ("accent",)) if here else Span(" "), Span("   ")]
    if named:
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


class Hints(PaintedView):
    """One row of keys, and how many rows there are."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "hints")
        self._keys: Sequence[Part] = ()
        self._count = ""

    def show(self, keys: Sequence[Part], count: str) -> None:
        """Show other keys."""
        self._keys, self._count = keys, count
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        view = StatusView(self._keys, (words(self._count, "muted"),), 4, 4)
        return strip_of(compose_status(view, self.size.width), GROUND, self.colours, self.size.width)


class Rule(PaintedView):
    """A rule as wide as the text of an overlay."""

    can_focus = False

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "rule")

    def render_line(self, y: int) -> Strip:
        """Paint the row."""
        rule = Span("—" * max(0, self.size.width - 8), ("rule",))
        return strip_of((Span("    "), rule), GROUND, self.colours, self.size.width)


class Picker(Dialog[object]):
    """Type to narrow the list, Enter to pick; dismissed with the value, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *ROW_KEYS,
        Binding("enter", "pick", show=False, priority=True),
    ]

    def __init__(
        self,
        colours: Theme,
        source: Source,
        hint: str,
        aside: str = "",
        on_point: Callable[[object], None] | None = None,
        on_check: Callable[[object], None] | None = None,
        at: int = 0,
    ) -> None:
        """Make a picker.

        `hint` stands in the empty input, `aside` at its right. `on_point` is told of each row that the
        keyboard comes to. With `on_check` Enter tells it of the row and stays; leaving gives None.
        """
        super().__init__()
        self._colours = colours
        self._source = source
        self._hint = hint
        self._aside = aside
        self._typed = ""
        self._on_point = on_point
        self._on_check = on_check
        self._at = at

    def compose(self) -> ComposeResult:
        """Input, rule, results, keys."""
        with Vertical(id="overlay"):
            with Horizontal(id="asked"):
                yield TypedLine(placeholder=self._hint, id="typed")
                yield Static(self._aside, id="aside", markup=False)
            yield Rule(self._colours)
            yield Results(self._colours)
            yield Hints(self._colours)

    def on_mount(self) -> None:
        """List everything."""
        self.query_one(Input).focus()
        self._list("", self._at)

    def on_resize(self) -> None:
        """List anew in another height."""
        self.list_anew()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._list(event.value, 0 if event.value != self._typed else self._at)
        self._typed = event.value

    def recolour(self, colours: Theme) -> None:
        """Paint anew with another theme."""
        self._colours = colours
        for view in self.query(PaintedView):
            view.recolour(colours)

    def list_anew(self) -> None:
        """List what there is now for what was typed, once there is something to list it in."""
        if self.query(Results):
            self._list(self.query_one(Input).value, self.query_one(Results).at)

    def _list(self, typed: str, at: int) -> None:
        picks = self._source(typed)
        self.query_one(Results).show(picks, at)
        verb, back = ("add or remove", "done") if self._on_check else ("choose", "back")
        count = f"{len(picks)} listed" if picks else ""
        self.query_one(Hints).show((key("enter", verb), key("esc", back)), count)
        self._point()

    def _point(self) -> None:
        pick = self.query_one(Results).pick
        if self._on_point and pick:
            self._on_point(pick.value)

    def action_move(self, steps: int) -> None:
        """Choose another row."""
        self.query_one(Results).move(steps)
        self._point()

    def action_pick(self) -> None:
        """Pick the chosen row."""
        pick = self.query_one(Results).pick
        if pick is None:
            return
        if self._on_check is None:
            self.dismiss(pick.value)
            return
        self._on_check(pick.value)
        typed = self.query_one(Input)
        if typed.value:
            typed.value = ""
        else:
            self._list("", self.query_one(Results).at)

    def action_back(self) -> None:
        """Leave without picking."""
        self.dismiss(None)
