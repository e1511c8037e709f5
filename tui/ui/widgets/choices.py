"""A list in which one row is chosen, by keyboard or mouse; all dialogs with a list use it.

The dialog paints the rows and says how many rows of the screen each takes. The list keeps which row is chosen
and how far it is scrolled.
"""

from collections.abc import Callable, Collection, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.paint.cells import Span
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of

BAR, NO_BAR = Span("▋", ("accent",)), Span(" ")
"""The first cells of a row: the sign of the keyboard if the row is chosen, else blanks."""

PaintRow = Callable[[int, int, int, bool], Sequence[Span]]
"""(index of the row, part of the row from 0, width in cells, whether it is chosen) → its spans."""


def no_row(index: int, part: int, width: int, here: bool) -> Sequence[Span]:
    """Return nothing."""
    return ()


class ChoiceList(PaintedView):
    """Rows, one of them chosen."""

    class Pointed(Message):
        """Another row was chosen."""

    class Clicked(Message):
        """A row was clicked."""

        def __init__(self, index: int, was_chosen: bool) -> None:
            super().__init__()
            self.index = index
            self.was_chosen = was_chosen

    def __init__(
        self,
        colours: Theme,
        id: str,  # noqa: A002  # Textual's own name for it
        paint: PaintRow,
        ground: tuple[str, ...] = ("overlay", "text"),
    ) -> None:
        super().__init__(colours, id)
        self.paint = paint
        self.at = 0
        self._ground = ground
        self._places: list[tuple[int, int] | None] = []
        self._firsts: list[int] = []
        self._head: Sequence[Sequence[Span]] = ()
        self._span = 1
        self._empty = ""

    def show(
        self,
        count: int,
        at: int = 0,
        *,
        parts: int = 1,
        air: int = 0,
        gaps: Collection[int] = (),
        head: Sequence[Sequence[Span]] = (),
        empty: str = "",
    ) -> None:
        """Replace the rows.

        Each row takes `parts` rows of the screen and leaves `air` blank rows below it; a blank row comes
        before each index in `gaps`. The lines of `head` stay at the top; `empty` is shown if there is no row.
        """
        places: list[tuple[int, int] | None] = []
        self._firsts = []
        for index in range(count):
            if index in gaps:
                places.append(None)
            self._firsts.append(len(places))
            places += [(index, part) for part in range(parts)]
            places += [None] * air
        self._places, self._span = places, parts + air
        self._head, self._empty = head, empty
        self.set_height(self.rows)
        self._stand(max(0, min(count - 1, at)))

    @property
    def rows(self) -> int:
        """How many rows of the screen the whole list takes."""
        return len(self._head) + len(self._places)

    @property
    def count(self) -> int:
        """How many rows can be chosen."""
        return len(self._firsts)

    @property
    def page(self) -> int:
        """How many rows fit into the visible part."""
        return max(1, (self.size.height - len(self._head)) // self._span)

    def move(self, steps: int, around: bool = False) -> None:
        """Choose the row some steps away; `around` continues from one end at the other."""
        at = self.at + steps
        self.go(at % self.count if around and self.count else at)

    def go(self, at: int) -> None:
        """Choose the row at an index, or the nearest one that exists."""
        at = max(0, min(self.count - 1, at))
        is_other = at != self.at
        self._stand(at)
        if is_other:
            self.post_message(self.Pointed())

    def _stand(self, at: int) -> None:
        """Choose a row, and scroll as little as needed to show it."""
        self.at = at
        if self._firsts and self.size.height:
            first, top = self._firsts[at], self.scroll_offset.y
            height = self.size.height - len(self._head)
            if not top <= first <= top + height - self._span:
                top = first if first < top else first + self._span - height
                self.scroll_to(y=max(0, min(top, first)), animate=False, immediate=True)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Keep the chosen row in view, because the dialog fills the list before it has its new height."""
        self._stand(self.at)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Let the wheel scroll; Textual would only allow it with a scroll bar."""
        return True

    def _place(self, y: int) -> tuple[int, int] | None:
        row = y - len(self._head) + self.scroll_offset.y
        return self._places[row] if y >= len(self._head) and row < len(self._places) else None

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width, place = self.size.width, self._place(y)
        if y < len(self._head):
            return strip_of(self._head[y], self._ground, self.colours, width)
        if not self._firsts and y == len(self._head) and self._empty:
            return strip_of((Span(f"    {self._empty}", ("muted",)),), self._ground, self.colours, width)
        if place is None:
            return strip_of((), self._ground, self.colours, width)
        index, part = place
        here = index == self.at
        ground = (*self._ground, "selection") if here else self._ground
        return strip_of(self.paint(index, part, width, here), ground, self.colours, width)

    def on_click(self, event: events.Click) -> None:
        """Choose the row under the mouse, and post `Clicked`."""
        place = self._place(event.y)
        if place is not None:
            was_chosen = place[0] == self.at
            self.go(place[0])
            self.post_message(self.Clicked(place[0], was_chosen))
