"""What all dialogs share: they answer once, and not to letters that were meant for the post."""

from collections.abc import Callable
from time import monotonic

from textual import events
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.screen import ModalScreen, ScreenResultType

from tui.ui.textual_internals.painting import PatientScreen
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView

CALM = 0.3
"""Seconds without a letter before a letter is an answer, in a dialog that the writer called by a key.

Letters may still be in the fingers. Dialogs that nobody called have more of them: see `tui.ui.unasked`.
"""


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

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start to wait."""
        self._from = monotonic() + CALM

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

    letters: frozenset[str] = frozenset()
    """The letters that mean something here; where questions come by themselves, others are for the text."""

    when_painted: Callable[[], None] | None = None
    """Called when it has been painted."""

    def on_screen_resume(self) -> None:
        """Tell when it has been painted."""
        if self.when_painted is not None:
            self.call_after_refresh(self.when_painted)

    def recolour(self, colours: Theme) -> None:
        """Paint anew with another theme."""
        for view in self.query(PaintedView):
            view.recolour(colours)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer, unless that was done already."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
