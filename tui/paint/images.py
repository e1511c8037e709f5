"""The images of a block: which addresses it shows, and which of its paragraphs is an image alone.

The thing one would get wrong: an image may also be a tag in raw HTML. What is found here is what
`tui.paint.inlines` paints as an image, so that a file that is missing is looked for and told alike.
"""

from collections.abc import Iterator
from itertools import chain

from tui.markup.tree import (
    Block,
    Break,
    DefinitionList,
    Heading,
    HtmlBlock,
    Image,
    Inline,
    InlineHtml,
    Link,
    Paragraph,
    Styled,
    Table,
    Text,
    blocks_in,
)
from tui.paint.inlines import HTML, attributes_of


def image_addresses(block: Block) -> frozenset[str]:
    """Return the addresses of the images in a block, as the post has them."""
    found: set[str] = set()
    waiting: list[Block] = [block]
    while waiting:
        current = waiting.pop()
        waiting += chain.from_iterable(blocks_in(current))
        match current:
            case DefinitionList(items=definitions):
                found.update(url for definition in definitions for url in _addresses(definition.term))
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                found.update(_addresses(inlines))
            case Table(head=head, body=body, foot=foot):
                cells = (cell for row in (*head, *body, *foot) for cell in row)
                found.update(url for cell in cells for url in _addresses(cell.inlines))
            case HtmlBlock(html=html):
                found.update(_tags(html))
            case _:
                pass
    return frozenset(found)


def lone_image(block: Block) -> Image | None:
    """Return the image of a paragraph that has nothing else in it, inside a link or not."""
    if not isinstance(block, Paragraph):
        return None
    shown = [inline for inline in block.inlines if not _is_blank(inline)]
    if len(shown) == 1 and isinstance(shown[0], Link):
        shown = [inline for inline in shown[0].children if not _is_blank(inline)]
    return shown[0] if len(shown) == 1 and isinstance(shown[0], Image) else None


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


def _addresses(inlines: tuple[Inline, ...]) -> Iterator[str]:
    waiting = list(inlines)
    while waiting:
        match waiting.pop():
            case Image(url=url):
                yield url
            case InlineHtml(html):
                yield from _tags(html)
            case Styled(children=children) | Link(children=children):
                waiting += children
            case _:
                pass


def _tags(html: str) -> Iterator[str]:
    if "<img" not in html.lower():
        return
    for tag in HTML.finditer(html):
        if tag["name"] and tag["name"].lower() == "img" and not tag["end"]:
            yield dict(attributes_of(tag["rest"])).get("src", "")
