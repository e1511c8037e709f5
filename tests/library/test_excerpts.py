"""The words around a match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.library.excerpts import excerpt
from tui.library.query import read_query

TEXT = """the weir was dry.

it’s low, he says at the café. **Low**, the wéir is dry: so dry that the ferry stays until the tide
ferryman's song
snake_case and low_water
"""


@pytest.mark.parametrize(
    ("query", "row", "column", "lit"),
    [
        ("weir ", 0, 4, ["weir"]),
        ("weir low ", 2, 5, ["low", "Low", "wéir"]),
        ("its ", 2, 0, ["it’s"]),
        ("cafe ", 2, 25, ["café"]),
        ('"so dry" ', 2, 57, ["so dry"]),
        ("ferrymans ", 3, 0, ["ferryman's"]),
        ("ferrym", 3, 0, ["ferrym"]),
        ("water ", 4, 19, ["water"]),
    ],
)
def test_the_row_with_the_most_words_is_shown(query: str, row: int, column: int, lit: list[str]) -> None:
    found = excerpt(TEXT, read_query(query).words)
    assert found is not None
    assert (found.row, found.column) == (row, column)
    assert [found.text[start:end] for start, end in found.ranges] == lit


@pytest.mark.parametrize("query", ["ferry -dry title:weir", "nowhere ", "-weir ", "", "#river"])
def test_only_wanted_words_of_the_text_count(query: str) -> None:
    found = excerpt(TEXT, read_query(query).words)
    assert (found is None) == ("ferry" not in query)


def test_a_long_row_is_cut_at_words() -> None:
    row = f"{'word ' * 100}ferry{' word' * 100}"
    found = excerpt(row, read_query("ferry ").words)
    assert found is not None
    assert found.text.startswith("…word")
    assert found.text.endswith("word…")
    assert len(found.text) < 120
    [(start, end)] = found.ranges
    assert found.text[start:end] == "ferry"


def test_letters_that_change_their_length_in_lower_case_keep_their_place() -> None:
    found = excerpt("İİİ ferry", read_query("ferry ").words)
    assert found is not None
    assert found.column == 4


def test_a_phrase_over_two_rows_is_lit_in_the_first() -> None:
    found = excerpt("the old ferry\nleft at noon", read_query('"ferry left" ').words)
    assert found is not None
    assert found.text == "the old ferry"
    assert [found.text[start:end] for start, end in found.ranges] == ["ferry"]


@given(st.text("aÉé'’\u0301 ßΣİ\n_", max_size=12))
def test_a_match_is_lit_where_it_stands_whatever_letters_are_before_it(before: str) -> None:
    found = excerpt(f"{before} ferry", read_query("ferry ").words)
    assert found is not None
    [(start, end)] = found.ranges
    assert found.text[start:end] == "ferry"
