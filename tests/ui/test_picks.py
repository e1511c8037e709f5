"""The rows of the palette for posts that were found by their text."""

from pathlib import Path

from tests.library.rows import entry
from tui.library.excerpts import Excerpt, Match, excerpt
from tui.library.query import read_query
from tui.session.browsing import Matches
from tui.ui.picks import Place, match_picks


def rows(text: str, query: str) -> list[tuple[str, list[str]]]:
    part = excerpt(text, read_query(query).words)
    picks = match_picks(Matches(query, (Match(entry("ropes"), 1, part),)))
    return [(pick.text, [pick.text[start:end] for start, end in pick.matched]) for pick in picks]


def test_a_row_begins_near_the_match() -> None:
    assert rows("the ferry left", "ferry ") == [("the ferry left", ["ferry"])]
    assert rows("  the ferry left", "ferry ") == [("the ferry left", ["ferry"])]
    assert rows("a long way down the hill the ferry left, the old ferry", "ferry ") == [
        ("…the hill the ferry left, the old ferry", ["ferry", "ferry"])
    ]
    assert rows(f"{'x' * 40}-ferry", "ferry ") == [(f"{'x' * 40}-ferry", ["ferry"])]


def test_a_post_that_was_found_otherwise_shows_its_title() -> None:
    assert rows("no words", "#river") == [("ropes", [])]


def test_a_row_knows_its_post_and_its_query() -> None:
    found = Matches("ferry", (Match(entry("ropes"), 1, Excerpt(0, 0, "ferry", ((0, 5),))),))
    [pick] = match_picks(found)
    assert pick.value == Place(Path("/blog/ropes.md"), "ferry")
