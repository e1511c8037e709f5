"""Links on a page, for the tests of this room."""

from tui.edits import Lines
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.page import Page
from tui.markup.tree import Link
from tui.prose.links.post_bank import Bank, find_bank
from tui.prose.proof.passages import inlines_in, places_of

DIALECT_NAMES = sorted(DIALECTS)


def links_of(body: str, dialect: Dialect) -> list[Link]:
    """Return the links of a body in their order."""
    page = Page.parse(body, dialect)
    blocks = [place.block for siblings in places_of(page, len(page.lines)) for place in siblings]
    return [inline for block in blocks for inline in inlines_in(block) if isinstance(inline, Link)]


def bank_of(text: str) -> Bank | None:
    """Return the bank of a post without a header."""
    lines = Lines.of(text)
    return find_bank(lines.rows(0, len(lines)))
