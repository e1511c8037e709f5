"""Changes of headers as the program that publishes them reads them: Hugo, Pelican, Jekyll."""

import pytest

from tests.files.splicing import applied, fenced
from tui.errors import HeaderError
from tui.files.header import Typed, read_header
from tui.files.post import split
from tui.files.splice import Reader, remove_value, set_tags, set_value

HUGO = Reader(folds_keys=True)
PELICAN = Reader(comma_tags=True, new_kind="pelican")


# --- Hugo: `Tags` is `tags`


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\nTitle: A\nTags: [a]\n---\n", "---\nTitle: z\nTags: [a, z]\n---\n"),
        ("+++\nTitle = 'A'\nTAGS = ['a']\n+++\n", "+++\nTitle = 'z'\nTAGS = ['a', 'z']\n+++\n"),
        ('{"Title": "A", "Tags": ["a"]}\n', '{"Title": "z", "Tags": ["a", "z"]}\n'),
        ("---\ntitle: A\ntags: [a]\n---\n", "---\ntitle: z\ntags: [a, z]\n---\n"),
    ],
)
def test_a_key_is_found_in_any_case(before: str, after: str) -> None:
    titled = applied(before, set_value(before, "title", "z", HUGO))
    assert applied(titled, set_tags(titled, ["a", "z"], reader=HUGO)) == after


def test_a_key_in_another_case_goes_and_stays_two_keys_elsewhere() -> None:
    text = fenced("Draft: true\na: b")
    assert applied(text, remove_value(text, "draft", HUGO)) == fenced("a: b")
    assert remove_value(text, "draft") is None
    assert "draft: false" in applied(text, set_value(text, "draft", Typed("false", "bool")))


def test_a_key_in_two_cases_is_refused() -> None:
    with pytest.raises(HeaderError, match="twice: Tags, tags"):
        set_tags(fenced("Tags: [a]\ntags: [b]"), ["x"], reader=HUGO)


def test_a_folded_header_has_lower_case_keys() -> None:
    assert read_header(split(fenced("Title: A\nb: c"))).folded().text("title") == "A"


# --- Pelican: commas, and no YAML


@pytest.mark.parametrize(
    ("header", "tags", "after"),
    [
        ("title: y\ntags: q, r", ["q", "r", "two words"], "title: y\ntags: q, r, two words"),
        ("tags: q", ["q", "r"], "tags: q, r"),
        ("tags: q, r # two", ["r"], "tags: r # two"),
        ("tags: 'q, r'", ["q", "s"], "tags: 'q, s'"),
        ("tags: q\ntitle: y", [], "tags: \ntitle: y"),
        ("title: y", ["q", "r"], "title: y\ntags: q, r"),
        ("tags:\ntitle: y", ["q"], "tags: q\ntitle: y"),
        ("tags: [q, r]", ["q", "s"], "tags: [q, s]"),
        ("tags:\n- q", ["q", "s"], "tags:\n- q\n- s"),
    ],
)
def test_a_string_of_tags_stays_one(header: str, tags: list[str], after: str) -> None:
    before = fenced(header)
    assert applied(before, set_tags(before, tags, reader=PELICAN)) == fenced(after)


@pytest.mark.parametrize(("tag", "reason"), [("a, b", "comma"), ("c: d", "quotes"), ("# e", "quotes")])
def test_a_tag_that_pelican_would_read_otherwise_is_refused(tag: str, reason: str) -> None:
    with pytest.raises(HeaderError, match=reason):
        set_tags(fenced("tags: q, r"), [tag, "q"], reader=PELICAN)


@pytest.mark.parametrize(
    ("body", "ending", "mark"),
    [
        ("low water\n", "\n", ""),
        ("", "\n", ""),
        ("\nlow", "\n", ""),
        ("low\r\n", "\r\n", ""),
        ("low", "\n", "\ufeff"),
    ],
)
def test_a_post_without_header_gets_pelicans_lines(body: str, ending: str, mark: str) -> None:
    text = mark + body
    text = applied(text, set_value(text, "title", "No head", PELICAN))
    text = applied(text, set_value(text, "date", "2020-02-02", PELICAN))
    text = applied(text, set_tags(text, ["river", "two words"], reader=PELICAN))
    lines = ["Title: No head", "Date: 2020-02-02", "Tags: river, two words", ""]
    assert text == mark + "".join(line + ending for line in lines) + body


@pytest.mark.parametrize("text", ["Note: high\n\nlow", "Title:a\n\nlow"])
def test_a_line_that_pelican_takes_for_a_field_gets_no_header_in_front(text: str) -> None:
    with pytest.raises(HeaderError, match="reads as a header"):
        set_tags(text, ["a"], reader=PELICAN)


# --- Jekyll: a `tag` is one


@pytest.mark.parametrize(
    ("header", "tags", "after"),
    [
        ("tag: solo", ["solo", "z"], "tag: [solo, z]"),
        ("tag: solo", ["z"], "tag: z"),
        ("tag: low water", ["low water", "z"], "tag: [low water, z]"),
        ("tag: low water", ["x", "z"], "tag: [x, z]"),
        ("tag: [a]", ["a", "z"], "tag: [a, z]"),
    ],
)
def test_a_single_tag_becomes_a_list(header: str, tags: list[str], after: str) -> None:
    assert applied(fenced(header), set_tags(fenced(header), tags, "tag")) == fenced(after)


# --- JSON: numbers


@pytest.mark.parametrize(
    ("old", "value", "new"),
    [
        *(("10", "5", "5"), ("10", "1.5", "1.5"), ("1.5", "-2e3", "-2e3"), ("1.5", "2", "2")),
        *(("10", "05", '"05"'), ("10", "many", '"many"'), ('"10"', "5", '"5"'), ("true", "5", '"5"')),
    ],
)
def test_a_number_stays_a_number(old: str, value: str, new: str) -> None:
    text = f'{{"weight": {old}}}\n'
    assert applied(text, set_value(text, "weight", value)) == f'{{"weight": {new}}}\n'
