"""Finding by a few letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.library.rows import entry
from tui.library.search import BEGINS, INSIDE, WORD_STARTS, TextMatch, find, match


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("the long weir", "the lo", TextMatch(BEGINS, ((0, 6),))),
        ("The Long Weir", "the  LONG", TextMatch(BEGINS, ((0, 8),))),
        ("the long weir", "weir long", TextMatch(WORD_STARTS, ((4, 8), (9, 13)))),
        ("the long weir", "eir", TextMatch(INSIDE, ((10, 13),))),
        ("the long weir", "w ong", TextMatch(INSIDE, ((5, 8), (9, 10)))),
        ("along the long weir", "lo", TextMatch(WORD_STARTS, ((10, 12),))),
        ("half-light", "light", TextMatch(WORD_STARTS, ((5, 10),))),
        ("bread, bread", "bread bread x", None),
        ("aaa", "aa a", TextMatch(WORD_STARTS, ((0, 2),))),
        ("straße", "STRASSE", None),
        ("İstanbul mornings", "morn", TextMatch(WORD_STARTS, ((9, 13),))),
        ("ÉTÉ au lac", "été", TextMatch(BEGINS, ((0, 3),))),
        ("anything", "", TextMatch(BEGINS, ())),
        ("anything", "  ", TextMatch(BEGINS, ())),
        ("", "a", None),
    ],
)
def test_every_word_is_looked_for(text: str, query: str, found: TextMatch | None) -> None:
    assert match(text, query) == found


@given(some.text(), some.text(max_size=5))
def test_ranges_are_places_in_the_text(text: str, query: str) -> None:
    found = match(text, query)
    if found:
        ends = [0, *(place for pair in found.ranges for place in pair)]
        assert ends == sorted(ends)
        assert ends[-1] <= len(text)


@given(some.text(alphabet="ab c", min_size=1), some.integers(0, 20), some.integers(1, 20))
def test_a_piece_of_a_text_is_always_found(text: str, start: int, length: int) -> None:
    assert match(text, text[start : start + length]) is not None


def test_posts_are_found_by_title_the_best_first() -> None:
    entries = [entry("a wide river"), entry("driver"), entry("river walk"), entry("oats"), entry("the river")]
    assert [each.entry.title for each in find(entries, "river", 9)] == [
        "river walk",
        "a wide river",
        "the river",
        "driver",
    ]
    assert [each.ranges for each in find(entries, "river", 2)] == [((0, 5),), ((7, 12),)]


def test_nothing_typed_finds_the_newest_posts() -> None:
    entries = [entry("b"), entry("a"), entry("c")]
    assert [each.entry.title for each in find(entries, "", 2)] == ["b", "a"]
