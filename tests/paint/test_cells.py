import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.paint import trees
from tui.paint.cells import ONE_CELL, Line, Span, clip, clip_spans, clusters, cut, prefixed, steady
from tui.safe import safe


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("low", ["l", "o", "w"]),
        ("e\u0301a", ["e\u0301", "a"]),
        ("👩\u200d🚀x", ["👩\u200d🚀", "x"]),
        ("👍🏽👍", ["👍🏽", "👍"]),
        ("1️⃣2", ["1️⃣", "2"]),
        ("🇫🇷🇩🇪🇫", ["🇫🇷", "🇩🇪", "🇫"]),
        ("का", ["का"]),
        ("", []),
    ],
)
def test_letters_stay_whole(text: str, letters: list[str]) -> None:
    assert list(clusters(text)) == letters


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("👨\u200d👩\u200d👧 home", "👨 home"),
        ("👩🏽\u200d🚀", "👩"),
        ("👍🏽👍", "👍👍"),
        ("1️⃣2", "12"),
        ("❤️ ☕️ ✔️", "❤ ☕ ✔"),
        ("🏳️\u200d🌈", "🏳"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴"),
        ("🇫🇷", "🇫🇷"),
        ("क\u094d\u200dष", "क\u094dष"),
        ("\u200d🏽", ""),
        ("café", "café"),
    ],
)
def test_terminals_agree_on_what_is_steady(text: str, shown: str) -> None:
    assert steady(text) == shown


@given(trees.text)
def test_the_width_of_steady_text_is_the_sum_of_its_letters(text: str) -> None:
    shown = safe(steady(text))
    assert cell_len(shown) == sum(map(cell_len, shown))


def test_the_characters_of_one_cell_need_no_care() -> None:
    for char in map(chr, range(0x10000)):
        if re.fullmatch(f"[{ONE_CELL}]", char):
            assert (cell_len(char), safe(char), steady(char)) == (1, char, char)


@given(trees.text)
def test_clusters_rejoin(text: str) -> None:
    assert "".join(clusters(text)) == text


@pytest.mark.parametrize(
    ("text", "width", "head", "tail"),
    [
        ("water", 3, "wat", "er"),
        ("water", 9, "water", ""),
        ("water", 0, "", "water"),
        ("water", -1, "", "water"),
        ("漢字", 3, "漢", "字"),
        ("e\u0301e\u0301", 1, "e\u0301", "e\u0301"),
    ],
)
def test_cut(text: str, width: int, head: str, tail: str) -> None:
    assert cut(text, width) == (head, tail)


@pytest.mark.parametrize(
    ("text", "width", "clipped"),
    [("water", 5, "water"), ("water", 4, "wat…"), ("漢字", 3, "漢…"), ("漢字", 2, "…")],
)
def test_clip(text: str, width: int, clipped: str) -> None:
    assert clip(text, width) == clipped


@given(
    st.lists(st.builds(Span, trees.text.map(lambda text: text.replace("\u200d", ""))), max_size=4),
    st.integers(1, 20),
)
def test_clipped_spans_fit(spans: list[Span], width: int) -> None:
    clipped = clip_spans(spans, width, ("faint",))
    assert Line(clipped).width <= width
    assert clipped == tuple(spans) or clipped[-1] == Span("…", ("faint",))


def test_an_empty_row_keeps_only_what_can_be_seen_of_its_prefix() -> None:
    bar, space = Span("│"), Span("  ")
    lines = [Line((Span("a"),)), Line(), Line((Span("b"),))]
    assert [line.text for line in prefixed(lines, (bar, space), (bar, space))] == ["│  a", "│", "│  b"]
    assert [line.text for line in prefixed(lines, (bar, space), (space,))] == ["│  a", "", "  b"]
