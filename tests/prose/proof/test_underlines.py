"""Dashes under words: which are a rule that lacks its blank line, and which a heading that was meant."""

import pytest

from tests.prose.proof.posts import found_in

TAIL = "\n\n<!-- hyperlink bank -->\n\n**words / writing / post-processing**  \n8w / 13min / 2min\n"
FOOTER = "\n8w / 13min / 2min\n"
NOTE = "\n\n<!-- ask anna -->\n"


def rows(text: str) -> list[int]:
    """Return the rows, from 1, of the dashes that are found."""
    return [each.row + 1 for each in found_in(text) if each.rule == "glued-rule"]


@pytest.mark.parametrize(
    "text",
    [
        "the river was low.",
        "more on this next time",
        "so that was the morning, more or less",
        "the ferry waits for nobody :)",
        "and then [the weir](https://weir.example) was open",
    ],
)
@pytest.mark.parametrize("below", ["", "\nthe kettle sang.\n", "\n\nthe kettle sang.\n", TAIL, FOOTER, NOTE])
def test_three_dashes_under_several_words_are_a_rule(text: str, below: str) -> None:
    assert rows(f"it rained.\n\n{text}\n---{below}") == [4]


@pytest.mark.parametrize("text", ["low water", "spark.", "what now?", "phil", "The Weir and the Ferry"])
@pytest.mark.parametrize("tail", [TAIL, FOOTER, NOTE, f"{NOTE}\n{TAIL}"])
def test_what_only_a_tail_follows_is_no_heading(text: str, tail: str) -> None:
    assert rows(f"{text}\n---{tail}") == [2]
    assert rows(f"{text}\n---\n\nthe kettle sang.{tail}") == []


@pytest.mark.parametrize(
    "text",
    [
        "low water\n---",
        "what now?\n---",
        "a quiet day\n---",
        "The Weir and the Ferry\n---",
        "more on this next time\n----------------------",
        "more on this next time\n--------------------",
        "the river was low.\n------------------",
        "is it any wonder that nobody (else) was there?\n----------------------------------------------",
        "more on this next time\n===",
        "the river was low.\n===",
    ],
)
@pytest.mark.parametrize("below", ["", "\n", "\n\nthe kettle sang.\n"])
def test_a_heading_that_was_meant_is_left_alone(text: str, below: str) -> None:
    assert rows(f"it rained.\n\n{text}{below}") == []


@pytest.mark.parametrize("other", ["the mill\n===\n\n", "the mill\n---\n\n", "the old mill\n-----------\n\n"])
def test_three_dashes_are_a_heading_where_others_are_underlined(other: str) -> None:
    assert rows(f"{other}how to mend a weir\n---\n\nwith stones.\n") == []
    assert rows(f"{other}the river was low.\n---\n\nwith stones.\n") == [5]


@pytest.mark.parametrize(
    ("heading", "found"), [("# the mill", [4]), ("## the mill", [4]), ("### the mill", [])]
)
def test_fewer_words_are_enough_where_headings_have_signs(heading: str, found: list[int]) -> None:
    assert rows(f"{heading}\n\nlow water\n---\n\nthe kettle sang.\n") == found


def test_a_picture_or_a_list_under_it_is_what_a_heading_is_for() -> None:
    assert rows("low water\n---\n\n- a heron\n\n<!-- ask anna -->\n") == []
    assert rows('low water\n---\n\n<p><img src="/weir.png" alt="the weir"></p>\n') == []
