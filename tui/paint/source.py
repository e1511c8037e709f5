"""The editor's colours: roles for one row of markdown source, with a state that is passed on to the next row.

Owns what a row is (front matter, fenced code, a heading, a list item); the marks inside the words are
`tui.paint.source_inlines`'s. Rows are coloured alone, so that a key costs one row: the words above a setext
underline or a table's dashes look like prose here; who has the rows may ask `is_table_rule`. A state holds
everything that a row depends on above it. If the state before a row is the same as earlier, all rows from
there on keep their colours.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal

from tui.paint.source_inlines import InlineScan, Piece


@dataclass(frozen=True, slots=True)
class State:
    """The constructs that are open before a row.

    `fence` is the character of an open code fence, `length` the number of these, `language` its language.
    `quoted` says that the fence is in a quote, with which it ends. `comment` says that a comment is open.
    """

    part: Literal["start", "yaml", "toml", "body"] = "start"
    fence: str = ""
    length: int = 0
    language: str = ""
    quoted: bool = False
    comment: bool = False


START = State()
"""The state before the first row of a post."""

_BODY = State("body")


@dataclass(frozen=True, slots=True)
class Mark:
    """A role for the columns from `start` up to `end`, in characters of the row."""

    start: int
    end: int
    role: str


@dataclass(frozen=True, slots=True)
class Coloured:
    """The marks of a row (later ones are painted over earlier ones), its ground, and the state after it.

    `ground` is the role of the whole row's background: "" or "code.background".
    """

    marks: tuple[Mark, ...]
    ground: str
    state: State


_CODE_GROUND = "code.background"
_MOST_NESTED = 20
_FENCES: dict[str, tuple[Literal["yaml", "toml"], tuple[str, ...]]] = {
    "---": ("yaml", ("---", "...")),
    "+++": ("toml", ("+++",)),
}
_TITLE = re.compile(r"title[ \t]*+[:=][ \t]*+(\S.*)")
_QUOTES = re.compile(r"(?:[ \t]*+>[ \t]?)++")
_QUOTE = re.compile(r"[ \t]*+(>)[ \t]?")
_ITEM = re.compile(r"[ \t]*+([-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*+")
_TASK = re.compile(r"(\[[ xX]\])[ \t]++")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_OPENING_FENCE = re.compile(r"[ \t]*+(?:(`{3,}+)([^`]*)|(~{3,}+)(.*))$")
_DEFINITION = re.compile(r"[ \t]*+(\[\^?|\*\[)([^\[\]]++)(\]:)")
_ADDRESS = re.compile(r"[ \t]++(\S++.*)")
_TERM = re.compile(r"(:)[ \t]++")
_COMMENT, _COMMENT_END = "<!--", "-->"

MOST_COLOURED = 60_000
"""Characters of a row of the body beyond which its words stay plain, because each key colours all of them."""


def colour(line: str, state: State) -> Coloured:
    """Return the colours of a row (without its line ending), given the state after the row above."""
    if state.part != "body":
        header = _colour_header(line, state)
        if header is not None:
            return header
        state = _BODY
    if state.fence:
        code = _colour_code(line, state)
        if code is not None:
            return code
        state = _BODY
    if state.comment:
        return _colour_comment(line)
    return _colour_body(line)


def _coloured(pieces: list[Piece], state: State, ground: str = "") -> Coloured:
    return Coloured(tuple(Mark(*piece) for piece in pieces if piece[0] < piece[1]), ground, state)


def _colour_header(line: str, state: State) -> Coloured | None:
    """Colour a row of front matter; None for a first row that does not open front matter."""
    text = line.rstrip()
    if state.part == "start":
        fence = _FENCES.get(text.removeprefix("\ufeff"))
        return _coloured([(0, len(line), "mark")], State(fence[0])) if fence else None
    if any(text in closings for part, closings in _FENCES.values() if part == state.part):
        return _coloured([(0, len(line), "mark")], _BODY)
    if text.lstrip().startswith("#"):
        return _coloured([(0, len(line), "comment")], state)
    pieces: list[Piece] = [(0, len(line), "muted")]
    if title := _TITLE.match(text):
        value = title[1]
        quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
        pieces.append((title.start(1) + quoted, title.end(1) - quoted, "strong"))
    return _coloured(pieces, state)


def _colour_code(line: str, state: State) -> Coloured | None:
    """Colour a row inside a fence; None when the quote around the fence has ended."""
    start = 0
    pieces: list[Piece] = []
    if state.quoted:
        quotes = _QUOTES.match(line)
        if quotes is None:
            return None
        start = quotes.end()
        pieces.append((0, start, "mark"))
    text = line[start:].strip()
    if len(text) >= state.length and not text.strip(state.fence):
        return _coloured([*pieces, (start, len(line), "mark")], _BODY, _CODE_GROUND)
    return _coloured([*pieces, (start, len(line), "code")], state, _CODE_GROUND)


def _colour_comment(line: str) -> Coloured:
    close = line.find(_COMMENT_END)
    if close < 0:
        return _coloured([(0, len(line), "comment")], replace(_BODY, comment=True))
    end = close + len(_COMMENT_END)
    scan = InlineScan(line, end)
    pieces = [(0, end, "comment"), *scan.words, *scan.marks]
    return _coloured(pieces, replace(_BODY, comment=scan.in_comment))


def _colour_body(line: str) -> Coloured:
    prefix = _Prefix(line)
    start, quoted = prefix.end, prefix.quoted
    base: list[Piece] = [(prefix.words, len(line), "quote")] if quoted else []
    if _is_rule(line[start:]):
        return _coloured([*base, *prefix.marks, (start, len(line), "mark")], _BODY)
    if fence := _OPENING_FENCE.match(line, start):
        return _open_fence(line, fence, prefix)
    if len(line) > MOST_COLOURED:
        is_open = line.rfind(_COMMENT) > line.rfind(_COMMENT_END)
        return _coloured([*base, *prefix.marks], replace(_BODY, comment=is_open))
    over, marks, inline_start = _row_kind(line, start)
    if prefix.done:
        over.append((start, len(line), "list.done"))
    pipes = line.startswith("|", start) or " | " in line
    scan = InlineScan(line, inline_start, pipes)
    pieces = [*base, *scan.words, *over, *prefix.marks, *marks, *scan.marks]
    return _coloured(pieces, replace(_BODY, comment=scan.in_comment))


class _Prefix:
    """The quote and list marks at the beginning of a row: their pieces, and where the words start."""

    def __init__(self, line: str) -> None:
        self.marks: list[Piece] = []
        self.end = 0
        self.words = 0
        self.done = False
        for _ in range(_MOST_NESTED):
            quote = _QUOTE.match(line, self.end)
            found = quote or (None if _is_rule(line[self.end :]) else _ITEM.match(line, self.end))
            if found is None:
                break
            self.marks.append((*found.span(1), "mark"))
            self.end = found.end()
            if quote:
                self.words = self.end
            elif task := _TASK.match(line, self.end):
                self.marks.append((*task.span(1), "mark"))
                self.end = task.end()
                self.done = task[1] != "[ ]"
                break
        self.quoted = self.words > 0


def _open_fence(line: str, fence: re.Match[str], prefix: _Prefix) -> Coloured:
    signs, words = (1, 2) if fence[1] else (3, 4)
    language = fence[words].strip().split(maxsplit=1)[0] if fence[words].strip() else ""
    state = replace(
        _BODY, fence=fence[signs][0], length=len(fence[signs]), language=language, quoted=prefix.quoted
    )
    pieces = [*prefix.marks, (*fence.span(signs), "mark"), (*fence.span(words), "code.label")]
    return _coloured(pieces, state, _CODE_GROUND)


def _row_kind(line: str, start: int) -> tuple[list[Piece], list[Piece], int]:
    """Return the pieces for the words and for the signs of a row's kind, and where its inlines start."""
    if heading := _HEADING.match(line, start):
        marks: list[Piece] = [(start, heading.end(), "mark")]
        text = line.rstrip()
        closing = len(text.rstrip("#"))
        if closing < len(text) and closing > heading.end() and line[closing - 1].isspace():
            marks.append((closing, len(text), "mark"))
        return [(heading.end(), len(line), f"heading.{len(heading[1])}")], marks, heading.end()
    if definition := _DEFINITION.match(line, start):
        return [], *_define(line, definition)
    if term := _TERM.match(line, start):
        return [], [(*term.span(1), "mark")], term.end()
    if is_table_rule(line[start:]):
        return [], [(start, len(line), "mark")], len(line)
    return [], [], start


def _define(line: str, definition: re.Match[str]) -> tuple[list[Piece], int]:
    """Return the pieces of the definition of a footnote, a link or an abbreviation, and where they end."""
    role = {"[^": "footnote", "[": "link.source", "*[": "strong"}[definition[1]]
    pieces: list[Piece] = [
        (*definition.span(1), "mark"),
        (*definition.span(2), role),
        (*definition.span(3), "mark"),
    ]
    address = _ADDRESS.match(line, definition.end()) if definition[1] == "[" else None
    if address is None:
        return pieces, definition.end()
    return [*pieces, (*address.span(1), "link.url")], len(line)


def _is_rule(text: str) -> bool:
    """Whether a row is a thematic break or the underline of a heading."""
    if not text.lstrip().startswith(("-", "=", "*", "_")):
        return False
    signs = "".join(text.split())
    if len(signs) < 2 or signs.strip(signs[0]):
        return False
    return signs[0] in "-=" or (signs[0] in "*_" and len(signs) > 2)


def is_table_rule(text: str) -> bool:
    """Whether a row is the dashes of a table; give it without the marks of quotes and lists before it."""
    return "|" in text and ("-" in text or "=" in text) and not text.strip("|:-=+ \t")


def quotes_end(line: str) -> int:
    """Return the column after the marks of quotes at the beginning of a row."""
    quotes = _QUOTES.match(line)
    return quotes.end() if quotes else 0
