"""Searching a blog: the posts that meet a query, in the order that it asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tui.library.entry import Entry
from tui.library.query import Query, Words

FEW = 50
"""Up to so many posts are ordered by how well they match, more by date, unless the query says it."""

SHORTEST = 2
"""Letters of a word that is searched for while it is typed: one letter begins a word of nearly every post."""


class TextIndex(Protocol):
    """Finds posts by the words in them."""

    def matching(self, words: Sequence[Words], by_rank: bool = False) -> list[Path] | None:
        """Return the posts that hold all of some words, in any order or the best first; None if it cannot."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the texts of a blog hold of a query."""

    wanted: frozenset[Path] = frozenset()
    """The posts with all the words that are wanted; none where no words are."""

    unwanted: frozenset[Path] = frozenset()
    """The posts with any of the words that are not."""


NOTHING_HELD = Held()


def held_by_texts(query: Query, texts: TextIndex) -> Held | None:
    """Return which posts hold the words of a query; None where it has words and no text can be searched.

    A word that has only begun does not count.
    """
    wanted = _grown(query.wanted)
    found = texts.matching(wanted) if wanted else []
    without = [texts.matching([words]) for words in _grown(query.unwanted)]
    if found is None or None in without:
        return None
    return Held(frozenset(found), frozenset(path for paths in without for path in paths or ()))


def search(query: Query, entries: Sequence[Entry], texts: TextIndex) -> list[Entry] | None:
    """Return the posts that meet a query; None where it has words and no text can be searched.

    `entries` are all posts, newest first; `texts` are theirs.
    """
    held = held_by_texts(query, texts)
    if held is None:
        return None
    found = [
        entry
        for entry in entries
        if all(condition.is_met(entry) for condition in query.conditions)
        and (entry.path in held.wanted or not _grown(query.wanted))
        and entry.path not in held.unwanted
    ]
    match query.order or ("rank" if len(found) <= FEW else "date"):
        case "title":
            return sorted(found, key=lambda entry: entry.title.casefold())
        case "words":
            return sorted(found, key=lambda entry: -entry.words)
        case "rank" if held.wanted:
            paths = texts.matching(_grown(query.wanted), by_rank=True) or []
            ranks = {path: rank for rank, path in enumerate(paths)}
            return sorted(found, key=lambda entry: ranks.get(entry.path, len(ranks)))
    return found


def _grown(words: Sequence[Words]) -> list[Words]:
    return [each for each in words if not each.is_prefix or len(each.text) >= SHORTEST]
