"""What readers see of a page, against the HTML of the real engines: one construct to a section.

The goldens were made by the engines that their first lines name, from texts of our own. A folder is a
site's engine, and maybe options; a section is its name after `§`, the text, and the HTML after `§§`.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.bench.visible import shown, visible
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.html import to_html
from tui.markup.page import Page

GOLDENS = Path(__file__).parent / "goldens"

_ASCII = {"hellip": "...", "mdash": "---", "ndash": "--", "laquo": "<<", "raquo": ">>"}
_SPACED = {"laquo_space": "<< ", "raquo_space": " >>"}
_ASCII_OPTIONS = {"smart_quotes": "apos,apos,quot,quot", "typographic_symbols": _ASCII | _SPACED}
_UNSAFE_OPTIONS = {
    "renderer": {"unsafe": True, "hardWraps": True},
    "extensions": {"typographer": False, "linkify": False},
    "parser": {"attribute": {"title": False}},
}
SITES: Mapping[str, Dialect] = {
    "jekyll": DIALECTS["jekyll"],
    "jekyll-ascii": JEKYLL.dialect({"kramdown": _ASCII_OPTIONS}),
    "jekyll-hard-wrap": JEKYLL.dialect({"kramdown": {"hard_wrap": True}}),
    "jekyll-kramdown": JEKYLL.dialect({"kramdown": {"input": "kramdown"}}),
    "hugo": DIALECTS["hugo"],
    "hugo-unsafe": HUGO.dialect({"markup": {"goldmark": _UNSAFE_OPTIONS}}),
    "eleventy": DIALECTS["eleventy"],
}


def goldens() -> list[object]:
    found: list[object] = []
    for path in sorted(GOLDENS.glob("*/*.txt")):
        site = path.parent.name
        for section in path.read_text(encoding="utf-8").split("\n§ ")[1:]:
            name, _, rest = section.partition("\n")
            text, _, html = rest.partition("\n§§\n")
            found.append(pytest.param(site, text + "\n", html, id=f"{site}-{path.stem}: {name}"))
    return found


@pytest.mark.parametrize(("site", "text", "html"), goldens())
def test_a_reader_sees_what_the_engine_publishes(site: str, text: str, html: str) -> None:
    # the text is what Liquid has left already
    page = to_html(Page.parse(text, replace(SITES[site], liquid=False)))
    assert shown(visible(page)) == shown(visible(html))


def test_every_site_has_goldens() -> None:
    assert {path.name for path in GOLDENS.iterdir()} == set(SITES)
