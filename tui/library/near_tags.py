"""Tags that are probably the same one, written in two ways, and tags that only one post has.

Two tags are near when they differ in case, in hyphens and spaces, in number (singular and plural), or by one
letter. Tags that are near and stand together on a post are two on purpose. So are tags that differ by a
letter or in number when both have many posts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, get_args

from tui.library.entry import Entry
from tui.library.tags import tag_counts

Difference = Literal["case", "hyphen or space", "plural", "one letter"]
DIFFERENCES: tuple[Difference, ...] = get_args(Difference)
"""The surest first."""

SHORTEST = 5
"""Letters of a tag in which a slip of one letter is looked for: shorter ones are too often other words."""

MANY = 5
"""Posts of a tag that is there on purpose, whatever it looks like."""

_GAPS = str.maketrans("", "", " -_")
_PLURALS = (("ies", "y"), ("es", ""), ("s", ""))


@dataclass(frozen=True, slots=True)
class NearTags:
    """Two tags that may be one."""

    tag: str
    """The one with fewer posts, which is probably the slip."""

    count: int
    like: str
    like_count: int
    difference: Difference


def near_tags(entries: Sequence[Entry]) -> list[NearTags]:
    """Return the pairs of tags that may be one, the surest first, then by the tag that has more posts."""
    counts = dict(tag_counts(entries))
    together = {pair for entry in entries for pair in combinations(sorted(set(entry.tags)), 2)}
    near: dict[tuple[str, str], NearTags] = {}
    for difference in DIFFERENCES:
        for pair in _pairs(counts, difference):
            rare, common = sorted(pair, key=lambda tag: (counts[tag], tag))
            is_purpose = difference in ("plural", "one letter") and counts[rare] >= MANY
            if pair not in near and pair not in together and not is_purpose:
                near[pair] = NearTags(rare, counts[rare], common, counts[common], difference)
    order = DIFFERENCES.index
    return sorted(near.values(), key=lambda each: (order(each.difference), -each.like_count, each.tag))


def single_tags(entries: Iterable[Entry]) -> list[str]:
    """Return the tags that only one post has, by name."""
    return sorted((tag for tag, count in tag_counts(entries) if count == 1), key=str.casefold)


def _without_case(tag: str) -> str:
    return tag.casefold()


def _joined(tag: str) -> str:
    return tag.casefold().translate(_GAPS)


def _singular(tag: str) -> str:
    joined = _joined(tag)
    for ending, instead in _PLURALS:
        if joined.endswith(ending) and len(joined) > len(ending) + 2:
            return joined.removesuffix(ending) + instead
    return joined


_KEYS: dict[Difference, Callable[[str], str]] = {
    "case": _without_case,
    "hyphen or space": _joined,
    "plural": _singular,
}


def _pairs(tags: Iterable[str], difference: Difference) -> Iterator[tuple[str, str]]:
    """Yield pairs of tags that differ so, or less; the tags of a pair in order."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    key = _KEYS.get(difference)
    for tag in tags:
        if key is not None:
            groups[key(tag)].add(tag)
        elif len(joined := _joined(tag)) >= SHORTEST:
            # two texts that differ by one letter become the same when one letter of either is left out
            for at in range(len(joined)):
                groups[joined[:at] + joined[at + 1 :]].add(tag)
            groups[joined].add(tag)
    for group in groups.values():
        for one, other in combinations(sorted(group), 2):
            if key is not None or _differ_by_one(_joined(one), _joined(other)):
                yield one, other


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter is another one, is missing, or stands before its neighbour instead of behind it."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
