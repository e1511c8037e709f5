"""Source rows while mistune parses: a parser state that knows the source row of each of its lines.

The content of a quote, an item or a note is parsed as a text of its own, line by line the same as the outer
text. Only the content of an item whose marker stands alone begins one row later.
"""

import re
from bisect import bisect_right

from mistune.core import BlockState

from tui.markup.tokens import Token

MOST_LEVELS = 12
"""Nested quotes and lists beyond which markers are text, because each level parses its text again."""

_EMPTY_MARKER = re.compile(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]*$")


class RowState(BlockState):
    """mistune's state of one text (the whole body, or the content of a quote or an item), with rows."""

    def __init__(self, parent: "RowState | None" = None) -> None:
        super().__init__(parent)
        self.base = 0
        """Source row of this text's first line."""
        self.began = 0
        """Source row where the rule that is running matched."""
        self.items: list[tuple[int, int]] = []
        """Rows of the items of the list that is being read."""
        self.next_item: int | None = None
        """Row of the item that is being read, None outside a list."""
        self.gathering = False
        """A list or quote is collecting its lines: a block that cuts it short is not parsed yet."""
        self.open_tag = ""
        """Name of the HTML element whose blocks are being read."""
        self.closed = False
        """The end tag of `open_tag` has been read."""
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
        """Return the end row (excluded) of a block that began in row `start` and was read up to an offset.

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
        """Return the state of a text inside this one, whose lines are lines of this text in order."""
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
        """Return the state of a text inside this one whose first line is in a given row."""
        child = RowState(self)
        child.process(src)
        child.base = row
        return child

    def same_text(self, cursor: int, tag: str) -> "RowState":
        """Return a state that reads this text on from an offset, up to the end of an HTML element."""
        child = RowState(self)
        child.src, child.cursor, child.cursor_max = self.src, cursor, self.cursor_max
        child.base, child.open_tag = self.base, tag
        child._line_starts, child._absent = self._line_starts, self._absent
        return child

    def is_deep(self) -> bool:
        """Whether nothing more may be nested here (see `MOST_LEVELS`)."""
        return bool(self.depth() >= MOST_LEVELS - 1)

    def find_once(self, needle: str, position: int) -> int:
        """Return the offset of a string at or after `position`, or -1; a failed search is not repeated."""
        if position >= self._absent.get(needle, self.cursor_max):
            return -1
        found = self.src.find(needle, position)
        if found < 0:
            self._absent[needle] = position
        return found

    def search_once(self, pattern: str, position: int) -> re.Match[str] | None:
        """Return the first match of a pattern at or after `position`; a failed search is not repeated."""
        if position >= self._absent.get(pattern, self.cursor_max):
            return None
        found = re.compile(pattern, re.MULTILINE).search(self.src, position)
        if not found:
            self._absent[pattern] = position
        return found

    def missed(self, row: int) -> bool:
        """Whether a rule above a row searched for its end as far as the end of the text and found none."""
        limit = self._line_starts[row] if row < len(self._line_starts) else self.cursor_max
        return any(position <= limit for position in self._absent.values())

    def append_token(self, token: Token) -> None:
        """Add a token that begins in the row where the rule that is running matched."""
        token.setdefault("start", self.began)
        self.tokens.append(token)

    def prepend_token(self, token: Token) -> None:
        """Add a quote that another block cuts short; appended, as that block is not parsed yet."""
        self.append_token(token)

    def stamp_end(self, position: int) -> None:
        """Set the end row of the last token, read up to an offset; a paragraph's follows from its text."""
        token = self.last_token()
        if token and token["type"] != "paragraph" and "end" not in token:
            token["end"] = self.end_at(position, token["start"])

    def add_paragraph(self, text: str) -> None:
        """Add lines to the current paragraph, or begin one."""
        super().add_paragraph(text)
        self.tokens[-1].setdefault("start", self.row_at(self.cursor))
