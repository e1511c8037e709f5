"""An input line whose text may come from a post: it keeps the text unchanged and shows a harmless form.

Its cursor does not blink, and neither does the editor's: while nothing changes, nothing is written to the
terminal.
"""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.safe import safe
from tui.ui.textual_internals.line_input import LineInput


class TypedLine(LineInput):
    """An Input that shows control characters harmlessly; Textual's own would write them to the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [  # Textual (8.2.8) deletes to the right with Backspace
        Binding("alt+backspace,ctrl+backspace", "delete_left_word", show=False)
    ]

    cursor_blink: reactive[bool] = reactive(False, init=False)

    def shown(self) -> Text:
        """Return the harmless form of the text."""
        return Text(safe(self.value), no_wrap=True, overflow="ignore", end="")
