"""Abbreviations are whole words, the longer one of two counts, and thousands of them cost no more to find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.markup import abbreviations
from tui.markup.abbreviations import Meanings
from tui.markup.tree import Abbreviation, Text

SIGNS = st.text(alphabet="aB1_ -.é", min_size=1, max_size=4)


def as_one_pattern(text: str, meanings: Meanings) -> list[Text | Abbreviation]:
    """What kramdown (2.4) finds: one pattern of all abbreviations, the longest first."""
    choices = "|".join(map(re.escape, sorted(meanings, key=len, reverse=True)))
    parts = re.split(rf"(?<![A-Za-z0-9_])({choices})(?![A-Za-z0-9_])", text)
    return [
        Abbreviation(part, meanings[part]) if at % 2 else Text(part) for at, part in enumerate(parts) if part
    ]


@given(st.lists(st.one_of(SIGNS, st.sampled_from("aB1_ -.")), max_size=12), st.sets(SIGNS, min_size=1))
def test_they_are_found_as_one_pattern_finds_them(parts: list[str], words: set[str]) -> None:
    text, meanings = "".join(parts), Meanings({word: f"<{word}>" for word in words})
    assert list(abbreviations.split(text, meanings)) == as_one_pattern(text, meanings)


def test_a_word_is_looked_up_once_however_many_there_are() -> None:
    class Counted(Meanings):
        asked = 0

        def __contains__(self, word: object) -> bool:
            self.asked += 1
            return super().__contains__(word)

    few, many = (Counted({f"W{number}W": "water" for number in range(most)}) for most in (10, 10_000))
    for meanings in (few, many):
        found = list(abbreviations.split("the W3W rose, W4W fell", meanings))
        assert [part for part in found if isinstance(part, Abbreviation)]
    assert few.asked == many.asked
    assert many.lengths is many.lengths
