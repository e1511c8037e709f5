"""What of a post the editor shows: its wrapped rows, where the view stands on them, and how it stays there.

A row's height is a guess until it is looked at, that is, wrapped. Whenever the view moves, the rows in sight
and a screen above and below them are looked at. When anything above the view grows or shrinks, its y offset
changes by as much, so that the text in sight never moves.
A y offset is valid only until the next row is looked at. Keep a row and a column instead.
"""

from bisect import bisect_right

from textual.geometry import Offset, Size
from textual.widget import Widget
from textual.widgets.text_area import DocumentNavigator, Location

from tui.ui.textual_internals.document import PostDocument
from tui.ui.textual_internals.text_area import OpenTextArea
from tui.ui.widgets.editor.document import WrappedPost


class PostView(OpenTextArea):
    """A TextArea whose work depends on the rows in sight, however long the post is."""

    wrapped: WrappedPost
    """The wrapped view; Textual reads the same by another name."""

    _rows_moved = False
    """Whether rows are shown higher or lower than when they were painted."""

    _height_before = 0
    """How many rows were in sight when the post was last laid out."""

    _top_at_first: Location = (0, 0)
    """What begins the first row in sight once the post is laid out for the first time."""

    def _show(self, document: PostDocument, top: Location = (0, 0)) -> None:
        """Show another post, from the row that a position is on."""
        self._top_at_first = top
        self.document = document
        self.wrapped = self.wrapped_document = WrappedPost(document, tab_width=self.indent_width)
        self.wrapped.moved = self._moved
        self.navigator = DocumentNavigator(self.wrapped)
        self._stand_at(0)
        self.rewrap()

    # --- where the view stands

    def top_location(self) -> Location:
        """Return the position at the start of the first row in sight."""
        place = self.wrapped.row_at(self.scroll_offset.y)
        return (place[0], self.wrapped.section(*place)[0]) if place else (0, 0)

    def scroll_to_location(self, location: Location) -> None:
        """Bring the row of the screen that shows a position to the top, as far as the post's end allows."""
        self.scroll_to(y=self._y_of(location), animate=False, immediate=True)

    def visible_rows(self) -> range:
        """Return the rows of the post that are on the screen."""
        first = self.wrapped.row_at(self.scroll_offset.y) or (0, 0)
        last = self.wrapped.row_at(self.scroll_offset.y + max(0, self.size.height - 1))
        return range(first[0], last[0] + 1 if last else self.document.line_count)

    def _y_of(self, location: Location) -> int:
        """Return the y offset of a position, the rows around it looked at."""
        row = min(location[0], self.document.line_count - 1)
        offsets = self.wrapped.get_offsets(row)
        height = self.size.height
        self.wrapped.look_around(row, height, len(offsets) + 1 + height)
        return self.wrapped.top_of(row) + bisect_right(offsets, location[1])

    def _stand_at(self, y: float) -> None:
        """Put the view somewhere without painting it."""
        self.set_reactive(Widget.scroll_y, float(y))
        self.set_reactive(Widget.scroll_target_y, float(y))

    def _moved(self, below: int, by: int) -> None:
        """Go along with what is in sight, when rows from a y offset on are shown `by` lower."""
        self._rows_moved = True
        self._note_height()
        if below <= self.scroll_offset.y:
            self._stand_at(self.scroll_y + by)
        x, y = self.cursor_offset
        if y >= below:
            self.cursor_offset = Offset(x, y + by)

    def _note_height(self) -> None:
        """Note the height; the reactive itself would lay out the whole screen at each new row."""
        self.set_reactive(Widget.virtual_size, Size(0, self.wrapped.height))

    def _settle(self) -> None:
        """Look at the rows in sight and a screen above and below; end where the post ends."""
        place = self.wrapped.row_at(self.scroll_offset.y)
        if place is not None:
            row, section = place
            height = self.size.height
            self.wrapped.look_around(row, height - section, section + 2 * height)
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False)

    # --- what Textual would do for the whole post

    def rewrap(self) -> None:
        """Wrap for the width there is, and paint; the first row in sight stays, and the cursor in sight."""
        is_first = not self.wrapped.width
        top = self._top_at_first if is_first else self.top_location()
        seen = self._cursor_in_sight()
        self.wrapped.wrap(self.wrap_width, self.indent_width)
        self._note_height()
        self._stand_at(self._y_of(top))
        self._settle()
        self.cursor_offset = self.wrapped.location_to_offset(self.cursor_location)
        self._height_before = self.size.height
        if is_first:
            self._begin_in_sight()
        elif seen and not self._cursor_in_sight():
            self.scroll_cursor_visible()
        self.refresh()

    def _begin_in_sight(self) -> None:
        """Stand where the cursor is in sight, before anything is painted: scrolling waits for a picture."""
        lowest = self._y_of(self.cursor_location)
        highest = lowest - max(0, self.size.height - 1)
        y = max(min(self.scroll_y, self.max_scroll_y, lowest), highest, 0)
        self._stand_at(y)
        self._settle()

    def _cursor_in_sight(self) -> bool:
        """Whether the cursor's row was in sight when the post was last laid out."""
        if not self.is_mounted or not self.wrapped.width:
            return False
        _, y = self.wrapped.location_to_offset(self.cursor_location)
        return 0 <= y - self.scroll_offset.y < self._height_before

    def note_size(self) -> None:
        """Note the height after an edit."""
        self._note_height()
        self._settle()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Look at the rows that come in sight, and paint; the end stays the end as guesses are put right."""
        at_end = self.scroll_y >= self.max_scroll_y
        self._settle()
        if at_end and self.scroll_y < self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False)
        self.app.cursor_position = self.cursor_screen_offset
        super().watch_scroll_y(old_value, new_value)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Bring the cursor in sight; returns how far that scrolled."""
        self._y_of(self.cursor_location)
        return super().scroll_cursor_visible(center, animate)

    def get_cursor_left_location(self) -> Location:
        """Return where the cursor moves to the left: over what a reader sees as one letter."""
        row, column = self.cursor_location
        return (
            (row, self.wrapped.letter_at(row, column - 1)[0])
            if column
            else super().get_cursor_left_location()
        )

    def get_cursor_right_location(self) -> Location:
        """Return where the cursor moves to the right: over what a reader sees as one letter."""
        row, column = self.cursor_location
        if column >= len(self.document[row]):
            return super().get_cursor_right_location()
        return row, self.wrapped.letter_at(row, column)[1]

    def action_cursor_page_up(self) -> None:
        """Move the cursor and scroll up one screen."""
        self._y_of(self.cursor_location)
        super().action_cursor_page_up()

    def action_cursor_page_down(self) -> None:
        """Move the cursor and scroll down one screen."""
        self._y_of(self.cursor_location)
        super().action_cursor_page_down()
