import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.paint.trees import prose
from tests.work import assert_linear
from tui.paint.inlines import text_flow
from tui.paint.lines import layout
from tui.paint.wrap import HARD_BREAK, Run, _measured_rows, _plain_rows, wrap


def wrapped(text: str, width: int) -> list[str]:
    return [line.text for line in wrap(text_flow(text, ()), width)]


@pytest.mark.parametrize(
    ("text", "width", "rows"),
    [
        ("low water", 9, ["low water"]),
        ("low water", 8, ["low", "water"]),
        ("  low\t water \n", 20, ["low water"]),
        ("a\u00a0km of mud", 4, ["a\u00a0km", "of", "mud"]),
        ("low wa\u00adter", 20, ["low water"]),
        ("see https://example.org/tides", 10, ["see", "https://ex", "ample.org/", "tides"]),
        ("https://example.org/a/very/long", 24, ["https://example.org/a/", "very/long"]),
        ("a/b?low=1&high=2", 11, ["a/b?low=1&", "high=2"]),
        ("cafe\u0301/low/water", 10, ["cafe\u0301/low/", "water"]),
        ("🚀🚀/🚀🚀🚀🚀", 6, ["🚀🚀/", "🚀🚀🚀", "🚀"]),
        ("🚀low/🚀lowwaterlow", 6, ["🚀low/", "🚀loww", "aterlo", "w"]),
        ("see averyverylongword and", 8, ["see", "averyver", "ylongwor", "d and"]),
        ("cafe\u0301s " * 2, 5, ["cafe\u0301s", "cafe\u0301s"]),
        ("e\u0301" * 5, 2, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
        ("👩\u200d🚀" * 3, 5, ["👩👩", "👩"]),
        ("low water ", 4, ["low", "wate", "r"]),
        ("🇫🇷🇩🇪🇮🇹", 5, ["🇫🇷🇩🇪", "🇮🇹"]),
        ("川の水は低い。", 12, ["川の水は低", "い。"]),
        ("川の「水」です", 6, ["川の", "「水」", "です"]),
        ("low川water", 5, ["low川", "water"]),
        ("川¹水", 3, ["川¹", "水"]),
        ("שלום עולם", 5, ["שלום", "עולם"]),
        ("a\x1b[31mb", 20, ["a␛[31mb"]),
        ("", 20, []),
    ],
)
def test_wrapping(text: str, width: int, rows: list[str]) -> None:
    assert wrapped(text, width) == rows


def test_hard_breaks_start_rows_and_leave_no_hole_at_the_ends() -> None:
    broken = Run(HARD_BREAK)
    lines = wrap((broken, Run("low"), broken, broken, Run("water"), broken), 20)
    assert [line.text for line in lines] == ["low", "", "water"]


def test_runs_painted_alike_become_one_span() -> None:
    (line,) = wrap((Run("low "), Run("water", row=1), Run(" mark", ("strong",))), 20)
    assert [span.text for span in line.spans] == ["low water", " mark"]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["low", "a", "averyverylongword", "é", "漢字"]), min_size=1), st.integers(8, 30)
)
def test_no_word_is_lost_and_no_row_could_have_held_more(words: list[str], width: int) -> None:
    rows = wrapped(" ".join(words), width)
    assert "".join("".join(rows).split()) == "".join(words)
    assert all(row == row.strip() and row for row in rows)


@given(st.text("ab é’ ", max_size=60), st.integers(2, 12))
def test_the_short_way_wraps_like_the_long_way(text: str, width: int) -> None:
    assert list(_plain_rows(text, width)) == list(_measured_rows(text, width))


@pytest.mark.parametrize("piece", ["low water ", "a", "漢字、", "e\u0301"])
def test_a_paragraph_is_laid_out_in_proportion_to_its_length(piece: str) -> None:
    assert_linear(lambda size: layout(prose(piece * (size // len(piece))), 60), 25_000)
