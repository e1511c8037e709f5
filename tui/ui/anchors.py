"""The targets of links within a page, and which of these links are broken.

A page is searched only if it has such a link. Each block is searched once, and its result is kept as long as
the block is the same object.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from tui.edits import Position
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.markup.tree import Block, Footnotes, Heading, Paragraph, blocks_in, plain_text
from tui.paint.images import links_within

_NAMED = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'>]++))""")
_DEFINITION = re.compile(r" *+\[\^[^\]]++\]:\s*+")
_TOP = ("", "top")
"""The addresses that lead to the top of every page (HTML standard, 7.4.6.3, scrolling to a fragment)."""


class Anchors:
    """Finds the link targets of a page, and reuses what it found in the page before."""

    def __init__(self) -> None:
        self._links: dict[int, tuple[Block, frozenset[str]]] = {}
        self._names: dict[int, tuple[Block, dict[str, int]]] = {}

    def place(self, page: Page, address: str) -> Position | None:
        """Return the position in the post that an address such as `#low-water` leads to, None without one.

        `#fn:` and a label lead to the first word of the footnote, `#fnref:` and a label to its first mark.
        """
        row = _place(address, self._places(page), page.first_row)
        if row is None:
            return None
        kind, _, label = address.partition(":")
        if kind == "#fn":
            definition = _DEFINITION.match(page.lines[row])
            return row, definition.end() if definition else 0
        if kind == "#fnref":
            mark = f"[^{label}]"
            for at, text in enumerate(page.rows(page.block_at(row) or 0), row):
                if mark in text:
                    return at, text.index(mark)
        return row, 0

    def broken(self, page: Page) -> frozenset[str]:
        """Return the addresses of the broken links within a page.

        The result is empty if a plug-in may have named the headings, because then no link is known as broken.
        """
        if not page.dialect.heading_identifiers:
            return frozenset()
        links = {id(block): self._links.get(id(block)) for block in page.blocks}
        found: set[str] = set()
        for block in page.blocks:
            known = links[id(block)]
            if known is None or known[0] is not block:
                known = links[id(block)] = block, links_within(block)
            found |= known[1]
        self._links = {key: known for key, known in links.items() if known is not None}
        places = self._places(page) if found else {}
        return frozenset(address for address in found if _place(address, places, page.first_row) is None)

    def _places(self, page: Page) -> dict[str, int]:
        names: dict[int, tuple[Block, dict[str, int]]] = {}
        places: dict[str, int] = {}
        for start, block in zip(page.starts, page.blocks, strict=True):
            known = self._names.get(id(block))
            if known is None or known[0] is not block:
                known = block, _names_in(block, page)
            names[id(block)] = known
            for name, row in known[1].items():
                places.setdefault(name, start + row)
        self._names = names
        return places


def _place(address: str, places: Mapping[str, int], top: int) -> int | None:
    name = address[1:]
    return places.get(name, places.get(unquote(name), top if name in _TOP else None))


def _names_in(block: Block, page: Page) -> dict[str, int]:
    """Return the link targets in a block, each with its row in the block; the first of equal names counts."""
    names = dict(_headings(block))
    if isinstance(block, Footnotes):
        names |= {f"fn:{note.label}": note.rows[0] for note in block.notes}
    html = to_html(replace(page, blocks=(block,), starts=(0,)))
    for named in _NAMED.finditer(html):
        names.setdefault(unescape(named[1] or named[2] or named[3] or ""), 0)
    return names


def _headings(block: Block) -> Iterator[tuple[str, int]]:
    waiting = [block]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Heading) and current.identifier:
            yield current.identifier, current.rows[0]
        waiting += (inner for blocks in blocks_in(current) for inner in blocks)


def note_text(page: Page, address: str) -> str:
    """Return the text of the footnote that a mark's address leads to, "" for any other address."""
    notes = page.blocks[-1] if page.blocks else None
    for note in notes.notes if isinstance(notes, Footnotes) else ():
        if address == f"#fn:{note.label}":
            prose = (block for block in note.blocks if isinstance(block, Paragraph | Heading))
            return " ".join(plain_text(block.inlines) for block in prose)
    return ""
