"""The rows of the palette: posts, commands and tags."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tui.commands import COMMANDS, Command
from tui.library.entry import Entry
from tui.library.search import find
from tui.library.tags import tag_counts
from tui.session.asking import Pick
from tui.session.dates import listed_date, seen
from tui.session.picks import MakePick, ranked
from tui.ui.keys import key_label

MOST = 1_000
"""How many posts are listed at once."""


class Tag(str):
    """A tag that was picked; its own type, since paths and commands are picked from the same list."""

    __slots__ = ()


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
