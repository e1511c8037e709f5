"""A list of which one row is chosen: the keyboard goes through it, a click takes, and who lists paints.

The only list of the dialogs. What stands in a row, and how many rows of the screen it takes, is for each of
them to say; where the list is scrolled to and which row is chosen is kept here.
"""

from collections.abc import Callable, Collection, Sequence

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.paint.cells import Span
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of

BAR, NO_BAR = Span("▋", ("accent",)), Span(" ")
"""What a row begins with: the sign of the keyboard, where it is chosen."""

PaintRow = Callable[[int, int, int, bool], Sequence[Span]]
"""(which row, which of its parts from 0, cells, whether it is chosen) → its spans."""


def no_row(index: int, part: int, width: int, here: bool) -> Sequence[Span]:
    """Return nothing."""
    return ()


class ChoiceList(PaintedView):
    """Rows, one of them chosen."""

    class Pointed(Message):
        """Another row is chosen."""

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
        """List other rows.

        Each takes `parts` rows of the screen and leaves `air` below it; a blank one comes before those in
        `gaps`. The rows of `head` stay above all; `empty` is said where there is no row.
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
        """How many rows of the screen all of it takes."""
        return len(self._head) + len(self._places)

    @property
    def count(self) -> int:
        """How many rows there are to choose from."""
        return len(self._firsts)

    @property
    def page(self) -> int:
        """How many rows fit into what is seen."""
        return max(1, (self.size.height - len(self._head)) // self._span)

    def move(self, steps: int, around: bool = False) -> None:
        """Choose another row; `around` goes from either end to the other one."""
        at = self.at + steps
        self.go(at % self.count if around and self.count else at)

    def go(self, at: int) -> None:
        """Choose a row, the nearest there is."""
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
        """Keep the chosen row in view: the dialog lists anew before the list has its new height."""
        self._stand(self.at)

    @property
    def allow_vertical_scroll(self) -> bool:
        """Whether the wheel scrolls: there is no bar to ask."""
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
        """Choose the row under the mouse, and tell that it was clicked."""
        place = self._place(event.y)
        if place is not None:
            was_chosen = place[0] == self.at
            self.go(place[0])
            self.post_message(self.Clicked(place[0], was_chosen))
