"""A page: the blocks of a body, where they stand in the post, and what an edit does to them.

Blocks that an edit leaves equal stay the same objects, so that painters can reuse their painted lines.
Only their rows in `starts` change.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, compress, count
from operator import is_not

from tui.edits import Edit, Lines
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Problem, Values
from tui.markup.reading import Known, read
from tui.markup.tree import Block, Footnotes
from tui.markup.window import Layout, Window, read_window

MOST_READ = 60_000
"""Characters of a block beyond which only `finish` parses it again after an edit within one of its rows."""

_NO_VALUES = Values()


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a body; `starts[i]` is the row of the whole post, from 0, where block i begins."""

    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    dialect: Dialect
    first_row: int
    """Row of the whole post where the body begins."""
    lines: Lines = field(repr=False)
    """The whole post as it was typed."""
    values: Values = field(default=_NO_VALUES, repr=False)
    """The values that Liquid in the body may use."""
    problems: tuple[Problem, ...] = ()
    """Faults in the body that would stop the site's build, in rows of the whole post."""
    finished: bool = field(default=True, compare=False)
    """The page equals that of a fresh parse; when False, `finish` may change more blocks."""
    known: Known = field(default_factory=Known, repr=False, compare=False)
    """What the last parse of the whole body found."""
    note_rows: tuple[tuple[int, ...], tuple[int, ...]] = field(default=((), ()), repr=False, compare=False)
    """The rows of the notes, sorted, from the first row of the block of footnotes.

    The first tuple holds the row where each note begins; the second the largest end of that note and those
    before it.
    """
    is_read: bool = field(default=True, compare=False)
    """False until the body is parsed for the first time: there are no blocks until `finish` is called."""

    @classmethod
    def parse(cls, body: str, dialect: Dialect, first_row: int = 0, values: Values = _NO_VALUES) -> "Page":
        """Return the page of a body, the text after the header. No text raises."""
        return cls.of(Lines.of("\n" * first_row + body), dialect, first_row, values)

    @classmethod
    def of(cls, lines: Lines, dialect: Dialect, first_row: int, values: Values) -> "Page":
        """Return the page of a whole post whose body begins at `first_row`. No text raises."""
        reading = read(lines.between(first_row, len(lines)), dialect, values)
        starts = tuple(first_row + row for row, _ in reading.blocks)
        blocks = tuple(block for _, block in reading.blocks)
        problems = tuple(replace(problem, row=first_row + problem.row) for problem in reading.problems)
        known, note_rows = reading.known, _note_rows(blocks)
        return cls(blocks, starts, dialect, first_row, lines, values, problems, True, known, note_rows)

    @classmethod
    def unread(cls, lines: Lines, dialect: Dialect, first_row: int, values: Values) -> "Page":
        """Return a page without blocks, which `finish` parses later; arguments as for `of`."""
        return cls((), (), dialect, first_row, lines, values, finished=False, is_read=False)

    @property
    def body(self) -> str:
        """The body as it was typed, joined anew at every call."""
        return self.lines.between(self.first_row, len(self.lines))

    def edit(self, edit: Edit) -> tuple["Page", range]:
        """Return the page after an edit, and the indices of its changed blocks.

        Only blocks around the edit are parsed again. If others may have changed too, the page is not
        `finished`. A block longer than `MOST_READ` is left as it was.
        Raises ValueError when the edit begins above the body, or removes text that is not there.
        """
        if edit.start[0] < self.first_row:
            raise ValueError(f"the edit at {edit.start} begins above the body in row {self.first_row}")
        lines = self.lines.apply(edit)
        if not self.is_read:
            return replace(self, lines=lines), range(0)
        has_notes = bool(self.blocks) and isinstance(self.blocks[-1], Footnotes)
        count = len(self.blocks) - has_notes
        if self._is_within_long(edit, count):
            return replace(self, lines=lines, finished=False), range(0)
        layout = Layout(
            *(self.blocks, self.starts, count, self.lines, self.first_row),
            *(self.dialect, self.values, self.known),
        )
        window = read_window(layout, lines, edit)
        blocks, changed = _keep(self.blocks[window.first : window.end], tuple(b for _, b in window.blocks))
        moved = edit.text.count("\n") - (edit.end[0] - edit.start[0])
        below = self.starts[window.end :]
        starts = (
            *self.starts[: window.first],
            *(row for row, _ in window.blocks),
            *(map(moved.__add__, below) if moved else below),
        )
        page = replace(
            self,
            blocks=self.blocks[: window.first] + blocks + self.blocks[window.end :],
            starts=starts,
            lines=lines,
            problems=_moved(self.problems, edit.end[0], moved, window),
            finished=self.finished and window.finished and not self.problems,
            known=self.known.moved(edit.end[0] + 1 - self.first_row, moved),
        )
        if has_notes:
            page = page._with_notes(self, edit)
        return page, range(window.first + changed.start, window.first + changed.stop)

    def _is_within_long(self, edit: Edit, count: int) -> bool:
        """Whether an edit stays within one row of a block (or right below it) longer than `MOST_READ`."""
        row = edit.start[0]
        if edit.end[0] != row or "\n" in edit.text:
            return False
        below = bisect_right(self.starts, row, 0, count)
        top = self.starts[below - 1] if below else self.first_row
        bottom = self.starts[below] if below < count else len(self.lines)
        return sum(map(len, self.lines.rows(top, bottom))) > MOST_READ

    def _with_notes(self, before: "Page", edit: Edit) -> "Page":
        """Return the page with its footnotes below all other blocks."""
        moved = edit.text.count("\n") - (edit.end[0] - edit.start[0])
        last = len(self.blocks) - 2
        end = self.block_end(last) if last >= 0 else self.first_row
        defined = self.first_row + (self.known.notes or (0, 0))[0]
        if self.known.plain is None:
            stays = self.starts[-1] == max(end, defined)
            stays = stays and (not moved or defined > edit.end[0] + moved)
        else:
            stays = not moved and self.blocks[-2:-1] == before.blocks[-2:-1]
        start = max(self.starts[-1], end)
        return replace(self, starts=(*self.starts[:-1], start), finished=self.finished and stays)

    def finish(self) -> "Page":
        """Return the page of a fresh parse, with the block objects of this page where they are equal.

        Changes nothing, so that a thread may run it. Takes as long as `parse`.
        """
        if self.finished:
            return self
        return Page.of(self.lines, self.dialect, self.first_row, self.values).keeping(self)

    def keeping(self, other: "Page") -> "Page":
        """Return this page with the block objects of another page where they are equal."""
        blocks, changed = _keep(other.blocks, self.blocks)
        known = dict(zip(other.starts, other.blocks, strict=True))
        middle = tuple(
            kept if (kept := known.get(start)) == block and kept is not None else block
            for start, block in zip(
                self.starts[changed.start : changed.stop], blocks[changed.start : changed.stop], strict=True
            )
        )
        return replace(self, blocks=blocks[: changed.start] + middle + blocks[changed.stop :])

    def keeping_within(self, other: "Page", within: range) -> "Page":
        """Do as `keeping` for the blocks at some indices only, without going through the whole page."""
        middle = []
        for index in within:
            start, block = self.starts[index], self.blocks[index]
            at = bisect_left(other.starts, start)
            is_there = at < len(other.starts) and other.starts[at] == start
            middle.append(other.blocks[at] if is_there and _is_equal(other.blocks[at], block) else block)
        blocks = (*self.blocks[: within.start], *middle, *self.blocks[within.stop :])
        return replace(self, blocks=blocks)

    def rows(self, index: int) -> tuple[str, ...]:
        """Return the rows of a block as they were typed, without their endings."""
        return self.lines.rows(self.starts[index], self.block_end(index))

    def block_at(self, row: int) -> int | None:
        """Return the index of the block that covers a row of the post, else of the last block above it.

        A row that defines a footnote belongs to the block of footnotes. None above the first block.
        """
        begins, ends = self.note_rows
        if begins and isinstance(self.blocks[-1], Footnotes):
            inside = row - self.starts[-1]
            above = bisect_right(begins, inside)
            if above and inside < ends[above - 1]:
                return len(self.blocks) - 1
        index = bisect_right(self.starts, row) - 1
        return index if index >= 0 else None

    def block_end(self, index: int) -> int:
        """Return the row of the post right after the last row of a block."""
        return self.starts[index] + self.blocks[index].rows[1]


def _moved(problems: tuple[Problem, ...], row: int, rows: int, window: Window) -> tuple[Problem, ...]:
    """Return the problems after an edit: those below `row` moved by `rows`, those in the window replaced."""
    if not problems and not window.problems:
        return ()
    moved = [replace(each, row=each.row + rows) if each.row > row else each for each in problems]
    outside = [problem for problem in moved if problem.row not in window.rows]
    return tuple(sorted((*outside, *window.problems), key=lambda problem: (problem.row, problem.column)))


def unlike(old: Sequence[Block], new: Sequence[Block]) -> tuple[int, int, int]:
    """Return the range in which two sequences hold different objects: its start, its end in each."""
    shortest = min(len(old), len(new))
    first = next(compress(count(), map(is_not, old, new)), shortest)
    same = next(compress(count(), map(is_not, reversed(old), reversed(new))), shortest)
    same = min(same, shortest - first)
    return first, len(old) - same, len(new) - same


def _note_rows(blocks: tuple[Block, ...]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the rows of the footnotes in the form of `Page.note_rows`."""
    notes = blocks[-1].notes if blocks and isinstance(blocks[-1], Footnotes) else ()
    rows = sorted(note.rows for note in notes)
    return tuple(start for start, _ in rows), tuple(accumulate((end for _, end in rows), max))


def _is_equal(one: Block, other: Block) -> bool:
    return one is other or one == other


def _keep(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[tuple[Block, ...], range]:
    """Return the new blocks, with the old objects at both ends where equal, and the range between."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and _is_equal(old[head], new[head]):
        head += 1
    tail = 0
    while tail < shortest - head and _is_equal(old[len(old) - 1 - tail], new[len(new) - 1 - tail]):
        tail += 1
    changed = range(head, len(new) - tail)
    return old[:head] + new[head : changed.stop] + old[len(old) - tail :], changed
