"""What all dialogs share: they answer once, and not to letters that were meant for the post."""

from time import monotonic

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen, ScreenResultType

from tui.ui.screens.painting import PatientScreen

CALM = 0.5
"""Seconds without a letter before a letter is an answer.

Fast typists leave 0.1 to 0.2 seconds between two letters, and a new screen is read in no less than half a
second: what comes sooner was meant for the post.
"""

EXPECTED = 0.3
"""The same, in a dialog that the writer called by a key: its letters may be in the fingers."""


ROW_KEYS = (
    Binding("up", "move(-1)", show=False, priority=True),
    Binding("down", "move(1)", show=False, priority=True),
    Binding("pageup", "move(-8)", show=False, priority=True),
    Binding("pagedown", "move(8)", show=False, priority=True),
    Binding("escape", "back", show=False, priority=True),
)
"""What goes from row to row in a dialog that lists, and out of it."""


class Calm:
    """Tells letters that are meant for the post from answers."""

    def __init__(self, expected: bool = False) -> None:
        self._seconds = EXPECTED if expected else CALM
        self.begin()

    def begin(self) -> None:
        """Start to wait, once more when the screen is painted."""
        self._from = monotonic() + self._seconds

    def is_answer(self, event: events.Key) -> bool:
        """Whether a key may decide; a letter that may not makes the wait begin anew."""
        if monotonic() >= self._from:
            return True
        if event.is_printable:
            self.begin()
        return False


class Dialog(ModalScreen[ScreenResultType], PatientScreen[ScreenResultType]):
    """A dialog; the first answer counts, whatever other keys came with it."""

    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-high")]  # noqa: RUF012  # Textual declares it so

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer, unless that was done already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
