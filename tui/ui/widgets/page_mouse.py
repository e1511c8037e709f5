"""What the mouse does on the page: drags its left edge, points at links, clicks on letters, marks words.

The thing one would get wrong: a click comes after the button was let go, also where words were marked. That
one is no click on a letter.
"""

from textual import events
from textual.message import Message

from tui.paint.cells import Line, Span
from tui.ui.keys import bindings
from tui.ui.layout import PAGE_MARGINS, PAGE_WIDEST, text_column
from tui.ui.theme import Theme
from tui.ui.widgets.marking import Cell, Marked, marked_words
from tui.ui.widgets.painted import PaintedView
from tui.ui.widgets.places import Places, Row

EDGE = 1
"""The last column by which the mouse can take hold of the left edge."""


class PageMouse(PaintedView):
    """The page of a post, under the mouse."""

    ALLOW_SELECT = False
    BINDINGS = bindings("page")

    class Clicked(Message):
        """A letter of the post was clicked; its row and column count from 0."""

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
        """The mouse came to a link or an abbreviation, or left it: then there is no address and no title."""

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
        self._dragging = False
        self._mark_from: Cell | None = None
        self._marked: Marked | None = None

    # --- what the page shows

    def line_at(self, y: int) -> tuple[Line, bool]:
        """Return what a row of the screen shows: its line, and whether the bar is beside it."""
        raise NotImplementedError

    def repaint(self) -> None:
        """Paint the rows of the screen that look different from what was painted last."""
        raise NotImplementedError

    @property
    def marked_words(self) -> str:
        """The words that are marked, as one pastes them; "" without any."""
        marked = self._marked
        if marked is None:
            return ""
        (top, _), (bottom, _) = sorted((marked.one, marked.other))
        return marked_words(self._places.rows(top, bottom - top + 1), top, marked, self._places.blocks)

    def unmark(self) -> None:
        """Mark nothing any more."""
        self._mark_from = None
        if self._marked is not None:
            self._marked = None
            self.repaint()

    @property
    def _left(self) -> int:
        left, _ = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        return left

    # --- the mouse

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the left edge, or of the letter from which words are marked."""
        self.unmark()
        if event.x <= EDGE:
            self._dragging = True
            self.capture_mouse()
        elif event.button == 1:
            self._mark_from = self._cell(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the edge, mark words, or tell of the link under the mouse."""
        if self._dragging:
            self.post_message(self.EdgeMoved(event.screen_x))
        elif self._mark_from is not None and event.button == 1:
            if self._cell(event) != self._mark_from or self._marked is not None:
                self.capture_mouse()
                self._marked = Marked(self._mark_from, self._cell(event))
                self.repaint()
        else:
            self._point(self._span_at(event.x, event.y))

    def on_leave(self, event: events.Leave) -> None:
        """Tell that no link is under the mouse any more."""
        self._point(Span(""))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge, or of the words."""
        self._dragging = False
        self._mark_from = None
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Tell which letter of the post was clicked, or which link to a place of the page was followed.

        A click on a link is one on its words; the second one follows it, as does one with Ctrl, and the
        first one on the mark of a footnote.
        """
        if self._marked is not None or event.x <= EDGE or not 0 <= event.y < len(self._rows):
            return
        if self._rows[event.y].block >= 0:
            span = self._span_at(event.x, event.y)
            if span.link[:1] == "#" and (event.ctrl or event.chain > 1 or "footnote" in span.roles):
                self.post_message(self.Followed(span.link))
                return
            self.post_message(self.Clicked(*self._places.letter(*self._cell(event))))

    def _cell(self, event: events.MouseEvent) -> Cell:
        """Return the cell of the page that is under the mouse, or the nearest one in sight."""
        y = max(0, min(event.y, self.size.height - 1))
        return self.scroll_offset.y + y, max(0, event.x - self._left)

    def _point(self, span: Span) -> None:
        told, before = ((some.link, some.opens_tab, some.title) for some in (span, self._pointed))
        if told != before:
            self._pointed = span
            self.post_message(self.Pointed(*told))

    def _span_at(self, x: int, y: int) -> Span:
        """Return the span at a cell of the view, an empty one where none is."""
        x -= self._left
        for span in self.line_at(y)[0].spans if x >= 0 else ():
            if x < span.width:
                return span
            x -= span.width
        return Span("")
