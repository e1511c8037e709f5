"""Counting the words that readers see on the page, by the rule that the writer chose.

"published" counts runs of letters, digits and underscores; "whitespace" counts the pieces between white
space. With "published" every apostrophe ends a run, straight or curly, so `i'm` counts as two words: the
footers that people keep by hand are counted in this way.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain

from tui.markup.tree import (
    Abbreviation,
    Block,
    Break,
    DefinitionList,
    Footnotes,
    Heading,
    HtmlBlock,
    Inline,
    InlineHtml,
    Link,
    Paragraph,
    Styled,
    Table,
    Text,
    blocks_in,
)
from tui.prose.footer import DEFAULT, Style

_WORD = re.compile(r"\w+")
_SIGNS = "‘’“”–—…"
"""Signs other than ASCII that are frequent in English; they are no letters."""
_SPACED = bytes(byte if byte < 128 and re.match(r"\w", chr(byte)) else 32 for byte in range(256))


def _runs(text: str) -> int:
    """Return how many runs of `\\w` a text has; ASCII text with `_SIGNS` takes a fifth of the time."""
    plain = text
    for sign in _SIGNS:
        plain = plain.replace(sign, " ")
    return len(plain.encode().translate(_SPACED).split() if plain.isascii() else _WORD.findall(text))


RULES: Mapping[str, Callable[[str], int]] = {
    "published": _runs,
    "whitespace": lambda text: len(text.split()),
}
"""Name of a rule → a function that counts the words of a text."""

RULE = "published"
"""The default rule."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a writer wants words counted."""

    rule: str = RULE
    """A name of `RULES`."""

    style: Style = DEFAULT
    """How the writer's footers look; their words do not count."""


PUBLISHED = Counting()
"""The default."""

_UNREAD = ("script", "style", "pre", "code")
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*>")


def count_words(blocks: Sequence[Block], counting: Counting = PUBLISHED) -> int:
    """Count the words that readers see on a page.

    Footnotes count. Comments, link targets, attributes, code, raw HTML tags, image descriptions, formulas and
    the footer do not.
    """
    footer = _footer_index(blocks, counting.style)
    return sum(count_block(block, counting.rule) for index, block in enumerate(blocks) if index != footer)


def footer_words(blocks: Sequence[Block], counting: Counting = PUBLISHED) -> int:
    """Count the words of a page's footer, which `count_words` leaves out; only the last blocks are read."""
    footer = _footer_index(blocks, counting.style)
    return 0 if footer is None else count_block(blocks[footer], counting.rule)


def count_block(block: Block, rule: str = RULE) -> int:
    """Count the words of one block, also of a footer; cached, because each key counts a block twice."""
    return _count(_Same(block), rule)


class _Same:
    """A block as the key of a cache, compared by identity: its own hash would read its whole content."""

    __slots__ = ("block",)

    def __init__(self, block: Block) -> None:
        self.block = block

    def __hash__(self) -> int:
        return id(self.block)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.block is other.block


@lru_cache(64)
def _count(same: _Same, rule: str) -> int:
    return sum(map(RULES[rule], _texts(same.block)))


def is_footer(block: Block, style: Style = DEFAULT) -> bool:
    """Tell whether a block reads like a footer: `words / writing / post-processing`, then the numbers.

    The numbers are `393w / 13min / min`. Each may be missing, and so may the label above them. The place of
    the block is not checked here; `count_words` checks that it is the last paragraph.
    """
    match block:
        case Paragraph(inlines=inlines):
            text = _read(inlines)
        case Table(head=(), body=(row,), foot=()):  # kramdown: bars between the numbers make a table
            text = "|".join(_read(cell.inlines) for cell in row)
        case _:
            return False
    *label, numbers = [line.strip() for line in text.strip().split("\n")]
    return style.reads_as_numbers(numbers) and len(label) <= 1 and all(map(style.reads_as_label, label))


def _footer_index(blocks: Sequence[Block], style: Style) -> int | None:
    """Return the index of the footer, the last block before comments and footnotes; None without one."""
    for index in reversed(range(len(blocks))):
        block = blocks[index]
        if isinstance(block, HtmlBlock) and not _without_comments(block.html).strip():
            continue
        if not isinstance(block, Footnotes):
            return index if is_footer(block, style) else None
    return None


def _texts(block: Block) -> Iterator[str]:
    """Yield each text in a block that readers see."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield _read(inlines)
        case Table(head=head, body=body, foot=foot):
            for row in (*head, *body, *foot):
                for cell in row:
                    yield _read(cell.inlines)
        case HtmlBlock(html=html):
            yield _without_tags(html)
        case DefinitionList(items=definitions):
            for definition in definitions:
                yield _read(definition.term)
    for inner in chain.from_iterable(blocks_in(block)):
        yield from _texts(inner)


def _read(inlines: Sequence[Inline]) -> str:
    """Return the text of inlines that readers see: a break is a line feed, code and formulas are spaces."""
    return "".join(_pieces(inlines, []))


def _pieces(inlines: Sequence[Inline], unread: list[str]) -> Iterator[str]:
    """Yield the texts of inlines; `unread` lists the open raw tags whose content is not counted."""
    for inline in inlines:
        match inline:
            case InlineHtml(html=html):
                yield _follow(html, unread)
            case Break():
                yield "\n"
            case _ if unread:
                pass
            case Text(text=text) | Abbreviation(text=text):
                yield text
            case Styled(children=children) | Link(children=children):
                yield from _pieces(children, unread)
            case _:
                yield " "


def _follow(html: str, unread: list[str]) -> str:
    """Note that a raw tag opens or closes an element that is not read; return the separator it stands for."""
    tag = _TAG.match(html)
    if tag is None:
        return ""
    name = tag.group(2).lower()
    if name in _UNREAD and not tag.group(1):
        unread.append(name)
    elif name in unread:
        unread.remove(name)
    return "\n" if name == "br" else ""


def _without_tags(html: str) -> str:
    """Return the text of raw HTML that readers see, without tags, comments, scripts, styles and code."""
    html = _without_comments(html)
    parts: list[str] = []
    unread: list[str] = []
    position = 0
    for tag in _TAG.finditer(html):
        if not unread:
            parts.append(html[position : tag.start()])
        parts.append(_follow(tag.group(), unread) or " ")
        position = tag.end()
    if not unread:
        parts.append(html[position:])
    return unescape("".join(parts))


def _without_comments(html: str) -> str:
    parts: list[str] = []
    position = 0
    while (at := html.find("<!--", position)) >= 0:
        parts.append(html[position:at])
        end = html.find("-->", at + 2)
        position = len(html) if end < 0 else end + 3
    return "".join((*parts, html[position:]))
