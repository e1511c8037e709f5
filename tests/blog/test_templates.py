"""The text of a new post, in the manner of the others."""

import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as some

from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.site import Engine, Site
from tui.blog.templates import new_text
from tui.files.header import read_header
from tui.files.post import split

MOMENT = datetime(2023, 3, 1, 8, 36, tzinfo=timezone(timedelta(hours=-4)))


FIELDS = "title: two lamps\ndate: 2023-03-01T08:36:00-04:00\ntags:\n- dusk\n- a b\n"


def new_post(engine: Engine, title: str, tags: tuple[str, ...], *examples: str, draft: bool = False) -> str:
    site = Site(Path("/blog"), engine)
    return new_text(site, title, tags, MOMENT, [split(text) for text in examples], draft).text


@pytest.mark.parametrize(
    ("engine", "draft", "text"),
    [
        (
            JEKYLL,
            True,
            f"---\nlayout: post\n{FIELDS}---\n\n",
        ),
        (
            HUGO,
            True,
            f"---\n{FIELDS}draft: true\n---\n\n",
        ),
        (
            ELEVENTY,
            True,
            f"---\n{FIELDS}permalink: false\neleventyExcludeFromCollections: true\n---\n\n",
        ),
        (PELICAN, True, "Title: two lamps\nDate: 2023-03-01 08:36\nTags: dusk, a b\nStatus: draft\n\n"),
        (PELICAN, False, "Title: two lamps\nDate: 2023-03-01 08:36\nTags: dusk, a b\n\n"),
        (
            PLAIN,
            False,
            f"---\n{FIELDS}---\n\n",
        ),
    ],
)
def test_the_first_post_of_a_blog(engine: Engine, draft: bool, text: str) -> None:
    assert new_post(engine, "two lamps", ("dusk", "a b"), draft=draft) == text


def test_the_manner_of_the_others_is_kept() -> None:
    example = (
        "---\nlayout: note\ntitle: 'older'\ndate: '2023-02-01T08:36:00-05:00'\ntags:\n  - a\n---   \n\nbody\n"
    )
    assert new_post(JEKYLL, "phil's spark", ("dusk",), example, example) == (
        "---\nlayout: note\ntitle: 'phil''s spark'\n"
        "date: '2023-03-01T08:36:00-04:00'\ntags:\n  - dusk\n---\n\n"
    )


def test_another_manner_is_kept_too() -> None:
    example = '---\r\ntags: [a, b]  # flow\r\ndate: 2023-02-01 08:36:00 +0100\r\ntitle: "older"\r\n---\r\n'
    assert new_post(JEKYLL, 'a "spark"', ("dusk", "x, y"), example) == (
        '---\ntags: [dusk, \'x, y\']\ndate: 2023-03-01 08:36:00 -0400\ntitle: "a \\"spark\\""\n---\n\n'
    )


@pytest.mark.parametrize(
    ("layouts", "line"),
    [
        (("layout: note", "layout: note"), "layout: note"),
        (("layout: 'note'", "layout: note # mine"), "layout: note"),
        (("layout: note", "layout: essay"), "layout: post"),
    ],
)
def test_the_layout_is_the_others_when_they_agree(layouts: tuple[str, str], line: str) -> None:
    examples = [f"---\n{layout}\ntitle: a\n---\n" for layout in layouts]
    assert new_post(JEKYLL, "b", (), *examples).splitlines()[1] == line


def test_a_blog_without_layouts_gets_none() -> None:
    assert "layout" not in new_post(JEKYLL, "b", (), "---\ntitle: a\n---\n")


def test_a_blog_dated_by_its_file_names_gets_no_date() -> None:
    assert new_post(JEKYLL, "b", (), "---\ntitle: a\n---\n") == "---\ntitle: b\ntags:\n---\n\n"
    assert "date: " in new_post(HUGO, "b", (), "---\ntitle: a\n---\n")


def test_toml_headers_are_followed() -> None:
    example = '+++\ndate = 2023-02-01T08:36:00Z\ntitle = "older"\ntags = ["a"]\n[extra]\ntitle = "x"\n+++\n'
    text = new_post(HUGO, 'a "spark" \\', ("x",), example, draft=True)
    assert text == (
        '+++\ndate = 2023-03-01T12:36:00Z\ntitle = "a \\"spark\\" \\\\"\ntags = ["x"]\ndraft = true\n+++\n\n'
    )
    assert tomllib.loads(text.strip("+\n"))["title"] == 'a "spark" \\'


def test_pelican_headers_are_followed() -> None:
    example = "date: 2023-02-01\ntitle: older\ntags: a\n\nbody\n"
    assert new_post(PELICAN, "phil's: spark", ("a", "b, c"), example) == (
        "date: 2023-03-01\ntitle: phil's: spark\ntags: a, b  c\n\n"
    )


def test_headers_of_no_use_are_passed_over() -> None:
    text = new_post(HUGO, "b", ("x",), '{"title": "json"}\n', "no header\n", "---\nweight: 3\n---\n")
    assert text.startswith("---\ntitle: b\ndate: ")


TITLES = (
    "phil's spark",
    'a "b" \\ c',
    "No",
    "2024",
    "1.10",
    "12:30",
    "a: b",
    "a #b",
    "#tag",
    "- item",
    "[a]",
    "{{ title }}",
    "*bold*",
    "& so",
    "@home",
    "%x",
    "`code`",
    "|",
    "a:",
    "null",
    "~",
    "? what",
    "朝の川 🌊",
    "'quoted'",
    '"quoted"',
    "---",
    "e: #: x",
)


@pytest.mark.parametrize("quoted", ["a", "'a'", '"a"'])
@pytest.mark.parametrize("title", TITLES)
def test_any_title_and_tag_reads_back_as_typed(title: str, quoted: str) -> None:
    for tags in ("[a]", "\n- a"):
        example = f"---\ntitle: {quoted}\ntags: {tags}\n---\n"
        values = yaml.safe_load(split(new_post(JEKYLL, title, (title,), example)).header)
        assert values == {"title": title, "tags": [title]}


@given(some.text(), some.sampled_from(("a", "'a'", '"a"')), some.sampled_from(("yaml", "toml")))
@example("0 \x08 0", "a", "yaml")
def test_any_text_at_all_makes_a_header_of_one_line_each(title: str, quoted: str, kind: str) -> None:
    example = f"---\ntitle: {quoted}\ntags: [a]\n---\n" if kind == "yaml" else '+++\ntitle = "a"\n+++\n'
    parts = split(new_post(HUGO, title, (title,), example))
    assert parts.kind == kind
    assert parts.header.count("\n") == 3
    found = read_header(parts)
    assert " ".join(found.text("title").split()) == found.text("title")
    assert set(found.values) == {"title", "date", "tags"}
    visible = [each for each in title if each.isalnum() and each.isascii()]
    assert [each for each in found.text("title") if each.isalnum() and each.isascii()] == visible


def test_a_moment_in_utc_is_written_with_its_offset() -> None:
    site = Site(Path("/blog"), PLAIN)
    text = new_text(site, "a", (), datetime(2023, 3, 1, tzinfo=UTC), [], False).text
    assert "date: 2023-03-01T00:00:00+00:00\n" in text
