"""A body as a page: blocks that know where they stand in the post, and what an edit does to them.

The one thing to get right: blocks that an edit leaves equal stay the very same objects, so that
painters can keep what they made of them; only `starts` moves.
"""

from bisect import bisect_right
from dataclasses import dataclass, field, replace

from tui import edits
from tui.markup.build import build
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Problem, Rendered, Values
from tui.markup.parser import parse
from tui.markup.tree import Block, Footnotes

_NO_VALUES = Values()


@dataclass(frozen=True, slots=True)
class Page:
    """The blocks of a body; `starts[i]` is the row of the whole post, from 0, where block i begins."""

    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    dialect: Dialect
    first_row: int
    """Row of the whole post where the body begins."""
    body: str = field(repr=False)
    """As it was typed."""
    values: Values = field(default=_NO_VALUES, repr=False)
    """What Liquid in the body may see."""
    problems: tuple[Problem, ...] = ()
    """What in the body would stop the site's build, in rows of the whole post."""

    @classmethod
    def parse(cls, body: str, dialect: Dialect, first_row: int = 0, values: Values = _NO_VALUES) -> "Page":
        """Return the page of a body, the text after the header. No text raises."""
        rendered = _rendered(body, values) if dialect.liquid and ("{{" in body or "{%" in body) else None
        if rendered is None:
            built = build(*parse(body, dialect), dialect)
        else:
            built = _settled(build(*parse(rendered.text, dialect), dialect), rendered)
        starts = tuple(first_row + row for row, _ in built)
        problems = rendered.problems if rendered else ()
        problems = tuple(replace(problem, row=first_row + problem.row) for problem in problems)
        return cls(tuple(block for _, block in built), starts, dialect, first_row, body, values, problems)

    def edit(self, edit: edits.Edit) -> tuple["Page", range]:
        """Return the page after an edit, and the indices of its blocks that are not as before.

        Raises ValueError when the edit begins above the body, or when what it removes is not there.
        """
        if edit.start[0] < self.first_row:
            raise ValueError(f"the edit at {edit.start} begins above the body in row {self.first_row}")
        (row, column), (end_row, end_column) = edit.start, edit.end
        start, end = (row - self.first_row, column), (end_row - self.first_row, end_column)
        body = edits.apply(self.body, edits.Edit(start, end, edit.text, edit.removed))
        page = Page.parse(body, self.dialect, self.first_row, self.values)
        blocks, changed = _keep(self.blocks, page.blocks)
        return replace(page, blocks=blocks), changed

    def block_at(self, row: int) -> int | None:
        """Return the index of the block that covers a row of the post, or else precedes it.

        A row that defines a footnote belongs to the footnotes, wherever it stands.
        """
        if self.blocks and isinstance(notes := self.blocks[-1], Footnotes):
            inside = row - self.starts[-1]
            if any(note.rows[0] <= inside < note.rows[1] for note in notes.notes):
                return len(self.blocks) - 1
        index = bisect_right(self.starts, row) - 1
        return index if index >= 0 else None

    def block_end(self, index: int) -> int:
        """Return the row of the post after a block's last."""
        return self.starts[index] + self.blocks[index].rows[1]


def _rendered(body: str, values: Values) -> Rendered:
    # few bodies hold Liquid, and its rules take as long to import as the rest of the room
    from tui.markup.liquid.render import render

    return render(body, values)


def _settled(blocks: list[tuple[int, Block]], rendered: Rendered) -> list[tuple[int, Block]]:
    # as above
    from tui.markup.liquid.settle import settled

    return settled(blocks, rendered)


def _keep(old: tuple[Block, ...], new: tuple[Block, ...]) -> tuple[tuple[Block, ...], range]:
    """Return the new blocks with the old objects where they are equal, and the range where they are not."""
    shortest = min(len(old), len(new))
    head = 0
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[len(old) - 1 - tail] == new[len(new) - 1 - tail]:
        tail += 1
    changed = range(head, len(new) - tail)
    return old[:head] + new[head : changed.stop] + old[len(old) - tail :], changed
