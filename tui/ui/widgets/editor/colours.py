"""The colours of a post's rows, each asked for when it is painted, and the state carried from row to row.

Here too is what a row takes from the rows around it: the tokens of code, the head of a table.

To colour a row far down, only the states of the rows above it are computed, never their colours. A state is
cheap: nearly every row of prose hands on the state it was given.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from textual.cache import LRUCache

from tui.paint.code import MOST_HIGHLIGHTED
from tui.paint.source import START, Coloured, Mark, State, colour, is_table_rule, quotes_end
from tui.paint.source_code import token_marks

_BODY = State("body")
_OPENINGS = ("```", "~~~", "<!--")
"""What a row of the body must hold to open something that goes on in the next row."""

_HEADERS = ("yaml", "toml")

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
        self._tokens: dict[int, tuple[Mark, ...]] = {}

    def of(self, row: int) -> Coloured:
        """Return the colours of a row."""
        key = (self._lines[row], self._state(row))
        cache = self._long if len(key[0]) > _LONG else self._coloured
        coloured = cache.get(key)
        if coloured is None:
            coloured = cache[key] = colour(*key)
        return coloured

    def in_context(self, row: int) -> tuple[Mark, ...]:
        """Return the marks of a row, those among them that hang on the rows around it."""
        marks = self.of(row).marks
        if self.has_tokens(row):
            if row not in self._tokens:
                self._read_code(row)
            return (*marks, *self._tokens[row])
        if self._heads_table(row):
            return (*_between_pipes(self._lines[row], marks), *marks)
        return marks

    def has_tokens(self, row: int) -> bool:
        """Whether a row is code, between two fences, in some language."""
        state = self._state(row)
        return bool(state.language) and self._state(row + 1) == state

    def is_code(self, row: int) -> bool:
        """Whether a row is code, or a fence of it."""
        return bool(self._state(row).fence or self._state(row + 1).fence) and bool(self.of(row).ground)

    def in_header(self, row: int) -> bool:
        """Whether a row is front matter, or a fence of it."""
        return self._state(row).part in _HEADERS or self._state(row + 1).part in _HEADERS

    def words_start(self, row: int) -> int | None:
        """Return the column behind the marks of the quotes that a row is in, None for a header's fence."""
        state = self._state(row)
        if self.in_header(row):
            return 0 if state.part == self._state(row + 1).part else None
        return 0 if state.fence and not state.quoted else quotes_end(self._lines[row])

    def edited(self, row: int, one_row: bool) -> bool:
        """Take note that a row was edited; returns whether others may look different now.

        `one_row` says that it was one row before the edit and is one row after it. Not told of are the rows
        next to it, which may be the head of a table now, or be none.
        """
        self._tokens.clear()
        states = self._states
        if row < len(states) and states[row].language:
            self._edited(row, one_row)
            return True
        return self._edited(row, one_row)

    def _edited(self, row: int, one_row: bool) -> bool:
        """Forget the states that may be wrong now; returns whether there were any."""
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

    def _read_code(self, row: int) -> None:
        """Read the tokens of the block that a row is in; one too long is plain, as on the page."""
        state = self._state(row)
        first, end = row, row + 1
        size = self._size(row)
        while size <= MOST_HIGHLIGHTED and end < len(self._lines) and self.has_tokens(end):
            size += self._size(end)
            end += 1
        while size <= MOST_HIGHLIGHTED and self.has_tokens(first - 1):
            first -= 1
            size += self._size(first)
        if size > MOST_HIGHLIGHTED:
            self._tokens |= dict.fromkeys(range(first, end), ())
            return
        starts = [self._code_start(number) if state.quoted else 0 for number in range(first, end)]
        code = [line[start:] for line, start in zip(self._lines[first:end], starts, strict=True)]
        found = token_marks("\n".join(code), state.language)
        for number, (marks, start) in enumerate(zip(found, starts, strict=True), first):
            self._tokens[number] = tuple(Mark(m.start + start, m.end + start, m.role) for m in marks)

    def _size(self, row: int) -> int:
        return len(self._lines[row]) + 1

    def _code_start(self, row: int) -> int:
        """Return the column at which code in a quote begins."""
        line = self._lines[row]
        return next((mark.start for mark in self.of(row).marks if mark.role == "code"), len(line))

    def _heads_table(self, row: int) -> bool:
        """Whether a row is the first of a table, right above its dashes."""
        lines = self._lines
        if "|" not in lines[row] or row + 1 == len(lines) or (row and "|" in lines[row - 1]):
            return False
        below = lines[row + 1].lstrip("> \t")
        return is_table_rule(below) and self._state(row + 1) == _BODY


def state_after(line: str, state: State) -> State:
    """Return the state that `colour` gives after a row."""
    if state == _BODY and not any(opening in line for opening in _OPENINGS):
        return state
    if state.fence and not state.quoted and state.fence * state.length not in line:
        return state
    return colour(line, state).state


def _between_pipes(line: str, marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the words of a table's head, without its pipes and the marks of quotes before it."""
    pipes = [mark for mark in marks if line[mark.start : mark.end] == "|"]
    starts, ends = [0, *(pipe.end for pipe in pipes)], [*(pipe.start for pipe in pipes), len(line)]
    for start, end in zip(starts, ends, strict=True):
        if line[start:end].strip("> \t"):
            yield Mark(start, end, "table.header")


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
