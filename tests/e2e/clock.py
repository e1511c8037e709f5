"""A clock that a test moves by hand, under the real app in a real terminal.

The app knows nothing of it. A launcher puts it in the place of the machine's, for what counts time; whatever
waits (timers, dialogs) goes by the real one.
"""

import os
import sys
from pathlib import Path

from tests.e2e.terminal import Terminal

_LAUNCHER = """
import os, time
from pathlib import Path
from types import SimpleNamespace
import tui.desk.clocks
import tui.files.journal

def monotonic():
    return float(Path(os.environ["CLOCK"]).read_text())

tui.files.journal.time = SimpleNamespace(time=time.time, monotonic=monotonic)
tui.desk.clocks.Clocks.__init__.__defaults__ = (time.time, monotonic, None)
from tui.cli.front_door import main
main()
"""


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        self._now = 1000.0
        self.wait(0)

    def wait(self, seconds: float) -> None:
        """Let some seconds pass."""
        self._now += seconds
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{self._now}")
        beside.rename(self._file)  # the app may be reading

    def start(self, target: Path, size: tuple[int, int] = (160, 45)) -> Terminal:
        """Open a post or a blog under this clock."""
        env = {**os.environ, "CLOCK": str(self._file)}
        return Terminal([sys.executable, "-c", _LAUNCHER, str(target)], target.parent, env, size)

    def type_slowly(self, terminal: Terminal, words: list[str], seconds: float) -> None:
        """Type words, a space after each; from the first to the last some seconds pass."""
        for number, word in enumerate(words):
            if number:
                self.wait(seconds / (len(words) - 1))
            terminal.press(f"{word} ")
            terminal.wait_for(word)
