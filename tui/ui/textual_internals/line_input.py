"""Textual's input line, whose shown form can be another than its text."""

from rich.text import Text
from textual.widgets import Input


class LineInput(Input):
    """An input line that shows what `shown` makes of its text."""

    def shown(self) -> Text:
        """Return the form that is shown: one character for each of the text."""
        raise NotImplementedError

    @property
    def _value(self) -> Text:
        return self.shown()
