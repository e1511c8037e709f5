"""Two texts side by side on two tones; one of their differences is selected.

A difference is the unit that the writer goes to, chooses or restores: one pair of passages, or several
neighbouring pairs. The selected one may be scrolled out of sight: check `in_sight` before changing it, and
show it first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.compare.side_by_side import Pair
from tui.paint.cells import Line, Span, shorten
from tui.paint.comparison import GAP, NARROW, ComparisonRow, comparison_rows
from tui.safe import safe_line
from tui.ui.theme import Theme
from tui.ui.widgets.painted import PaintedView, strip_of

LEFT_GROUND, RIGHT_GROUND = ("background", "text"), ("page", "text")
SMALL, SPACIOUS = 60, 120
"""Margins are narrower below the first of these widths, and wider from the second on."""

MEASURE = 72
"""The longest row of text in cells, because longer rows are hard to read."""

CONTEXT = 2
"""Rows that stay visible above and below the selected difference."""

Side = Literal["", "left", "right"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Pairs `first` to `last`, the label in a row above them, and the side that is painted muted."""

    first: int
    last: int
    label: tuple[Span, ...] = ()
    muted: Side = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A painted row, and the number of the difference it belongs to."""

    row: ComparisonRow
    difference: int | None = None


def air_of(height: int) -> int:
    """Return the blank rows at the top of a pane of a height."""
    return 0 if height < 12 else 1 if height < 32 else 2


def single_differences(pairs: Sequence[Pair]) -> tuple[Difference, ...]:
    """Return each differing pair as a difference of its own."""
    return tuple(Difference(index, index) for index, pair in enumerate(pairs) if not pair.same)


VIEW_LETTERS = frozenset("np ")
"""The letters that move to another difference."""


class ComparisonView(PaintedView):
    """Pairs of passages under two titles; with `equals` the left side is not older, but of equal standing."""

    class Pointed(Message):
        """Another difference was selected, or the differences were replaced."""

    def __init__(self, colours: Theme, left_title: str, right_title: str, equals: bool = False) -> None:
        super().__init__(colours, "comparison")
        self._equals = equals
        self._titles = (safe_line(left_title), safe_line(right_title))
        self._pairs: Sequence[Pair] = ()
        self._said = ""
        self._rows: list[_Row] = []
        self._extents: dict[int, tuple[int, int]] = {}
        self.differences: tuple[Difference, ...] = ()
        self.at = 0

    # --- values from the screen

    def show(
        self, pairs: Sequence[Pair], differences: Sequence[Difference] | None = None, at: int = 0
    ) -> None:
        """Replace the pairs and select a difference; without `differences`, each differing pair is one."""
        self._pairs = pairs
        self.differences = tuple(single_differences(pairs) if differences is None else differences)
        self._said = ""
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)
        self.point(at)

    def relabel(self, differences: Sequence[Difference]) -> None:
        """Replace the labels of the differences, without scrolling."""
        self.differences = tuple(differences)
        self._lay_out()

    def say(self, text: str) -> None:
        """Show one muted sentence instead of two texts."""
        self.show(())
        self._said = safe_line(text)

    def entitle(self, left_title: str, right_title: str) -> None:
        """Replace the titles."""
        self._titles = (safe_line(left_title), safe_line(right_title))
        self.refresh()

    @property
    def pointed(self) -> Difference | None:
        """The selected difference, None if the texts do not differ."""
        return self.differences[self.at] if self.differences else None

    @property
    def in_sight(self) -> bool:
        """Whether a row of the selected difference is on the screen; also if the difference has no rows."""
        first, last = self._extent(self.at)
        return last < first or self._distance(self.at) == 0

    # --- selecting

    def point(self, at: int) -> None:
        """Select a difference, and scroll as much of it into view as fits."""
        self.at = max(0, min(at, len(self.differences) - 1))
        if self.differences:
            first, last = self._extent(self.at)
            top = self.scroll_offset.y
            room = min(CONTEXT, max(0, (self._height - (last - first + 1)) // 2))
            if last + room >= top + self._height:
                top = last + room - self._height + 1
            self._scroll(min(top, first - room))
        self.refresh()
        self.post_message(self.Pointed())

    def step(self, steps: int) -> None:
        """Select the difference some steps away; beyond the last one, only scroll that one into view."""
        self.point(self.at + steps)

    def walk(self, step: int) -> None:
        """Scroll by one row, or select the next difference if it is on the screen already."""
        other = self.at + step
        if 0 <= other < len(self.differences) and self._begins_in_sight(other):
            self.step(step)
        else:
            self._scroll_on(step)

    def _begins_in_sight(self, at: int) -> bool:
        return 0 <= self._extent(at)[0] - self.scroll_offset.y < self._height

    def _scroll_on(self, rows: int) -> None:
        """Scroll; once the selected difference is out of sight, select the nearest one."""
        self._scroll(self.scroll_offset.y + rows)
        self._point_nearest()

    def _scroll(self, top: int) -> None:
        self.scroll_to(y=max(0, min(top, self.max_scroll_y)), animate=False, immediate=True)

    def _point_nearest(self) -> None:
        """Select the difference nearest to the visible rows, unless the selected one is visible."""
        if not self.in_sight:
            self.at = min(range(len(self.differences)), key=self._distance)
            self.refresh()
            self.post_message(self.Pointed())

    def _distance(self, at: int) -> int:
        first, last = self._extent(at)
        top = self.scroll_offset.y
        return max(0, top - last, first - (top + self._height - 1))

    def _extent(self, at: int) -> tuple[int, int]:
        """Return the first and the last painted row of a difference; (0, -1) when it has none."""
        return self._extents.get(at, (0, -1))

    # --- layout

    @property
    def allow_vertical_scroll(self) -> bool:
        """Let keys and wheel scroll; Textual would only allow it with a scroll bar."""
        return True

    @property
    def _top(self) -> int:
        """Rows above the texts: the titles, and blank rows around them if there is room."""
        return self._air + (1 if self.size.height < 8 else 2)

    @property
    def _air(self) -> int:
        return air_of(self.size.height)

    @property
    def _height(self) -> int:
        return max(1, self.size.height - self._top)

    @property
    def _margin(self) -> int:
        """Cells before the left text."""
        return 2 if self.size.width < SMALL else 4

    @property
    def _inner(self) -> int:
        """Cells before the right text on its own tone; as many stay free after each text at least."""
        return 4 if self.size.width >= SPACIOUS else 2

    @property
    def _room(self) -> int:
        """The total width of the rows."""
        width = self.size.width
        half = min(width // 2 - self._margin - 1, (width + 1) // 2 - 2 * self._inner + 1, MEASURE)
        both = 2 * half + GAP
        return both if both >= NARROW else max(4, min(width - self._margin - 1, MEASURE, NARROW - 1))

    @property
    def _middle(self) -> int | None:
        """The cell where the right text's tone begins; None if the texts are not side by side."""
        return self.size.width // 2 if self._pairs and self._room >= NARROW else None

    def on_resize(self, event: events.Resize) -> None:
        """Lay out for another width, and keep the selected difference in view."""
        self._lay_out()
        self.point(self.at)

    def _lay_out(self) -> None:
        """Compute the rows, the rows of each difference, and the cell where the right text's tone begins."""
        self._rows = []
        if not self.size.width:
            return
        owners = {
            pair: at
            for at, difference in enumerate(self.differences)
            for pair in range(difference.first, difference.last + 1)
        }
        labelled: set[int] = set()
        for row in comparison_rows(self._pairs, self._room):
            owner = None if _is_blank(row) else owners.get(row.pair)
            if owner is not None and owner not in labelled and self.differences[owner].label:
                labelled.add(owner)
                if self._rows and not _is_blank(self._rows[-1].row):
                    self._rows.append(_Row(ComparisonRow(Line(), None, row.pair)))
                label = ComparisonRow(Line(self.differences[owner].label), None, row.pair)
                self._rows.append(_Row(label, owner))
            self._rows.append(_Row(row, owner))
        self._extents = {}
        for index, laid in enumerate(self._rows):
            if laid.difference is not None:
                first, _ = self._extents.get(laid.difference, (index, index))
                self._extents[laid.difference] = (first, index)
        self.set_height(len(self._rows) + self._top)
        self.refresh()

    # --- painting

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        if y < self._top:
            left, right = self._heads() if y == self._air else (Line(), None)
            return self._strip(left, right)
        if self._said:
            said = Span(shorten(self._said, max(1, self.size.width - self._margin - 1)), ("muted",))
            return self._strip(Line((said,) if y == self._top else ()), None)
        index = y - self._top + self.scroll_offset.y
        if index >= len(self._rows):
            return self._strip(Line(), None)
        row = self._rows[index]
        left, right = row.row.left, row.row.right
        if row.difference is not None:
            left, right = self._weighed(left, right, self.differences[row.difference].muted)
        return self._strip(left, right, row.difference == self.at)

    def _strip(self, left: Line, right: Line | None, here: bool = False) -> Strip:
        """Paint a row on the two tones; `here` puts the bar of the keyboard before it.

        A row without a right side spans both tones.
        """
        width, middle = self.size.width, self._middle
        tint = ("code.background",) if here else ()
        bar = Span("▋" if self.has_focus else "│", ("accent",)) if here else Span(" ")
        whole = (bar, Span(" " * (self._margin - 1)), *left.spans)
        if middle is None:
            return strip_of(whole, (*RIGHT_GROUND, *tint), self.colours, width)
        over = strip_of(whole, (*LEFT_GROUND, *tint), self.colours, width)
        if right is None:
            other = strip_of(whole, (*RIGHT_GROUND, *tint), self.colours, width).crop(middle, width)
        else:
            spans = (Span(" " * self._inner), *right.spans)
            other = strip_of(spans, (*RIGHT_GROUND, *tint), self.colours, width - middle)
        return Strip.join([over.crop(0, middle), other])

    def _heads(self) -> tuple[Line, Line | None]:
        """Return the titles, with the signs of their sides if the texts are not side by side."""
        left, right = self._titles
        middle = self._middle
        if middle is None:
            text = f"- {left}   + {right}" if left else right
            return _head(text, self.size.width - self._margin - 1), None
        room = self.size.width - middle - self._inner - 1
        return _head(left, middle - self._margin - 1), _head(right, room)

    def _weighed(self, left: Line, right: Line | None, muted: Side) -> tuple[Line, Line | None]:
        """Return both sides, the `muted` one without its marks."""
        if self._equals:
            left = _in_roles(left, {("removed",): ("added",)})
        if right is not None and muted == "left":
            left = _in_roles(left, dict.fromkeys(_roles(left), ("muted",)))
        if right is not None and muted == "right":
            right = _in_roles(right, dict.fromkeys(_roles(right), ("muted",)))
        return left, right

    # --- keyboard and mouse

    def on_focus(self) -> None:
        """Show where the keyboard is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keyboard is elsewhere."""
        self.refresh()

    def take(self, key: str) -> bool:
        """Select another difference, or scroll; return whether the key does one of these.

        The screen calls this from its own `on_key`. If this pane handled keys itself, they would overtake the
        letters that first have to bubble up to the screen.
        """
        page, whole = max(1, self._height - 1), len(self._rows)
        scrolls = {"pagedown": page, "space": page, "pageup": -page, "home": -whole, "end": whole}
        if key in ("n", "p"):
            self.step(1 if key == "n" else -1)
        elif key in ("down", "up"):
            self.walk(1 if key == "down" else -1)
        elif key in scrolls:
            self._scroll_on(scrolls[key])
        else:
            return False
        return True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Select the difference that the mouse wheel scrolls into view."""
        super().watch_scroll_y(old_value, new_value)
        self._point_nearest()

    def on_click(self, event: events.Click) -> None:
        """Select the difference under the mouse."""
        index = event.y - self._top + self.scroll_offset.y
        if event.y >= self._top and index < len(self._rows):
            difference = self._rows[index].difference
            if difference is not None:
                self.at = difference
                self.refresh()
                self.post_message(self.Pointed())


def _is_blank(row: ComparisonRow) -> bool:
    return row.right is None and not row.left.spans


def _roles(line: Line) -> set[tuple[str, ...]]:
    return {span.roles for span in line.spans}


def _in_roles(line: Line, other: Mapping[tuple[str, ...], tuple[str, ...]]) -> Line:
    return Line(tuple(Span(span.text, other.get(span.roles, span.roles)) for span in line.spans), line.row)


def _head(text: str, room: int) -> Line:
    return Line((Span(shorten(text, max(1, room)), ("table.header",)),))
