"""The buffer of rendered text, which knows for each of its rows the row of the body.

The row is that of the first character in it, not that of the line feed before: after a tag of three rows that
prints nothing, the next words are three rows further down.
"""

from collections.abc import Callable

from tui.markup.liquid.values import Cut


class Output:
    """The text so far and its rows."""

    def __init__(self, most: int) -> None:
        """`most` is the number of characters that may be written."""
        self._most = most
        self._parts: list[str] = []
        self._rows = [0]
        self._fresh = True
        """The last row is still empty."""

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def rows(self) -> tuple[int, ...]:
        """The row of the body for each row of the text."""
        return tuple(self._rows)

    def allow(self, more: int) -> None:
        """Raise the limit by a number of characters."""
        self._most += more

    def inner(self) -> "Output":
        """Return an empty buffer for a part of the text; `take` adds it to this one."""
        return Output(self._most)

    def write(self, text: str, row: int, typed: bool = False) -> None:
        """Add a text; `row` is the row of the body where it, or the tag that printed it, begins.

        `typed` says that its rows are rows of the body. Raises Cut when the text is longer than the limit.
        """
        if not text:
            return
        if len(text) > self._most:
            raise Cut("it makes more text than the preview can take")
        self._most -= len(text)
        self._parts.append(text)
        if self._fresh:
            self._rows[-1] = row
        feeds = text.count("\n")
        if feeds:
            self._rows += range(row + 1, row + feeds + 1) if typed else [row] * feeds
        self._fresh = text.endswith("\n")

    def take(self, inner: "Output", stripped: bool = False, change: Callable[[str], str] = str) -> None:
        """Add an inner buffer, each row through `change`; `stripped` drops empty rows at both ends."""
        text, rows = inner.text, inner.rows
        if stripped:
            kept = text.lstrip("\r\n")
            rows = rows[text.count("\n", 0, len(text) - len(kept)) :]
            text = kept.rstrip("\r\n")
        for index, line in enumerate(text.split("\n")):
            if index:
                self.write("\n", rows[index - 1], typed=True)
            self.write(change(line), rows[index])
