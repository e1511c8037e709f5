"""An input line whose text may come from a post: kept as it is, shown in its harmless form.

Its cursor does not blink, as the editor's does not: where nothing changes, nothing is written.
"""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.reactive import reactive

from tui.safe import safe
from tui.ui.textual_internals.line_input import LineInput


class TypedLine(LineInput):
    """Textual's Input, which would write control characters to the terminal."""

    BINDINGS: ClassVar[list[BindingType]] = [  # Textual (8.2.8) deletes to the right with Backspace
        Binding("alt+backspace,ctrl+backspace", "delete_left_word", show=False)
    ]

    cursor_blink: reactive[bool] = reactive(False, init=False)

    def shown(self) -> Text:
        """Return the harmless form of the text."""
        return Text(safe(self.value), no_wrap=True, overflow="ignore", end="")
