"""What the pickers list: posts, commands and tags for Ctrl+P, themes, the tags and the headings of a post."""

from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from tui.commands import COMMANDS, Command
from tui.library.index import Entry
from tui.library.search import find, match
from tui.library.tags import tag_counts
from tui.markup.page import Page
from tui.markup.tree import Heading, plain_text
from tui.safe import safe_line
from tui.ui.dates import listed_date, seen
from tui.ui.dialogs.picker import Pick
from tui.ui.keys import key_label

MOST = 1_000
"""How many posts are listed at once."""


class Tag(str):
    """A tag that was picked; its own type, since paths and commands are picked from the same list."""

    __slots__ = ()


def find_picks(
    entries: Sequence[Entry], keys: Mapping[str, tuple[str, ...]], unsaved: Collection[Path], typed: str
) -> list[Pick]:
    """Return what fits: posts, then commands, then tags; only commands after `>`, only tags after `#`."""
    if typed.startswith(">"):
        return _commands(keys, typed[1:].strip())
    if typed.startswith("#"):
        return _tags(entries, typed[1:].strip())
    posts = _posts(entries, unsaved, typed.strip())
    return [*posts, *_commands(keys, typed)[:6], *_tags(entries, typed)[:6]] if typed.strip() else posts


def _ranked(
    picks: Sequence[tuple[str, Callable[[tuple[tuple[int, int], ...]], Pick]]], typed: str
) -> list[Pick]:
    """Return the picks whose text fits, the best first, in their own order where they fit alike."""
    found = []
    for text, make in picks:
        fit = match(text, typed)
        if fit is not None:
            found.append((fit.score, make(fit.ranges)))
    found.sort(key=lambda pair: pair[0])
    return [pick for _, pick in found]


def _posts(entries: Sequence[Entry], unsaved: Collection[Path], typed: str) -> list[Pick]:
    picks = []
    for found in find(entries, typed, MOST):
        entry = found.entry
        side = seen(entry.visibility, listed_date) or listed_date(entry.date)
        side = "unsaved" if entry.path in unsaved else side
        picks.append(Pick(entry.title, entry.path, "posts", side, found.ranges))
    return picks


def _commands(keys: Mapping[str, tuple[str, ...]], typed: str) -> list[Pick]:
    def maker(command: Command) -> Callable[[tuple[tuple[int, int], ...]], Pick]:
        side = key_label(keys[command.id][0]) if keys[command.id] else ""
        return lambda ranges: Pick(command.title, command, "commands", side, ranges)

    wanted = [command for command in COMMANDS if command.where != "sidebar" and command.id != "post.find"]
    return _ranked([(command.title, maker(command)) for command in wanted], typed)


def _tags(entries: Sequence[Entry], typed: str) -> list[Pick]:
    def maker(tag: str, count: int) -> Callable[[tuple[tuple[int, int], ...]], Pick]:
        return lambda ranges: Pick(tag, Tag(tag), "tags", str(count), ranges)

    return _ranked([(tag, maker(tag, count)) for tag, count in tag_counts(entries)], typed)


def theme_picks(names: Sequence[str], typed: str) -> list[Pick]:
    """Return the themes that fit."""

    def maker(name: str) -> Callable[[tuple[tuple[int, int], ...]], Pick]:
        return lambda ranges: Pick(name, name, matched=ranges)

    return _ranked([(name, maker(name)) for name in names], typed.strip())


def heading_picks(page: Page, typed: str) -> list[Pick]:
    """Return the headings that fit, each standing for its row of the post; deeper ones are indented.

    Headings within quotes and lists are left out: they are no parts of the post.
    """
    found = headings(page)
    highest = min((heading.level for _, heading in found), default=1)

    def maker(row: int, indent: int, text: str) -> Callable[[tuple[tuple[int, int], ...]], Pick]:
        def make(ranges: tuple[tuple[int, int], ...]) -> Pick:
            return Pick(text, row, matched=ranges, indent=indent)

        return make

    picks = []
    for row, heading in found:
        text = safe_line(plain_text(heading.inlines))
        picks.append((text, maker(row, 2 * (heading.level - highest), text)))
    return _ranked(picks, typed.strip())


def headings(page: Page) -> list[tuple[int, Heading]]:
    """Return the headings of a page with their rows of the post."""
    return [
        (row, block)
        for row, block in zip(page.starts, page.blocks, strict=True)
        if isinstance(block, Heading) and plain_text(block.inlines).strip()
    ]


def tag_picks(own: Sequence[str], counts: Sequence[tuple[str, int]], typed: str) -> list[Pick]:
    """Return tags to add or take away: the post's own first, then the blog's, then what was typed if new."""
    wanted = typed.strip().lstrip("#")
    number = dict(counts)
    names = [*own, *(tag for tag, _ in counts if tag not in own)]

    def maker(tag: str) -> Callable[[tuple[tuple[int, int], ...]], Pick]:
        side = str(number.get(tag, ""))
        return lambda ranges: Pick(tag, tag, side=side, matched=ranges, checked=tag in own)

    picks = _ranked([(tag, maker(tag)) for tag in names], wanted)
    if wanted and wanted not in names:
        picks.append(Pick(wanted, wanted, side="new", checked=False))
    return picks
