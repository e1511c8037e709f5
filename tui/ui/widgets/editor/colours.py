"""The colours of a post's rows, each asked for when it is painted, and the state carried from row to row.

The thing one would get wrong: to colour a row far down, only the states of the rows above it are needed,
not their colours, and a state is cheap: nearly every row of prose hands on the one it was given.
"""

from bisect import bisect_right
from collections.abc import Sequence

from textual.cache import LRUCache

from tui.paint.source import START, Coloured, Mark, State, colour

_BODY = State("body")
_OPENINGS = ("```", "~~~", "<!--")
"""What a row of the body must hold to open something that goes on in the next row."""

_LONG = 2_000
"""Characters in a row that few are longer than."""

_Cache = LRUCache[tuple[str, State], Coloured]


class RowColours:
    """The colours of the rows of one post, which change as the post is edited."""

    def __init__(self, lines: Sequence[str]) -> None:
        """Colour the rows of a post, a list that edits change in place."""
        self._lines = lines
        self._states: list[State] = [START]
        self._coloured: _Cache = LRUCache(512)
        # each key typed into a long row makes another one, with thousands of marks
        self._long: _Cache = LRUCache(8)

    def of(self, row: int) -> Coloured:
        """Return the colours of a row."""
        key = (self._lines[row], self._state(row))
        cache = self._long if len(key[0]) > _LONG else self._coloured
        coloured = cache.get(key)
        if coloured is None:
            coloured = cache[key] = colour(*key)
        return coloured

    def edited(self, row: int, one_row: bool) -> bool:
        """Take note that a row was edited; returns whether those below it may look different now.

        `one_row` says that it was one row before the edit and is one row after it.
        """
        states = self._states
        if (
            one_row
            and row + 1 < len(states)
            and state_after(self._lines[row], states[row]) == states[row + 1]
        ):
            return False
        changed = not one_row or row + 1 < len(states)
        del states[row + 1 :]
        return changed

    def _state(self, row: int) -> State:
        states = self._states
        while len(states) <= row:
            known = len(states) - 1
            states.append(state_after(self._lines[known], states[known]))
        return states[row]


def state_after(line: str, state: State) -> State:
    """Return the state that `colour` gives after a row."""
    if state == _BODY and not any(opening in line for opening in _OPENINGS):
        return state
    return colour(line, state).state


def in_sections(marks: Sequence[Mark], starts: Sequence[int]) -> list[tuple[Mark, ...]]:
    """Return the marks of some sections of a row, in their order and in columns of the section.

    `starts` are the columns at which the sections begin, and at last where the last one ends.
    """
    found: list[list[Mark]] = [[] for _ in starts[1:]]
    first, last = starts[0], starts[-1]
    for mark in marks:
        if mark.start < last and mark.end > first:
            at = max(0, bisect_right(starts, mark.start) - 1)
            while at < len(found) and mark.end > starts[at]:
                start, end = starts[at], starts[at + 1]
                found[at].append(Mark(max(mark.start, start) - start, min(mark.end, end) - start, mark.role))
                at += 1
    return [tuple(section_marks) for section_marks in found]
