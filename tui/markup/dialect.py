"""Which markdown a site's engine understands: one frozen `Dialect` for each.

The one thing to get right: a switch here says what readers will see on the published page, never
what would be nice to have. Most engines print what they do not know.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """The rules of one engine, on top of CommonMark 0.31."""

    name: str
    strikethrough: bool = False
    tables: bool = False
    wide_rows: bool = False
    """A table is as wide as its widest row; otherwise cells beyond the head's are dropped."""
    tasks: bool = False
    footnotes: bool = False
    definitions: bool = False
    abbreviations: bool = False
    math: bool = False
    """Formulas between two dollar signs on each side."""
    autolinks: bool = False
    """A bare address becomes a link."""
    typography: bool = False
    """Curly quotes, dashes and ellipses are made of straight ones."""
    attribute_lists: bool = False
    """`{: .class}` after a span, or on a row of its own."""
    heading_attributes: Literal["none", "identifier", "list"] = "none"
    """What braces at the end of a heading may hold: nothing special, `{#id}`, or any attributes."""
    heading_identifiers: bool = False
    """Headings get identifiers made of their words."""
    list_numbers: bool = True
    """An ordered list starts with the number that the writer gave it."""
    indented_code: bool = True
    raw_html: bool = True
    """HTML in a post reaches the published page."""


_EVERY = (
    Dialect(  # kramdown 2.4 with GFM input, as Jekyll 4 sets it up
        "jekyll",
        strikethrough=True,
        tables=True,
        wide_rows=True,
        tasks=True,
        footnotes=True,
        definitions=True,
        abbreviations=True,
        math=True,
        typography=True,
        attribute_lists=True,
        heading_attributes="identifier",
        heading_identifiers=True,
        list_numbers=False,
    ),
    Dialect(  # goldmark as Hugo 0.168 sets it up
        "hugo",
        strikethrough=True,
        tables=True,
        tasks=True,
        footnotes=True,
        definitions=True,
        autolinks=True,
        typography=True,
        heading_attributes="list",
        heading_identifiers=True,
        raw_html=False,
    ),
    Dialect(  # markdown-it as Eleventy 3 sets it up
        "eleventy",
        strikethrough=True,
        tables=True,
        indented_code=False,
    ),
    Dialect(  # Python-Markdown 3 with `extra`, as Pelican 4 sets it up
        "pelican",
        tables=True,
        footnotes=True,
        definitions=True,
        abbreviations=True,
        attribute_lists=True,
        heading_attributes="list",
        list_numbers=False,
    ),
    Dialect("commonmark"),
    Dialect("gfm", strikethrough=True, tables=True, tasks=True, footnotes=True, autolinks=True),
)

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in _EVERY})
"""Every dialect by its name: jekyll, hugo, eleventy, pelican, commonmark, gfm."""
