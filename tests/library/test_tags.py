"""Tags and the lists they make."""

import pytest

from tests.library.rows import entry
from tui.library.tags import drafts, suggest, tag_counts, untagged, with_tags

ENTRIES = [
    entry("frost", "2023-03-01", "river", "winter"),
    entry("thaw", "2023-02-01", "river"),
    entry("oats", "2023-01-01", "kitchen", "winter"),
    entry("Rye", "2022-12-01", "River"),
    entry("nothing", "2022-11-01", draft=True),
]


def test_tags_are_counted_the_most_used_first() -> None:
    assert tag_counts(ENTRIES) == [("river", 2), ("winter", 2), ("kitchen", 1), ("River", 1)]
    assert tag_counts([]) == []


@pytest.mark.parametrize(
    ("wanted", "excluded", "found"),
    [
        ([], [], ["frost", "thaw", "oats", "Rye", "nothing"]),
        (["river"], [], ["frost", "thaw"]),
        (["river", "winter"], [], ["frost"]),
        (["winter"], ["kitchen"], ["frost"]),
        ([], ["river", "winter"], ["Rye", "nothing"]),
        (["none"], [], []),
    ],
)
def test_tags_choose_posts(wanted: list[str], excluded: list[str], found: list[str]) -> None:
    assert [each.title for each in with_tags(ENTRIES, wanted, excluded)] == found


def test_drafts_and_untagged_posts_are_lists_too() -> None:
    assert [each.title for each in drafts(ENTRIES)] == ["nothing"]
    assert [each.title for each in untagged(ENTRIES)] == ["nothing"]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("ri", ["river", "River"]),
        (" RIV", ["river", "River"]),
        ("n", ["winter", "kitchen"]),
        ("k", ["kitchen"]),
        ("", ["river", "winter", "kitchen", "River"]),
        ("zz", []),
    ],
)
def test_tags_are_suggested_from_their_beginning_first(typed: str, tags: list[str]) -> None:
    assert suggest(ENTRIES, typed) == tags
