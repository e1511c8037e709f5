"""The find bar: an input for the words to find in the open post, and the number of matches."""

import re
from collections.abc import Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from tui.edits import Position
from tui.ui.widgets.typed import TypedLine


def find_all(rows: Sequence[str], wanted: str) -> list[Position]:
    """Return the places of a text in rows; case matters only if the wanted text has a capital letter."""
    if not wanted:
        return []
    flags = 0 if wanted != wanted.lower() else re.IGNORECASE
    pattern = re.compile(re.escape(wanted), flags)
    return [(row, match.start()) for row, text in enumerate(rows) for match in pattern.finditer(text)]


class FindBar(Horizontal):
    """One row over the status line while the writer looks for something."""

    class Typed(Message):
        """The words to look for changed."""

        def __init__(self, wanted: str) -> None:
            super().__init__()
            self.wanted = wanted

    class Next(Message):
        """The writer goes to the next place, or to the previous one."""

        def __init__(self, backwards: bool) -> None:
            super().__init__()
            self.backwards = backwards

    class Closed(Message):
        """The writer goes back to the text."""

    def compose(self) -> ComposeResult:
        """Yield the input, and the number of matches."""
        yield TypedLine(placeholder="find in this post", id="find", select_on_focus=True)
        yield Static("", id="found", markup=False)

    @property
    def wanted(self) -> str:
        """The words to find."""
        return self.query_one(Input).value

    def say(self, found: str) -> None:
        """Show the number of the match at the cursor, and of all matches."""
        self.query_one(Static).update(found)

    def open(self, words: str) -> None:
        """Show the bar, with some words in its input."""
        self.display = True
        typed = self.query_one(Input)
        if words:
            typed.value = words
        typed.focus()

    def remember(self, words: str) -> None:
        """Take words to find without showing the bar."""
        with self.prevent(Input.Changed):
            self.query_one(Input).value = words

    def on_input_changed(self, event: Input.Changed) -> None:
        """Post the words to find."""
        event.stop()
        self.post_message(self.Typed(event.value))

    def on_key(self, event: events.Key) -> None:
        """Enter goes on, Esc goes back to the text."""
        if event.key in ("enter", "down", "up"):
            self.post_message(self.Next(event.key == "up"))
        elif event.key == "escape":
            self.post_message(self.Closed())
        else:
            return
        event.stop()
        event.prevent_default()
