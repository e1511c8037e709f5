"""Raw HTML as blocks of the page: roughly what a browser would show.

Tags that only group words vanish, tags that give them a shape become its block, and the rest become chips:
see `_Reader`. An element may begin in one block of the page and end in a later one, so a block often holds
only one of its tags. The line feeds of every piece are counted, also inside tags and comments; otherwise a
click would land in the wrong row.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from tui.markup.tree import (
    Block,
    Cell,
    Chip,
    CodeBlock,
    Heading,
    HtmlElement,
    Inline,
    InlineHtml,
    Item,
    List,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)
from tui.paint.inlines import EMBEDS, HTML, INLINE_TAGS, attributes_of, tag_label

_GROUPS = frozenset(
    (
        *("address", "article", "aside", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "header", "html", "legend", "main", "nav", "p"),
        *("picture", "section", "source", "summary", "tbody", "tfoot", "thead"),
    )
)
"""Tags that begin a new paragraph and show nothing themselves."""

_HOLDERS = frozenset(("ul", "ol", "li", "blockquote", "center", "table", "tr"))
"""Tags whose elements hold blocks."""

_CELLS = frozenset(("td", "th"))
_HIDDEN = frozenset(("iframe", "object", "script", "style", "template", "title", "svg", "noscript"))
"""Tags whose content is not shown as words."""

_UNSEEN = frozenset(("style", "template", "title", "noscript", "head", "meta", "link"))
_LINES = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"))
_MOST_OPEN = 30
_INDENT = re.compile(r"\A\n|\n\Z")


@dataclass(slots=True)
class _Element:
    """An open element: its content so far, and the source row where it began."""

    name: str
    row: int
    blocks: list[Block] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    lines: list[tuple[bool, tuple[Cell, ...]]] = field(default_factory=list)
    start: int | None = None


def html_blocks(html: str, row: int) -> tuple[Block, ...]:
    """Return raw HTML that begins in a source row as the blocks that a reader sees. No text raises."""
    reader = _Reader(row)
    offset = 0
    for tag in HTML.finditer(html):
        reader.text(html[offset : tag.start()])
        offset = tag.end()
        reader.tag(tag)
    reader.text(html[offset:])
    return reader.finish()


class _Reader:
    """Holds the open elements, the outermost first, and the paragraph that is being read."""

    def __init__(self, row: int) -> None:
        self._row = row
        self._open = [_Element("", row)]
        self._inlines: list[Inline] = []
        self._line = ""
        self._hidden = ""
        self._code: list[str] | None = None
        self._began = row

    def text(self, text: str) -> None:
        """Read the text between two tags."""
        if self._hidden:
            pass
        elif self._code is not None:
            self._code.append(unescape(text))
        elif self._inlines and text:
            self._inlines.append(Text(_unescaped(text)))
        elif words := text.lstrip():
            self._began = self._row + text[: len(text) - len(words)].count("\n")
            self._inlines.append(Text(_unescaped(words)))
        self._row += text.count("\n")

    def tag(self, tag: re.Match[str]) -> None:
        """Read a tag, a comment or a declaration."""
        if not tag["unseen"]:
            self._named(tag["name"].lower(), bool(tag["end"]), tag)
        elif self._inlines:
            self._inlines.append(InlineHtml(tag[0]))
        self._row += tag[0].count("\n")

    def finish(self) -> tuple[Block, ...]:
        """Close all open elements, and return the blocks."""
        self._end_code()
        self._end_paragraph()
        while len(self._open) > 1:
            self._close_last()
        return tuple(self._open[0].blocks)

    def _named(self, name: str, ends: bool, tag: re.Match[str]) -> None:
        if self._hidden or self._code is not None:
            if ends and name == self._hidden:
                self._hidden = ""
            elif ends and name == "pre":
                self._end_code()
        elif name in INLINE_TAGS:
            self._inline(InlineHtml(tag[0]))
        elif name == "pre" and not ends:
            self._end_paragraph()
            self._code, self._began = [], self._row
        elif name == "hr":
            self._end_paragraph()
            self._add(Rule((self._row, self._row + 1)))
        elif name in _HOLDERS or name in _CELLS:
            self._holder(name, ends, tag)
        elif name in _GROUPS or name in _LINES:
            self._end_paragraph()
            self._line = name if name in _LINES and not ends else ""
        elif not ends:
            self._other(name, tag)

    def _other(self, name: str, tag: re.Match[str]) -> None:
        chip = Chip(tag_label(name, attributes_of(tag["rest"])))
        if name in EMBEDS:
            self._end_paragraph()
            self._add(Paragraph((chip,), (self._row, self._row + 1)))
        elif name not in _UNSEEN:
            self._inline(chip)
        if name in _HIDDEN and not tag["rest"].endswith("/"):
            self._hidden = name

    def _inline(self, inline: Inline) -> None:
        if not self._inlines:
            self._began = self._row
        self._inlines.append(inline)

    def _holder(self, name: str, ends: bool, tag: re.Match[str]) -> None:
        self._end_paragraph()
        if ends:
            self._close(name)
            return
        if name in ("li", "tr"):
            self._close_within(name, ("ul", "ol", "table"))
        elif name in _CELLS:
            self._close_within("cell", ("tr",))
        if len(self._open) < _MOST_OPEN:
            element = _Element("cell" if name in _CELLS else name, self._row)
            start = dict(attributes_of(tag["rest"])).get("start", "") if name == "ol" else ""
            element.start = int(start) if re.fullmatch("[0-9]{1,9}", start) else 1
            if name == "th":
                element.start = None
            self._open.append(element)

    def _close_within(self, name: str, around: tuple[str, ...]) -> None:
        """Close the open element of a name, unless it is outside the nearest element named in `around`."""
        for element in reversed(self._open):
            if element.name in around:
                return
            if element.name == name:
                self._close(name)
                return

    def _close(self, name: str) -> None:
        name = "cell" if name in _CELLS else name
        if any(element.name == name for element in self._open[1:]):
            while self._open[-1].name != name:
                self._close_last()
            self._close_last()

    def _close_last(self) -> None:
        element, around = self._open.pop(), self._open[-1]
        rows = (element.row, self._row + 1)
        blocks = tuple(element.blocks)
        match element.name:
            case "li" if around.name in ("ul", "ol"):
                around.items.append(Item(blocks, rows))
            case "cell" if around.name == "tr":
                around.cells.append(Cell(_words(blocks)))
                around.start = element.start
            case "tr" if around.name == "table":
                if element.cells:
                    around.lines.append((element.start is None, tuple(element.cells)))
            case "ul" | "ol" if element.items:
                start = element.start if element.name == "ol" else None
                around.blocks.append(List(tuple(element.items), rows, start))
                around.blocks += blocks
            case "table" if element.lines:
                around.blocks.append(_table(element, rows))
                around.blocks += blocks
            case "blockquote" if blocks:
                around.blocks.append(Quote(blocks, rows))
            case "center" if blocks:
                around.blocks.append(HtmlElement("center", blocks, rows))
            case _:
                around.blocks += blocks

    def _end_paragraph(self) -> None:
        inlines, rows = tuple(self._inlines), (self._began, self._row + 1)
        name, self._line = self._line, ""
        self._inlines.clear()
        if not inlines:
            return
        if name[:1] == "h":
            self._add(Heading(int(name[1]), inlines, rows))
        elif name:
            self._add(Paragraph((Styled("strong", inlines),), rows))
        else:
            tight = self._open[-1].name in ("li", "cell")
            self._add(Paragraph(inlines, rows, tight=tight))

    def _end_code(self) -> None:
        if self._code is not None:
            text = _INDENT.sub("", "".join(self._code))
            self._add(CodeBlock(text, (self._began, self._row + 1)))
            self._code = None

    def _add(self, block: Block) -> None:
        self._open[-1].blocks.append(block)


def _unescaped(text: str) -> str:
    """Return a text with its entities resolved; an entity for a line feed becomes a space."""
    return "\n".join(unescape(row).replace("\n", " ") for row in text.split("\n"))


def _words(blocks: tuple[Block, ...]) -> tuple[Inline, ...]:
    """Return the inlines of a cell; blocks other than paragraphs, headings and code are not shown."""
    inlines: list[Inline] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            inlines += (Text(" "), *block.inlines) if inlines else block.inlines
        elif isinstance(block, CodeBlock):
            inlines.append(Text(block.text))
    return tuple(inlines)


def _table(element: _Element, rows: tuple[int, int]) -> Table:
    lines = element.lines
    count = 0
    while count < len(lines) and lines[count][0]:
        count += 1
    head = tuple(cells for _, cells in lines[:count])
    return Table(head, tuple(cells for _, cells in lines[count:]), rows)
