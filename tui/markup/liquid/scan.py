"""Splits a body into text, `{{ … }}` and `{% … %}`, in one pass.

This comes before all other parsing. Quotes, code and fences protect nothing: `{{` ends at the next `}`, `{%`
at the next `%}`. Only the content of `raw` and `comment` is not split.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

from tui.markup.liquid.values import Problem

_OPENING = re.compile(r"\{[{%]")
_NAME = re.compile(r"\{%-?\s*(#|\w+)")
_END_RAW = re.compile(r"\{%\s*endraw\s*-?%\}")
_COMMENT = re.compile(r"\{%-?\s*(raw|comment|endcomment)\b")
_WHITE = " \t\n\v\f\r\0"

MOST_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a body. `start` is the offset where its text or its braces begin."""

    kind: Literal["text", "output", "tag"]
    source: str
    """As written, braces included."""
    start: int
    row: int
    name: str = ""
    """The name of a tag, empty for other kinds."""
    markup: str = ""
    """The text between the braces without the tag's name; of a comment its content."""


class Problems:
    """The problems of one body by offset, without repetition."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(feed.end() for feed in re.finditer("\n", text))]
        self._found: dict[tuple[int, str], None] = {}

    def add(self, offset: int, message: str) -> None:
        """Add a problem at an offset; those beyond `MOST_PROBLEMS` are dropped."""
        if len(self._found) < MOST_PROBLEMS:
            self._found[offset, message] = None

    def row(self, offset: int) -> int:
        """Return the row of an offset."""
        return bisect_right(self._starts, offset) - 1

    def places(self) -> list[tuple[int, str]]:
        """Return the offsets and messages in the order of the body."""
        return sorted(self._found)

    def all(self) -> tuple[Problem, ...]:
        """Return the problems in the order of the body."""
        return tuple(self._problem(*found) for found in self.places())

    def _problem(self, offset: int, message: str) -> Problem:
        row = self.row(offset)
        return Problem(row, offset - self._starts[row], message)


def scan(text: str, problems: Problems) -> list[Piece]:
    """Return the pieces of a body, in linear time. An unclosed tag or output is text, and a problem."""
    return _Scanner(text, problems).pieces()


class _Scanner:
    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._pieces: list[Piece] = []
        self._from = 0
        """The offset of the first text that is in no piece yet."""
        self._untrimmed = 0
        """The offset after the last `raw`, whose end tag does not trim white space."""
        self._missing: set[str] = set()
        """Strings and tags whose search has failed; it is not repeated further down."""

    def pieces(self) -> list[Piece]:
        position = 0
        while opening := _OPENING.search(self._text, position):
            start = opening.start()
            position = self._output(start) if opening[0] == "{{" else self._tag(start)
        self._add_text(len(self._text))
        return self._pieces

    def _output(self, start: int) -> int:
        end = self._find("}", start + 2)
        if end < 0 or self._text[end : end + 2] != "}}":
            self._problems.add(start, "{{ is not closed")
            return start + 2 if end < 0 else end + 1
        return self._add("output", start, end + 2, "", self._text[start + 2 : end].strip("-").strip(_WHITE))

    def _tag(self, start: int) -> int:
        end = self._find("%}", start + 2) + 2
        if end < 2:
            self._problems.add(start, "{% is not closed")
            return start + 2
        name = _NAME.match(self._text, start, end)
        if name is None:
            self._problems.add(start, "a tag without a name")
            return end
        markup = self._text[name.end() : end - 2].removesuffix("-").strip(_WHITE)
        if name[1] == "raw" and markup:
            self._problems.add(start, "{% raw %} takes no arguments")
            return end
        if name[1] in ("raw", "comment"):
            return self._withheld(name[1], start, end)
        return self._add("tag", start, end, name[1], markup)

    def _withheld(self, name: str, opened: int, begin: int) -> int:
        """Add a `raw` or a `comment`, whose tag ends at `begin`, without splitting its content."""
        found = None if name in self._missing else self._end_of(name, begin)
        if found is None:
            self._missing.add(name)
            self._problems.add(opened, f"{{% {name} %}} is not closed")
            return begin
        inner_end, end = found
        self._add_text(opened)
        self._trim_before(opened)
        if name == "raw":
            inner = self._text[begin:inner_end]
            self._pieces.append(Piece("text", inner, begin, self._problems.row(begin)))
            self._untrimmed = end
        else:
            row, inner = self._problems.row(opened), self._text[begin:inner_end]
            self._pieces.append(Piece("tag", self._text[opened:end], opened, row, "comment", inner))
        self._from = end
        return end

    def _end_of(self, name: str, start: int) -> tuple[int, int] | None:
        """Return the offsets where the content of a `raw` or a `comment` ends, and where its end tag ends."""
        if name == "raw":
            found = _END_RAW.search(self._text, start)
            return (found.start(), found.end()) if found else None
        depth = 1
        while found := _COMMENT.search(self._text, start):
            start = self._find("%}", found.end()) + 2
            if start < 2:
                return None
            if found[1] == "raw" and "raw" not in self._missing:
                raw = _END_RAW.search(self._text, start)
                if raw is None:
                    self._missing.add("raw")
                start = raw.end() if raw else start
            depth += {"comment": 1, "endcomment": -1}.get(found[1], 0)
            if not depth:
                return found.start(), start
        return None

    def _find(self, what: str, start: int) -> int:
        found = -1 if what in self._missing else self._text.find(what, start)
        if found < 0:
            self._missing.add(what)
        return found

    def _add(self, kind: Literal["output", "tag"], start: int, end: int, name: str, markup: str) -> int:
        self._add_text(start)
        self._trim_before(start)
        row = self._problems.row(start)
        self._pieces.append(Piece(kind, self._text[start:end], start, row, name, markup))
        self._from = end
        return end

    def _add_text(self, end: int) -> None:
        if self._from < end:
            start, text = self._trimmed(self._from, self._text[self._from : end])
            self._pieces.append(Piece("text", text, start, self._problems.row(start)))
        self._from = end

    def _trimmed(self, start: int, text: str) -> tuple[int, str]:
        """Return the offset and the text without the white space that a `-%}` before it removes."""
        if start != self._untrimmed and self._text.endswith(("-%}", "-}}"), 0, start):
            rest = text.lstrip(_WHITE)
            return start + len(text) - len(rest), rest
        return start, text

    def _trim_before(self, start: int) -> None:
        """Remove the white space before a `{%-` from the text before it."""
        if self._text.startswith("-", start + 2) and self._pieces and self._pieces[-1].kind == "text":
            last = self._pieces[-1]
            text = last.source.rstrip(_WHITE)
            self._pieces[-1] = Piece("text", text, last.start, last.row)


def as_written(piece: Piece) -> Piece:
    """Return a tag or an output as a piece of text."""
    return Piece("text", piece.source, piece.start, piece.row)
