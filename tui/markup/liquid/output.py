"""Where rendered text goes: a buffer that knows in which row of the body each of its rows was typed.

A row belongs to its first character, not to the line feed before it: after a tag of three rows that prints
nothing, the next words are three rows further down.
"""

from collections.abc import Callable

from tui.markup.liquid.values import Cut


class Output:
    """The text so far and its rows."""

    def __init__(self, most: int) -> None:
        """`most` characters fit in."""
        self._most = most
        self._parts: list[str] = []
        self._rows = [0]
        self._fresh = True
        """Nothing stands in the last row yet."""

    @property
    def text(self) -> str:
        """What was written."""
        return "".join(self._parts)

    @property
    def rows(self) -> tuple[int, ...]:
        """The row of the body for each row of the text."""
        return tuple(self._rows)

    def allow(self, more: int) -> None:
        """Let that many characters more fit in."""
        self._most += more

    def inner(self) -> "Output":
        """Return a buffer for a part that is to be looked at before it is written."""
        return Output(self._most)

    def write(self, text: str, row: int, typed: bool = False) -> None:
        """Add a text; `row` is where it was typed, or where the tag that made it stands.

        `typed` says that its line feeds are rows of the body too. Raises Cut when it does not fit.
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
        """Add the rows of an inner buffer, each as changed; `stripped` leaves out empty ones at both ends."""
        text, rows = inner.text, inner.rows
        if stripped:
            kept = text.lstrip("\r\n")
            rows = rows[text.count("\n", 0, len(text) - len(kept)) :]
            text = kept.rstrip("\r\n")
        for index, line in enumerate(text.split("\n")):
            if index:
                self.write("\n", rows[index - 1], typed=True)
            self.write(change(line), rows[index])
