"""Where misspelt words are marked in a row: what the editor asks while it paints.

Nothing here waits: a word without a verdict is unmarked and wanted, to be asked for in a batch. The word at
the cursor is neither marked nor wanted, or each letter of a new word would be a question and a flash of
colour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tui.prose.spelling.mask import MaskState, mask_line, words_in

Role = Literal["misspelt.likely", "misspelt.unknown"]

Mark = tuple[int, int, Role]
"""Start and end column, and the role it is painted in."""

ROWS_KEPT = 8192
"""Rows whose words are remembered: a long post and the screens before it."""

_ROLES: dict[str, Role] = {"likely": "misspelt.likely", "unknown": "misspelt.unknown"}


@dataclass(frozen=True, slots=True)
class RowWords:
    """The words of a row that can be misspelt (start, end, word), and the state for the row below."""

    words: tuple[tuple[int, int, str], ...]
    after: MaskState


@lru_cache(maxsize=ROWS_KEPT)
def read_row(row: str, state: MaskState) -> RowWords:
    """Return the words of a row; `state` is that of the row above, `mask.START` for row 0 of a file.

    Remembered by text and state, so an unchanged row costs a look-up. After a change go on with the
    rows below only while `after` differs from the state they were read with.
    """
    masked, after = mask_line(row, state)
    return RowWords(tuple(words_in(masked)), after)


class Verdicts:
    """What the dictionary has said of words so far, and which words it is still to be asked for."""

    def __init__(self) -> None:
        self._verdicts: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._asked: set[str] = set()

    def marks(self, row: str, state: MaskState, cursor: int | None = None) -> list[Mark]:
        """Return the marks of a row in order; `cursor` is the cursor's column when it is in this row.

        Words without a verdict come to be wanted. A row that was read before costs under 0.05 ms.
        """
        marks: list[Mark] = []
        for start, end, word in read_row(row, state).words:
            if cursor is not None and start <= cursor <= end:
                continue
            verdict = self._verdicts.get(word)
            if verdict is None:
                if word not in self._asked:
                    self._wanted.add(word)
            elif role := _ROLES.get(verdict):
                marks.append((start, end, role))
        return marks

    def count(self, row: str, state: MaskState) -> tuple[int, bool]:
        """Return how many marks a row has, and whether all its words have a verdict; others become wanted."""
        found = len(self.marks(row, state))
        return found, all(word in self._verdicts for _, _, word in read_row(row, state).words)

    def take_wanted(self) -> set[str]:
        """Return the words to ask for now; they are not wanted again until `learn` or `forget`."""
        wanted, self._wanted = self._wanted, set()
        self._asked |= wanted
        return wanted

    def learn(self, verdicts: Mapping[str, str]) -> None:
        """Take in what the dictionary said: known, likely, unknown or ignored by word."""
        self._verdicts.update(verdicts)
        self._asked -= verdicts.keys()

    def forget(self, words: Iterable[str] | None = None) -> None:
        """Drop what is known of some words, or of all: the asking failed, or the own words changed."""
        if words is None:
            self._verdicts.clear()
            self._asked.clear()
            return
        for word in words:
            self._verdicts.pop(word, None)
            self._asked.discard(word)
