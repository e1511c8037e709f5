"""The nodes of a page: blocks, and inlines within them.

All nodes are frozen and comparable. `rows` of a block count from the start of its top-level block, not
from the start of the post, so that a new line above changes no node. Only `Page` knows where the top-level
blocks start.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

Attributes = tuple[tuple[str, str], ...]
"""Name and value pairs in the order written; the values of `class` are joined by spaces."""

Rows = tuple[int, int]
"""The first source row and the row after the last, counted from the first row of the top-level block."""

Alignment = Literal["", "left", "center", "right"]
StyleKind = Literal["emphasis", "strong", "strike", "mark", "insert", "superscript", "subscript"]


@dataclass(frozen=True, slots=True)
class Text:
    """Words as the reader sees them: entities resolved, typography applied."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """The end of a source row inside a paragraph; `hard` when the reader sees a new line."""

    hard: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Styled:
    """Inlines with a style: emphasis, strong, strike and the like."""

    kind: StyleKind
    children: "tuple[Inline, ...]"
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `attributes` are those of an attribute list, such as `target`."""

    children: "tuple[Inline, ...]"
    url: str
    title: str = ""
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Image:
    """An image; `alt` is plain text."""

    alt: str
    url: str
    title: str = ""
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class InlineHtml:
    """One tag, comment or other piece of raw HTML inside a paragraph."""

    html: str


@dataclass(frozen=True, slots=True)
class FootnoteReference:
    """A mark that leads to a footnote; `number` counts from 1 in the order of first use."""

    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation; `title` is its meaning."""

    text: str
    title: str


@dataclass(frozen=True, slots=True)
class InlineMath:
    """A formula inside a paragraph, in its source form."""

    text: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A label in place of content that the preview does not have, such as an include from a theme."""

    label: str


Inline = (
    Text
    | Break
    | Code
    | Styled
    | Link
    | Image
    | InlineHtml
    | FootnoteReference
    | Abbreviation
    | InlineMath
    | Chip
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `tight` when it stands in a tight list and gets no `<p>`."""

    inlines: tuple[Inline, ...]
    rows: Rows
    attributes: Attributes = ()
    tight: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6; `identifier` is the fragment of links to it."""

    level: int
    inlines: tuple[Inline, ...]
    rows: Rows
    identifier: str = ""
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quote."""

    blocks: "tuple[Block, ...]"
    rows: Rows
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list; `done` is None where there is no task box."""

    blocks: "tuple[Block, ...]"
    rows: Rows
    done: bool | None = None
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class List:
    """A list; `start` is the first number of an ordered one, None for bullets."""

    items: tuple[Item, ...]
    rows: Rows
    start: int | None = None
    tight: bool = True
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """A block of code; `text` ends without a line feed, `language` may be empty."""

    text: str
    rows: Rows
    language: str = ""
    fenced: bool = True
    attributes: Attributes = ()
    highlighted: bool = False
    """Printed by Liquid's `highlight` tag, inside elements of its own."""
    numbered: bool = False
    """Its rows have numbers in front of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    inlines: tuple[Inline, ...]
    alignment: Alignment = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; head and foot may be empty, and all rows have the same number of cells.

    `body` holds the rows between head and foot; `parts` the indices where a second `<tbody>` and later begin.
    """

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    rows: Rows
    foot: tuple[tuple[Cell, ...], ...] = ()
    parts: tuple[int, ...] = ()
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""

    rows: Rows
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """Raw HTML or a comment; an element may begin in one block and end in a later one."""

    html: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class HtmlElement:
    """An HTML element with markdown inside; its inlines are in a tight paragraph."""

    name: str
    blocks: "tuple[Block, ...]"
    rows: Rows
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """One term of a definition list and the blocks of its definition.

    A term that shares its definition with the next term has no blocks. A second definition has no term.
    """

    term: tuple[Inline, ...]
    blocks: "tuple[Block, ...]"
    rows: Rows
    term_attributes: Attributes = ()
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class DefinitionList:
    """Terms and their definitions."""

    items: tuple[Definition, ...]
    rows: Rows
    attributes: Attributes = ()


@dataclass(frozen=True, slots=True)
class Footnote:
    """One footnote, numbered in the order of first use."""

    label: str
    number: int
    blocks: "tuple[Block, ...]"
    rows: Rows


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a page, always its last block."""

    notes: tuple[Footnote, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class MathBlock:
    """A formula on rows of its own, in its source form."""

    text: str
    rows: Rows
    attributes: Attributes = ()


Block = (
    Paragraph
    | Heading
    | Quote
    | List
    | CodeBlock
    | Table
    | Rule
    | HtmlBlock
    | HtmlElement
    | DefinitionList
    | Footnotes
    | MathBlock
)


def blocks_in(block: Block) -> tuple[tuple[Block, ...], ...]:
    """Return the direct children of a block, one tuple for each item of a list."""
    match block:
        case Quote(blocks=blocks) | HtmlElement(blocks=blocks):
            return (blocks,)
        case List(items=parts) | DefinitionList(items=parts) | Footnotes(notes=parts):
            return tuple(part.blocks for part in parts)
    return ()


def nodes_in(node: Any) -> Iterator[Any]:
    """Yield a node and all nodes in it, in the order of the post."""
    left = [node]
    while left:
        node = left.pop()
        if isinstance(node, tuple):  # what a field holds, such as the rows of a table and their cells
            left += reversed(node)
        elif hasattr(node, "__match_args__"):
            yield node
            left += [getattr(node, name) for name in reversed(node.__match_args__)]


def plain_text(inlines: tuple[Inline, ...], images: bool = True) -> str:
    """Return the words of inlines without their styles; raw HTML and footnote marks are left out.

    `images` says whether the alternative text of images counts.
    """
    parts: list[str] = []
    for inline in inlines:
        match inline:
            case Text(text) | Code(text) | Abbreviation(text) | InlineMath(text):
                parts.append(text)
            case Break():
                parts.append(" ")
            case Styled(children=children) | Link(children=children):
                parts.append(plain_text(children, images))
            case Image(alt=alt):
                parts.append(alt if images else "")
            case InlineHtml() | FootnoteReference() | Chip():
                pass
    return "".join(parts)
