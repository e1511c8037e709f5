"""Abbreviations: their definitions, and where they occur in a text.

Only whole words count: HTML does not occur in HTML5.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from tui.markup.tree import Abbreviation, Text

_WORD = re.compile("[A-Za-z0-9_]+")
_START = re.compile(r"(?<![A-Za-z0-9_])(?:[A-Za-z0-9_]+|[^A-Za-z0-9_])", re.DOTALL)
"""What an abbreviation may begin with: a whole word, or one character that belongs to no word."""

PATTERN = r"^ {0,3}\*\[(?P<abbreviated>[^\]\n]+)\]:(?P<meaning>[^\n]*)$"


class Meanings(dict[str, str]):
    """The meaning of each abbreviation of a body. No entry is added after `lengths` is first read."""

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """The lengths of the abbreviations by what they begin with (see `_START`), the longest first."""
        found: dict[str, set[int]] = {}
        for abbreviation in self:
            word = _WORD.match(abbreviation)
            found.setdefault(word.group() if word else abbreviation[:1], set()).add(len(abbreviation))
        return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def parse(block: BlockParser, match: re.Match[str], state: BlockState) -> int:
    """Read a definition into the environment; of several for one abbreviation, the last counts."""
    meanings: Meanings = state.env.setdefault("abbreviations", Meanings())
    meanings[match["abbreviated"]] = match["meaning"].strip()
    state.append_token({"type": "blank_line"})
    return match.end() + 1


def split(text: str, meanings: Meanings) -> Iterator[Text | Abbreviation]:
    """Yield the abbreviations in a text and the words between them; the longest match counts."""
    done = 0
    lengths = meanings.lengths
    start = _START.search(text)
    while start:
        end = _end(text, start.start(), lengths.get(start.group(), ()), meanings)
        if end:
            if start.start() > done:
                yield Text(text[done : start.start()])
            found = text[start.start() : end]
            yield Abbreviation(found, meanings[found])
            done = end
        start = _START.search(text, end or start.end())
    if done < len(text):
        yield Text(text[done:])


def _end(text: str, start: int, lengths: Iterable[int], meanings: Mapping[str, str]) -> int:
    """Return the offset where the abbreviation that begins at `start` ends, 0 when none begins there."""
    for length in lengths:
        end = start + length
        if text[start:end] in meanings and not _WORD.match(text, end):
            return end
    return 0
