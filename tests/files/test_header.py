"""Reading headers: values as the writer wrote them, errors with their line, bombs disarmed."""

import copy
import pickle
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.work import calls
from tui.errors import HeaderError
from tui.files.header import Header, Typed, read_header
from tui.files.post import Parts, read_post, split

FIXTURES = Path(__file__).parent / "fixtures"


def header_of(yaml: str) -> Header:
    return read_header(split(f"---\n{yaml}---\n"))


@pytest.mark.parametrize("name", ["kitchen-toml.md", "kitchen-json.md", "kitchen-flow.md"])
def test_formats_read_alike(name: str) -> None:
    header = read_header(read_post(FIXTURES / name).parts)
    assert header.text("title") == "what the kettle knows"
    assert header.text("date").startswith("2024-03-02")
    assert header.text("weight") == "1.10"
    assert header.flag("draft") is (name != "kitchen-flow.md")
    assert header.flag("title") is None
    assert header.texts("tags") == ("kitchen", "mornings")
    assert header.is_list("tags")


def test_pelican_values_are_texts() -> None:
    header = read_header(read_post(FIXTURES / "kitchen-pelican.md").parts)
    assert header.text("title") == "what the kettle knows"
    assert header.texts("tags") == ("kitchen, mornings",)
    assert header.text("summary") == "it sings\none note higher"
    assert not header.is_list("tags")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("No", "bool"),
        ("on", "bool"),
        ("2024", "int"),
        ("12:30", "int"),
        ("0x1F", "int"),
        ("9" * 5000, "int"),
        ("1.10", "float"),
        (".inf", "float"),
        ("2023-02-30", "timestamp"),
        ("2014-12-25 12:00:00", "timestamp"),
        ("2014-12-25 12:00:00 +0000", None),
        ("'No'", None),
        ("river", None),
    ],
)
def test_values_stay_as_they_were_written(source: str, kind: str | None) -> None:
    header = header_of(f"title: {source}\n")
    assert header.text("title") == source.strip("'")
    assert type(header.text("title")) is str
    assert getattr(header.values["title"], "kind", None) == kind


@pytest.mark.parametrize(
    ("source", "flag"),
    [
        *(("true", True), ("Yes", True), ("ON", True), ("false", False), ("no", False), ("off", False)),
        *(("'true'", None), ("1", None), ("~", None), ("y", None)),
    ],
)
def test_only_real_booleans_are_flags(source: str, flag: bool | None) -> None:
    assert header_of(f"draft: {source}\n").flag("draft") is flag


@pytest.mark.parametrize(
    ("source", "texts", "is_list"),
    [
        ("[a, 2, no]", ("a", "2", "no"), True),
        ("\n- a\n- #b\n- [c]\n- d e", ("a", "d e"), True),
        ("[]", (), True),
        ("one", ("one",), False),
        ("one two", ("one two",), False),
        ("2013", ("2013",), False),
        ("", (), False),
        ("~", (), False),
        ("''", (), False),
        ("{a: b}", (), False),
    ],
)
def test_lists_are_read_as_texts(source: str, texts: tuple[str, ...], is_list: bool) -> None:
    header = header_of(f"tags: {source}\n")
    assert (header.texts("tags"), header.is_list("tags")) == (texts, is_list)


def test_missing_values_are_empty() -> None:
    header = header_of("a: ~\nb: [c]\n~: e\n1: f\n")
    assert (header.text("a"), header.text("b"), header.text("z")) == ("", "", "")
    assert (header.flag("z"), header.texts("z"), header.is_list("z")) == (None, (), False)
    assert list(header.values) == ["a", "b", "", "1"]


@pytest.mark.parametrize(
    "text", ["", "plain", "---\n---\n", "---\n# only a comment\n---\n", "{}\n", "+++\n+++\n"]
)
def test_an_empty_header_has_no_values(text: str) -> None:
    assert dict(read_header(split(text)).values) == {}


@pytest.mark.parametrize(
    ("text", "line", "detail"),
    [
        ("---\ntitle: a: b\n---\n", 2, "mapping values are not allowed"),
        ("---\nx: \u2028\ntitle: @b\n---\n", 3, "cannot start any token"),
        ("---\na: b\nc: \x1b[2J\n---\n", 3, "U+001B"),
        ("---\na: é\nc: \0\n---\n", 3, "U+0000"),
        ("---\na: b\nc: \udce9\n---\n", 3, "not UTF-8"),
        ("---\ntitle: {{ page.title }}\n---\n", 2, "unhashable"),
        ("---\na: !!python/object/apply:os.system [ls]\n---\n", 2, "constructor"),
        ("---\n- a\n---\n", 2, "it is a list"),
        ("---\njust words\n---\n", 2, "it is a single value"),
        ("+++\na = 1\nb = \n+++\n", 3, "Unexpected character"),
        ("+++\na = 1\na = 2\n+++\n", 3, "already exists"),
        ("---\na: " + "x" * 300_000 + "\n---\n", 2, "256 KB"),
    ],
)
def test_a_broken_header_says_where(text: str, line: int, detail: str) -> None:
    with pytest.raises(HeaderError) as error:
        read_header(split(text), Path("post.md"))
    assert (error.value.path, error.value.line) == (Path("post.md"), line)
    assert detail in error.value.detail
    assert error.value.detail.isprintable()
    assert error.value.hint


ALIASES = "a0: &a0 [x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]\n" for level in range(1, 12)
)


MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{level}: &a{level} {{<<: [{', '.join([f'*a{level - 1}'] * 9)}]}}\n" for level in range(1, 10)
)


BOMBS = {
    "open brackets": ("---\nx: " + "[" * 100_000 + "\n---\n", "50 levels"),
    "brackets": ("---\nx: " + "[" * 100_000 + "]" * 100_000 + "\n---\n", "50 levels"),
    "quoted closing brackets": ("---\nx: " + '["]",' * 30_000 + "\n---\n", "50 levels"),
    "braces": ("---\nx: " + "{" * 100_000 + "\n---\n", "50 levels"),
    "dashes": ("---\n" + "- " * 100_000 + "\n---\n", "50 levels"),
    "question marks": ("---\n" + "? " * 100_000 + "\n---\n", "50 levels"),
    "indentation": ("---\n" + "".join(" " * depth + "a:\n" for depth in range(300)) + "---\n", "50 levels"),
    "aliases": (f"---\n{ALIASES}---\n", "100 aliases"),
    "merged mappings": (f"---\n{MERGES}---\n", "20 aliases"),
    "json": ('{"x": ' + "[" * 51 + "]" * 51 + "}\n", "50 levels"),
    "toml lists": ("+++\nx = " + "[" * 100_000 + "\n+++\n", "50 levels"),
    "toml tables": ("+++\nx = " + "{a=" * 80_000 + "\n+++\n", "50 levels"),
    "toml keys": ("+++\n" + "a." * 100_000 + "b = 1\n+++\n", "50 levels"),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_an_error_before_much_is_read(bomb: str) -> None:
    text, detail = BOMBS[bomb]
    with pytest.raises(HeaderError) as error:
        read_header(split(text))
    assert detail in error.value.detail

    def read() -> None:
        with suppress(HeaderError):
            read_header(split(text))

    assert calls(read) < 50_000  # of a parser, which makes some for each of 100,000 signs


def test_brackets_in_texts_do_not_count() -> None:
    header = header_of("x: '" + "[" * 100 + "'\n# " + "{" * 100 + "\n")
    assert header.text("x") == "[" * 100


def test_a_header_that_holds_itself_can_be_held() -> None:
    header = header_of("a: &a [*a]\nb: c\n")
    assert header.text("b") == "c"
    assert "b" not in repr(header)


def test_typed_values_travel() -> None:
    value = Typed("1.10", "float")
    for copied in (copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert (copied, copied.kind) == ("1.10", "float")


PIECES = (
    "a: ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "&x ",
    "*x",
    "!!int ",
    "!!set ",
    "<<: ",
    "|\n",
    " ",
    "\n",
    "1",
    "? ",
)


@given(
    st.sampled_from(("yaml", "toml", "pelican", "json")),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3)),
)
def test_nothing_but_header_errors_come_out(kind: str, pieces: list[str]) -> None:
    parts = Parts(kind, "", "".join(pieces), "", "")  # type: ignore[arg-type]  # drawn from the kinds there are
    try:
        header = read_header(parts)
    except HeaderError:
        return
    assert all(isinstance(key, str) for key in header.values)
