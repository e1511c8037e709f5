"""An input line whose text may come from a post: kept as it is, shown in its harmless form."""

from rich.text import Text
from textual.widgets import Input

from tui.safe import safe


class TypedLine(Input):
    """Textual's Input, which would write control characters to the terminal."""

    @property
    def _value(self) -> Text:
        return Text(safe(self.value), no_wrap=True, overflow="ignore", end="")
