"""The inside of a paragraph: raw text → inline nodes of our tree.

The one thing to get right: words are gone over twice. mistune's tokens are first settled (which
attribute list belongs to which span), then all words are curled at once, because a quote has to see
past the borders of its span; only then nodes are made.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from tui.markup import abbreviations
from tui.markup.dialect import Dialect
from tui.markup.inline_parser import inline_parser
from tui.markup.kramdown import attributes
from tui.markup.kramdown.typography import Run, curl
from tui.markup.tokens import Environment, Token
from tui.markup.tree import (
    Break,
    Code,
    FootnoteReference,
    Image,
    Inline,
    InlineHtml,
    InlineMath,
    Link,
    Styled,
    StyleKind,
    Text,
)

_ENTITY = re.compile(r"(&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
_STYLES: dict[str, StyleKind] = {"emphasis": "emphasis", "strong": "strong", "strikethrough": "strike"}
_MARKS = {"emphasis": ("*", "*"), "strong": ("**", "**"), "strikethrough": ("~~", "~~"), "link": ("[", "]()")}
"""What stands around the children of a span, for the quotes inside and outside it."""

_SPANS = (*_MARKS, "codespan", "image")
_NO_SPANS = ("text", "escaped", "softbreak", "linebreak")


class Inlines:
    """Reads the inline text of one page; numbers its footnotes in the order in which it meets them."""

    def __init__(self, dialect: Dialect, environment: Environment) -> None:
        self.numbers: dict[str, int] = {}
        """The numbers of the footnotes met so far, by their keys."""
        self._typography = dialect.typography
        self._parser = inline_parser(dialect)
        self._environment = environment
        self._attribute_lists: dict[str, str] = environment.get("attribute_lists", {})
        self._meanings: dict[str, str] = environment.get("abbreviations", {})
        self._abbreviations = abbreviations.pattern(self._meanings)

    def read(self, text: str) -> tuple[Inline, ...]:
        """Return the nodes of a paragraph, a heading, a cell or a term."""
        if not text:
            return ()
        tokens = self._settled(self._parser(text.strip(" \r\n\t\f"), self._environment))
        runs = list(_runs(tokens))
        words = curl(runs) if self._typography else [run.text for run in runs]
        open_words = (text for run, text in zip(runs, words, strict=True) if not run.kept)
        return self._nodes(tokens, open_words)

    def _settled(self, tokens: Iterable[Token]) -> list[Token]:
        """Give attribute lists to the spans they follow (elsewhere they are words), and resolve entities."""
        settled: list[Token] = []
        for token in tokens:
            kind = token["type"]
            if kind == "attribute_list" and settled and settled[-1]["type"] not in _NO_SPANS:
                self._attach(settled[-1], token["raw"])
                continue
            if kind == "text" or kind == "attribute_list":
                for piece in _pieces(token["raw"]):
                    if settled and piece["type"] == settled[-1]["type"] == "text":
                        settled[-1] = {"type": "text", "raw": settled[-1]["raw"] + piece["raw"]}
                    else:
                        settled.append(piece)
                continue
            settled.append(
                token | {"children": self._settled(token["children"])} if kind in _MARKS else token
            )
        return settled

    def _attach(self, token: Token, source: str) -> None:
        if token["type"] in _SPANS:
            found = attributes.read(source, self._attribute_lists)
            token["attributes"] = attributes.merge(token.get("attributes", ()), found)

    def _nodes(self, tokens: list[Token], words: Iterator[str]) -> tuple[Inline, ...]:
        """Make nodes; neighbouring words become one node, in which abbreviations are found."""
        nodes: list[Inline] = []
        text = ""
        for token in tokens:
            if token["type"] == "text":
                text += next(words)
            elif token["type"] == "escaped":
                text += token["raw"]
            else:
                nodes += self._words(text)
                text = ""
                nodes.append(self._node(token, words))
        nodes += self._words(text)
        return tuple(nodes)

    def _words(self, text: str) -> Iterable[Inline]:
        if not text:
            return ()
        if self._abbreviations:
            return abbreviations.split(text, self._abbreviations, self._meanings)
        return (Text(text),)

    def _node(self, token: Token, words: Iterator[str]) -> Inline:
        kind = token["type"]
        if kind in _STYLES:
            children = self._nodes(token["children"], words)
            return Styled(_STYLES[kind], children, token.get("attributes", ()))
        match kind:
            case "softbreak" | "linebreak":
                return Break(kind == "linebreak")
            case "codespan":
                return Code(token["raw"], token.get("attributes", ()))
            case "link" | "image":
                return self._link(token, words)
            case "inline_html":
                return InlineHtml(token["raw"])
            case "math":
                return InlineMath(token["raw"])
            case "footnote_mark":
                label = self._environment["footnotes"][token["key"]]["label"]
                return FootnoteReference(label, self.numbers.setdefault(token["key"], len(self.numbers) + 1))
        raise ValueError(f"mistune has a token that this room does not know: {kind}")

    def _link(self, token: Token, words: Iterator[str]) -> Link | Image:
        url = token["attrs"]["url"]
        title = unescape(token["attrs"].get("title") or "")
        added = token.get("attributes", ())
        if token["type"] == "image":
            return Image(_alternative(token["children"]), url, title, added)
        return Link(self._nodes(token["children"], words), url, title, added)


def _pieces(raw: str) -> Iterator[Token]:
    """Yield the words of a text token, and the characters that entities stand for."""
    if "&" not in raw:
        yield {"type": "text", "raw": raw}
        return
    for index, part in enumerate(_ENTITY.split(raw)):
        character = unescape(part) if index % 2 else part
        if character != part:
            yield {"type": "escaped", "raw": character, "seen": part}
        elif part:
            yield {"type": "text", "raw": part}


def _runs(tokens: Iterable[Token]) -> Iterator[Run]:
    """Yield the words of tokens, and for everything else what a quote beside it would see."""
    for token in tokens:
        kind = token["type"]
        if kind == "text":
            yield Run(token["raw"])
        elif kind in _MARKS:
            opening, closing = _MARKS[kind]
            yield Run(opening, kept=True)
            yield from _runs(token["children"])
            yield Run(closing, kept=True)
        elif kind in ("softbreak", "linebreak"):
            yield Run("\n", kept=True)
        else:
            yield Run(token.get("seen") or _SEEN.get(kind, "<b>"), kept=True)


_SEEN = {"escaped": "\\\\", "codespan": "`c`", "image": "![]()", "footnote_mark": "[^1]", "math": "$$x$$"}


def _alternative(tokens: Iterable[Token]) -> str:
    """Return the plain words inside an image's brackets."""
    parts = []
    for token in tokens:
        if "children" in token:
            parts.append(_alternative(token["children"]))
        elif token["type"] in ("softbreak", "linebreak"):
            parts.append(" ")
        elif token["type"] == "escaped":
            parts.append(token["raw"])
        elif token["type"] != "inline_html":
            parts.append("".join(piece["raw"] for piece in _pieces(token.get("raw", ""))))
    return "".join(parts)
