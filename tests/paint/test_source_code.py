"""The tokens of code in the source: the page's roles, each in the columns of the source."""

import pytest

from tests.paint.pictures import LETTERS, roles_at
from tui.paint.code import MOST_HIGHLIGHTED
from tui.paint.source_code import token_marks


def letters_of(code: str, language: str) -> list[str]:
    """The letter of every column's token, a dot for none."""
    rows = code.split("\n")
    marks = token_marks(code, language)
    assert len(marks) == len(rows)
    return [
        "".join(LETTERS[roles[-1]] if roles else "." for roles in roles_at(row, found))
        for row, found in zip(rows, marks, strict=True)
    ]


@pytest.mark.parametrize(
    ("language", "code", "letters"),
    [
        ("python", ["for day in 5:  # tide"], ["KKK.....KK.N...CCCCCC"]),
        ("Python", ["low = 'mud'"], ["......SSSSS"]),
        ("python", ['"""the', "river", '"""'], ["SSSSSS", "SSSSS", "SSS"]),
        ("python", ["", "if low:", ""], ["", "KK.....", ""]),
        ("python", ["\tif\tlow: 7"], [".KK......N"]),
        ("python", ["é = '日本' # x"], ["....SSSS.CCC"]),
        ("python", ["x = 1\x00 # a\x1b"], ["....N..CCCC"]),
        ("python", ["if '👩\u200d👧':", "if 5:"], ["." * 9, "KK.N."]),
        ("c", ["/* a", "b */ 7"], ["CCCC", "CCCC.N"]),
        ("nonesuch", ["for day in 5:"], ["............."]),
        ("", ["for day in 5:"], ["............."]),
        ("python", ["if\r", "if 5:"], ["...", "KK.N."]),
    ],
)
def test_tokens_lie_where_they_are_written(language: str, code: list[str], letters: list[str]) -> None:
    assert letters_of("\n".join(code), language) == letters


def test_code_that_is_too_long_is_plain_as_on_the_page() -> None:
    assert any(token_marks("x = 1\n" * (MOST_HIGHLIGHTED // 6), "python"))
    assert not any(token_marks("x = 1\n" * (MOST_HIGHLIGHTED // 6 + 1), "python"))
