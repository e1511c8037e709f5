"""The least that a Textual app can be, to compare the start with: `python -m tests.bench.empty`."""

from textual.app import App, ComposeResult
from textual.widgets import Static

WORDS = "nothing yet"


class Empty(App[None]):
    """Two words on a screen."""

    def compose(self) -> ComposeResult:
        yield Static(WORDS)


if __name__ == "__main__":
    Empty().run()
