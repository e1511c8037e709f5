"""The rows of the palette: posts, commands and tags."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.commands import COMMANDS, Command
from tui.library.entry import Entry
from tui.library.excerpts import Excerpt
from tui.library.search import Ranges, find
from tui.library.tags import tag_counts
from tui.paint.cells import shorten
from tui.session.asking import Pick
from tui.session.browsing import Matches
from tui.session.dates import listed_date, seen
from tui.session.picks import MakePick, ranked
from tui.ui.keys import key_label

MOST = 1_000
"""How many posts are listed at once."""


LEAD = 16
"""Characters before a match that are shown at most."""

WIDEST_TITLE = 24
"""Cells for the title beside the words of a post."""


class Tag(str):
    """A tag that was picked; its own type, since paths and commands are picked from the same list."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A post that was picked by its text, and the query that found it."""

    path: Path
    query: str


def match_picks(matches: Matches) -> list[Pick]:
    """Return the posts that a query found, each with the words around a match, or else its title."""
    picks = []
    for match in matches.matches:
        entry, part = match.entry, match.excerpt
        place = Place(entry.path, matches.query)
        if part is None:
            picks.append(Pick(entry.title, place, "texts", listed_date(entry.date)))
            continue
        text, ranges = _from_match(part)
        picks.append(Pick(text, place, "texts", shorten(entry.title, WIDEST_TITLE), ranges))
    return picks


def _from_match(part: Excerpt) -> tuple[str, Ranges]:
    """Return an excerpt from a word or two before its first match on: a row may be narrow."""
    begin = part.ranges[0][0] - LEAD
    cut = part.text.find(" ", begin, part.ranges[0][0]) + 1 if begin > 0 else 0
    cut = cut or len(part.text) - len(part.text.lstrip())
    dots = "…" if part.text[:cut].strip() else ""
    ranges = tuple((start - cut + len(dots), end - cut + len(dots)) for start, end in part.ranges)
    return dots + part.text[cut:], ranges


def find_picks(
    entries: Sequence[Entry], keys: Mapping[str, tuple[str, ...]], unsaved: Collection[Path], typed: str
) -> list[Pick]:
    """Return the matching posts, then commands, then tags; `>` asks for commands only, `#` for tags only."""
    if typed.startswith(">"):
        return _commands(keys, typed[1:].strip())
    if typed.startswith("#"):
        return _tags(entries, typed[1:].strip())
    posts = _posts(entries, unsaved, typed.strip())
    return [*posts, *_commands(keys, typed)[:6], *_tags(entries, typed)[:6]] if typed.strip() else posts


def _posts(entries: Sequence[Entry], unsaved: Collection[Path], typed: str) -> list[Pick]:
    picks = []
    for found in find(entries, typed, MOST):
        entry = found.entry
        side = seen(entry.visibility, listed_date) or listed_date(entry.date)
        side = "unsaved" if entry.path in unsaved else side
        picks.append(Pick(entry.title, entry.path, "posts", side, found.ranges))
    return picks


def _commands(keys: Mapping[str, tuple[str, ...]], typed: str) -> list[Pick]:
    def maker(command: Command) -> MakePick:
        side = key_label(keys[command.id][0]) if keys[command.id] else ""
        return lambda ranges: Pick(command.title, command, "commands", side, ranges)

    wanted = [command for command in COMMANDS if command.where != "sidebar" and command.id != "post.find"]
    return ranked([(command.title, maker(command)) for command in wanted], typed)


def _tags(entries: Sequence[Entry], typed: str) -> list[Pick]:
    def maker(tag: str, count: int) -> MakePick:
        return lambda ranges: Pick(tag, Tag(tag), "tags", str(count), ranges)

    return ranked([(tag, maker(tag, count)) for tag, count in tag_counts(entries)], typed)
