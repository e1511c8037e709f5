"""Source rows while mistune parses: a parser state that knows in which row each of its lines lies.

The one thing to get right: what lies inside a quote, an item or a note is a text of its own, whose
lines are the lines of the outer text one by one; only an item whose marker stands alone begins a row later.
"""

import re
from bisect import bisect_right

from mistune.core import BlockState

from tui.markup.tokens import Token

MOST_LEVELS = 12
"""Quotes and lists inside each other beyond which markers are text: each level reads its text again."""

_EMPTY_MARKER = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]*$")


class RowState(BlockState):
    """mistune's state of one text (the whole body, or what lies inside a quote or an item), with rows."""

    def __init__(self, parent: "RowState | None" = None) -> None:
        super().__init__(parent)
        self.base = 0
        """Row of this text's first line."""
        self.began = 0
        """Row where the rule that runs now matched."""
        self.items: list[tuple[int, int]] = []
        """Rows of the items of the list that is being read."""
        self.next_item: int | None = None
        """Row of the item that is being read, None outside a list."""
        self.gathering = False
        """A list or quote collects its lines: blocks that cut it short have to wait."""
        self.open_tag = ""
        """Name of the HTML element whose blocks are being read."""
        self.closed = False
        """Its end tag has been read."""
        self._line_starts: list[int] = []
        self._absent: dict[str, int] = {}

    def process(self, src: str) -> None:
        """Take a text to parse."""
        super().process(src)
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", src))]

    def row_at(self, position: int) -> int:
        """Return the row of an offset in this text."""
        return self.base + bisect_right(self._line_starts, position) - 1

    def end_at(self, position: int, start: int) -> int:
        """Return the row after a block that began in row `start` and was read up to an offset.

        Blank rows at its end do not belong to it.
        """
        line = bisect_right(self._line_starts, max(min(position, self.cursor_max), 1) - 1)
        first = start - self.base
        while line > first + 1 and not self._line(line - 1).strip(" \t\n\v\f"):
            line -= 1
        return self.base + line

    def _line(self, index: int) -> str:
        return self.src[self._line_starts[index] : self.find_line_end_at(self._line_starts[index])]

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> "RowState":
        """Return the state of a text inside this one; its lines are lines of this one, in order."""
        child = self.child_at(src, self.began)
        if lazy_line_starts:
            child.lazy_line_starts = lazy_line_starts
        if self.next_item is not None:
            row = self.next_item
            child.base = row + bool(_EMPTY_MARKER.match(self._line(row - self.base)))
            lines = src.rstrip()
            self.items.append((row, child.base + lines.count("\n") + 1 if lines else row + 1))
            self.next_item = self.row_at(self.cursor) - 1
        return child

    def child_at(self, src: str, row: int) -> "RowState":
        """Return the state of a text inside this one that begins in a given row."""
        child = RowState(self)
        child.process(src)
        child.base = row
        return child

    def same_text(self, cursor: int, tag: str) -> "RowState":
        """Return a state that reads on in this text from an offset, up to the end of an HTML element."""
        child = RowState(self)
        child.src, child.cursor, child.cursor_max = self.src, cursor, self.cursor_max
        child.base, child.open_tag = self.base, tag
        child._line_starts, child._absent = self._line_starts, self._absent
        return child

    def is_deep(self) -> bool:
        """Tell whether nothing more may be nested here: each level reads its text again."""
        return bool(self.depth() >= MOST_LEVELS - 1)

    def find_once(self, needle: str, position: int) -> int:
        """Return the offset of a string at or after another one, or -1; a search in vain is not repeated."""
        if position >= self._absent.get(needle, self.cursor_max):
            return -1
        found = self.src.find(needle, position)
        if found < 0:
            self._absent[needle] = position
        return found

    def search_once(self, pattern: str, position: int) -> re.Match[str] | None:
        """Return the match of a pattern after an offset; a search in vain is not repeated."""
        if position >= self._absent.get(pattern, self.cursor_max):
            return None
        found = re.compile(pattern, re.MULTILINE).search(self.src, position)
        if not found:
            self._absent[pattern] = position
        return found

    def missed(self, row: int) -> bool:
        """Tell whether something above a row searched the whole text for its end and found none."""
        limit = self._line_starts[row] if row < len(self._line_starts) else self.cursor_max
        return any(position <= limit for position in self._absent.values())

    def append_token(self, token: Token) -> None:
        """Add a token; it begins where the rule that runs now matched."""
        token.setdefault("start", self.began)
        self.tokens.append(token)

    def prepend_token(self, token: Token) -> None:
        """Add a quote that another block cuts short: that block has not been read yet."""
        self.append_token(token)

    def stamp_end(self, position: int) -> None:
        """Note that the last token was read up to an offset; of a paragraph, its text tells."""
        token = self.last_token()
        if token and token["type"] != "paragraph" and "end" not in token:
            token["end"] = self.end_at(position, token["start"])

    def add_paragraph(self, text: str) -> None:
        """Add lines to the paragraph, which may begin here."""
        super().add_paragraph(text)
        self.tokens[-1].setdefault("start", self.row_at(self.cursor))
