import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paint.pictures import FIXTURES, sections, source_and_letters_of
from tests.work import assert_linear
from tui.paint.cells import ROLES
from tui.paint.source import MOST_COLOURED, START, State, colour

BODY = State("body")
PICTURES = [pytest.param(rows, id=title) for title, rows in sections(FIXTURES / "source.txt")]

_parts = st.sampled_from(
    [
        *(
            "a",
            "word ",
            " ",
            "\t",
            "é",
            "漢",
            "\x00",
            "\udc80",
            "\\",
            "`",
            "``",
            "*",
            "**",
            "_",
            "~~",
            "~~~",
            "```",
            "|",
        ),
        *(
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
            "[^1]",
            "[x] ",
            "<",
            ">",
            "<!--",
            "-->",
            "<b>",
            "&amp;",
            "{",
            "}",
            "{:",
            "{{",
        ),
        *(
            "}}",
            "{%",
            "%}",
            "# ",
            "- ",
            "1. ",
            "> ",
            "---",
            "===",
            "+++",
            "title: ",
            ": ",
            "https://a.b/c_",
            "'",
            '"',
            "!",
        ),
    ]
)
lines = st.one_of(
    st.lists(_parts, max_size=25).map("".join), st.text(st.characters(exclude_characters="\n"), max_size=40)
)
states = st.builds(
    State,
    st.sampled_from(["start", "yaml", "toml", "body"]),
    st.sampled_from(["", "`", "~"]),
    st.integers(3, 5),
    st.sampled_from(["", "python"]),
    st.booleans(),
    st.booleans(),
)


@pytest.mark.parametrize("rows", PICTURES)
def test_source_looks_like_its_picture(rows: list[str]) -> None:
    assert source_and_letters_of(rows[::2]) == rows


def test_inline_code_is_tinted_in_the_source() -> None:
    assert [mark.role for mark in colour("`slip`", BODY).marks] == ["code", "code.background", "mark", "mark"]


def test_a_fence_is_remembered_until_it_closes() -> None:
    opened = colour("  ````python x", BODY).state
    assert opened == State("body", "`", 4, "python")
    assert colour("```", opened).state == opened
    assert colour("````  ", opened).state == BODY


def test_a_byte_order_mark_does_not_hide_front_matter() -> None:
    assert colour("\ufeff---", START).state == State("yaml")


@pytest.mark.parametrize(
    ("row", "state", "after"),
    [
        ("---", START, State("yaml")),
        ("+++ ", START, State("toml")),
        ("----", START, BODY),
        ("", START, BODY),
        ("...", State("yaml"), BODY),
        ("--- ", State("yaml"), BODY),
        ("----", State("yaml"), State("yaml")),
        ("---", State("toml"), State("toml")),
        ("+++", State("toml"), BODY),
        ("<!-- a", BODY, State("body", comment=True)),
        ("low <!-- a --> <!-- b", BODY, State("body", comment=True)),
        ("b --> c", State("body", comment=True), BODY),
        ("`<!--`", BODY, BODY),
        ("    no fence", State("body", "~", 3), State("body", "~", 3)),
        ("low water", State("body", "~", 3, quoted=True), BODY),
    ],
)
def test_what_the_next_row_is_told(row: str, state: State, after: State) -> None:
    assert colour(row, state).state == after


@given(lines, states)
def test_marks_lie_in_the_row(line: str, state: State) -> None:
    coloured = colour(line, state)
    for mark in coloured.marks:
        assert 0 <= mark.start < mark.end <= len(line)
        assert mark.role in ROLES
    assert coloured.ground in ("", "code.background")
    assert coloured.state.part != "start"


@pytest.mark.parametrize(
    "unit",
    [
        *(
            "*",
            "[",
            "`",
            "` ",
            "<!--",
            "<",
            "*a ",
            "**a _b ",
            "a* ",
            "{{",
            "{%",
            "{:",
            "[](",
            "[a](b",
            "[[a](b)](c)",
        ),
        *('](a "', "](a(b)", "&#", "> ", "- ", "#", "~~", "|", "\\", "https://", "[^", "<a b='", "=", " "),
    ],
)
def test_a_hopeless_row_is_coloured_in_proportion_to_its_length(unit: str) -> None:
    assert_linear(lambda size: colour("[a" + unit * (size // len(unit)), BODY), 25_000)


def test_the_words_of_a_row_as_long_as_a_book_stay_plain() -> None:
    links = "- " + "[low](/water) " * (MOST_COLOURED // 10)
    found = colour(links, BODY)
    assert [mark.role for mark in found.marks] == [mark.role for mark in colour("- low", BODY).marks]
    assert found.state == BODY
    assert colour(links + "<!-- and on", BODY).state.comment
    assert not colour(links + "<!-- and --> on", BODY).state.comment
