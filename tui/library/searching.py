"""Searching a blog: the posts that meet a query, in the order that it asks for."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from tui.library.entry import Entry
from tui.library.query import Order, Query, Words

FEW = 50
"""Up to so many posts are ordered by how well they match, more by date, unless the query says it."""


SHORTEST = 2
"""Letters of a word that is searched for while it is typed: one letter begins a word of nearly every post."""


class TextIndex(Protocol):
    """Finds posts by the words in them."""

    def matching(self, words: Sequence[Words]) -> list[Path] | None:
        """Return the posts that hold words, the best match first; None where no text can be searched."""


def search(query: Query, entries: Sequence[Entry], texts: TextIndex) -> list[Entry] | None:
    """Return the posts that meet a query; None where it has words and no text can be searched.

    `entries` are all posts, newest first; `texts` are theirs.
    """
    found = [entry for entry in entries if all(condition.is_met(entry) for condition in query.conditions)]
    wanted = [words for words in query.words if not words.excluded]
    unwanted = [words for words in query.words if words.excluded]
    ranks: dict[Path, int] = {}
    if wanted:
        paths = texts.matching(query.words)
        if paths is None:
            return None
        ranks = {path: rank for rank, path in enumerate(paths)}
        found = [entry for entry in found if entry.path in ranks]
    elif unwanted:
        for words in unwanted:
            paths = texts.matching([Words(words.text, words.in_title, words.is_prefix)])
            if paths is None:
                return None
            without = set(paths)
            found = [entry for entry in found if entry.path not in without]
    return _ordered(found, query.order or ("rank" if wanted and len(found) <= FEW else "date"), ranks)


def holding(words: Sequence[Words], texts: TextIndex) -> frozenset[Path]:
    """Return the posts whose texts hold words; none where no word is wanted, or one is only begun."""
    wanted = [each for each in words if not each.excluded]
    is_short = any(each.is_prefix and len(each.text) < SHORTEST for each in words)
    return frozenset() if not wanted or is_short else frozenset(texts.matching(words) or ())


def _ordered(entries: list[Entry], order: Order, ranks: dict[Path, int]) -> list[Entry]:
    match order:
        case "title":
            return sorted(entries, key=lambda entry: entry.title.casefold())
        case "words":
            return sorted(entries, key=lambda entry: -entry.words)
        case "rank" if ranks:
            return sorted(entries, key=lambda entry: ranks[entry.path])
    return entries
