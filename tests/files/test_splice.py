"""Changing headers: only the concerned characters change, in the style that is there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.splicing import applied, fenced
from tui.errors import HeaderError
from tui.files.header import Header, Typed, read_header
from tui.files.post import read_post, split
from tui.files.splice import set_tags, set_value

FIXTURES = Path(__file__).parent / "fixtures"


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """The lines that are only in one of two texts."""
    before, after = old.split("\n"), new.split("\n")
    return [line for line in before if line not in after], [line for line in after if line not in before]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("---\ntitle: 'river'\n---\n", "---\ntitle: 'river'\ndraft: false\n---\n"),
        ("---\ndraft: 'true'\n---\n", "---\ndraft: false\n---\n"),
        ("---\ndraft: 'false'\n---\n", "---\ndraft: false\n---\n"),
        ("+++\ndraft = true\n+++\n", "+++\ndraft = false\n+++\n"),
        ("+++\na = 'b'\n\n# theme\n[x]\n+++\n", "+++\na = 'b'\ndraft = false\n\n# theme\n[x]\n+++\n"),
        ('{"draft": true}\n', '{"draft": false}\n'),
        ("Title: river\n\n", "Title: river\nDraft: false\n\n"),
    ],
)
def test_a_typed_value_is_written_plain(before: str, after: str) -> None:
    assert applied(before, set_value(before, "draft", Typed("false", "bool"))) == after


def test_another_key_may_hold_the_tags() -> None:
    text = fenced("categories: [a]")
    assert applied(text, set_tags(text, ["a", "b"], "categories")) == fenced("categories: [a, b]")


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("river.md", "title: 'the river after three days of rain'", "title: 'it''s low'"),
        (
            "kitchen-flow.md",
            "title: what the kettle knows # working title",
            "title: it's low # working title",
        ),
        ("kitchen-toml.md", "title = 'what the kettle knows'", 'title = "it\'s low"'),
        ("kitchen-json.md", '  "title": "what the kettle knows",', '  "title": "it\'s low",'),
        ("kitchen-pelican.md", "Title: what the kettle knows", "Title: it's low"),
    ],
)
def test_a_title_is_one_line(name: str, old: str, new: str) -> None:
    text = read_post(FIXTURES / name).text
    assert changed_lines(text, applied(text, set_value(text, "title", "it's low"))) == ([old], [new])


@pytest.mark.parametrize(
    ("name", "tags", "old", "new"),
    [
        ("river.md", "river mornings rain", [], ["- rain"]),
        ("river.md", "mornings", ["- river"], []),
        ("kitchen-flow.md", "kitchen", ["tags: [kitchen, mornings]"], ["tags: [kitchen]"]),
        (
            *("kitchen-toml.md", "kitchen tea"),
            ['tags = ["kitchen", "mornings"] # two are enough'],
            ['tags = ["kitchen", "tea"] # two are enough'],
        ),
        ("kitchen-json.md", "mornings", ['  "tags": ["kitchen", "mornings"],'], ['  "tags": ["mornings"],']),
        ("kitchen-pelican.md", "kitchen tea", ["Tags: kitchen, mornings"], ["Tags: kitchen, tea"]),
    ],
)
def test_tags_change_their_own_lines(name: str, tags: str, old: list[str], new: list[str]) -> None:
    text = read_post(FIXTURES / name).text
    assert changed_lines(text, applied(text, set_tags(text, tags.split()))) == (old, new)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('+++\na = "b"\n+++\n', '+++\na = "b"\ntags = ["x", "y"]\n+++\n'),
        ('+++\r\ntags = [\r\n  "x",\r\n]\r\n+++\r\n', '+++\r\ntags = [\r\n  "x",\r\n  "y",\r\n]\r\n+++\r\n'),
        ("+++\ntags = ['x']\n+++\n", "+++\ntags = ['x', 'y']\n+++\n"),
        ("+++\ntags = []\n[a]\n+++\n", '+++\ntags = ["x", "y"]\n[a]\n+++\n'),
        ("+++\ntags = ['z', 'x', 'w', 'y']\n+++\n", "+++\ntags = ['x', 'y']\n+++\n"),
        ('+++\ntags = "x"\n+++\n', '+++\ntags = ["x", "y"]\n+++\n'),
        ("{}\n", '{"tags": ["x", "y"]}\n'),
        ('{\n\t"a": 1\n}\n', '{\n\t"a": 1,\n\t"tags": ["x", "y"]\n}\n'),
        ('{"tags": []}\n', '{"tags": ["x", "y"]}\n'),
        ('{"tags": [\n "x"\n]}\n', '{"tags": [\n "x", "y"\n]}\n'),
        ("title: a\nlang: en\n\n", "title: a\nlang: en\ntags: x, y\n\n"),
        ("Title: a", "Title: a\nTags: x, y\n"),
        ("Title: a\nTags: z,\n    w\n\n", "Title: a\nTags: x, y\n\n"),
        ("Title: a\nTags:\n\n", "Title: a\nTags: x, y\n\n"),
        ("Title: a\nTags: x,y\n\n", "Title: a\nTags: x,y\n\n"),
    ],
)
def test_tags_of_other_formats(before: str, after: str) -> None:
    assert applied(before, set_tags(before, ["x", "y"])) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "---\ntitle: low\n---\n"),
        ("the river\n", "---\ntitle: low\n---\nthe river\n"),
        ("the river\r\nis low", "---\r\ntitle: low\r\n---\r\nthe river\r\nis low"),
        ("\ufeffthe river", "\ufeff---\ntitle: low\n---\nthe river"),
        ("---\nnot closed\n", "---\ntitle: low\n---\n---\nnot closed\n"),
        ("---\n---\nthe river", "---\ntitle: low\n---\nthe river"),
    ],
)
def test_a_post_without_header_gets_one_in_front(before: str, after: str) -> None:
    assert applied(before, set_value(before, "title", "low")) == after


def test_what_is_so_already_needs_no_edit() -> None:
    for name in sorted(path.name for path in FIXTURES.glob("*.md")):
        text = read_post(FIXTURES / name).text
        header = read_header(split(text))
        tags = header.texts("tags") if header.is_list("tags") else header.text("tags").split(", ")
        assert set_value(text, "title", header.text("title")) is None
        assert set_tags(text, tags) is None


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("title: &title old\nalias: *title", "anchor"),
        ("name: &name old\ntitle: *name", "alias"),
        ("title: !!str old", "type"),
        ("title: [old]", "list"),
        ("title: {a: b}", "mapping"),
        ("title: a\ntitle: b", "twice"),
        ("{a: b}", "braces"),
        ("title: {{ page.title }}", "unhashable"),
        ("title: 'old", "end of stream"),
        ("# no keys\n[a]", "list"),
    ],
)
def test_a_value_that_cannot_change_alone_is_refused(header: str, reason: str) -> None:
    with pytest.raises(HeaderError, match=reason) as error:
        set_value(fenced(header), "title", "new")
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (fenced("tags: &tags [a]\nalso: *tags"), "anchor"),
        (fenced("tags:\n- &a a\nalso: *a"), "anchor"),
        (fenced("also: &a a\ntags: [*a]"), "alias"),
        (fenced("tags: [a, [b]]"), "more than words"),
        (fenced("tags:\n- #a"), "more than words"),
        (fenced("tags: {a: b}"), "mapping"),
        (fenced("? tags\n: - a"), "line"),
        (fenced("tags: [a]\ntags: [b]"), "twice"),
        ("+++\ntags = ['a', {b = 1}]\n+++\n", "more than words"),
        ('{"tags": ["a", 1]}\n', "more than words"),
        ('{"tags": ["a"], "tags": ["a"]}\n', "twice"),
        ('{"tags": {"a": 1}}\n', "mapping"),
        ("+++\n[tags]\na = 1\n+++\n", "mapping"),
        ("Title: a\nTags: a\nTags: b\n\n", "twice"),
    ],
)
def test_tags_that_cannot_change_alone_are_refused(text: str, reason: str) -> None:
    with pytest.raises(HeaderError, match=reason):
        set_tags(text, ["x", "y"])


@pytest.mark.parametrize("value", ["two\nlines", " lead"])
def test_what_pelican_cannot_hold_is_refused(value: str) -> None:
    with pytest.raises(HeaderError, match="would not read back"):
        set_value("Title: a\n\n", "title", value)
    with pytest.raises(HeaderError, match="comma"):
        set_tags("Title: a\n\n", ["a, b"])


def test_a_typed_value_must_read_as_its_kind() -> None:
    with pytest.raises(HeaderError, match="does not read as bool"):
        set_value(fenced("a: b"), "draft", Typed("perhaps", "bool"))
    with pytest.raises(HeaderError, match="would not read back"):
        set_value('{"a": "b"}\n', "draft", Typed("no", "bool"))


def test_aliases_elsewhere_do_not_hang_the_check() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 10)
    )
    text = fenced(f"{bomb}loop: &loop [*loop]\ntitle: old")
    assert applied(text, set_value(text, "title", "new")) == text.replace("title: old", "title: new")


WORDS = st.text(st.sampled_from("ab:#'\"-[]{},&*! \\\n\té😀\u2028\x1b%@`|>?0129.yno~=<")) | st.text(
    max_size=8
)
STYLES = {
    "yaml": (
        *(
            "{key}: plain",
            "{key}: 'single'",
            '{key}: "double"',
            "{key}: 2024",
            "{key}: no",
            "{key}:",
            "{key}: ~",
        ),
        *(
            "{key}: >-\n  folded\n  words",
            "{key}: |\n  literal\n",
            "{key}: 2024-05-01 # day",
            "{key}: two\n  rows",
        ),
        *(
            "{key}:\n- a\n- 'b c'",
            "{key}:\n  - a # x\n\n  # y\n  - b",
            "{key}: [a, 'b']",
            "{key}: []",
            "{key}: a b",
        ),
    ),
    "toml": (
        *("{key} = 'literal'", '{key} = "basic" # x', "{key} = 1.10", "{key} = true", "{key} = 2024-05-01"),
        *("{key} = ['a', \"b\"]", "{key} = [\n  'a', # x\n  'b',\n]", "{key} = []", '{key} = """a\nb"""'),
    ),
}


@st.composite
def posts(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(("yaml", "toml")))
    fence = {"yaml": "---", "toml": "+++"}[kind]
    keys = draw(st.permutations(("title", "tags", "date", "layout")))[: draw(st.integers(0, 4))]
    lines = [draw(st.sampled_from(STYLES[kind])).format(key=key) for key in keys]
    lines.insert(draw(st.integers(0, len(lines))), draw(st.sampled_from(("# note", ""))))
    text = "\n".join([fence, *lines, fence + draw(st.sampled_from(("", " "))), "", "the river\n---\nlow"])
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))


def unless_refused(change: Callable[[], str]) -> str | None:
    try:
        return change()
    except HeaderError:
        return None


def others(header: Header, key: str) -> dict[str, object]:
    return {name: value for name, value in header.values.items() if name != key}


@given(posts(), st.sampled_from(("title", "tags", "slug")), WORDS)
def test_only_the_asked_value_changes(text: str, key: str, value: str) -> None:
    before = read_header(split(text))
    changed = unless_refused(lambda: applied(text, set_value(text, key, value)))
    if changed is None:
        assert before.is_list(key) or not value.isprintable()
        return
    after = read_header(split(changed))
    assert after.text(key) == value
    assert others(after, key) == others(before, key)
    assert split(changed).body == split(text).body


@given(posts(), st.lists(WORDS, max_size=4))
def test_only_the_tags_change(text: str, tags: list[str]) -> None:
    before = read_header(split(text))
    changed = unless_refused(lambda: applied(text, set_tags(text, tags)))
    if changed is None:
        assert not "".join(tags).isprintable()
        return
    after = read_header(split(changed))
    assert list(after.texts("tags")) == tags or after.text("tags") == " ".join(tags)
    assert others(after, "tags") == others(before, "tags")
    assert split(changed).body == split(text).body
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert all(comment in changed for comment in comments)
