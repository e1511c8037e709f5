"""Help: every command with its keys and what it does, from the table in `tui.commands`."""

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.strip import Strip

from tui.commands import COMMANDS
from tui.paint.cells import Line, Span
from tui.paint.inlines import text_flow
from tui.paint.wrap import wrap
from tui.ui.dialogs.dialog import Dialog
from tui.ui.dialogs.parts import Hints
from tui.ui.keys import key_label
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of
from tui.ui.widgets.status import key

GROUND = ("overlay", "text")
BESIDES = (
    "A command without a key is found with ^P and >. In the text, shift and arrows select, ^Left and ^Right "
    "go by words, ^W deletes the word before, ^U to the start of the line. The mouse works, too: click a "
    "word of the page to write there, a footnote's number to go to the note, double-click a link within the "
    "page to follow it, drag the page's left edge to make it wider."
)
PANES = {
    "everywhere": "everywhere",
    "editor": "in the text",
    "sidebar": "in the sidebar",
    "page": "on the page",
}
KEYS, TITLE = 14, max(len(command.title) for command in COMMANDS)
"""Cells for the keys and for the name of a command."""


def help_lines(keys: Mapping[str, tuple[str, ...]], width: int) -> list[Line]:
    """Return the help page at a width: the commands, grouped by the pane they work in."""
    lines = [
        Line((Span("draftroom", ("heading.1",)), Span("   write, see the page, save", ("muted",)))),
        Line(),
    ]
    for where, name in PANES.items():
        lines += [Line((Span(name, ("heading.2",)),)), Line()]
        for command in COMMANDS:
            if command.where != where:
                continue
            shown = ", ".join(key_label(key) for key in keys[command.id])
            room = max(20, width - KEYS - TITLE)
            rows = [line.text for line in wrap(text_flow(command.help, ()), room)]
            lines.append(
                Line(
                    (
                        Span(f"{shown:<{KEYS}}", ("status.key", *GROUND)),
                        Span(f"{command.title:<{TITLE}} "),
                        Span(rows[0] if rows else "", ("muted",)),
                    )
                )
            )
            lines += [Line((Span(" " * (KEYS + TITLE + 1)), Span(row, ("muted",)))) for row in rows[1:]]
        lines.append(Line())
    lines += [Line((Span(row.text, ("muted",)),)) for row in wrap(text_flow(BESIDES, ()), width)]
    return lines


class _HelpPage(PaintedView):
    """The help page, which scrolls."""

    def __init__(self, colours: Theme, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__(colours, "help")
        self._keys = keys
        self._lines: list[Line] = []

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the page at another width."""
        self._lines = help_lines(self._keys, self.size.width - 8)
        self.set_height(len(self._lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        index = y + self.scroll_offset.y
        spans = self._lines[index].spans if index < len(self._lines) else ()
        return strip_of((Span("    "), *spans), GROUND, self.colours, self.size.width)


class HelpScreen(Dialog[None]):
    """The help page over the writing screen; Esc, F1, q and Enter go back."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q,enter", "back", show=False, priority=True)]

    def __init__(self, colours: Theme, keys: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._page = _HelpPage(colours, keys)
        self._hints = Hints(colours)

    def compose(self) -> ComposeResult:
        """The page, and the keys that scroll and go back."""
        with Vertical(id="overlay", classes="tall"):
            yield self._page
            yield self._hints

    def on_mount(self) -> None:
        """Give the page the keyboard, so that arrows scroll it."""
        self._page.focus()
        self._hints.show((key("Down", "more"), key("esc", "back")), "")

    def action_back(self) -> None:
        """Go back to writing."""
        self.dismiss(None)
