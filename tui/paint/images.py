"""Finds the images and links of a block, and paragraphs that hold only an image.

An image may also be a tag in raw HTML. These functions find the same images that `tui.paint.inlines` paints,
so that missing files are reported for both kinds.
"""

from collections.abc import Iterable, Iterator
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
    """Return the addresses of the images in a block, as written in the post."""
    found: set[str] = set()
    for inline in inlines_in(block):
        match inline:
            case Image(url=url):
                found.add(url)
            case InlineHtml(html):
                found.update(tag.get("src", "") for tag in _tags(html, "img"))
            case _:
                pass
    return frozenset(found)


def links_within(block: Block) -> frozenset[str]:
    """Return the addresses of the links in a block that lead within the page, such as `#low-water`."""
    found: set[str] = set()
    for inline in inlines_in(block):
        match inline:
            case Link(url=url):
                found.add(url.strip())
            case InlineHtml(html):
                found.update(tag.get("href", "").strip() for tag in _tags(html, "a"))
            case _:
                pass
    return frozenset(url for url in found if len(url) > 1 and url[0] == "#")


def inlines_in(block: Block) -> Iterator[Inline]:
    """Yield all inlines in a block, at any depth and in no order; raw HTML as an `InlineHtml`."""
    waiting: list[Block] = [block]
    while waiting:
        current = waiting.pop()
        waiting += chain.from_iterable(blocks_in(current))
        match current:
            case DefinitionList(items=definitions):
                yield from _with_children(inline for each in definitions for inline in each.term)
            case Paragraph(inlines=inlines) | Heading(inlines=inlines):
                yield from _with_children(inlines)
            case Table(head=head, body=body, foot=foot):
                cells = (cell for row in (*head, *body, *foot) for cell in row)
                yield from _with_children(inline for cell in cells for inline in cell.inlines)
            case HtmlBlock(html=html):
                yield InlineHtml(html)
            case _:
                pass


def lone_image(block: Block) -> Image | None:
    """Return the image of a paragraph that holds only an image, perhaps in a link; else None."""
    if not isinstance(block, Paragraph):
        return None
    shown = [inline for inline in block.inlines if not _is_blank(inline)]
    if len(shown) == 1 and isinstance(shown[0], Link):
        shown = [inline for inline in shown[0].children if not _is_blank(inline)]
    return shown[0] if len(shown) == 1 and isinstance(shown[0], Image) else None


def _is_blank(inline: Inline) -> bool:
    return isinstance(inline, Break) or (isinstance(inline, Text) and not inline.text.strip())


def _with_children(inlines: Iterable[Inline]) -> Iterator[Inline]:
    waiting = list(inlines)
    while waiting:
        inline = waiting.pop()
        yield inline
        if isinstance(inline, Styled | Link):
            waiting += inline.children


def _tags(html: str, name: str) -> Iterator[dict[str, str]]:
    """Yield the attributes of each start tag with a name."""
    if f"<{name}" not in html.lower():
        return
    for tag in HTML.finditer(html):
        if tag["name"] and tag["name"].lower() == name and not tag["end"]:
            yield dict(attributes_of(tag["rest"]))
