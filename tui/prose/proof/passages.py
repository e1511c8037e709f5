"""Passages: paragraphs and headings, both as the text that readers see and as the masked source.

The text that readers see has no columns in the source. So a rule finds a place in the masked source, and uses
the other text only to check what readers see.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tui.markup.page import Page
from tui.markup.tree import (
    Abbreviation,
    Block,
    Break,
    Cell,
    DefinitionList,
    Heading,
    Inline,
    Link,
    Paragraph,
    Styled,
    Table,
    Text,
    blocks_in,
)

ELSEWHERE = "\x00"
"""The character that replaces all but the writer's words in the text of a passage: code, images, raw HTML."""


@dataclass(frozen=True, slots=True)
class Place:
    """A block and its rows in the whole post; `end` is excluded."""

    block: Block
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or a heading."""

    place: Place
    first: int
    end: int
    read: str
    """The text that readers see: without styles, with typography, rows separated by line feeds."""

    masked: str
    """The source with spaces in place of anything but prose, rows separated by line feeds."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the row and column in the post of an offset in `masked`."""
        above = self.masked.count("\n", 0, offset)
        return self.first + above, offset - (self.masked.rfind("\n", 0, offset) + 1)


def places_of(page: Page, rows: int) -> Iterator[tuple[Place, ...]]:
    """Yield groups of sibling blocks: the page's own first, then those inside each block."""
    top = tuple(
        Place(block, start + block.rows[0], min(start + block.rows[1], rows))
        for start, block in zip(page.starts, page.blocks, strict=True)
    )
    yield top
    for start, block in zip(page.starts, page.blocks, strict=True):
        for siblings in _inside(block):
            yield tuple(
                Place(each, start + each.rows[0], min(start + each.rows[1], rows)) for each in siblings
            )


def passages_of(siblings: Sequence[Place], masked: Sequence[str]) -> Iterator[Passage]:
    """Yield the paragraphs and headings among siblings."""
    for place in siblings:
        match place.block:
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                prose = "\n".join(masked[place.first : place.end])
                yield Passage(place, place.first, place.end, read(inlines), prose)


def read(inlines: Sequence[Inline]) -> str:
    """Return the writer's words in inlines, with a line feed for a break and `ELSEWHERE` for the rest."""
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text=text) | Abbreviation(text=text):
                parts.append(text)
            case Break():
                parts.append("\n")
            case Styled(children=children) | Link(children=children):
                parts.append(read(children))
            case _:
                parts.append(ELSEWHERE)
    return "".join(parts)


def inlines_in(block: Block) -> Iterator[Inline]:
    """Yield the inlines of one block and the inlines within them, without those of inner blocks."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield from _deep(inlines)
        case Table(head=head, body=body, foot=foot):
            for row in (*head, *body, *foot):
                for cell in row:
                    yield from _deep(_of(cell))
        case DefinitionList(items=items):
            for item in items:
                yield from _deep(item.term)


def _of(cell: Cell) -> tuple[Inline, ...]:
    return cell.inlines


def _deep(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        match inline:
            case Styled(children=children) | Link(children=children):
                yield from _deep(children)


def _inside(block: Block) -> Iterator[tuple[Block, ...]]:
    """Yield each group of siblings inside a block, at any depth."""
    for blocks in blocks_in(block):
        yield blocks
        for inner in blocks:
            yield from _inside(inner)
