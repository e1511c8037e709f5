"""Search by a few letters: `find` searches posts by title; commands and tags are searched with `match`.

The ranges of a match are places in the text as it is shown. Case is ignored letter by letter, never with
`casefold`, which changes lengths.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tui.library.entry import Entry

Ranges = tuple[tuple[int, int], ...]
"""(start, end) in characters of the text, in order, without overlaps."""

BEGINS, WORD_STARTS, INSIDE = 0, 1, 2
"""How good a match is, the best first: it begins the text, begins words, or lies inside words."""


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
    """Where, in the title."""


def match(text: str, query: str) -> TextMatch | None:
    """Return where the words of a query lie in a text; None when a word is not in it.

    Case and the order of the words are ignored. The best match begins the text; in the next best, each word
    of the query begins a word of the text. An empty query matches every text, with no ranges.
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
    """Return where `word` lies in a text, -1 if nowhere, and whether a word of the text begins there.

    A place where a word begins is preferred.
    """
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
