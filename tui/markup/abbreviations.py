"""Abbreviations: their definitions, and the words that they explain.

The one thing to get right: only whole words count; HTML is not in HTML5.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from tui.markup.tree import Abbreviation, Text

_WORD = re.compile("[A-Za-z0-9_]+")
_START = re.compile(r"(?<![A-Za-z0-9_])(?:[A-Za-z0-9_]+|[^A-Za-z0-9_])", re.DOTALL)
"""What an abbreviation may begin with: a whole word, or any other character."""

PATTERN = r"^ {0,3}\*\[(?P<abbreviated>[^\]\n]+)\]:(?P<meaning>[^\n]*)$"


class Meanings(dict[str, str]):
    """What the abbreviations of a body mean, by abbreviation; complete once they are looked for."""

    @cached_property
    def lengths(self) -> Mapping[str, tuple[int, ...]]:
        """The lengths of those that begin with a word or with another character, the longest first."""
        found: dict[str, set[int]] = {}
        for abbreviation in self:
            word = _WORD.match(abbreviation)
            found.setdefault(word.group() if word else abbreviation[:1], set()).add(len(abbreviation))
        return {start: tuple(sorted(lengths, reverse=True)) for start, lengths in found.items()}


def parse(block: BlockParser, match: re.Match[str], state: BlockState) -> int:
    """Read a definition into the environment; the last one of a word counts."""
    meanings: Meanings = state.env.setdefault("abbreviations", Meanings())
    meanings[match["abbreviated"]] = match["meaning"].strip()
    state.append_token({"type": "blank_line"})
    return match.end() + 1


def split(text: str, meanings: Meanings) -> Iterator[Text | Abbreviation]:
    """Yield a text as the abbreviations in it and the words between them; of two, the longer one counts."""
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
    """Return where the abbreviation ends that begins at an offset, 0 where none does."""
    for length in lengths:
        end = start + length
        if text[start:end] in meanings and not _WORD.match(text, end):
            return end
    return 0
