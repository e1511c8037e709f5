"""Which rows, words or passages two sequences share, found in time that grows with their length.

Units that occur once on each side are matched first. difflib compares only what lies between these, and only
where that is cheap. A long stretch of repetitive text therefore stays unmatched: a match may be missing, so
every caller must work without it, but none is ever wrong.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MOST_COMPARISONS = 50_000
"""How many pairs of equal units difflib may look at in one matching; its worst time grows with the square."""

_MOST_ROUNDS = 8
_IDEOGRAPH = "\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_JOINED = "[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]*+"
WORD = rf"(?:[{_IDEOGRAPH}]{_JOINED}|[^\s{_IDEOGRAPH}]++)"
"""The pattern of a word: the characters between white space, or one Chinese or Japanese character."""

_ROW = re.compile(r"[^\n]*+\n|[^\n]++")


@dataclass(frozen=True, slots=True)
class Change:
    """Units `start` up to `end` of the old sequence became `new_start` up to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def rows_of(text: str) -> list[str]:
    """Return the rows of a text, each with its line ending; they rejoin to the text."""
    return _ROW.findall(text)


def changes(old: Sequence[str], new: Sequence[str]) -> tuple[Change, ...]:
    """Return the changes between two sequences, in order; between any two lies an unchanged unit."""
    found: list[Change] = []
    start = new_start = 0
    for match, new_match in [*_matches(old, new), (len(old), len(new))]:
        if start < match or new_start < new_match:
            found.append(Change(start, match, new_start, new_match))
        start, new_start = match + 1, new_match + 1
    return tuple(found)


def _matches(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the indexes of equal units, in order on both sides."""
    matched: list[tuple[int, int]] = []
    budget = MOST_COMPARISONS
    gaps = [(0, len(old), 0, len(new), 0)]
    while gaps:
        start, end, new_start, new_end, rounds = gaps.pop()
        while start < end and new_start < new_end and old[start] == new[new_start]:
            matched.append((start, new_start))
            start, new_start = start + 1, new_start + 1
        while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
            end, new_end = end - 1, new_end - 1
            matched.append((end, new_end))
        if start == end or new_start == new_end:
            continue
        here, there = old[start:end], new[new_start:new_end]
        anchors = list(_unique(here, there)) if rounds < _MOST_ROUNDS else []
        if anchors:
            matched += [(start + i, new_start + j) for i, j in anchors]
            for i, j in [*anchors, (len(here), len(there))]:
                gaps.append((start, end - len(here) + i, new_start, new_end - len(there) + j, rounds + 1))
                start, new_start = end - len(here) + i + 1, new_end - len(there) + j + 1
            continue
        comparisons = _comparisons(here, there)
        if 0 < comparisons <= budget:
            budget -= comparisons
            blocks = SequenceMatcher(_blank, here, there, autojunk=False).get_matching_blocks()
            matched += [(start + b.a + k, new_start + b.b + k) for b in blocks for k in range(b.size)]
    return sorted(matched)


def _unique(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the longest series of units that occur once on each side and in the same order on both."""
    counts, new_counts = Counter(old), Counter(new)
    places = {unit: j for j, unit in enumerate(new) if new_counts[unit] == 1}
    pairs = [
        (i, places[unit])
        for i, unit in enumerate(old)
        if counts[unit] == 1 and unit in places and not _blank(unit)
    ]
    ends: list[int] = []  # where the best series of each length ends in `new`, as small as it can be
    last: list[int] = []  # which pair that is
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [j]
        last[length : length + 1] = [index]
    series: list[tuple[int, int]] = []
    index = last[-1] if last else -1
    while index >= 0:
        series.append(pairs[index])
        index = before[index]
    return reversed(series)


def _comparisons(old: Sequence[str], new: Sequence[str]) -> int:
    counts = Counter(new)
    return sum(counts[unit] for unit in old if unit in counts and not _blank(unit))


def _blank(unit: str) -> bool:
    # blank rows all equal each other, so they do not show which rows belong together
    return not unit or unit.isspace()
