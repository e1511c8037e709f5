"""What is no longer true of what is shown: events say so, and one drawing a turn follows them."""

from collections.abc import Callable


class Stale:
    """The view of a session: its marks are for the drawing to read."""

    def __init__(
        self,
        draw_soon: Callable[[], None],
        focus_text: Callable[[], None],
        leave: Callable[[int], None],
    ) -> None:
        """`draw_soon` is called once for all that is said before the next drawing."""
        self.page = self.list = self.cursor = self.files = False
        self.focus_text = focus_text
        self.leave = leave
        self._draw_soon = draw_soon
        self._waits = False

    def drawn(self) -> None:
        """Note that all is true again."""
        self.page = self.list = self.cursor = self.files = self._waits = False

    def text_changed(self) -> None:
        """Steps were done to the text that its draft has not taken yet."""
        self.status_changed()

    def page_changed(self) -> None:
        """The open post has another page, or is another post."""
        self.page = True
        self.status_changed()

    def list_changed(self) -> None:
        """Other posts are there, open, or unsaved."""
        self.list = True
        self.status_changed()

    def cursor_moved(self) -> None:
        """The cursor or the selection is elsewhere."""
        self.cursor = True
        self.status_changed()

    def files_changed(self) -> None:
        """Files that the page shows may be others now."""
        self.files = True
        self.status_changed()

    def status_changed(self) -> None:
        """The status line has something else to say."""
        if not self._waits:
            self._waits = True
            self._draw_soon()
