"""What a Jekyll site gives to posts that do not say it themselves."""

from pathlib import Path

import pytest

from tests.blog.blogs import header
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.defaults import with_defaults
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.site import Site
from tui.blog.urls import post_url

ROOT = Path("/blog")
POST = Path("_posts/kitchen/2023-03-02-oats.md")

DEFAULTS = [
    {"scope": {"path": "_posts/kitchen"}, "values": {"layout": "recipe"}},
    {"scope": {"path": "", "type": "posts"}, "values": {"layout": "post", "comments": True, "weight": 3}},
    {"scope": {"path": "", "type": "pages"}, "values": {"layout": "page"}},
    {"scope": {"path": "_posts/*/2023-*"}, "values": {"year": "last"}},
    {"scope": {"path": "_posts/kit"}, "values": {"layout": "none"}},
    {"values": {"author": "a heron", "tags": ["food"]}},
    "nonsense",
]


def test_the_longest_path_wins_and_the_header_over_all() -> None:
    site = Site(ROOT, JEKYLL, options={"defaults": DEFAULTS})
    found = site.engine.with_defaults(site, POST, header("author: me"), "")
    assert (found.text("layout"), found.text("author"), found.text("year")) == ("recipe", "me", "last")
    assert (found.flag("comments"), found.text("weight"), found.texts("tags")) == (True, "3", ("food",))
    assert with_defaults(site, Path("_drafts/a.md"), header(""), "").text("layout") == ""


@pytest.mark.parametrize("defaults", [None, "x", {}, [], [{"scope": "x", "values": "y"}]])
def test_without_defaults_a_header_stays_as_it_is(defaults: object) -> None:
    own = header("title: a")
    assert with_defaults(Site(ROOT, JEKYLL, options={"defaults": defaults}), POST, own, "") is own
    assert HUGO.with_defaults(Site(ROOT, HUGO, options={"defaults": DEFAULTS}), POST, own, "") is own


@pytest.mark.parametrize(
    ("name", "scope", "holds"),
    [
        ("src/all/_posts/a.md", "_posts", True),
        ("src/all/_posts/a.md", "all/_posts", True),
        ("src/all/kitchen/_posts/a.md", "kitchen", True),
        ("src/all/kitchen/_posts/a.md", "src", False),
    ],
)
def test_a_path_is_seen_from_the_folder_that_the_site_is_built_from(
    name: str, scope: str, holds: bool
) -> None:
    defaults = [{"scope": {"path": scope}, "values": {"layout": "own"}}]
    site = Site(ROOT, JEKYLL, options={"source": "src", "collections_dir": "all", "defaults": defaults})
    assert bool(with_defaults(site, Path(name), header(""), "").text("layout")) is holds


def test_a_permalink_may_be_a_default() -> None:
    defaults = [{"scope": {"path": ""}, "values": {"permalink": "/:categories/:title/", "category": "food"}}]
    site = Site(ROOT, JEKYLL, options={"defaults": defaults, "permalink": "date"})
    assert post_url(site, ROOT / POST, header("")) == "/food/oats/"
    assert post_url(site, ROOT / POST, header("permalink: /own/")) == "/own/"
