"""Block tokens → blocks of our tree, with rows that count from their top-level block.

The one thing to get right: inlines are read in the order of the page, footnotes last, because the
first mark that is met makes footnote number one.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from tui.markup.dialect import Dialect
from tui.markup.inlines import Inlines
from tui.markup.kramdown import attributes
from tui.markup.tokens import Environment, Token
from tui.markup.tree import (
    Attributes,
    Block,
    Cell,
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    Footnotes,
    Heading,
    HtmlBlock,
    Item,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rows,
    Rule,
    Table,
    plain_text,
)

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_ITEM_ATTRIBUTES = re.compile(attributes.SPAN_PATTERN + r"[ \t]*")
_HEADING_ATTRIBUTES = {
    "identifier": re.compile(r"(?<=[ \t])\{#[A-Za-z][\w:-]*\}$"),
    "list": re.compile(r"(?<=[ \t])\{:?[ ]*[#.\w][^{}\n]*\}$"),
}
_NOT_IN_IDENTIFIERS = re.compile(r"[^\w\- \t]")


def build(tokens: list[Token], environment: Environment, dialect: Dialect) -> list[tuple[int, Block]]:
    """Return the top-level blocks of a body, each with the row where it begins."""
    builder = _Builder(dialect, environment)
    blocks = []
    end = 0
    for token in builder.attached(tokens):
        builder.origin = token["start"]
        block = builder.block(token)
        blocks.append((token["start"], block))
        end = token["start"] + block.rows[1]
    notes = builder.footnotes(end)
    return [*blocks, notes] if notes else blocks


class _Builder:
    def __init__(self, dialect: Dialect, environment: Environment) -> None:
        self.origin = 0
        """Row where the top-level block begins that is being built."""
        self._dialect = dialect
        self._inlines = Inlines(dialect, environment)
        self._identifiers: Counter[str] = Counter()
        self._notes: dict[str, Token] = environment.get("footnotes", {})
        self._attribute_lists: dict[str, str] = environment.get("attribute_lists", {})
        self._makers: dict[str, Callable[[Token], Block]] = {
            "paragraph": self._paragraph,
            "block_text": self._paragraph,
            "heading": self._heading,
            "block_quote": lambda token: Quote(*self._contents(token), _added(token)),
            "list": self._list,
            "block_code": self._code,
            "table": self._table,
            "thematic_break": lambda token: Rule(self._rows(token), _added(token)),
            "block_html": lambda token: HtmlBlock(token["raw"].rstrip("\n"), self._rows(token)),
            "definition_list": self._definition_list,
            "math_block": lambda token: MathBlock(token["raw"], self._rows(token)),
        }

    def attached(self, tokens: list[Token]) -> list[Token]:
        """Give each attribute list to the block right above it, else to the next; drop blank rows."""
        kept: list[Token] = []
        waiting: Attributes = ()
        touching = False
        for token in tokens:
            if token["type"] == "blank_line":
                touching = False
            elif token["type"] == "attribute_list":
                found = attributes.read(token["raw"], self._attribute_lists)
                if touching:
                    kept[-1]["attributes"] = attributes.merge(_added(kept[-1]), found)
                else:
                    waiting = attributes.merge(waiting, found)
            else:
                if waiting:
                    token["attributes"] = waiting
                    waiting = ()
                kept.append(token)
                touching = True
        return kept

    def block(self, token: Token) -> Block:
        """Return the block of a token."""
        return self._makers[token["type"]](token)

    def footnotes(self, end: int) -> tuple[int, Footnotes] | None:
        """Return the footnotes that the page uses and where they begin: not before row `end`.

        A definition that stands above the last block has rows below zero.
        """
        numbers = self._inlines.numbers
        if not numbers:
            return None
        self.origin = max(end, min(note["start"] for note in self._notes.values()))
        notes: list[Footnote] = []
        while len(notes) < len(numbers):  # a note may hold the first mark of another one
            key = list(numbers)[len(notes)]
            note = self._notes[key]
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

    def _paragraph(self, token: Token) -> Paragraph:
        rows = self._rows(token)
        tight = token["type"] == "block_text"
        return Paragraph(self._inlines.read(token["text"]), rows, _added(token), tight)

    def _heading(self, token: Token) -> Heading:
        text = token["text"].rstrip()
        added = _added(token)
        pattern = _HEADING_ATTRIBUTES.get(self._dialect.heading_attributes)
        if pattern and (match := pattern.search(text)):
            text = text[: match.start()]
            added = attributes.merge(attributes.read(match.group(), self._attribute_lists), added)
        inlines = self._inlines.read(text)
        identifier = dict(added).get("id", "")
        if not identifier and self._dialect.heading_identifiers:
            identifier = self._identifier(plain_text(inlines))
        rest = tuple(pair for pair in added if pair[0] != "id")
        return Heading(token["attrs"]["level"], inlines, self._rows(token), identifier, rest)

    def _identifier(self, words: str) -> str:
        """Return an identifier as kramdown's GFM parser makes it (facts/markup 1.4)."""
        plain = _NOT_IN_IDENTIFIERS.sub("", words.lower()).replace(" ", "-").replace("\t", "-")
        repeated = self._identifiers[plain]
        self._identifiers[plain] += 1
        return f"{plain}-{repeated}" if repeated else plain

    def _list(self, token: Token) -> List:
        start = None
        if token["attrs"]["ordered"]:
            start = token["attrs"].get("start", 1) if self._dialect.list_numbers else 1
        items = tuple(self._item(item) for item in token["children"])
        return List(items, self._rows(token), start, token["tight"], _added(token))

    def _item(self, token: Token) -> Item:
        added: Attributes = ()
        done = None
        first = token["children"][0] if token["children"] else {}
        if first.get("type") in ("paragraph", "block_text"):
            if self._dialect.attribute_lists and (match := _ITEM_ATTRIBUTES.match(first["text"])):
                added = attributes.read(match.group(), self._attribute_lists)
                first["text"] = first["text"][match.end() :]
            if self._dialect.tasks and (match := _TASK.match(first["text"])):
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

        head = cells(token["head"])
        return Table(head, tuple(cells(row) for row in token["body"]), self._rows(token), _added(token))

    def _definition_list(self, token: Token) -> DefinitionList:
        """Pair terms with definitions; a term that shares its definition with the next term has no
        blocks, a second definition of the same term has no term.
        """
        items = []
        term: Token | None = None
        for child in token["children"]:
            if child["type"] == "definition":
                words = self._inlines.read(term["text"]) if term else ()
                rows = self._rows({"start": (term or child)["start"], "end": child["end"]})
                items.append(Definition(words, self._blocks(child["children"]), rows))
                term = None
            else:
                if term:
                    items.append(Definition(self._inlines.read(term["text"]), (), self._rows(term)))
                term = child
        return DefinitionList(tuple(items), self._rows(token), _added(token))


def _added(token: Token) -> Attributes:
    found: Attributes = token.get("attributes", ())
    return found
