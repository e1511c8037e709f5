"""Tags and categories: how many posts have each, and lists of posts by them.

A tag is its exact letters. `Bread` and `bread` are two tags to every engine, so they are two here; only
suggestions ignore case.
"""

from collections import Counter
from collections.abc import Collection, Iterable

from tui.library.entry import Entry


def tag_counts(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return (tag, number of posts), the most used first, then by name."""
    return _counted(tag for entry in entries for tag in entry.tags)


def category_counts(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return (category, number of posts), the most used first, then by name."""
    return _counted(category for entry in entries for category in entry.categories)


def _counted(names: Iterable[str]) -> list[tuple[str, int]]:
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))


def with_tags(
    entries: Iterable[Entry], wanted: Collection[str], excluded: Collection[str] = ()
) -> list[Entry]:
    """Return the posts that have every wanted tag and none of the excluded ones, in their order."""
    return [entry for entry in entries if _meets(entry.tags, wanted, excluded)]


def in_categories(
    entries: Iterable[Entry], wanted: Collection[str], excluded: Collection[str] = ()
) -> list[Entry]:
    """Return the posts that are in every wanted category and in none of the excluded ones, in their order."""
    return [entry for entry in entries if _meets(entry.categories, wanted, excluded)]


def _meets(names: Collection[str], wanted: Collection[str], excluded: Collection[str]) -> bool:
    return set(names).issuperset(wanted) and set(names).isdisjoint(excluded)


def drafts(entries: Iterable[Entry]) -> list[Entry]:
    """Return the drafts, in their order."""
    return [entry for entry in entries if entry.draft]


def on_this_day(entries: Iterable[Entry], today: str) -> list[Entry]:
    """Return the posts of earlier years with the month and day of an ISO date, in their order."""
    return [entry for entry in entries if today and entry.date[4:10] == today[4:] and entry.date < today]


def untagged(entries: Iterable[Entry]) -> list[Entry]:
    """Return the posts without a tag, in their order."""
    return [entry for entry in entries if not entry.tags]


def suggest(entries: Iterable[Entry], prefix: str) -> list[str]:
    """Return the tags that begin with `prefix`, then those that contain it; in both, the most used first."""
    typed = prefix.strip().casefold()
    tags = [tag for tag, _ in tag_counts(entries) if typed in tag.casefold()]
    return sorted(tags, key=lambda tag: not tag.casefold().startswith(typed))
