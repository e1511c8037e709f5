"""A plain Textual app with its stock TextArea, to compare with: `python -m tests.bench.stock FILE`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea

from tests.bench.documents import MARKER


class Stock(App[None]):
    """One text in one TextArea, the cursor where draftroom puts it: at the start of the body."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        yield TextArea(self._text)

    def on_mount(self) -> None:
        row = self._text[: self._text.index(MARKER)].count("\n")
        self.query_one(TextArea).move_cursor((row, 0))


if __name__ == "__main__":
    Stock(Path(sys.argv[1]).read_text("utf-8")).run()
