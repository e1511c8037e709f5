"""A plain Textual app with its stock TextArea, to compare with: `python -m tests.bench.stock FILE WORDS`."""

import sys
from pathlib import Path

from textual.app import App, ComposeResult
from textual.widgets import TextArea


class Stock(App[None]):
    """One text in one TextArea, the cursor after some words."""

    def __init__(self, text: str, words: str) -> None:
        super().__init__()
        self._text = text
        self._words = words

    def compose(self) -> ComposeResult:
        yield TextArea(self._text)

    def on_mount(self) -> None:
        before, words, _ = self._text.partition(self._words)
        row = before.count("\n")
        self.query_one(TextArea).move_cursor((row, len(before) - before.rfind("\n") - 1 + len(words)))


if __name__ == "__main__":
    Stock(Path(sys.argv[1]).read_text("utf-8"), sys.argv[2]).run()
