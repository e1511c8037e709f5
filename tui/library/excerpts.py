"""Where the words of a query stand in a post: the row with the most of them, and the words around."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tui.library.entry import Entry
from tui.library.full_text import body_and_first_row
from tui.library.query import Query, Words
from tui.library.search import Ranges

AROUND = 48
"""Characters of the row that are shown before and after the first match, up to the next space."""

_APOSTROPHES = "'’ʼ‘"
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a row with matches."""

    row: int
    """The row of the text, from 0."""

    column: int
    """Where the first match begins in the row."""

    text: str
    """The part, with `…` where the row goes on."""

    ranges: Ranges
    """Where the matches are in `text`."""


@dataclass(frozen=True, slots=True)
class Match:
    """A post that meets a query."""

    entry: Entry
    line: int
    """The line of the file, from 1, that `excerpt` is of; 0 without one."""

    excerpt: Excerpt | None
    """None for a post whose text holds none of the words: the query asks for something else."""


def match(entry: Entry, query: Query) -> Match:
    """Return a post that meets a query, read from disk, with the place in its text."""
    body, first_row = body_and_first_row(entry.path)
    found = excerpt(body, query.words)
    return Match(entry, first_row + found.row + 1 if found else 0, found)


def excerpt(text: str, words: Sequence[Words]) -> Excerpt | None:
    """Return a place in a text where words of a query stand; None where none does.

    Of all rows it is the first that holds the most different words. Case, accents and apostrophes are
    ignored, as `full_text` ignores them.
    """
    pattern = _pattern([each for each in words if not each.excluded and not each.in_title])
    if pattern is None:
        return None
    plain, places = _folded(text)
    rows: defaultdict[int, list[re.Match[str]]] = defaultdict(list)
    for found in pattern.finditer(plain):
        rows[plain.rfind("\n", 0, found.start())].append(found)
    if not rows:
        return None
    best = max(rows.values(), key=lambda matches: len({match.lastindex for match in matches}))
    at = places[best[0].start()]
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    row = text[start : end if end >= 0 else len(text)].rstrip("\r")
    column = at - start
    plain, places = _folded(row)
    matches = [(places[each.start()], places[each.end() - 1] + 1) for each in pattern.finditer(plain)]
    first = _word_start(row, column - AROUND)
    last = _word_end(row, max(column, matches[0][1] if matches else column) + AROUND)
    before, after = "…" if first else "", "…" if last < len(row) else ""
    ranges = tuple(
        (begin - first + len(before), stop - first + len(before))
        for begin, stop in matches
        if begin >= first and stop <= last
    )
    return Excerpt(text.count("\n", 0, at), column, before + row[first:last] + after, ranges)


def _pattern(words: Sequence[Words]) -> re.Pattern[str] | None:
    """Return a pattern for any of the words in a folded text."""
    parts = []
    for each in words:
        tokens = _WORD.findall(_folded(each.text)[0])
        if tokens:
            end = "" if each.is_prefix else r"(?![^\W_])"
            parts.append("(" + r"[\W_]+".join(map(re.escape, tokens)) + ")" + end)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})") if parts else None


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text in lower case without accents and apostrophes, and where each character comes from."""
    letters: list[str] = []
    places: list[int] = []
    for at, character in enumerate(text):
        if character in _APOSTROPHES and text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum():
            continue
        plain = character if character.isascii() else unicodedata.normalize("NFD", character)
        for each in plain.lower():
            if not unicodedata.combining(each):
                letters.append(each)
                places.append(at)
    return "".join(letters), places


def _word_start(row: str, at: int) -> int:
    """Return where the first whole word at or after a column begins; 0 near the beginning."""
    if at <= 0:
        return 0
    space = row.find(" ", at - 1)
    return space + 1 if 0 <= space < at + AROUND // 2 else at


def _word_end(row: str, at: int) -> int:
    """Return where the last whole word before a column ends; the end of a row that is hardly longer."""
    if at >= len(row):
        return len(row)
    space = row.rfind(" ", at - AROUND // 2, at + 1)
    return space if space >= 0 else at
