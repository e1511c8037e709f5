"""Which parts of the screen are out of date; events mark them, and one drawing a turn updates them."""

from collections.abc import Callable


class Stale:
    """The session's `View`: a flag for each part that is out of date, which the drawing reads."""

    def __init__(
        self,
        draw_soon: Callable[[], None],
        focus_text: Callable[[], None],
        leave: Callable[[int], None],
    ) -> None:
        """Create it; `draw_soon` is called once for all events before the next drawing."""
        self.page = self.list = self.cursor = self.files = False
        self.focus_text = focus_text
        self.leave = leave
        self._draw_soon = draw_soon
        self._waits = False

    def drawn(self) -> None:
        """Note that everything was drawn."""
        self.page = self.list = self.cursor = self.files = self._waits = False

    def text_changed(self) -> None:
        """Note that the text has steps which its draft does not have yet."""
        self.status_changed()

    def page_changed(self) -> None:
        """Note that the page of the open post changed, or that another post was opened."""
        self.page = True
        self.status_changed()

    def list_changed(self) -> None:
        """Note that the list of posts changed, or which of them is open or unsaved."""
        self.list = True
        self.status_changed()

    def cursor_moved(self) -> None:
        """Note that the cursor or the selection moved."""
        self.cursor = True
        self.status_changed()

    def files_changed(self) -> None:
        """Note that files which the page shows may have changed."""
        self.files = True
        self.status_changed()

    def status_changed(self) -> None:
        """Note that the status line changed."""
        if not self._waits:
            self._waits = True
            self._draw_soon()
