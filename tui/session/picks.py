"""Rows to pick from: names, headings of a post, and tags; the best match comes first."""

from collections.abc import Callable, Sequence

from tui.library.search import match
from tui.markup.page import Page
from tui.markup.tree import Heading, plain_text
from tui.safe import safe_line
from tui.session.asking import Pick

Ranges = tuple[tuple[int, int], ...]
"""The matched letters of a text, as (start, end) pairs."""

MakePick = Callable[[Ranges], Pick]
"""Makes the row for a text from the ranges of its matched letters."""


def ranked(picks: Sequence[tuple[str, MakePick]], typed: str) -> list[Pick]:
    """Return the picks whose text matches, best first; equal matches keep their order."""
    found = []
    for text, make in picks:
        fit = match(text, typed)
        if fit is not None:
            found.append((fit.score, make(fit.ranges)))
    found.sort(key=lambda pair: pair[0])
    return [pick for _, pick in found]


def name_picks(names: Sequence[str], typed: str) -> list[Pick]:
    """Return the names that match."""

    def maker(name: str) -> MakePick:
        return lambda ranges: Pick(name, name, matched=ranges)

    return ranked([(name, maker(name)) for name in names], typed.strip())


def heading_picks(page: Page, typed: str) -> list[Pick]:
    """Return the headings that match, with their rows of the post as values; deeper ones are indented.

    Headings within quotes and lists are left out, because they do not divide the post into parts.
    """
    found = headings(page)
    highest = min((heading.level for _, heading in found), default=1)

    def maker(row: int, indent: int, text: str) -> MakePick:
        return lambda ranges: Pick(text, row, matched=ranges, indent=indent)

    picks = []
    for row, heading in found:
        text = safe_line(plain_text(heading.inlines))
        picks.append((text, maker(row, 2 * (heading.level - highest), text)))
    return ranked(picks, typed.strip())


def headings(page: Page) -> list[tuple[int, Heading]]:
    """Return the headings of a page with their rows of the post."""
    return [
        (row, block)
        for row, block in zip(page.starts, page.blocks, strict=True)
        if isinstance(block, Heading) and plain_text(block.inlines).strip()
    ]


def tag_picks(own: Sequence[str], counts: Sequence[tuple[str, int]], typed: str) -> list[Pick]:
    """Return tags to add or remove: first the post's own, then the blog's, then a typed new one."""
    wanted = typed.strip().lstrip("#")
    number = dict(counts)
    names = [*own, *(tag for tag, _ in counts if tag not in own)]

    def maker(tag: str) -> MakePick:
        side = str(number.get(tag, ""))
        return lambda ranges: Pick(tag, tag, side=side, matched=ranges, checked=tag in own)

    picks = ranked([(tag, maker(tag)) for tag in names], wanted)
    if wanted and wanted not in names:
        picks.append(Pick(wanted, wanted, side="new", checked=False))
    return picks
