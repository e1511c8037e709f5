"""Headers that cannot be cut: they are told with their line, and nothing is put in front of them."""

from pathlib import Path

import pytest

from tests.files.splicing import applied
from tui.errors import HeaderError
from tui.files.header import read_header
from tui.files.post import Kind, may_open_header, split
from tui.files.splice import remove_value, set_tags, set_value

BROKEN = [
    ('{"title": "a",}\n\nlow', 1, "a comma stands before the closing brace"),
    ('{\n  "tags": ["a",\n  ]\n}\n\nlow', 2, "a comma stands before the closing bracket"),
    ('{\n  "title": "a",\n  "b" 1\n}\n\nlow', 3, "':' delimiter"),
    ('{\n  "title": "a"\n  "b": {"c": 1}\n}\nlow {x}', 3, "',' delimiter"),
    ('{\n  "title": "a"\n\nlow', 1, "not closed"),
    ('\ufeff{\n  "title": "a\n}\n\nlow', 2, "control character"),
    ("{\n  title: 'a'\n}\n\nlow", 2, "double quotes"),
    ('{"a": 1} and words\n', 1, "words follow"),
    ('{\n"a": {"b": 1}}}\n\nlow', 2, "words follow"),
    ('{"x": ' + "[" * 100_000 + "]" * 100_000 + "}\n", 1, "50 levels"),
    ('{"a":' * 3000, 1, "not closed"),
    ("---\ntitle: a\ntags: [b]\n\nlow", 1, "no --- closes it"),
    ("---\r\nTitle: a\r\n\r\nlow", 1, "no --- closes it"),
    ("--- \n'title': a\nlow", 1, "no --- closes it"),
    ("---\n# first\n\ntitle: a\n\nlow", 1, "no --- closes it"),
    ("---\ntitle: a\n----\nlow", 1, "no --- closes it"),
    ('+++\ntitle = "a"\n\nlow', 1, "no +++ closes it"),
    ("+++\n# first\n[params]\na = 1\n\nlow", 1, "no +++ closes it"),
    ("---json\n{}\nlow", 1, "no --- closes it"),
    ("---js\n{ title: 'a' }\n---\nlow", 1, "written in js"),
    ("---json\n{'a': 1}\n---\nlow", 2, "double quotes"),
    ("\n\n---\ntitle: a\n---\nlow", 3, "white space"),
    (" +++\ntitle = 'a'\n+++\nlow", 1, "white space"),
]


@pytest.mark.parametrize(("text", "line", "reason"), BROKEN)
def test_a_broken_header_is_told_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(HeaderError) as error:
        read_header(split(text), Path("post.md"))
    assert (error.value.path, error.value.line) == (Path("post.md"), line)
    assert reason in error.value.detail
    assert error.value.hint


@pytest.mark.parametrize("text", [text for text, _, _ in BROKEN])
def test_no_second_header_is_put_in_front_of_a_broken_one(text: str) -> None:
    with pytest.raises(HeaderError):
        set_value(text, "title", "z")
    with pytest.raises(HeaderError):
        set_tags(text, ["z"])
    with pytest.raises(HeaderError):
        remove_value(text, "title")


@pytest.mark.parametrize("text", [text for text, _, _ in BROKEN])
def test_what_stands_below_a_broken_header_is_body(text: str) -> None:
    parts = split(text)
    assert parts.prefix + parts.header + parts.closing + parts.body == text
    if "low" in text:
        assert parts.body.endswith(text[text.index("low") :])


def test_a_broken_object_with_an_end_is_cut_from_the_body() -> None:
    parts = split('{\n  "title": "a}",\n}\n\nlow')
    assert (parts.kind, parts.header, parts.body) == ("json", '{\n  "title": "a}",\n}', "\nlow")


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nlow water: the river\n",
        "---\nthe river was low\n\nNote: high\n",
        "---\n- a: b\n",
        "---\nhttp://river.example\n",
        "----\ntitle: a\n",
        "+++\nlow\n",
        "{{ page.title }}\n",
        "{% include river.html %}\n",
        "{ low, high }\n",
        "{: .note}\nlow\n",
        '{"low"}\n',
        "---low\n",
        "---js low\n",
        "\n\n---\nlow\n---\n",
        "\nTitle: a\n",
    ],
)
def test_what_merely_begins_like_a_header_gets_one_in_front(text: str) -> None:
    assert split(text).fault is None
    assert applied(text, set_value(text, "title", "low")) == f"---\ntitle: low\n---\n{text}"


@pytest.mark.parametrize(
    ("text", "kind", "prefix", "header", "closing"),
    [
        ('---json\n{"a": 1}\n---\nlow', "json", "---json\n", '{"a": 1}', "\n---\n"),
        ("--- JSON \r\n\r\n{}\r\n--- \r\nlow", "json", "--- JSON \r\n\r\n", "{}", "\r\n--- \r\n"),
        ("---yaml\na: 1\n---\nlow", "yaml", "---yaml\n", "a: 1\n", "---\n"),
        ("\ufeff---toml\na = 1\n---\nlow", "toml", "\ufeff---toml\n", "a = 1\n", "---\n"),
    ],
)
def test_a_fence_may_name_its_language(text: str, kind: Kind, prefix: str, header: str, closing: str) -> None:
    parts = split(text)
    assert (parts.kind, parts.prefix, parts.header, parts.closing) == (kind, prefix, header, closing)
    assert parts.body == "low"
    assert may_open_header(text.partition("\n")[0].rstrip("\r"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('---json\n{"a": 1}\n---\nlow', '---json\n{"a": 1, "tags": ["x"]}\n---\nlow'),
        ("---json\n{}\n---\nlow", '---json\n{"tags": ["x"]}\n---\nlow'),
        ("---yml\na: 1\n---\nlow", "---yml\na: 1\ntags:\n- x\n---\nlow"),
        ("---toml\na = 1\n---\nlow", '---toml\na = 1\ntags = ["x"]\n---\nlow'),
    ],
)
def test_a_header_whose_fence_names_its_language_can_be_changed(before: str, after: str) -> None:
    assert applied(before, set_tags(before, ["x"])) == after
