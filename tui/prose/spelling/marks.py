"""The marks under misspelt words of a row, for the editor while it paints.

Nothing here waits. A word without a verdict has no mark and is noted as wanted; `take_wanted` returns these
words, to be asked for together. The word at the cursor is neither marked nor wanted: otherwise each letter of
a new word would send a question and flash a colour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from tui.prose.spelling.mask import MaskState, mask_line, words_in

Role = Literal["misspelt.likely", "misspelt.unknown"]

Mark = tuple[int, int, Role]
"""Start column, end column, and the role of the theme in which it is painted."""

ROWS_KEPT = 8192
"""Rows whose words are cached: those of a long post and more."""

_ROLES: dict[str, Role] = {"likely": "misspelt.likely", "unknown": "misspelt.unknown"}


@dataclass(frozen=True, slots=True)
class RowWords:
    """The words of a row that can be misspelt (start, end, word), and the state for the row below."""

    words: tuple[tuple[int, int, str], ...]
    after: MaskState


@lru_cache(maxsize=ROWS_KEPT)
def read_row(row: str, state: MaskState) -> RowWords:
    """Return the words of a row; `state` is that after the row above, `mask.START` for row 0 of a file.

    Cached by text and state, so an unchanged row costs one look-up. After a change, read the rows below again
    only while `after` differs from the state with which the next row was read.
    """
    masked, after = mask_line(row, state)
    return RowWords(tuple(words_in(masked)), after)


class Verdicts:
    """The dictionary's verdicts so far, and the words for which it has not been asked yet."""

    def __init__(self) -> None:
        self._verdicts: dict[str, str] = {}
        self._wanted: set[str] = set()
        self._asked: set[str] = set()

    def marks(self, row: str, state: MaskState, cursor: int | None = None) -> list[Mark]:
        """Return the marks of a row in order; `cursor` is the cursor's column when it is in this row.

        Words without a verdict become wanted. A row that was read before costs under 0.05 ms.
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
        """Return how many marks a row has, and whether all its words have a verdict.

        Words without one become wanted.
        """
        found = len(self.marks(row, state))
        return found, all(word in self._verdicts for _, _, word in read_row(row, state).words)

    def take_wanted(self) -> set[str]:
        """Return the wanted words, to be asked for now; they do not become wanted again until `forget`."""
        wanted, self._wanted = self._wanted, set()
        self._asked |= wanted
        return wanted

    def learn(self, verdicts: Mapping[str, str]) -> None:
        """Add verdicts of the dictionary: word → known, likely, unknown or ignored."""
        self._verdicts.update(verdicts)
        self._asked -= verdicts.keys()

    def forget(self, words: Iterable[str] | None = None) -> None:
        """Remove the verdicts of some words, or of all, so that they are asked for again.

        For when asking failed, or when the writer's own words changed.
        """
        if words is None:
            self._verdicts.clear()
            self._asked.clear()
            return
        for word in words:
            self._verdicts.pop(word, None)
            self._asked.discard(word)
