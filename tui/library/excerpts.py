"""Where the words of a query stand in a post: the row with the most of them, and the words around."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tui.library.entry import Entry
from tui.library.full_text import APOSTROPHE, body_and_first_row, folded
from tui.library.query import Query, Words
from tui.library.search import Ranges

AROUND = 48
"""Characters of the row that are shown before and after the first match, up to the next space."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
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
    plain = folded_fully(text)
    rows: defaultdict[int, list[re.Match[str]]] = defaultdict(list)
    for match in pattern.finditer(plain):
        rows[plain.rfind("\n", 0, match.start()) + 1].append(match)
    if not rows:
        return None
    # max takes the first of equals, and the rows are in order
    best = max(rows, key=lambda start: len({match.lastindex for match in rows[start]}))
    number = plain.count("\n", 0, best)
    row = text.split("\n", number + 1)[number].rstrip("\r")
    return _excerpt(number, row, [(match.start() - best, match.end() - best) for match in rows[best]])


def _excerpt(number: int, row: str, matches: Sequence[tuple[int, int]]) -> Excerpt:
    """Return a part of a row around its first match; the matches are places in the folded row."""
    places = [*_places(row), len(row)]
    last_place = len(places) - 1
    shown = [(places[start], places[min(end, last_place) - 1] + 1) for start, end in matches]
    column, end = shown[0]
    first, last = _word_start(row, column - AROUND), _word_end(row, end + AROUND)
    before, after = "…" if first else "", "…" if last < len(row) else ""
    shift = len(before) - first
    ranges = tuple((start + shift, end + shift) for start, end in shown if end <= last)
    return Excerpt(number, column, before + row[first:last] + after, ranges)


def _pattern(words: Sequence[Words]) -> re.Pattern[str] | None:
    """Return a pattern for any of the words in a folded text."""
    parts = []
    for each in words:
        tokens = _WORD.findall(folded_fully(each.text))
        if tokens:
            end = "" if each.is_prefix else r"(?![^\W_])"
            parts.append("(" + r"[\W_]+".join(map(re.escape, tokens)) + ")" + end)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})") if parts else None


def folded_fully(text: str) -> str:
    """Return a text as words are compared: also without accents, and in one case; its rows stay."""
    return _NOT_ASCII.sub(lambda found: _without_accents(found[0]), folded(text)).casefold()


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def _places(row: str) -> list[int]:
    """Return, for each character of a row that was folded fully, where it comes from in the row."""
    left_out = {found.start() for found in APOSTROPHE.finditer(row)}
    return [
        at
        for at, character in enumerate(row)
        if at not in left_out
        for _ in (character if character.isascii() else _without_accents(character).casefold())
    ]


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
