"""Which markdown a site's engine understands: one frozen `Dialect` for each.

A switch says what the engine does on the published page. Most engines print syntax that they do not know
as plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal


@dataclass(frozen=True, slots=True)
class Dialect:
    """The rules of one engine, on top of CommonMark 0.31, or of kramdown 2.4."""

    name: str
    kramdown: bool = False
    """Blocks and spans are kramdown's own, not CommonMark's."""
    github: bool = True
    """kramdown's `GFM` input: fences of backticks, headings only after a space, task boxes, strikethrough."""
    paragraph_end: bool = True
    """kramdown's quirk of that name: under `GFM` input lists, headings, quotes and fences end a paragraph."""
    options: tuple[tuple[str, str], ...] = ()
    """Other kramdown options that the site sets: pairs of kramdown's name and the value as text."""
    hard_wrap: bool = False
    """Every line feed inside a paragraph is a line break on the page."""
    quotes: str = "‘’“”"
    """What straight quotes become: left and right single, left and right double; four characters."""
    symbols: tuple[tuple[str, str], ...] = ()
    """Replacements for `...`, `---`, `--`, `<<`, `>>` and Hugo's apostrophe that the site sets itself."""
    liquid: bool = False
    """Liquid runs over the text before markdown, in code too."""
    strikethrough: bool = False
    """Two tildes on each side."""
    single_tildes: bool = False
    """One tilde on each side strikes as well."""
    tables: bool = False
    tasks: bool = False
    footnotes: bool = False
    ruled_footnotes: bool = False
    """A rule stands above the footnotes."""
    definitions: bool = False
    abbreviations: bool = False
    math: bool = False
    """Formulas between two dollar signs on each side."""
    autolinks: bool = False
    """An address without brackets becomes a link."""
    typography: bool = False
    """Straight quotes, hyphens and dots become curly quotes, dashes and ellipses."""
    attribute_lists: bool = False
    """`{: .class}` after a span, or on a row of its own."""
    heading_attributes: Literal["none", "identifier", "goldmark", "list"] = "none"
    """What braces at the end of a heading may hold: `none` nothing special, `identifier` `{#id}`, `goldmark`
    attributes, `list` attributes after kramdown's colon."""
    heading_identifiers: bool = False
    """A heading without an identifier gets one made from its words."""
    list_numbers: bool = True
    """An ordered list starts with the number that the writer gave it."""
    indented_code: bool = True
    raw_html: bool = True
    """HTML in a post reaches the published page."""


_EVERY = (
    Dialect(  # kramdown 2.4 with GFM input, as Jekyll 4 sets it up
        "jekyll",
        kramdown=True,
        liquid=True,
        strikethrough=True,
        tables=True,
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
        single_tildes=True,
        tables=True,
        tasks=True,
        footnotes=True,
        ruled_footnotes=True,
        definitions=True,
        autolinks=True,
        typography=True,
        heading_attributes="goldmark",
        heading_identifiers=True,
        raw_html=False,
    ),
    Dialect(  # markdown-it as Eleventy 3 sets it up
        "eleventy",
        liquid=True,
        strikethrough=True,
        tables=True,
        indented_code=False,
    ),
    Dialect(  # Python-Markdown 3 with `extra`, as Pelican 4 sets it up
        "pelican",
        tables=True,
        footnotes=True,
        ruled_footnotes=True,
        definitions=True,
        abbreviations=True,
        attribute_lists=True,
        heading_attributes="list",
        list_numbers=False,
    ),
    Dialect("commonmark"),
    Dialect(
        "gfm",
        strikethrough=True,
        single_tildes=True,
        tables=True,
        tasks=True,
        footnotes=True,
        autolinks=True,
    ),
)

DIALECTS: Mapping[str, Dialect] = MappingProxyType({dialect.name: dialect for dialect in _EVERY})
"""Every dialect by its name: jekyll, hugo, eleventy, pelican, commonmark, gfm."""
