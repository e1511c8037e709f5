"""Source rows while mistune parses: a parser state that knows in which row each of its lines lies.

The one thing to get right: what lies inside a quote, an item or a note is a text of its own, whose
lines are the lines of the outer text one by one; only an item whose marker stands alone begins a row later.
"""

import re
from bisect import bisect_right

from mistune.core import BlockState

from tui.markup.tokens import Token

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
        self._line_starts: list[int] = []

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
        while line > first + 1 and not self._line(line - 1).strip():
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
