"""Tags that may be one."""

import pytest

from tests.library.rows import entry
from tui.library.near_tags import near_tags, single_tags


def pairs(*tags: str) -> list[tuple[str, str, str]]:
    entries = [entry(f"post {number}", "2023-01-01", tag) for number, tag in enumerate(tags)]
    return [(each.tag, each.like, each.difference) for each in near_tags(entries)]


@pytest.mark.parametrize(
    ("tags", "near"),
    [
        (["River", "river", "river"], ("River", "river", "case")),
        (["slow food", "slow-food", "slow-food"], ("slow food", "slow-food", "hyphen or space")),
        (["slowfood", "slowfood", "Slow Food"], ("Slow Food", "slowfood", "hyphen or space")),
        (["walks", "walk", "walk"], ("walks", "walk", "plural")),
        (["diary", "diaries", "diaries"], ("diary", "diaries", "plural")),
        (["kitchn", "kitchen", "kitchen"], ("kitchn", "kitchen", "one letter")),
        (["kithcen", "kitchen", "kitchen"], ("kithcen", "kitchen", "one letter")),
        (["kitchem", "kitchen", "kitchen"], ("kitchem", "kitchen", "one letter")),
    ],
)
def test_the_tag_with_fewer_posts_is_the_slip(tags: list[str], near: tuple[str, str, str]) -> None:
    assert pairs(*tags) == [near]


@pytest.mark.parametrize(
    "tags",
    [
        ["river", "kitchen"],
        ["sea", "tea"],  # too short: other words
        ["kitchen", "kitten"],
        *[["walking"] * 5 + ["talking"] * 5],  # both many: on purpose
        ["c", "c++"],
    ],
)
def test_other_tags_are_other_tags(tags: list[str]) -> None:
    assert pairs(*tags) == []


def test_tags_on_one_post_are_two_on_purpose() -> None:
    both = [entry("one", "2023-01-01", "walk", "walks"), entry("two", "2023-01-01", "walk")]
    assert near_tags(both) == []


def test_tags_of_one_post() -> None:
    entries = [entry("one", "2023-01-01", "river", "Ice"), entry("two", "2023-01-01", "river", "fog")]
    assert single_tags(entries) == ["fog", "Ice"]
