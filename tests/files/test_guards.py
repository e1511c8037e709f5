"""The guards before the parsers: they speak first, in the same words, whatever the parser's version."""

import sys

import pytest

from tests.work import assert_linear
from tui.errors import HeaderError
from tui.files.guards import DEEPEST
from tui.files.header import read_header
from tui.files.post import Kind, Parts, split

Shape = tuple[Kind, str, str, str, str]

SHAPES: list[Shape] = [
    # kind, before, opening, closing, after: one level outside of what is repeated
    ("yaml", "b: c\nx: ", "[", "]", "\n"),
    ("yaml", "b: c\nx: ", "{a: ", "}", "\n"),
    ("yaml", "b: c\nx:\n  ", "- ", "", "\n"),
    ("json", '{"b": "c",\n"x": ', "[", "]", "}"),
    ("json", '{"b": "c",\n"x": ', '{"a": ', "}", "}"),
    ("toml", "b = 'c'\nx = [", "[", "]", "]\n"),
    ("toml", "b = 'c'\nx = [", "{a = ", "}", "]\n"),
    ("toml", "b = 'c'\nx = [", "{a.b = [", "]}", "]\n"),
    ("toml", "b = 'c'\nx.", "a.", "", " = 1\n"),
    ("toml", "b = 'c'\n[", "a.", "", "]\n"),
]


def header_of(shape: Shape, levels: int) -> Parts:
    kind, before, opening, closing, after = shape
    times = (levels - 1) // (3 if opening == "{a.b = [" else 1)
    return Parts(kind, "", before + opening * times + "1" + closing * times + after, "", "")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_deepest_header_is_read_and_no_deeper_one(shape: Shape) -> None:
    assert read_header(header_of(shape, DEEPEST)).values
    for levels in (DEEPEST + 2, 999, 1_001, 30_000):
        with pytest.raises(HeaderError) as error:
            read_header(header_of(shape, levels))
        assert error.value.detail == f"more than {DEEPEST} levels deep"
        assert error.value.line == 1 + shape[1].count("\n")


def test_levels_are_told_before_a_fault_after_them_and_after_one_before_them() -> None:
    deep = "[" * 2_000 + "]" * 2_000
    for header, said in (
        (f"x: {deep}\ny: @\n", "50 levels"),
        (f"y: @\nx: {deep}\n", "cannot start any token"),
    ):
        with pytest.raises(HeaderError) as error:
            read_header(split(f"---\n{header}---\n"))
        assert said in error.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "+++\nx = '" + "[" * 100 + "'\n+++\n",
        '+++\nx = "\\"' + "[" * 100 + '"\n+++\n',
        "+++\nx = '''\n'" + "[" * 100 + "\n'''\n+++\n",
        '+++\nx = """\n"\\"""' + "{a." * 100 + '\n"""\n+++\n',
        "+++\nx = 1 # " + "[" * 100 + "\n+++\n",
        "+++\nx = [" + "1.5, " * 100 + "]\n+++\n",
        "+++\n" + "".join(f"x{number}.y = 1.5\n" for number in range(100)) + "+++\n",
        "+++\n" + "".join(f"[[x.y]]\nz = {number}\n" for number in range(100)) + "+++\n",
        '{"x": "\\"' + "[" * 100 + '"}\n',
        "---\nx: >\n  " + "[" * 2_000 + '\ny: "' + "{" * 2_000 + '"\n---\n',
    ],
)
def test_what_only_looks_nested_is_read(text: str) -> None:
    assert read_header(split(text)).values


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "x',
        '---json\n{"a": "x',
        '+++\na = "x',
        '+++\na = """x',
        "+++\na = '''x",
    ],
)
def test_a_quote_that_is_never_closed_is_looked_for_once(text: str) -> None:
    closing = {"{": "\n\n", "-": "\n---\n", "+": "\n+++\n"}[text[0]]

    def read(escaped: int) -> None:
        with pytest.raises(HeaderError):
            read_header(split(text + '\\"' * escaped + closing))

    assert_linear(read, 10_000)


def test_a_value_of_many_digits_is_text_whatever_the_interpreter_allows() -> None:
    digits = "7" * (sys.get_int_max_str_digits() + 1)
    for text in (f"---\nx: {digits}\n---\n", f'{{"x": {digits}}}\n'):
        assert read_header(split(text)).text("x") == digits
