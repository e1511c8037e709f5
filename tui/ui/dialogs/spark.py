"""A dialog with one line for a thought that belongs to a later post."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input

from tui.session.asking import SparkLine
from tui.ui.dialogs.dialog import Dialog
from tui.ui.dialogs.parts import Hints, Rule
from tui.ui.theme import Theme
from tui.ui.widgets.status import key
from tui.ui.widgets.typed import TypedLine


class SparkScreen(Dialog[str]):
    """One line to type in; dismissed with its text, or "" when the writer left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", show=False, priority=True),
        Binding("escape", "back", show=False, priority=True),
    ]

    def __init__(self, colours: Theme, _line: SparkLine) -> None:
        super().__init__()
        self._colours = colours

    def compose(self) -> ComposeResult:
        """Yield the line and its keys."""
        with Vertical(id="overlay"):
            yield TypedLine(placeholder="a thought for a later post", id="typed")
            yield Rule(self._colours)
            yield Hints(self._colours)

    def on_mount(self) -> None:
        """Give the line the keyboard."""
        self.query_one(Input).focus()
        self.query_one(Hints).show((key("enter", "keep it"), key("esc", "back")), "")

    def action_keep(self) -> None:
        """Close with the typed text."""
        if text := self.query_one(Input).value.strip():
            self.dismiss(text)

    def action_back(self) -> None:
        """Close without a text."""
        self.dismiss("")
