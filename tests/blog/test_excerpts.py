"""What a site shows of a post in its lists."""

from pathlib import Path

import pytest

from tests.blog.blogs import header
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo import HUGO
from tui.blog.engines.jekyll import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.engines.profile import Engine
from tui.blog.excerpts import excerpt
from tui.blog.site import Site

BODY = "\n\nthe river\nis low.\n\nthe mill <!--more--> sleeps.\n\nthe end.\n"
LINKED = "see [the weir][w].\n\nmore.\n\n[w]: /weir\n"
LONG = "\n\n".join(["ten words make one row of this very long diary"] * 9)


def cut(engine: Engine, body: str, lines: str = "", **options: object) -> str:
    return excerpt(Site(Path("/blog"), engine, options=options), header(lines), body)


@pytest.mark.parametrize(
    ("engine", "shown"),
    [
        (JEKYLL, "the river\nis low."),
        (HUGO, "the river\nis low.\n\nthe mill"),
        (ELEVENTY, ""),
        (PELICAN, "the river is low. the mill <!--more--> sleeps. the end."),
        (PLAIN, "the river\nis low.\n\nthe mill"),
    ],
)
def test_each_engine_has_its_own_excerpt(engine: Engine, shown: str) -> None:
    assert cut(engine, BODY) == shown
    assert cut(engine, BODY.replace("\n", "\r\n")) == shown


def test_jekylls_separator_is_the_sites_or_the_posts() -> None:
    assert cut(JEKYLL, BODY, excerpt_separator="<!--more-->") == "the river\nis low.\n\nthe mill"
    assert cut(JEKYLL, BODY, "excerpt_separator: is") == "the river"
    assert cut(JEKYLL, BODY, "excerpt_separator: is", excerpt_separator="mill") == "the river"
    assert cut(JEKYLL, BODY, excerpt_separator="") == ""


def test_an_excerpt_of_ones_own_comes_first() -> None:
    assert cut(JEKYLL, BODY, "excerpt: in short") == "in short"
    assert cut(HUGO, BODY, "summary: in short") == "in short"
    assert cut(PELICAN, BODY, "summary: in short") == "in short"


def test_links_that_are_defined_below_are_kept() -> None:
    assert cut(JEKYLL, LINKED) == "see [the weir][w].\n\n[w]: /weir"


def test_without_a_mark_hugo_shows_paragraphs_of_seventy_words() -> None:
    assert cut(HUGO, LONG).count("ten words") == 7
    assert cut(HUGO, LONG, summarylength=15).count("ten words") == 2
    assert cut(HUGO, "so it goes") == "so it goes"


def test_pelican_stops_after_fifty_words() -> None:
    assert cut(PELICAN, LONG).endswith("diary…")
    assert len(cut(PELICAN, LONG).split()) == 50


def test_a_broken_header_hides_no_excerpt() -> None:
    assert excerpt(Site(Path("/blog"), JEKYLL), None, BODY) == "the river\nis low."
    assert excerpt(Site(Path("/blog"), JEKYLL), None, "") == ""
