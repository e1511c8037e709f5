"""Finding by a few letters: posts by title here, commands and tags through `match`.

The matched ranges are places in the text as it is shown. Case is ignored letter by letter, never with
`casefold`, which changes lengths.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.library.index import Entry

Ranges = tuple[tuple[int, int], ...]
"""(start, end) in characters of the text, in order, without overlaps."""

BEGINS, WORD_STARTS, INSIDE = 0, 1, 2
"""How good a match is, the best first."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """Where a query was found in a text, and how well."""

    score: int
    """BEGINS, WORD_STARTS or INSIDE: the smaller, the better."""
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Match:
    """A post whose title matches."""

    entry: Entry
    score: int
    ranges: Ranges
    """Places in the title."""


def match(text: str, query: str) -> TextMatch | None:
    """Return where every word of a query lies in a text, None when one of them does not.

    Case is ignored, and so is the order of the words. The best match begins the text, the next best has
    each word at the start of a word. An empty query matches everything, nowhere.
    """
    lowered = _lower(text)
    typed = _lower(" ".join(query.split()))
    if typed and lowered.startswith(typed):
        return TextMatch(BEGINS, ((0, len(typed)),))
    score, ranges = BEGINS, []
    for word in typed.split():
        start, at_word_start = _place(lowered, word)
        if start < 0:
            return None
        score = max(score, WORD_STARTS if at_word_start else INSIDE)
        ranges.append((start, start + len(word)))
    return TextMatch(score, _joined(ranges))


def find(entries: Iterable[Entry], query: str, most: int) -> list[Match]:
    """Return up to `most` posts whose titles match, the best first; equal ones keep their order."""
    found = [
        Match(entry, matched.score, matched.ranges)
        for entry in entries
        if (matched := match(entry.title, query)) is not None
    ]
    found.sort(key=lambda each: each.score)
    return found[:most]


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := each.lower()) == 1 else each for each in text)


def _place(text: str, word: str) -> tuple[int, bool]:
    """Return where a word lies, the start of a word before any other place; -1 when it is not there."""
    first = start = text.find(word)
    while start > 0 and text[start - 1].isalnum():
        start = text.find(word, start + 1)
    return (start, True) if start >= 0 else (first, False)


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return tuple(joined)
