"""The table of contents with which kramdown replaces a list that has `{:toc}`.

It also holds the headings below it, so it is filled in after all blocks are built.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tui.markup.tree import (
    Attributes,
    Block,
    Definition,
    DefinitionList,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    HtmlBlock,
    HtmlElement,
    Inline,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Rows,
    Styled,
)

_Part = TypeVar("_Part", Item, Definition, Footnote)

_IDENTIFIER = ("id", "markdown-toc")


@dataclass(slots=True)
class _Node:
    level: int
    heading: Heading
    below: "list[_Node]"


def filled(block: Block, places: Sequence[List], headings: Sequence[tuple[int, Heading]]) -> Block:
    """Return a block with the lists in `places` (compared by identity) replaced by the table of contents.

    `headings` are pairs of the level as written and the heading.
    """
    if not places:
        return block
    match block:
        case List():
            if any(block is place for place in places):
                return _contents(block, headings)
            return replace(block, items=_parts(block.items, places, headings))
        case DefinitionList():
            return replace(block, items=_parts(block.items, places, headings))
        case Footnotes():
            return replace(block, notes=_parts(block.notes, places, headings))
        case Quote() | HtmlElement():
            return replace(block, blocks=tuple(filled(inner, places, headings) for inner in block.blocks))
    return block


def _parts(
    parts: tuple[_Part, ...], places: Sequence[List], headings: Sequence[tuple[int, Heading]]
) -> tuple[_Part, ...]:
    return tuple(
        replace(part, blocks=tuple(filled(inner, places, headings) for inner in part.blocks))
        for part in parts
    )


def _contents(place: List, headings: Sequence[tuple[int, Heading]]) -> Block:
    roots: list[_Node] = []
    path: list[_Node] = []
    for level, heading in headings:
        node = _Node(level, heading, [])
        while path and path[-1].level >= level:
            path.pop()
        (path[-1].below if path else roots).append(node)
        path.append(node)
    added: Attributes = place.attributes
    if "id" not in dict(added):
        added = (_IDENTIFIER, *added)
    if not roots:
        return HtmlBlock("", place.rows)
    return replace(_list(roots, place.start, place.rows), attributes=added)


def _list(nodes: Sequence[_Node], start: int | None, rows: Rows) -> List:
    items = []
    for node in nodes:
        link = Link(tuple(_unlinked(node.heading.inlines)), f"#{node.heading.identifier}")
        blocks: tuple[Block, ...] = (Paragraph((link,), rows, tight=True),)
        if node.below:
            blocks = (*blocks, _list(node.below, start, rows))
        items.append(Item(blocks, rows))
    return List(tuple(items), rows, start)


def _unlinked(inlines: Sequence[Inline]) -> Iterator[Inline]:
    """Yield inlines for the inside of a link: without links and footnote marks."""
    for inline in inlines:
        match inline:
            case Link(children=children):
                yield from _unlinked(children)
            case Styled(children=children):
                yield replace(inline, children=tuple(_unlinked(children)))
            case FootnoteReference():
                pass
            case _:
                yield inline
