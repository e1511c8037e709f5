"""The preview: the page as readers will see it, line by line.

It lays out and paints only the visible rows, and repaints only rows that changed. It scrolls by itself only
to keep the writer's paragraph in view. Visible text stays in place when a block above turns out higher than
its guessed height. Watchers of `scroll_y` are called only for the reader's wheel and keys: the preview
scrolls itself with `_stand_at`, which calls no watcher.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual import events
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.markup.page import Page
from tui.paint.cells import Line, Span
from tui.paint.head import head, notice, waiting
from tui.paint.inlines import Look
from tui.paint.picture import Picture
from tui.ui.layout import PAGE_MARGINS, PAGE_WIDEST, text_column
from tui.ui.textual_internals.painting import paint_now
from tui.ui.theme import Theme
from tui.ui.widgets.block_places import AIR, HEAD, NOWHERE, Prepared
from tui.ui.widgets.marking import marked_line
from tui.ui.widgets.page_mouse import PageMouse
from tui.ui.widgets.painted import strip_of

GROUND = ("page", "text")


@dataclass(frozen=True, slots=True)
class PageHead:
    """What stands above the body: title, date, tags, or why the header cannot be read."""

    title: str = ""
    date: str = ""
    tags: tuple[str, ...] = ()
    problem: str = ""
    seen: str = ""
    """Why readers do not see the post, "" for a public post."""

    waits: bool = False
    """Whether the body is still being read."""


class Preview(PageMouse):
    """The page of a post."""

    def __init__(self, colours: Theme) -> None:
        super().__init__(colours, "preview")
        self._head = PageHead()
        self._page: Page | None = None
        self._look = Look()
        self._painted: dict[int, tuple[Line, bool]] = {}
        self._head_shown: tuple[object, tuple[Line, ...]] = ((), ())
        self._width = 0
        self._here = NOWHERE
        self._current = 0, 0.0
        self._following = True
        self._top = 0
        self._shown: list[tuple[Line, bool]] = []
        """The painted line of each row of the screen, and whether the paragraph's bar is beside it."""

        self._waits = False
        """Whether painting must wait because more changes of the same frame will follow."""

        self.home = ""
        """The address of the site, "" if unknown."""

    # --- what is shown

    def show(self, page: Page | None, page_head: PageHead, at: tuple[int, float] | None = None) -> None:
        """Show a page; unchanged parts keep their places and are not painted again.

        `at` is a row of the post and how far along it the writer is, from 0 to 1; the page follows it.
        """
        if page is not self._page:
            self.unmark()
        self._page, self._head = page, page_head
        if at is None:
            self._arrange()
            return
        self._waits = True  # the new page and the following are painted together
        try:
            self._arrange()
            self.follow(*at)
        finally:
            self._waits = False
        self.repaint()

    def prepare(self, page: Page) -> Prepared:
        """Lay out the changed blocks of a page that will be shown. Safe in a thread: changes no state."""
        return self._places.prepare(page)

    def take(self, prepared: Prepared) -> None:
        """Take the prepared layout of a page, right before the page is shown."""
        self._places.take(prepared)

    def know_images(self, missing: frozenset[str], pictures: Mapping[str, Picture]) -> None:
        """Mark the images without a file, and show the pictures of others; keys are addresses in the post."""
        self._know(replace(self._look, missing=missing, pictures=pictures))

    def know_broken(self, links: frozenset[str]) -> None:
        """Mark the broken links, given by their addresses in the post."""
        self._know(replace(self._look, broken=links))

    def _know(self, look: Look) -> None:
        if look != self._look:
            self._look = look
            self._follow_on()

    def recolour(self, colours: Theme) -> None:
        """Repaint everything with another theme; a theme without tones also has another layout."""
        super().recolour(colours)
        self._follow_on()

    def start_anew(self) -> None:
        """Let the next page begin at its top, without a marked paragraph."""
        self._here, self._following = NOWHERE, False
        self._places.show(None, (), self._width)
        self._stand_at(0)

    def set_top(self, rows: int) -> None:
        """Leave this many blank rows above the head."""
        if rows != self._top:
            self._top = rows
            self._arrange()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out the visible rows at another size, and keep the followed paragraph in view."""
        self.unmark()
        self._follow_on()

    def on_show(self) -> None:
        """Catch up with what changed while the pane was hidden."""
        self._follow_on()

    def _follow_on(self) -> None:
        following = self._following
        self._arrange()
        if following:
            self.follow(*self._current)

    def _arrange(self) -> None:
        """Compute the places of the blocks, and keep the first visible row in place."""
        if not self.display or not self.size.width:
            return
        places = self._places
        y = self.scroll_offset.y
        entry, inside = places.at(y) if y else (0, 0)
        height = places.height(entry)
        _, width = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        raw_html = self._page.dialect.raw_html if self._page else True
        places.take_look(replace(self._look, raw_html=raw_html, tones=self.colours.has_tones))
        entry, here = places.show(self._page, self._head_lines(width), width, (entry, self._here + 1))
        if self._here >= 0:
            self._here = here - 1
        if width != self._width:
            self._width = width
            places.look(entry)
            inside = inside * places.height(entry) // max(1, height)
        self._stand(entry, inside)

    def _head_lines(self, width: int) -> tuple[Line, ...]:
        key = self._head, self._top, width
        if self._head_shown[0] != key:
            shown = self._head
            is_there = shown.title or shown.seen or shown.date
            lines = head(shown.title, shown.date, shown.tags, width, shown.seen) if is_there else ()
            problem = notice(shown.problem, width) if shown.problem else ()
            body = (Line(), *waiting(width)) if shown.waits else ()
            self._head_shown = key, (*[Line()] * self._top, *lines, *problem, *body)
        return self._head_shown[1]

    # --- the scroll position

    def _stand(self, entry: int, inside: int, below: int = 0) -> None:
        """Scroll so that a row of a block is `below` rows under the first visible one, if possible."""
        places, height = self._places, self.size.height
        places.look_down(entry, inside + height - below)
        places.look_up(entry, below - inside)
        inside = max(0, min(inside, places.height(entry) - 1))
        if places.top(entry) + inside - below > places.total - height:
            places.look_up(places.last, height)
        y = max(0, min(places.top(entry) + inside - below, places.total - height))
        top, above = places.at(y)
        places.look_down(top, above + height)
        self._stand_at(y)
        self.set_height(places.total)
        self.repaint()

    def _stand_at(self, y: int) -> None:
        """Set the scroll position without calling the watchers of `scroll_y`."""
        self.set_reactive(Widget.scroll_y, float(y))
        self.set_reactive(Widget.scroll_target_y, float(y))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll by as many rows as the reader meant, even where the guessed heights were wrong."""
        before, after = round(old_value), round(new_value)
        if before == after:
            return
        places, height = self._places, self.size.height
        self._following = False
        if after >= self.max_scroll_y > before:
            self._stand(places.last, AIR - 1, height - 1)
        elif abs(after - before) <= 2 * height:
            entry, inside = places.at(before)
            places.look_up(entry, before - after - inside)
            places.look_down(entry, inside + after - before)
            self._stand(*places.at(places.top(entry) + inside + after - before))
        else:
            self._stand(*places.at(after))

    def action_scroll_home(self) -> None:
        """Go to the first row itself, because a number of rows would rely on guessed heights."""
        entry, inside = self._places.at(self.scroll_offset.y)
        if self.scroll_offset.y <= 2 * self.size.height:
            self._places.look_up(entry, self._places.top(entry))
            self._stand(entry, inside)
        super().action_scroll_home()

    @property
    def allow_vertical_scroll(self) -> bool:
        """Let wheel and keys scroll; Textual would only allow it with a scroll bar."""
        return True

    # --- following

    @property
    def is_following(self) -> bool:
        """Whether the page is where `follow` scrolled it; it is not after the reader scrolls."""
        return self._following

    def follow(self, row: int, part: float = 0.0) -> None:
        """Mark the block that shows a row of the post, and keep it in view.

        A block that is completely in view stays in place. `part` is how far along the row the writer is, from
        0 to 1; if the block is higher than the view, its line with those words is kept in view.
        """
        self._current, self._following = (row, part), True
        if not self.display or not self.size.width or not self._places.holds(self._page):
            return  # `on_show` will follow, once the page has its places
        index = self._page.block_at(row) if self._page else None
        self._here = HEAD if index is None else index
        entry, inside = self._places.place(row, part) if index is not None else (0, 0)
        top, grew = self._places.top(entry), self._places.look(entry)
        if grew and top < self.scroll_offset.y:
            self._stand_at(self.scroll_offset.y + grew)
        first = last = inside
        margin = 2
        height = self.size.height
        if index is not None and 0 < len(self._places.lines(index)) <= height - 4:
            first, last = self._places.space(index), self._places.height(entry) - 1
            margin = 0
        y = self.scroll_offset.y
        above, below = top + first, top + last
        if below < y or above >= y + height:
            self._come(entry, first, last, inside, below < y)
        elif above < y + margin:
            self._stand(entry, first, margin)
        elif below > y + height - 1 - margin:
            self._stand(entry, last, height - 1 - margin)
        else:
            self.repaint()

    def _come(self, entry: int, first: int, last: int, inside: int, upwards: bool) -> None:
        """Scroll a hidden block into view: with a margin if it is near, else a third down the view."""
        height = self.size.height
        y = self.scroll_offset.y
        away = y - self._places.top(entry) - first if upwards else self._places.top(entry) + last - y - height
        if entry == 0 or away > height:
            below = min(height // 3, max(0, height - 2 - (last - first)))
            self._stand(entry, first, below if entry else 0)
        elif upwards:
            self._stand(entry, first, 1)
        else:
            self._stand(entry, last, height - 2)

    # --- scrolling together with the text

    def source_in_sight(self) -> tuple[int, float, float]:
        """Return a visible row of the post, how far along it, and how far down the view it is shown.

        Both distances are from 0 to 1. At the start of the page the row is the first visible one, at the end
        the last, so that another view which shows the same row as far down reaches its ends at the same time.
        """
        down = self.scroll_offset.y / self.max_scroll_y if self.max_scroll_y else 0.0
        return *self._places.source(self.scroll_offset.y + round(down * (self.size.height - 1))), down

    def show_source(self, row: int, part: float, down: float) -> None:
        """Scroll so that a row of the post is shown at a height; arguments are as in `source_in_sight`."""
        if self.display and self.size.width:
            self._following = False
            self._stand(*self._places.place(row, part), round(down * (self.size.height - 1)))

    # --- painting

    def repaint(self) -> None:
        """Paint the rows of the screen that changed since they were last painted."""
        if self._waits:
            return
        height, width = self.size.height, self.size.width
        self._shown = self._lines_in_sight(height)
        painted = self._painted
        changed = [y for y, line in enumerate(self._shown) if painted.get(y) != line]
        if changed:
            self.refresh(*(Region(0, y, width, 1) for y in changed))
            paint_now(self)

    def _lines_in_sight(self, height: int) -> list[tuple[Line, bool]]:
        """Return the line of each row of the screen, and whether the paragraph's bar is beside it."""
        top, here = self.scroll_offset.y, self._here
        self._rows = rows = self._places.rows(top, height)
        lines = [(line, block >= 0 and block == here) for line, block in rows]
        if (marked := self.marked) is not None:
            lines = [
                (marked_line(line, marked.cells(y, line.width)), is_here)
                for y, (line, is_here) in enumerate(lines, top)
            ]
        return [*lines, *[(Line(), False)] * (height - len(lines))]

    def line_at(self, y: int) -> tuple[Line, bool]:
        """Return the line that a row of the screen shows, and whether the paragraph's bar is beside it."""
        return self._shown[y] if y < len(self._shown) else (Line(), False)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        self._painted[y] = line, here = self.line_at(y)
        left, _ = text_column(self.size.width, PAGE_WIDEST, PAGE_MARGINS)
        spans = *self._margin(left, here), *line.spans
        return strip_of(spans, GROUND, self.colours, self.size.width, self.home)

    def _margin(self, left: int, here: bool) -> tuple[Span, ...]:
        edge = (Span("│", ("rule",)),) if left > 2 and self._has_edge else ()
        left -= len(edge)
        if here and left >= 2:
            return (*edge, Span(" " * (left - 2)), Span("│", ("here",)), Span(" "))
        return (*edge, Span(" " * left))

    @property
    def _has_edge(self) -> bool:
        """Whether the page needs a line at its left edge, for lack of tones and of a border there."""
        if self.colours.has_tones or not isinstance(self.parent, Widget):
            return False
        # even while it is being hidden, the page may be asked for its rows once more
        panes = [pane for pane in self.parent.children if pane.display or pane is self]
        at = panes.index(self)
        return at > 0 and not panes[at - 1].styles.border_right[0]
