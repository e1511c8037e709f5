"""The inside of a paragraph: raw text → inline nodes of our tree.

Except in kramdown, words are read twice: mistune's tokens are completed first (attribute lists go to their
spans), then typography is applied to all words at once, because a quote depends on what stands outside its
span. Only then are nodes made. kramdown's parser does all of this itself.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import unescape

from tui.markup import abbreviations, goldmark
from tui.markup.dialect import Dialect
from tui.markup.goldmark import Run
from tui.markup.inline_parser import inline_parser
from tui.markup.kramdown import attributes
from tui.markup.kramdown.span_html import with_attributes
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
        self._dialect = dialect
        self._hard_wrap = dialect.hard_wrap
        plain = replace(dialect, github=False) if dialect.kramdown else dialect
        self._parsers = inline_parser(dialect), inline_parser(plain)
        self.is_plain = False
        """Whether what is read stands in an HTML element or a footnote of kramdown's."""
        self._environment = environment
        options = environment.get("options", {})
        self.shows_formulas = options.get("math_engine", "mathjax") not in ("", "nil", "false")
        """Whether the site has an engine for formulas; without one their source is shown."""
        wanted = options.get("footnote_nr", "")
        self._first_number = int(wanted) if re.fullmatch("[0-9]{1,6}", wanted) else 1
        self._attribute_lists: dict[str, str] = environment.get("attribute_lists", {})
        self._meanings: abbreviations.Meanings | None = environment.get("abbreviations")

    def read(self, text: str) -> tuple[Inline, ...]:
        """Return the nodes of a paragraph, a heading, a cell or a term."""
        if not text:
            return ()
        tokens = self._parsers[self.is_plain](text.strip(" \r\n\t\f"), self._environment)
        if self._dialect.kramdown:
            return self._nodes(tokens, _texts(tokens))
        tokens = self._with_attributes(tokens)
        runs = list(_runs(tokens))
        words = self._curled(runs)
        open_words = (text for run, text in zip(runs, words, strict=True) if not run.kept)
        return self._nodes(tokens, open_words)

    @contextmanager
    def plain(self) -> Iterator[None]:
        """While it lasts, kramdown's GFM input has no say in where rows break, nor in identifiers."""
        outside = self.is_plain, self._hard_wrap
        self.is_plain = self._dialect.kramdown
        self._hard_wrap = self._hard_wrap and not self.is_plain
        yield
        self.is_plain, self._hard_wrap = outside

    def _curled(self, runs: list[Run]) -> list[str]:
        if not self._dialect.typography:
            return [run.text for run in runs]
        return goldmark.curl(runs, self._dialect.quotes, self._dialect.symbols)

    def _with_attributes(self, tokens: Iterable[Token]) -> list[Token]:
        """Give attribute lists to the spans they follow (elsewhere they are words), and resolve entities."""
        done: list[Token] = []
        for token in tokens:
            kind = token["type"]
            if kind == "attribute_list" and done and done[-1]["type"] not in _NO_SPANS:
                self._attach(done[-1], token["raw"])
                continue
            if kind == "text" or kind == "attribute_list":
                for piece in _pieces(token["raw"]):
                    if done and piece["type"] == done[-1]["type"] == "text":
                        done[-1] = {"type": "text", "raw": done[-1]["raw"] + piece["raw"]}
                    else:
                        done.append(piece)
                continue
            done.append(
                token | {"children": self._with_attributes(token["children"])} if kind in _MARKS else token
            )
        return done

    def _attach(self, token: Token, source: str) -> None:
        if token["type"] in _SPANS:
            found = attributes.read(source, self._attribute_lists)
            token["attributes"] = attributes.merge(token.get("attributes", ()), found)

    def _nodes(self, tokens: list[Token], words: Iterator[str]) -> tuple[Inline, ...]:
        """Make nodes; neighbouring words become one node, in which abbreviations are found."""
        nodes: list[Inline] = []
        text = ""
        for token in tokens:
            kind = token["type"]
            if kind == "text":
                text += next(words)
            elif kind == "escaped":
                text += token["raw"]
            else:
                nodes += self._words(text)
                text = ""
                if kind == "html_element":
                    nodes += self._html_element(token, words)
                elif kind == "raw":
                    nodes += _raw(token["raw"])
                else:
                    nodes.append(self._node(token, words))
        nodes += self._words(text)
        return tuple(_joined(nodes))

    def _words(self, text: str) -> Iterator[Inline]:
        """Yield words: their rows, and the abbreviations in them."""
        if not text:
            return
        *rows, last = text.split("\n")
        for row in rows:
            yield from self._row(row.rstrip(" \t"))
            yield Break(self._hard_wrap or (row.endswith("  ") and not self._dialect.hard_wrap))
        yield from self._row(last)

    def _row(self, row: str) -> Iterable[Inline]:
        if self._meanings:
            return abbreviations.split(row, self._meanings)
        return (Text(row),)

    def _html_element(self, token: Token, words: Iterator[str]) -> list[Inline]:
        """Return an element's tags and what is between them, where a row's end is never a hard break."""
        outside, self._hard_wrap = self._hard_wrap, False
        children = self._nodes(token["children"], words)
        self._hard_wrap = outside
        opening = InlineHtml(with_attributes(token["open"], token.get("attributes", ())))
        return [opening, *children, *([InlineHtml(token["close"])] if token["close"] else [])]

    def _node(self, token: Token, words: Iterator[str]) -> Inline:
        kind = token["type"]
        if kind in _STYLES:
            children = self._nodes(token["children"], words)
            return Styled(_STYLES[kind], children, token.get("attributes", ()))
        match kind:
            case "symbol":
                return Text(token["raw"])
            case "softbreak" | "linebreak":
                return Break(kind == "linebreak" or self._dialect.hard_wrap)
            case "codespan":
                return Code(token["raw"], token.get("attributes", ()))
            case "link" | "image":
                return self._link(token, words)
            case "inline_html":
                return InlineHtml(token["raw"])
            case "math":
                formula = token["raw"]
                return InlineMath(formula) if self.shows_formulas else Text(f"${' '.join(formula.split())}$")
            case "footnote_mark":
                label = self._environment["footnotes"][token["key"]]["label"]
                return FootnoteReference(
                    label, self.numbers.setdefault(token["key"], len(self.numbers) + self._first_number)
                )
        raise ValueError(f"mistune has a token that this room does not know: {kind}")

    def _link(self, token: Token, words: Iterator[str]) -> Link | Image:
        url = token["attrs"]["url"]
        title = token["attrs"].get("title") or ""
        title = title if self._dialect.kramdown else unescape(title)
        added = token.get("attributes", ())
        if token["type"] == "image":
            alternative = token["alt"] if "alt" in token else _alternative(token["children"])
            return Image(alternative, url, title, added)
        return Link(self._nodes(token["children"], words), url, title, added)


def _raw(text: str) -> Iterator[Inline]:
    """Yield words of HTML: nothing in them has a meaning."""
    for index, row in enumerate(text.split("\n")):
        if index:
            yield Break(False)
        if row:
            yield Text(row)


def _texts(tokens: Iterable[Token]) -> Iterator[str]:
    """Yield the words of tokens in reading order."""
    for token in tokens:
        if token["type"] == "text":
            yield token["raw"]
        elif "children" in token:
            yield from _texts(token["children"])


def _joined(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Yield nodes with neighbouring words as one, no white space at a row's start, one break at a time."""
    words: list[str] = []
    broken = False
    for node in nodes:
        if isinstance(node, Text):
            text = node.text.lstrip(" \t") if broken else node.text
            if text:
                words.append(text)
                broken = False
            continue
        if words:
            yield Text("".join(words))
            words.clear()
        if not (broken and isinstance(node, Break)):
            yield node
        broken = isinstance(node, Break)
    if words:
        yield Text("".join(words))


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
