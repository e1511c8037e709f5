"""Slugs, file names and the titles they stand for."""

import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.blog.blogs import FIXTURES
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.naming import file_name, slugify, title_from_name
from tui.blog.recognition import find_site
from tui.blog.site import Engine, Site

MOMENT = datetime(2023, 3, 1, 8, 36, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Hello, River! It's me — again…", "hello-river-it-s-me-again"),
        ("C++ & C#", "c-c"),
        ("Ünïcödé Straße Øre", "ünïcödé-straße-øre"),
        ("朝の 川", "朝の-川"),
        ("The _config.yml file", "the-config-yml-file"),
        ("ice on the weir", "ice-on-the-weir"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\0b\udcffc", "a-b-c"),
        ("½ past", "past"),
        ("...", "untitled"),
        ("", "untitled"),
    ],
)
def test_a_title_becomes_a_slug_as_jekyll_makes_it(title: str, slug: str) -> None:
    assert slugify(title, JEKYLL) == slugify(title, HUGO) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [("It's Ünïcode & moths", "its-unicode-moths"), ("a  _b_ - c!", "a-_b_-c"), ("朝の川", "untitled")],
)
def test_pelicans_slug_is_ascii_without_punctuation(title: str, slug: str) -> None:
    assert slugify(title, PELICAN) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slugify("kingfisher " * 20, JEKYLL)
    assert slug == "-".join(["kingfisher"] * 7)
    assert slugify("ä" * 100, JEKYLL) == "ä" * 40


@given(some.text(), some.sampled_from((JEKYLL, PELICAN)))
def test_a_slug_never_leads_anywhere_else(title: str, engine: Engine) -> None:
    slug = slugify(title, engine)
    assert 0 < len(slug.encode()) <= 80
    assert not set(slug) & set("/\\.\0 ")
    assert slug == slug.strip("-")
    assert unicodedata.category(slug[0])[0] in "LMNP"


@pytest.mark.parametrize(
    ("blog", "draft", "name"),
    [
        ("jekyll", False, "2023-03-01-two-lamps.md"),
        ("jekyll", True, "two-lamps.md"),
        ("hugo", False, "two-lamps.md"),
        ("eleventy", False, "2023-03-01-two-lamps.md"),
        ("eleventy", True, "2023-03-01-two-lamps.md"),
        ("eleventy-bare", False, "two-lamps.md"),
        ("pelican", False, "two-lamps.md"),
        ("plain", False, "two-lamps.md"),
    ],
)
def test_the_name_of_a_new_file(blog: str, draft: bool, name: str) -> None:
    assert file_name(find_site(FIXTURES / blog), "Two lamps!", MOMENT, draft) == name


def test_the_name_follows_the_others_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "2023-01-01-a.md").touch()
    (tmp_path / "2023-01-02-b.md").touch()
    (tmp_path / "about.md").touch()
    assert file_name(find_site(tmp_path), "c", MOMENT, draft=True) == "2023-03-01-c.md"
    assert file_name(Site(tmp_path / "none", HUGO), "c", MOMENT, draft=True) == "c.md"


@pytest.mark.parametrize(
    ("name", "plain", "capitalised"),
    [
        ("2023-03-01-ice-on-the-weir.md", "ice on the weir", "Ice On The Weir"),
        ("2023-03-02-Slow world_bread & c.md", "Slow world_bread & c", "Slow world_bread & c"),
        ("a long walk.md", "a long walk", "A long walk"),
        ("2023-03-01.md", "2023 03 01", "2023 03 01"),
        ("the-long-weir/index.md", "the long weir", "The Long Weir"),
    ],
)
def test_a_file_name_stands_for_a_title(name: str, plain: str, capitalised: str) -> None:
    assert title_from_name(Path("blog") / name) == plain
    assert title_from_name(Path("blog") / name, capitalise=True) == capitalised
