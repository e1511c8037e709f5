"""Keeps text and page together: the page follows the cursor, and each follows the other's scrolling.

The text also scrolls when its cursor moves. Then the page follows the cursor and not the scrolling, because
otherwise it would jump at every row that is typed at the bottom of the screen.

This module decides which row is followed, and when. `Preview.follow` decides where the followed block then
stands in the view: its margins, and when it stays.
"""

from collections.abc import Callable

from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.preview import Preview


class Following:
    """Keeps the text and its page at the same place."""

    def __init__(self, editor: Editor, preview: Preview, is_together: Callable[[], bool]) -> None:
        """Create it; `is_together` returns whether the page belongs to the post in the editor."""
        self._editor = editor
        self._preview = preview
        self._is_together = is_together
        self._followed = (0, 0)
        """The place of the cursor when the page last followed it."""

        self._is_scrolling = False

    @property
    def is_on(self) -> bool:
        """Whether the page is at the cursor's place, and was not scrolled away from it."""
        return self._preview.is_following

    def cursor_moved(self) -> None:
        """Let the page follow the cursor."""
        place = self.follow()
        if place is not None:
            self._preview.follow(*place)

    def follow(self) -> tuple[int, float] | None:
        """Return the row of the post that the page must follow, and how far along the row, from 0 to 1.

        None if the page shows another post.
        """
        if not self._is_together():
            return None
        self._followed = row, column = self._editor.cursor_location
        length = len(self._editor.document[row])
        return row, column / length if length else 0.0

    def text_scrolled(self) -> None:
        """Scroll the page like the text, unless the text scrolled because the cursor moved."""
        editor = self._editor
        if self._is_scrolling or not self._is_together() or editor.cursor_location != self._followed:
            return
        down = editor.scroll_offset.y / editor.max_scroll_y if editor.max_scroll_y else 0.0
        place = editor.wrapped.row_at(editor.scroll_offset.y + round(down * (editor.size.height - 1)))
        row, section = place or (editor.document.line_count - 1, 0)
        part = section / (len(editor.wrapped.get_offsets(row)) + 1) if place else 1.0
        self._preview.show_source(row, part, down)

    def page_scrolled(self) -> None:
        """Scroll the text like the page; the cursor stays."""
        editor = self._editor
        if not self._is_together() or not editor.display:
            return
        row, part, down = self._preview.source_in_sight()
        row = min(row, editor.document.line_count - 1)
        height = editor.size.height
        editor.wrapped.look_around(row, height, height)
        sections = len(editor.wrapped.get_offsets(row)) + 1
        y = editor.wrapped.top_of(row) + min(sections - 1, int(part * sections))
        self._is_scrolling = True
        try:
            editor.scroll_to(y=y - round(down * (height - 1)), animate=False, immediate=True)
        finally:
            self._is_scrolling = False
