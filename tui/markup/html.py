"""A page as an HTML fragment, for the writer's own files: close to what the site's engine publishes.

Raw HTML is passed on unchanged, or dropped when the engine drops it. Everything else is escaped.
"""

from html import escape, unescape
from itertools import pairwise

from tui.markup.dialect import Dialect
from tui.markup.page import Page
from tui.markup.tree import (
    Abbreviation,
    Attributes,
    Block,
    Break,
    Cell,
    Chip,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    HtmlBlock,
    HtmlElement,
    Image,
    Inline,
    InlineHtml,
    InlineMath,
    Item,
    Link,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Styled,
    StyleKind,
    Table,
    Text,
)

_STYLE_TAGS: dict[StyleKind, str] = {
    "emphasis": "em",
    "strong": "strong",
    "strike": "del",
    "mark": "mark",
    "insert": "ins",
    "superscript": "sup",
    "subscript": "sub",
}


def to_html(page: Page) -> str:
    """Return the body of a page as an HTML fragment that ends with a line feed, empty for an empty page.

    The shape is kramdown's (2.4): `class="language-x"` on code, `text-align` on cells, footnotes in a
    `<div class="footnotes">`.
    """
    html = _Writer(page.dialect).blocks(page.blocks)
    return html + "\n" if html else ""


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        backlink = dict(dialect.options).get("footnote_backlink")
        self._backlink = "&#8617;" if backlink is None else escape(unescape(backlink), quote=False)
        self._marks: dict[str, int] = {}
        """The number of marks of each footnote so far, by label."""

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        """Return the HTML of blocks, each on a line of its own."""
        return "\n".join(filter(None, map(self._block, blocks)))

    def _block(self, block: Block) -> str:
        match block:
            case Paragraph():
                inside = self._inlines(block.inlines)
                return inside if block.tight else _element("p", block.attributes, inside)
            case Heading():
                return self._heading(block)
            case CodeBlock():
                return _code_block(block)
            case Table():
                return self._table(block)
            case Rule():
                return f"<hr{_attributes(block.attributes)} />"
            case HtmlBlock():
                return block.html if self._dialect.raw_html else ""
            case MathBlock():
                formula = f"\\[{escape(block.text, quote=False)}\\]"
                return _element("div", block.attributes, formula) if block.attributes else formula
            case _:
                return self._container(block)

    def _container(self, block: Quote | List | HtmlElement | DefinitionList | Footnotes) -> str:
        match block:
            case Quote():
                return _element("blockquote", block.attributes, f"\n{self.blocks(block.blocks)}\n")
            case List():
                return self._list(block)
            case HtmlElement():
                return _element(block.name, block.attributes, self.blocks(block.blocks))
            case DefinitionList():
                items = "\n".join(map(self._definition, block.items))
                return _element("dl", block.attributes, f"\n{items}\n")
            case Footnotes():
                return self._footnotes(block)

    def _heading(self, heading: Heading) -> str:
        identifier: Attributes = (("id", heading.identifier),) if heading.identifier else ()
        added = identifier + heading.attributes
        return _element(f"h{heading.level}", added, self._inlines(heading.inlines))

    def _list(self, block: List) -> str:
        added = block.attributes
        if any(item.done is not None for item in block.items):
            added = (("class", "task-list"), *added)
        if block.start is not None and block.start != 1:
            added = (("start", str(block.start)), *added)
        items = "\n".join(map(self._item, block.items))
        return _element("ul" if block.start is None else "ol", added, f"\n{items}\n")

    def _item(self, item: Item) -> str:
        added = item.attributes
        inside = self.blocks(item.blocks)
        if item.done is not None:
            added = (("class", "task-list-item"), *added)
            checked = ' checked="checked"' if item.done else ""
            box = f'<input type="checkbox" class="task-list-item-checkbox" disabled="disabled"{checked} />'
            box += "" if self._dialect.kramdown else " "
            inside = inside.replace("<p>", f"<p>{box}", 1) if inside.startswith("<p>") else box + inside
        several = len(item.blocks) > 1 or (item.blocks and not _is_tight(item.blocks[0]))
        return _element("li", added, f"\n{inside}\n" if several else inside)

    def _table(self, table: Table) -> str:
        ends = (0, *table.parts, len(table.body))
        bodies = [("tbody", "td", table.body[start:end]) for start, end in pairwise(ends)]
        parts = [("thead", "th", table.head), *bodies, ("tfoot", "td", table.foot)]
        inside = ""
        for part, tag, rows in parts:
            if rows:
                inside += "\n<{0}>\n{1}\n</{0}>".format(part, "\n".join(self._row(tag, row) for row in rows))
        return _element("table", table.attributes, f"{inside}\n")

    def _row(self, tag: str, cells: tuple[Cell, ...]) -> str:
        parts = []
        for cell in cells:
            style: Attributes = (("style", f"text-align: {cell.alignment}"),) if cell.alignment else ()
            parts.append(_element(tag, style, self._inlines(cell.inlines)))
        return "<tr>\n{}\n</tr>".format("\n".join(parts))

    def _definition(self, definition: Definition) -> str:
        parts = []
        if definition.term:
            parts.append(_element("dt", definition.term_attributes, self._inlines(definition.term)))
        if definition.blocks:
            parts.append(_element("dd", definition.attributes, self.blocks(definition.blocks)))
        return "\n".join(parts)

    def _footnotes(self, footnotes: Footnotes) -> str:
        items = "\n".join(map(self._footnote, footnotes.notes))
        first = footnotes.notes[0].number if footnotes.notes else 1
        opening = f'<ol start="{first}">' if first != 1 else "<ol>"
        rule = "<hr />\n" if self._dialect.ruled_footnotes else ""
        return f'<div class="footnotes" role="doc-endnotes">\n{rule}{opening}\n{items}\n</ol>\n</div>'

    def _footnote(self, note: Footnote) -> str:
        inside = self.blocks(note.blocks)
        label = _quoted(note.label)
        back = " ".join(
            f'<a href="#fnref:{label}{_repeated(count)}" class="reversefootnote" role="doc-backlink">'
            + self._backlink
            + (f"<sup>{count + 1}</sup></a>" if count and self._dialect.kramdown else "</a>")
            for count in range(self._marks.get(note.label, 0))
        )
        if not self._backlink:
            pass
        elif inside.endswith("</p>"):
            inside = f"{inside[:-4]} {back}</p>"
        else:
            inside += f"\n<p>{back}</p>" if self._dialect.kramdown else f"\n{back}"
        return f'<li id="fn:{label}" role="doc-endnote">\n{inside}\n</li>'

    def _inlines(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text, quote=False)
            case Break(hard):
                return "<br />\n" if hard else "\n"
            case Code(text, added):
                return _element("code", added, escape(text, quote=False))
            case Styled(kind, children, added):
                return _element(_STYLE_TAGS[kind], added, self._inlines(children))
            case Link(children, url, title, added):
                return _element("a", _target("href", url, title) + added, self._inlines(children))
            case Image(alt, url, title, added):
                pairs = (("src", url), ("alt", alt), *_target("", "", title), *added)
                return f"<img{_attributes(pairs)} />"
            case InlineHtml(html):
                return html if self._dialect.raw_html else ""
            case Chip(label):
                return _element("span", (("class", "liquid"),), escape(f"‹{label}›", quote=False))
            case FootnoteReference():
                return self._mark(inline)
            case Abbreviation(text, title):
                return _element("abbr", (("title", title),) if title else (), escape(text, quote=False))
            case InlineMath(text):
                return f"\\({escape(text, quote=False)}\\)"

    def _mark(self, mark: FootnoteReference) -> str:
        count = self._marks.get(mark.label, 0)
        self._marks[mark.label] = count + 1
        label = _quoted(mark.label)
        link = f'<a href="#fn:{label}" class="footnote" rel="footnote">{mark.number}</a>'
        return f'<sup id="fnref:{label}{_repeated(count)}" role="doc-noteref">{link}</sup>'


def _repeated(count: int) -> str:
    return f":{count}" if count else ""


def _is_tight(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.tight


def _target(name: str, url: str, title: str) -> Attributes:
    pairs = ((name, url), ("title", title))
    return tuple(pair for pair in pairs if pair[0] and (pair[1] or pair[0] != "title"))


def _code_block(block: CodeBlock) -> str:
    if block.highlighted:
        names: Attributes = (("class", f"language-{block.language}"), ("data-lang", block.language))
        code = escape(block.text).replace("&#x27;", "'")
        if block.numbered:
            numbers = "".join(f"{number}\n" for number in range(1, block.text.count("\n") + 2))
            gutter = _element("td", (("class", "gutter gl"),), f'<pre class="lineno">{numbers}</pre>')
            cell = _element("td", (("class", "code"),), f"<pre>{code}\n</pre>")
            code = f'<table class="rouge-table"><tbody><tr>{gutter}{cell}</tr></tbody></table>'
        inside = _element("pre", (), _element("code", names, code))
        return _element("figure", (("class", "highlight"),), inside)
    language: Attributes = (("class", f"language-{block.language}"),) if block.language else ()
    text = escape(block.text, quote=False)
    inside = _element("code", language, text + "\n" if text else "")
    return _element("pre", block.attributes, inside)


def _element(tag: str, attributes: Attributes, inside: str) -> str:
    return f"<{tag}{_attributes(attributes)}>{inside}</{tag}>"


def _attributes(attributes: Attributes) -> str:
    return "".join(f' {name}="{_quoted(value)}"' for name, value in attributes)


def _quoted(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;")
