"""The colours of markdown's inline marks in one row of source: emphasis, links, code, tags and so on.

One pass from left to right with a stack of open marks takes time proportional to the row: a search that
failed is never repeated, and nesting is limited. The colours show what the writer most likely means; only
the page follows the engine exactly. Of constructs that span rows only comments are seen.
"""

import re
from collections.abc import Callable
from typing import ClassVar

Piece = tuple[int, int, str]
"""First column, the column after the last, and a role."""

_SPECIAL = re.compile(r"\\[!-/:-@\[-`{-~]?|``*|<|&|\{|\[\[*|\]|\*\**|__*|~~*|\||h(?<![^\W_]h)ttps?://")
"""Each alternative begins with a literal character, so that a search skips words about ten times faster."""
_TICKS = re.compile("`+")
_ADDRESS = re.compile(r"<(?:(?:https?://|mailto:)[^<>\s]++|[\w.+-]++@[\w.-]++)>")
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]++\]")
_IDENTIFIER = re.compile(r"\{#[^{}\s]*+\}")
_DESTINATION = re.compile(
    r"\(\s*+(?:<[^<>]*+>|(?:\{\{[^{}]*+\}\}|\{%[^{}]*+\}|[^\s()]|\([^\s()]*+\))*+)"
    r"""(?:\s++(?:"[^"]*+"|'[^']*+'|\([^()]*+\)))?+\s*+\)"""
)
_REFERENCE = re.compile(r"\[[^\[\]]*+\]")
_URL = re.compile(r"""https?://[^\s<>"`()\[\]{}|*]++""")
_URL_END = ".,:;!?'_~"
_CLOSERS = {"{{": "}}", "{%": "%}", "{:": "}"}
_DEEPEST = 32
_LONGEST_DELIMITER = 3


class InlineScan:
    """The inline marks of one row from a column on.

    `words` are the pieces of styled words, `marks` the pieces of the signs around them, to be painted over
    the words. `in_comment` says that the row ends inside a comment.
    """

    def __init__(self, line: str, start: int, pipes: bool = False) -> None:
        self.words: list[Piece] = []
        self.marks: list[Piece] = []
        self.in_comment = False
        self._line = line
        self._start = start
        self._pipes = pipes
        self._brackets: list[int] = []
        self._delimiters: list[tuple[str, int, int]] = []
        self._open = {"*": 0, "_": 0, "~": 0}
        self._missing: set[str] = set()
        self._closing_ticks: dict[int, int] | None = None
        self._scan()

    def _scan(self) -> None:
        line, offset = self._line, self._start
        while special := _SPECIAL.search(line, offset):
            offset = self._HANDLERS[line[special.start()]](self, special.start(), special.end())

    def _escape(self, start: int, end: int) -> int:
        if end - start == len("\\*"):
            self.marks.append((start, start + 1, "mark"))
        return end

    def _code(self, start: int, end: int) -> int:
        if self._closing_ticks is None:
            self._closing_ticks = _pairs(self._line)
        closing = self._closing_ticks.get(start)
        if closing is None:
            return end
        after = closing + end - start
        self.words += [(end, closing, "code"), (end, closing, "code.background")]
        self.marks += [(start, end, "mark"), (closing, after, "mark")]
        return after

    def _angle(self, start: int, end: int) -> int:
        line = self._line
        if line.startswith("<!--", start):
            close = line.find("-->", start + len("<!--"))
            self.in_comment = close < 0
            end = len(line) if close < 0 else close + len("-->")
            self.marks.append((start, end, "comment"))
            return end
        if found := _ADDRESS.match(line, start):
            self.words.append((start + 1, found.end() - 1, "link.url"))
            self.marks += [(start, start + 1, "mark"), (found.end() - 1, found.end(), "mark")]
            return found.end()
        return self._matched(_TAG, "muted", start) or end

    def _entity(self, start: int, end: int) -> int:
        return self._matched(_ENTITY, "muted", start) or end

    def _matched(self, pattern: re.Pattern[str], role: str, start: int) -> int:
        """Mark the match of a pattern at a column; return the column after it, 0 without a match."""
        found = pattern.match(self._line, start)
        if found is None:
            return 0
        self.marks.append((start, found.end(), role))
        return found.end()

    def _brace(self, start: int, end: int) -> int:
        opening = self._line[start : start + 2]
        closer = _CLOSERS.get(opening)
        if closer is None or closer in self._missing:
            return self._matched(_IDENTIFIER, "attribute", start) or end
        close = self._line.find(closer, start + len(opening))
        if close < 0:
            self._missing.add(closer)
            return end
        after = close + len(closer)
        self.marks.append((start, after, "attribute" if opening == "{:" else "muted"))
        return after

    def _bracket(self, start: int, end: int) -> int:
        if found := _FOOTNOTE.match(self._line, end - 1):
            self._brackets += range(start, end - 1)
            self.words.append((end + 1, found.end() - 1, "footnote"))
            self.marks += [(end - 1, end + 1, "mark"), (found.end() - 1, found.end(), "mark")]
            return found.end()
        self._brackets += range(start, end)
        return end

    def _link(self, start: int, end: int) -> int:
        if not self._brackets:
            return end
        opening = self._brackets.pop()
        found = _DESTINATION.match(self._line, end) or _REFERENCE.match(self._line, end)
        if found is None:
            return end
        image = opening > self._start and self._line[opening - 1] == "!"
        # a link cannot hold another link, but it may hold an image
        self._brackets = self._brackets[-_DEEPEST:] if image else []
        self.words.append((opening + 1, start, "link.source"))
        self.marks += [
            (opening - image, opening + 1, "mark"),
            (start, end + 1, "mark"),
            (end + 1, found.end() - 1, "link.url"),
            (found.end() - 1, found.end(), "mark"),
        ]
        return found.end()

    def _pipe(self, start: int, end: int) -> int:
        if self._pipes:
            self.marks.append((start, end, "mark"))
        return end

    def _url(self, start: int, end: int) -> int:
        found = _URL.match(self._line, start)
        if found is None:
            return end
        end = start + len(found[0].rstrip(_URL_END))
        self.words.append((start, end, "link.url"))
        return end

    def _delimiter(self, start: int, end: int) -> int:
        """Pair runs of `*`, `_` and `~~` as in CommonMark (0.31, 6.2), without its rule of multiples of 3."""
        line = self._line
        char = line[start]
        if end - start > _LONGEST_DELIMITER or (char == "~" and end - start != len("~~")):
            return end
        opens, closes = _flanks(line[start - 1 : start] or " ", char, line[end : end + 1] or " ")
        left = start
        while closes and left < end and self._open[char]:
            left = self._close(char, left, end)
        if opens and left < end and len(self._delimiters) < _DEEPEST:
            self._delimiters.append((char, left, end))
            self._open[char] += 1
        return end

    def _close(self, char: str, start: int, end: int) -> int:
        """Close the nearest open run of a character; return the column where the closing run goes on."""
        while True:
            kind, first, last = self._delimiters.pop()
            self._open[kind] -= 1
            if kind == char:
                break
        size = min(last - first, end - start, 2)
        role = "strike" if char == "~" else "strong" if size == 2 else "emphasis"
        self.words.append((last, start, role))
        self.marks += [(last - size, last, "mark"), (start, start + size, "mark")]
        if last - size > first:
            self._delimiters.append((char, first, last - size))
            self._open[char] += 1
        return start + size

    _HANDLERS: ClassVar[dict[str, Callable[["InlineScan", int, int], int]]] = {
        "\\": _escape,
        "`": _code,
        "<": _angle,
        "&": _entity,
        "{": _brace,
        "[": _bracket,
        "]": _link,
        "|": _pipe,
        "h": _url,
        **dict.fromkeys("*_~", _delimiter),
    }


def _flanks(before: str, char: str, after: str) -> tuple[bool, bool]:
    """Return whether a run of delimiters between two characters may open, and whether it may close."""
    starts = not after.isspace() and (after.isalnum() or not before.isalnum())
    ends = not before.isspace() and (before.isalnum() or not after.isalnum())
    if char != "_":
        return starts, ends
    return starts and not before.isalnum(), ends and not after.isalnum()


def _pairs(line: str) -> dict[int, int]:
    """Return, for the column of every run of backticks, the column of the next run of that length."""
    pairs: dict[int, int] = {}
    following: dict[int, int] = {}
    for run in reversed(list(_TICKS.finditer(line))):
        size = len(run[0])
        if size in following:
            pairs[run.start()] = following[size]
        following[size] = run.start()
    return pairs
