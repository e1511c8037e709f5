"""The sidebar: tags with counts above, the posts of the chosen tags below.

The two parts scroll separately, so that a blog of two hundred tags still shows its posts. A tinted row is
chosen, `▋` shows where the keyboard is, and `●` marks the post in the editor.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.paint.cells import Span, shorten
from tui.safe import safe_line
from tui.ui.keys import bindings
from tui.ui.theme import Theme
from tui.ui.widgets.painted import strip_of
from tui.ui.widgets.sidebar_rows import ORDERS, Choice, Kind, PostList, Row, post_rows, tag_rows

LEFT, RIGHT = 4, 2
SIDE, WIDEST_SIDE = 7, 11
"""Cells before a title: for a date, and for the longest word, `unpublished`."""

SHORT = 36
"""A terminal with fewer rows shows fewer fixed groups and fewer blank rows."""


@dataclass
class _Part:
    """One of the two lists: its rows and the first one on the screen."""

    rows: list[Row]
    offset: int = 0
    height: int = 0

    def show(self, index: int) -> None:
        """Scroll as little as needed to bring a row into view."""
        self.offset = max(0, min(self.offset, len(self.rows) - self.height))
        if index < self.offset + 1:
            self.offset = max(0, index - 1)
        elif index > self.offset + self.height - 1:
            self.offset = index - self.height + 1


class Sidebar(Widget, can_focus=True):
    """The sidebar widget: lists posts by tag."""

    BINDINGS = bindings("sidebar")

    class Opened(Message):
        """The writer opened a post; `typed` is the filter of the list."""

        def __init__(self, path: Path, typed: str) -> None:
            super().__init__()
            self.path, self.typed = path, typed

    class Filtered(Message):
        """The writer typed another filter."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    class Pointed(Message):
        """The keyboard moved to a post, or to a row that is no post (None)."""

        def __init__(self, path: Path | None) -> None:
            super().__init__()
            self.path = path

    class Left(Message):
        """The writer wants to go back to the text."""

    def __init__(self, colours: Theme) -> None:
        super().__init__(id="sidebar")
        self.colours = colours
        self._posts = PostList()
        self._choice = Choice()
        self._parts = (_Part([]), _Part([]))
        self._at = (0, 0)
        self._filtering = False
        self._top = 2
        self.count = 0, 0
        """How many posts are listed, and how many the blog has."""

    # --- values from the screen

    def show(self, posts: PostList) -> None:
        """Show the present facts of the blog; the keyboard stays on its row."""
        if posts == self._posts:
            return
        self._posts = posts
        self._compose_rows()

    def set_top(self, rows: int) -> None:
        """Leave this many blank rows at the top."""
        if rows != self._top:
            self._top = rows
            self._compose_rows()

    def choose_tag(self, tag: str) -> None:
        """List the posts of one tag, and move the keyboard to the tag."""
        self._choose_label(Choice(group="", tags=(tag,), order=self._choice.order), "tag", tag)

    def _choose_label(self, choice: Choice, kind: Kind, name: str) -> None:
        self._choose(choice)
        for index, row in enumerate(self._parts[0].rows):
            if row.kind == kind and row.text == name:
                self._go((0, index))

    def recolour(self, colours: Theme) -> None:
        """Repaint with another theme."""
        self.colours = colours
        self.refresh()

    # --- rows

    def on_resize(self, event: events.Resize) -> None:
        """Divide the new height between the two parts."""
        self._compose_rows()

    def _compose_rows(self) -> None:
        row = self._row
        short = self.app.size.height < SHORT
        upper, lower = self._parts
        upper.rows = tag_rows(self._posts, self._choice, short)
        lower.rows = post_rows(self._posts, self._choice)
        self.count = sum(row.kind == "post" for row in lower.rows), len(self._posts.entries)
        height = max(0, self.size.height - self._top)
        space = 1 if short else 2
        upper.height = min(len(upper.rows), max(6, height * 2 // 5))
        lower.height = max(0, height - upper.height - space)
        self._find_again(row)
        part, index = self._at
        self._parts[part].show(index)
        for other in self._parts:
            other.offset = max(0, min(other.offset, len(other.rows) - other.height))
        self.refresh()

    @property
    def _row(self) -> Row | None:
        part, index = self._at
        rows = self._parts[part].rows
        return rows[index] if index < len(rows) else None

    def _find_again(self, row: Row | None) -> None:
        """Move the keyboard to the row it was on, or to the nearest row where it can stop."""
        if row is not None and row.selectable:
            for part, rows in enumerate(self._parts):
                for index, candidate in enumerate(rows.rows):
                    same = (candidate.kind, candidate.path) == (row.kind, row.path)
                    if same and (row.path or candidate.text == row.text):
                        self._at = (part, index)
                        return
        self._at = min(self._stops(), key=lambda at: (at[0] != self._at[0], abs(at[1] - self._at[1])))

    def _stops(self) -> list[tuple[int, int]]:
        return [
            (part, index)
            for part, rows in enumerate(self._parts)
            for index, row in enumerate(rows.rows)
            if row.selectable
        ]

    def point_at_open(self) -> None:
        """Move the keyboard to the open post, if it is listed."""
        for index, row in enumerate(self._parts[1].rows):
            if row.marked:
                self._go((1, index))

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        upper, lower = self._parts
        y -= self._top
        space = self.size.height - self._top - upper.height - lower.height
        part, index = 0, upper.offset + y
        if y >= upper.height:
            part, index = 1, lower.offset + y - upper.height - space
        rows = self._parts[part].rows
        beyond = y < 0 or (upper.height <= y < upper.height + space) or index >= len(rows)
        if beyond:
            return strip_of((), ("sidebar.background",), self.colours, self.size.width)
        here = self.has_focus and (part, index) == self._at
        spans, ground = paint_row(rows[index], self.size.width, here, self._filtering and part == 1)
        return strip_of(spans, ground, self.colours, self.size.width)

    # --- keyboard and mouse

    def on_focus(self) -> None:
        """Show where the keyboard is."""
        self.refresh()
        self._point()

    def on_blur(self) -> None:
        """Show that the keyboard is elsewhere."""
        self._filtering = False
        self.refresh()
        self.post_message(self.Pointed(None))

    def on_key(self, event: events.Key) -> None:
        """Move the keyboard in the list, or type a filter."""
        if self._filtering:
            self._filter_key(event)
            return
        moves = {"up": -1, "down": 1, "k": -1, "j": 1, "pageup": -10, "pagedown": 10}
        if event.key in moves:
            self._move(moves[event.key])
        elif event.key in ("home", "end"):
            stops = self._stops()
            self._go(stops[0 if event.key == "home" else -1])
        elif event.key == "tab":
            self._go(next((stop for stop in self._stops() if stop[0] != self._at[0]), self._at))
        elif event.key in ("escape", "right"):
            self._leave(event.key)
        else:
            return
        event.stop()
        event.prevent_default()

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Return whether a key is a letter for the filter that is being typed."""
        return self._filtering and bool(character and character.isprintable())

    def _leave(self, pressed: str) -> None:
        choice = self._choice
        is_narrowed = choice.filter or choice.conditions > 1 or choice.excluded or choice.excluded_categories
        if pressed == "escape" and is_narrowed:
            self._choose(Choice(order=self._choice.order))
        else:
            self.post_message(self.Left())

    def _filter_key(self, event: events.Key) -> None:
        typed = self._choice.filter
        if event.key in ("escape", "enter", "down", "tab"):
            self._filtering = False
            self._choose(replace(self._choice, filter="") if event.key == "escape" else self._choice)
            posts = [stop for stop in self._stops() if stop[0] == 1]
            if posts and event.key != "escape":
                self._go(posts[0])
        elif event.key == "backspace":
            self._choose(replace(self._choice, filter=typed[:-1]))
        elif event.character and event.is_printable:
            self._choose(replace(self._choice, filter=typed + event.character))
        event.stop()
        event.prevent_default()

    def _move(self, steps: int) -> None:
        stops = self._stops()
        now = stops.index(self._at) if self._at in stops else 0
        to = stops[max(0, min(len(stops) - 1, now + steps))]
        if steps < 0 and to[0] < self._at[0]:
            to = next(stop for stop in stops if stop[0] == self._at[0])
        self._go(to)

    def _go(self, at: tuple[int, int]) -> None:
        self._at = at
        self._parts[at[0]].show(at[1])
        self.refresh()
        self._point()

    def _point(self) -> None:
        row = self._row
        self.post_message(self.Pointed(row.path if row else None))

    def _choose(self, choice: Choice) -> None:
        if choice.filter != self._choice.filter:
            self.post_message(self.Filtered(choice.filter))
        self._choice = choice
        self._compose_rows()
        if self._at[0] == 1:
            self._at = next((at for at in self._stops() if at[0] == 1), self._at)
        self._parts[1].offset = 0
        self._point()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Go to the row under the mouse, and do what Enter does."""
        upper, lower = self._parts
        y = event.y - self._top
        space = self.size.height - self._top - upper.height - lower.height
        at = (0, upper.offset + y) if y < upper.height else (1, lower.offset + y - upper.height - space)
        if at in self._stops():
            self._go(at)
            self.action_list_open()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the part under the mouse."""
        self._scroll(event.y, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the part under the mouse."""
        self._scroll(event.y, -3)

    def _scroll(self, y: int, rows: int) -> None:
        part = self._parts[0 if y - self._top < self._parts[0].height else 1]
        part.offset = max(0, min(part.offset + rows, len(part.rows) - part.height))
        self.refresh()

    # --- commands

    def action_list_open(self) -> None:
        """Open the post, or list the posts of the tag or category."""
        row = self._row
        if row is None:
            return
        if row.path is not None:
            self.post_message(self.Opened(row.path, self._choice.filter))
        elif row.kind == "choice":
            self._choose(Choice(group=row.text, order=self._choice.order))
        elif row.kind == "category":
            choice = Choice(group="", categories=(row.text,), order=self._choice.order)
            self._choose_label(choice, "category", row.text)
        else:
            self.choose_tag(row.text)

    def action_list_filter(self) -> None:
        """Start typing a filter."""
        self._filtering = True
        self.refresh()

    def action_list_add_tag(self) -> None:
        """List only posts that also have this tag or category; a second time, drop this condition."""
        self._toggle(excludes=False)

    def action_list_exclude_tag(self) -> None:
        """List only posts without this tag or category; a second time, list them again."""
        self._toggle(excludes=True)

    def _toggle(self, excludes: bool) -> None:
        row = self._row
        if row is not None and row.kind in ("tag", "category"):
            self._choose(self._choice.toggled(row.kind, row.text, excludes))

    def action_list_sort(self) -> None:
        """Sort the posts by the next order."""
        at = ORDERS.index(self._choice.order)
        self._choose(replace(self._choice, order=ORDERS[(at + 1) % len(ORDERS)]))


def paint_row(row: Row, width: int, here: bool, typing: bool) -> tuple[list[Span], tuple[str, ...]]:
    """Return the spans of a row and the roles of its ground."""
    if row.kind == "blank":
        return [], ("sidebar.background",)
    tinted = here or (row.chosen and row.kind in ("choice", "tag", "category"))
    ground = ("sidebar.background", "selection") if tinted else ("sidebar.background",)
    bar = Span("▋", ("sidebar.bar",)) if here else Span(" ")
    dot = Span("●", ("sidebar.open",)) if row.marked else Span(" ")
    margin = [bar, Span(" "), dot, Span(" ")]
    space = max(1, width - LEFT - RIGHT)
    if row.kind == "post":
        side = shorten(row.side, WIDEST_SIDE)
        role = "sidebar.chosen" if row.chosen else "sidebar.text"
        roles = (role, "selection") if tinted else (role, "sidebar.background")
        gap = " " * max(1, SIDE + 1 - len(side))
        return [
            *margin,
            Span(side, ("sidebar.date",)),
            Span(gap),
            Span(shorten(safe_line(row.text), max(1, space - len(side) - len(gap))), roles),
        ], ground
    role = {
        "heading": "sidebar.heading",
        "year": "sidebar.count",
        "note": "sidebar.count",
    }.get(row.kind, "sidebar.chosen" if row.chosen else "sidebar.text")
    roles = (role, "selection") if tinted else (role, "sidebar.background")
    least = Span(row.text).width if row.kind == "heading" else 6  # a count matters more than a long tag
    side = row.side if least + 2 + len(row.side) <= space else ""
    text = shorten(safe_line(row.text), space - len(side) - (2 if side else 0))
    cursor = [Span(" ", ("cursor",))] if typing and row.kind == "heading" else []
    shown = Span(text, roles)
    air = " " * (space - shown.width - len(side) - len(cursor))
    count = ("sidebar.chosen", *ground) if row.chosen and side else ("sidebar.count",)
    return [*margin, shown, *cursor, Span(air), Span(side, count)], ground
