"""The base of all dialogs: a dialog is answered once, and never by letters that were meant for the post."""

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
"""Seconds without a letter before a letter is an answer, in a dialog that the writer opened with a key.

The writer may still be typing when it opens. For dialogs that open by themselves see `tui.ui.unasked`.
"""


ROW_KEYS = (
    Binding("up", "move(-1)", show=False, priority=True),
    Binding("down", "move(1)", show=False, priority=True),
    Binding("pageup", "move(-8)", show=False, priority=True),
    Binding("pagedown", "move(8)", show=False, priority=True),
    Binding("escape", "back", show=False, priority=True),
)
"""The keys that move the cursor of a list, and the key that leaves it."""


class Calm:
    """Tells apart answers and letters that were meant for the post."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Start to wait for a moment without letters."""
        self._from = monotonic() + CALM

    def is_answer(self, event: events.Key) -> bool:
        """Return whether a key may answer; a letter that may not starts the wait again."""
        if monotonic() >= self._from:
            return True
        if event.is_printable:
            self.begin()
        return False


class Dialog(ModalScreen[ScreenResultType], PatientScreen[ScreenResultType]):
    """A dialog; only its first answer counts, even if more keys came together with it."""

    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-low"), (30, "-high")]  # noqa: RUF012  # Textual declares it so

    letters: frozenset[str] = frozenset()
    """The letters that the dialog handles; a dialog that opens by itself passes all others to the post."""

    when_painted: Callable[[], None] | None = None
    """Called once the dialog is painted."""

    def on_screen_resume(self) -> None:
        """Call `when_painted` once the dialog is painted."""
        if self.when_painted is not None:
            self.call_after_refresh(self.when_painted)

    def recolour(self, colours: Theme) -> None:
        """Repaint with another theme."""
        for view in self.query(PaintedView):
            view.recolour(colours)

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Answer, unless the dialog was answered before."""
        return super().dismiss(result) if self.is_active else AwaitComplete()
