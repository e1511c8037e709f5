"""The preview: the page as readers will see it, line by line.

Blocks are laid out once and kept as long as they are the same object, so an edit lays out only what it
changed. The preview never moves by itself but to keep the writer's paragraph in view.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.markup.page import Page
from tui.markup.tree import Block
from tui.paint.cells import Line, Span
from tui.paint.head import head, notice
from tui.paint.lines import gap, layout
from tui.ui.layout import PAGE_MARGINS, PAGE_WIDEST, text_column
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of

HEAD = -1
"""The block index of the lines above the body."""

EDGE = 1
"""The last column by which the mouse can take hold of the left edge."""

NOWHERE = -2
"""The block index of blank rows between blocks."""

GROUND = ("page", "text")


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands above the body: title, date, tags, or why the header cannot be read."""

    title: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the preview: its line and the block it belongs to; blank rows have no line."""

    line: Line
    block: int


class Preview(PaintedView):
    """The page of a post."""

    class Clicked(Message):
        """A row of the post was clicked, counted from 0."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    class EdgeMoved(Message):
        """The left edge was dragged to a column of the screen."""

        def __init__(self, column: int) -> None:
            super().__init__()
            self.column = column

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "preview")
        self._head = PageHead()
        self._page: Page | None = None
        self._rows: list[_Row] = []
        self._laid_out: dict[int, tuple[Block, tuple[Line, ...]]] = {}
        self._width = 0
        self._here = NOWHERE
        self._current = 0
        self._top = 0
        self._dragging = False

    def show(self, page: Page | None, page_head: PageHead) -> None:
        """Show a page; what is the same as before keeps its place and is not painted again."""
        self._page, self._head = page, page_head
        self._compose_rows()
        self._check_refresh()  # at once: at the widget's own idle moment the frame would be over

    def set_top(self, rows: int) -> None:
        """Leave this many blank rows above the head."""
        if rows != self._top:
            self._top = rows
            self._compose_rows()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew at another size, from the top where the paragraph is in view there."""
        self._compose_rows()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.follow(self._current)

    def on_show(self) -> None:
        """Catch up with what changed while the pane was hidden."""
        self._compose_rows()
        self.follow(self._current)

    def follow(self, row: int) -> None:
        """Mark the block that shows a row of the post, and keep it in view."""
        self._current = row
        index = self._page.block_at(row) if self._page else None
        here = HEAD if index is None else index
        if here != self._here:
            before = self._visible()
            self._here = here
            self._repaint(before)
        lines = [y for y, painted in enumerate(self._rows) if painted.block == here]
        if not lines or self._page is None:
            return
        within = row - self._page.starts[here] if index is not None else 0
        best = max((y for y in lines if self._rows[y].line.row <= within), default=lines[0])
        if lines[0] != best and lines[-1] - lines[0] < self.size.height - 4:
            self.show_row(lines[-1], margin=1)
            self.show_row(lines[0], margin=1)
        self.show_row(best if here != HEAD else 0, margin=2)

    def _visible(self) -> list[tuple[Line, bool]]:
        """Return what the rows on the screen show: their lines, and whether the bar is beside them."""
        top = self.scroll_offset.y
        return [
            (row.line, row.block == self._here and row.block >= 0)
            for row in self._rows[top : top + self.size.height]
        ]

    def _repaint(self, before: list[tuple[Line, bool]]) -> None:
        """Paint the rows of the screen that show something else than before."""
        top = self.scroll_offset.y
        for y, (old, new) in enumerate(zip_longest(before, self._visible())):
            if old != new:
                self.refresh_lines(top + y)

    def _compose_rows(self) -> None:
        if not self.display or not self.size.width:
            return
        shown = self._visible()
        _, width = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        if width != self._width:
            self._laid_out.clear()
            self._width = width
            self.refresh()
        blank = Line()
        rows = [_Row(blank, HEAD) for _ in range(self._top)]
        rows += [_Row(line, HEAD) for line in self._head_lines(width)]
        kept: dict[int, tuple[Block, tuple[Line, ...]]] = {}
        before: Block | None = None
        for index, block in enumerate(self._page.blocks if self._page else ()):
            lines = self._lines(block, width)
            kept[id(block)] = (block, lines)
            if not lines:
                continue
            space = gap(before, block) if before is not None else 1 if rows else 0
            rows += [_Row(blank, NOWHERE)] * space
            rows += [_Row(line, index) for line in lines]
            before = block
        rows += [_Row(blank, NOWHERE)] * 2
        self._laid_out, self._rows = kept, rows
        self.set_height(len(rows))
        self._repaint(shown)

    def _head_lines(self, width: int) -> Sequence[Line]:
        shown = self._head
        lines = head(shown.title, shown.date, shown.tags, width) if shown.title or shown.date else ()
        return (*lines, *(notice(shown.problem, width) if shown.problem else ()))

    def _lines(self, block: Block, width: int) -> tuple[Line, ...]:
        known = self._laid_out.get(id(block))
        return known[1] if known and known[0] is block else layout(block, width)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        index = y + self.scroll_offset.y
        if index >= len(self._rows):
            return strip_of((), GROUND, self.colours, self.size.width)
        painted = self._rows[index]
        left, _ = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        margin: tuple[Span, ...] = (Span(" " * left),)
        if painted.block == self._here and painted.block >= 0 and left >= 2:
            margin = (Span(" " * (left - 2)), Span("│", ("here",)), Span(" "))
        return strip_of((*margin, *painted.line.spans), GROUND, self.colours, self.size.width)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the left edge."""
        if event.x <= EDGE:
            self._dragging = True
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the edge."""
        if self._dragging:
            self.post_message(self.EdgeMoved(event.screen_x))

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let go of the edge."""
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Tell which row of the post was clicked."""
        index = event.y + self.scroll_offset.y
        if event.x <= EDGE or self._page is None or not 0 <= index < len(self._rows):
            return
        painted = self._rows[index]
        if painted.block >= 0:
            self.post_message(self.Clicked(self._page.starts[painted.block] + painted.line.row))
