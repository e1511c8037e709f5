"""An input line whose text may come from a post: kept as it is, shown in its harmless form.

Its cursor does not blink, as the editor's does not: where nothing changes, nothing is written.
"""

from rich.text import Text
from textual.reactive import reactive
from textual.widgets import Input

from tui.safe import safe


class TypedLine(Input):
    """Textual's Input, which would write control characters to the terminal."""

    cursor_blink: reactive[bool] = reactive(False, init=False)

    @property
    def _value(self) -> Text:
        return Text(safe(self.value), no_wrap=True, overflow="ignore", end="")
