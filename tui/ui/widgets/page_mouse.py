"""The mouse on the page: it drags the left edge, points at links, clicks on letters and marks words.

Textual sends a click whenever the button is released, also after marking words; such a click is ignored. The
row of a block on the page changes when a block above it turns out higher than its guessed height, so marked
words are kept as places in blocks.
"""

from textual import events
from textual.message import Message

from tui.paint.cells import Line, Span
from tui.ui.keys import bindings
from tui.ui.layout import PAGE_MARGINS, PAGE_WIDEST, text_column
from tui.ui.theme import Theme
from tui.ui.widgets.block_places import Places, Row
from tui.ui.widgets.marking import Marked, marked_words
from tui.ui.widgets.painted import PaintedView

EDGE = 1
"""The last column at which the mouse can drag the left edge."""


_Place = tuple[int, int, int]
"""The index of a block in the page's layout, a row in that block, and a cell of its text."""


class PageMouse(PaintedView):
    """The base of the page; handles the mouse."""

    ALLOW_SELECT = False
    BINDINGS = bindings("page")

    class Clicked(Message):
        """A letter of the post was clicked; row and column in the text count from 0."""

        def __init__(self, row: int, column: int) -> None:
            super().__init__()
            self.row = row
            self.column = column

    class Followed(Message):
        """A link to another place of the page was followed: `#low-water`."""

        def __init__(self, address: str) -> None:
            super().__init__()
            self.address = address

    class Pointed(Message):
        """The mouse moved to a link or an abbreviation, or off it; then address and title are empty."""

        def __init__(self, url: str, opens_tab: bool, title: str) -> None:
            super().__init__()
            self.url = url
            self.opens_tab = opens_tab
            self.title = title

    class EdgeMoved(Message):
        """The left edge was dragged to a column of the screen."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, colours: Theme, id: str) -> None:  # noqa: A002  # Textual's own name for it
        super().__init__(colours, id)
        self._places = Places()
        self._rows: list[Row] = []
        self._pointed = Span("")
        self._dragging = self._marking = False
        self._mark_from: _Place | None = None
        self._mark_to: _Place | None = None

    # --- what the page shows

    def line_at(self, y: int) -> tuple[Line, bool]:
        """Return the line that a row of the screen shows, and whether the paragraph's bar is beside it."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint the rows of the screen that changed since they were last painted."""
        raise NotImplementedError

    @property
    def marked_words(self) -> str:
        """The marked words as the text to paste, "" without any."""
        marked = self.marked
        if marked is None:
            return ""
        (top, _), (bottom, _) = sorted((marked.one, marked.other))
        entry, inside = self._places.at(top)
        self._places.look_down(entry, inside + bottom - top + 1)
        return marked_words(self._places.rows(top, bottom - top + 1), top, marked, self._places.blocks)

    @property
    def marked(self) -> Marked | None:
        """The marked range in cells of the present page, None without one."""
        if self._mark_from is None or self._mark_to is None:
            return None
        top = self._places.top
        one, other = ((top(entry) + inside, x) for entry, inside, x in (self._mark_from, self._mark_to))
        return Marked(one, other)

    def unmark(self) -> None:
        """Unmark the marked words."""
        was_marked = self._mark_to is not None
        self._mark_from = self._mark_to = None
        if was_marked:
            self.repaint()

    @property
    def _left(self) -> int:
        left, _ = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        return left

    # --- the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the left edge, or to mark words from the letter under the mouse."""
        self.unmark()
        self._dragging = event.x <= EDGE
        self._marking = not self._dragging and event.button == 1
        if self._marking:
            self._mark_from = self._place(event)
        if self._dragging or self._marking:
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the edge, mark words, or post the link under the mouse."""
        if self._dragging:
            self.post_message(self.EdgeMoved(event.screen_x))
        elif self._marking:
            if self._place(event) != self._mark_from or self._mark_to is not None:
                self._mark_to = self._place(event)
                self.repaint()
        else:
            self._point(self._span_at(event.x, event.y))

    def on_leave(self, event: events.Leave) -> None:
        """Post that no link is under the mouse any more."""
        self._point(Span(""))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Stop dragging the edge or marking words."""
        self._dragging = self._marking = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Post which letter of the post was clicked, or which link within the page was followed.

        The first click on a link is a click on its words. A second click follows the link, and so does one
        with Ctrl. The mark of a footnote is followed at the first click.
        """
        if self._mark_to is not None or event.x <= EDGE or not 0 <= event.y < len(self._rows):
            return
        if self._rows[event.y].block >= 0:
            span = self._span_at(event.x, event.y)
            if span.link[:1] == "#" and (event.ctrl or event.chain > 1 or "footnote" in span.roles):
                self.post_message(self.Followed(span.link))
                return
            x = max(0, event.x - self._left)
            self.post_message(self.Clicked(*self._places.letter(self.scroll_offset.y + event.y, x)))

    def _place(self, event: events.MouseEvent) -> _Place:
        """Return the place of the page under the mouse, or the nearest visible one."""
        y = self.scroll_offset.y + max(0, min(event.y, self.size.height - 1))
        return *self._places.at(min(y, self._places.total - 1)), max(0, event.x - self._left)

    def _point(self, span: Span) -> None:
        told, before = ((some.link, some.opens_tab, some.title) for some in (span, self._pointed))
        if told != before:
            self._pointed = span
            self.post_message(self.Pointed(*told))

    def _span_at(self, x: int, y: int) -> Span:
        """Return the span at a cell of the view, or an empty span where there is none."""
        x -= self._left
        for span in self.line_at(y)[0].spans if x >= 0 else ():
            if x < span.width:
                return span
            x -= span.width
        return Span("")
