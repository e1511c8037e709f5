"""Block tokens → blocks of our tree, with rows that count from their top-level block.

Inlines are read in the order of the page, footnotes last, because notes are numbered in the order of their
marks.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, islice

from tui.markup.dialect import Dialect
from tui.markup.inlines import Inlines
from tui.markup.kramdown import attributes, contents
from tui.markup.kramdown.headings import identifier_of, plain_identifier_of
from tui.markup.tokens import Environment, Token
from tui.markup.tree import (
    Attributes,
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    Footnotes,
    Heading,
    HtmlBlock,
    HtmlElement,
    Image,
    Inline,
    Item,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rows,
    Rule,
    Table,
    Text,
    plain_text,
)

NOTHING = ("blank_line", "end_of_block", "nothing")
"""Types of tokens that make no block."""

_LAST_BREAK = re.compile(r"(?<!\\)\\\s*\Z")
"""A backslash that ends a paragraph; above other blocks in an item it is dropped (kramdown's GFM)."""
_STANDALONE = re.compile(r"\{:(?:[^{}\n]*\s)?standalone(?:\s[^{}\n]*)?\}\s*$")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_ITEM_ATTRIBUTES = re.compile(attributes.SPAN_PATTERN + r"[ \t]*")
_HEADING_ATTRIBUTES = {
    "identifier": re.compile(r"(?<=[ \t])\{#[A-Za-z][\w:-]*\}$"),
    "goldmark": re.compile(r"(?<=[ \t])\{(?:[ ]*(?:[#.][\w:.-]+|[\w:-]+=(?:\"[^\"]*\"|[\w.-]+)))+[ ]*\}$"),
    "list": re.compile(r"(?<=[ \t])\{:?[ ]*[#.\w][^{}\n]*\}$"),
}
_NOT_IN_IDENTIFIERS = re.compile(r"[^\w\- \t]")


@dataclass(frozen=True, slots=True)
class Built:
    """Top-level blocks, each with the row where it begins, and facts found while they were built."""

    blocks: list[tuple[int, Block]]
    numbers: Mapping[str, int]
    """The numbers of the footnotes that have a mark, by their keys."""
    has_headings: bool
    has_contents: bool
    """There is a list that the table of contents replaces."""


def build(tokens: list[Token], environment: Environment, dialect: Dialect) -> Built:
    """Return the top-level blocks of a body; the last one holds its footnotes."""
    builder = _Builder(dialect, environment)
    blocks: list[tuple[int, Block]] = []
    end = 0
    for token in builder.attached(tokens):
        block = builder.top(token)
        blocks.append((token["start"], block))
        end = token["start"] + block.rows[1]
    notes = builder.footnotes(end)
    if notes:
        blocks.append(notes)
    blocks = [(row, contents.filled(block, builder.contents, builder.headings)) for row, block in blocks]
    return Built(blocks, builder.numbers, builder.has_headings, bool(builder.contents))


def build_part(
    tokens: list[Token],
    environment: Environment,
    dialect: Dialect,
    numbers: Mapping[str, int],
    known: Callable[[Token], Block | None],
) -> Built:
    """Return the top-level blocks of a part of a body.

    `numbers` are those of the footnotes of the whole body; no block of footnotes is built. `known` returns
    the block that a token already has, None when it has to be built.
    """
    builder = _Builder(dialect, environment)
    builder.numbers.update(numbers)
    blocks = [(token["start"], known(token) or builder.top(token)) for token in builder.attached(tokens)]
    return Built(blocks, builder.numbers, builder.has_headings, bool(builder.contents))


class _Builder:
    def __init__(self, dialect: Dialect, environment: Environment) -> None:
        self.origin = 0
        """Row where the top-level block that is being built begins."""
        self.contents: list[List] = []
        """The list that the table of contents replaces: the first one with `{:toc}`; empty without one."""
        self.headings: list[tuple[int, Heading]] = []
        """The headings of the table of contents, with their levels as written."""
        self.has_headings = False
        self._dialect = dialect
        self._environment = environment
        self._is_plain_kramdown = dialect.kramdown and not dialect.github
        self._options: dict[str, str] = environment.get("options", {})
        self._names_headings = dialect.heading_identifiers and self._options.get("auto_ids") != "false"
        self._contents_levels = self._options.get("toc_levels", "1,2,3,4,5,6")
        self._read = attributes.read_strictly if dialect.kramdown else attributes.read
        self._inlines = Inlines(dialect, environment)
        self._identifiers: Counter[tuple[str, bool]] = Counter()
        self._notes: dict[str, Token] = environment.get("footnotes", {})
        self._attribute_lists: dict[str, str] = environment.get("attribute_lists", {})

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of the footnotes, by their keys, in the order of their marks."""
        return self._inlines.numbers

    def top(self, token: Token) -> Block:
        """Return the block of a top-level token."""
        self.origin = token["start"]
        return self.block(token)

    def attached(self, tokens: list[Token]) -> list[Token]:
        """Give each attribute list to the block right above it, else to the next block; drop blank rows."""
        kept: list[Token] = []
        waiting: Attributes = ()
        toc = touching = False
        above = ""
        for token in tokens:
            if token["type"] in NOTHING:
                touching = False
                if self._dialect.kramdown and (above != "blank_line" or token["type"] != above):
                    waiting, toc = (), False  # kramdown gives the list even to a blank row, where it is lost
            elif token["type"] == "attribute_list":
                found = self._read(token["raw"], self._attribute_lists)
                toc = toc or "toc" in token["raw"].strip("{:} ").split()
                if touching:
                    kept[-1]["toc"], toc = toc or kept[-1].get("toc", False), False
                    kept[-1]["attributes"] = attributes.merge(_added(kept[-1]), found)
                else:
                    waiting = attributes.merge(waiting, found)
            else:
                if waiting:
                    token["attributes"] = waiting
                token["toc"], toc, waiting = toc, False, ()
                kept.append(token)
                touching = True
            if token["type"] != "attribute_list":
                above = token["type"]
        return kept

    def block(self, token: Token) -> Block:
        """Return the block of a token."""
        return _MAKERS[token["type"]](self, token)

    def footnotes(self, end: int) -> tuple[int, Footnotes] | None:
        """Return the footnotes that the page uses and the row where they begin, `end` or below.

        A definition that stands above that row has rows below zero.
        """
        numbers = self._inlines.numbers
        if not numbers:
            return None
        self.origin = max(end, min(note["start"] for note in self._notes.values()))
        notes: list[Footnote] = []
        while len(notes) < len(numbers):  # a note may hold the first mark of another one
            for key in tuple(islice(numbers, len(notes), None)):
                note = self._notes[key]
                with self._inlines.plain():
                    blocks, rows = self._contents(note)
                notes.append(Footnote(note["label"], numbers[key], blocks, rows))
        last = max(note.rows[1] for note in notes)
        return self.origin, Footnotes(tuple(notes), (0, max(last, 0)))

    def _contents(self, token: Token) -> tuple[tuple[Block, ...], Rows]:
        return self._blocks(token["children"]), self._rows(token)

    def _blocks(self, tokens: list[Token]) -> tuple[Block, ...]:
        return tuple(self.block(token) for token in self.attached(tokens))

    def _rows(self, token: Token) -> Rows:
        start = token["start"]
        end = token.get("end") or start + token["text"].rstrip().count("\n") + 1
        return start - self.origin, end - self.origin

    def _paragraph(self, token: Token) -> Paragraph | HtmlElement:
        rows = self._rows(token)
        tight = token["type"] == "block_text"
        text = token["text"]
        if token.get("followed") and self._dialect.github and not self._inlines.is_plain:
            text = _LAST_BREAK.sub("", text)
        inlines = self._inlines.read(text)
        if self._dialect.kramdown and not tight and _STANDALONE.search(text):
            match inlines:
                case (Image(alt=alt),):
                    return _figure(inlines, alt, rows, _added(token))
        return Paragraph(inlines, rows, _added(token), tight)

    def _heading(self, token: Token) -> Heading:
        text = token["text"].rstrip()
        level = min(max(token["attrs"]["level"] + self._offset(), 1), 6)
        added = _added(token)
        identifier = token.get("identifier", "")
        if identifier:
            added = attributes.merge((("id", identifier),), added)
        pattern = (
            None if self._dialect.kramdown else _HEADING_ATTRIBUTES.get(self._dialect.heading_attributes)
        )
        if pattern and (match := pattern.search(text)):
            text = text[: match.start()]
            added = attributes.merge(attributes.read(match.group(), self._attribute_lists), added)
        inlines = self._inlines.read(text)
        identifier = dict(added).get("id", "")
        if not identifier and self._names_headings:
            identifier = self._identifier(text, inlines)
        rest = tuple(pair for pair in added if pair[0] != "id")
        heading = Heading(level, inlines, self._rows(token), identifier, rest)
        self.has_headings = True
        if (
            (identifier or self._names_headings)
            and str(token["attrs"]["level"]) in self._contents_levels
            and "no_toc" not in dict(rest).get("class", "").split()
        ):
            self.headings.append((token["attrs"]["level"], heading))
        return heading

    def _offset(self) -> int:
        """Return the number that the option `header_offset` adds to the levels of headings."""
        offset = self._options.get("header_offset", "0")
        return int(offset) if re.fullmatch(r"-?\d", offset) else 0

    def _identifier(self, source: str, inlines: tuple[Inline, ...]) -> str:
        """Return an identifier made from a heading's words; a repeated one gets a number."""
        words = plain_text(inlines, images=not self._dialect.kramdown)
        is_plain = self._is_plain_kramdown or self._inlines.is_plain
        if is_plain:
            plain = plain_identifier_of(source if self._is_plain_kramdown else words)
        elif self._dialect.kramdown:
            plain = identifier_of(words)
        else:
            plain = _NOT_IN_IDENTIFIERS.sub("", words.lower()).replace(" ", "-").replace("\t", "-")
        repeated = self._identifiers[plain, is_plain]  # each of kramdown's two rules has a count of its own
        self._identifiers[plain, is_plain] += 1
        prefix = self._options.get("auto_id_prefix", "")
        return f"{prefix}{plain}-{repeated}" if repeated else f"{prefix}{plain}"

    def _list(self, token: Token) -> List:
        start = None
        if token["attrs"]["ordered"]:
            start = token["attrs"].get("start", 1) if self._dialect.list_numbers else 1
        above = len(self.headings)
        is_contents = token.get("toc") and not self.contents
        items = tuple(self._item(item) for item in token["children"])
        block = List(items, self._rows(token), start, token["tight"], _added(token))
        if is_contents:
            del self.headings[above:]
            self.contents = [block]
        return block

    def _item(self, token: Token) -> Item:
        added = self._own_attributes(token)
        done = None
        first = token["children"][0] if token["children"] else {}
        if first.get("type") in ("paragraph", "block_text"):
            if (
                self._dialect.attribute_lists
                and not self._dialect.kramdown
                and (match := _ITEM_ATTRIBUTES.match(first["text"]))
            ):
                added = attributes.read(match.group(), self._attribute_lists)
                first["text"] = first["text"][match.end() :]
            if self._dialect.tasks and not self._is_plain_kramdown and (match := _TASK.match(first["text"])):
                done = match[1] != " "
                first["text"] = first["text"][match.end() :]
        return Item(*self._contents(token), done, added)

    def _code(self, token: Token) -> CodeBlock:
        info = token.get("attrs", {}).get("info", "").split()
        language = info[0] if info else ""
        fenced = token["style"] == "fenced"
        return CodeBlock(token["raw"].removesuffix("\n"), self._rows(token), language, fenced, _added(token))

    def _table(self, token: Token) -> Table:
        def cells(texts: Iterable[str]) -> tuple[Cell, ...]:
            pairs = zip(texts, token["alignments"], strict=True)
            return tuple(Cell(self._inlines.read(text), alignment) for text, alignment in pairs)

        head = tuple(map(cells, token["head"]))
        bodies = [tuple(map(cells, body)) for body in token["bodies"]]
        foot = tuple(map(cells, token["foot"]))
        body = tuple(row for part in bodies for row in part)
        ends = tuple(accumulate(map(len, bodies)))[:-1]
        return Table(head, body, self._rows(token), foot, ends, _added(token))

    def _html_element(self, token: Token) -> HtmlElement:
        rows = self._rows(token)
        with self._inlines.plain():
            blocks = self._blocks(token["children"])
            if "text" in token:
                blocks = (Paragraph(self._inlines.read(token["text"]), rows, tight=True),)
        return HtmlElement(token["name"], blocks, rows, attributes.merge(token["pairs"], _added(token)))

    def _math(self, token: Token) -> MathBlock | HtmlElement:
        """Return a formula; a site without an engine for formulas shows its source."""
        rows, added = self._rows(token), _added(token)
        if not self._inlines.shows_formulas:
            words: list[Inline] = [Text("$$")]
            for row in (*token["raw"].split("\n"), "$$"):
                words += [Break(False), Text(row)]
            added = attributes.merge(added, (("class", "kdmath"),))
            return HtmlElement("div", (Paragraph(tuple(words), rows, tight=True),), rows, added)
        return MathBlock(token["raw"], rows, added)

    def _own_attributes(self, token: Token) -> Attributes:
        """Return the attributes that an item, a term or a definition begins with."""
        return self._read(token.get("attribute_list", ""), self._attribute_lists)

    def _definition_list(self, token: Token) -> DefinitionList:
        """Pair terms with definitions.

        A term that shares its definition with the next term gets no blocks. A second definition of a term
        gets no term.
        """
        items = []
        term: Token | None = None
        for child in token["children"]:
            if child["type"] == "definition":
                items.append(self._definition(term, child))
                term = None
            else:
                if term:
                    items.append(self._definition(term, None))
                term = child
        return DefinitionList(tuple(items), self._rows(token), _added(token))

    def _definition(self, term: Token | None, definition: Token | None) -> Definition:
        """Return a term with its definition; either may be missing."""
        words = self._inlines.read(term["text"]) if term else ()
        blocks = self._blocks(definition["children"]) if definition else ()
        start, end = (term or definition or {})["start"], (definition or term or {})["end"]
        rows = self._rows({"start": start, "end": end})
        if definition and not blocks:
            blocks = (Paragraph((), rows, tight=True),)
        of_term, of_definition = (
            self._own_attributes(token) if token else () for token in (term, definition)
        )
        return Definition(words, blocks, rows, of_term, of_definition)


# functions, not bound methods: a reference cycle with the builder would keep a page's tokens until collected
_MAKERS: dict[str, Callable[[_Builder, Token], Block]] = {
    "paragraph": _Builder._paragraph,
    "block_text": _Builder._paragraph,
    "heading": _Builder._heading,
    "block_quote": lambda builder, token: Quote(*builder._contents(token), _added(token)),
    "list": _Builder._list,
    "block_code": _Builder._code,
    "table": _Builder._table,
    "thematic_break": lambda builder, token: Rule(builder._rows(token), _added(token)),
    "block_html": lambda builder, token: HtmlBlock(token["raw"].rstrip("\n"), builder._rows(token)),
    "html_element": _Builder._html_element,
    "definition_list": _Builder._definition_list,
    "math_block": _Builder._math,
}


def _figure(inlines: tuple[Inline, ...], alt: str, rows: Rows, added: Attributes) -> HtmlElement:
    """Return the figure of an image with `{:standalone}`, its alternative text as the caption."""
    image = Paragraph(inlines, rows, tight=True)
    caption = HtmlElement("figcaption", (Paragraph((Text(alt),), rows, tight=True),), rows)
    return HtmlElement("figure", (image, caption), rows, added)


def _added(token: Token) -> Attributes:
    found: Attributes = token.get("attributes", ())
    return found
