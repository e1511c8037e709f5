"""Harmless text: nothing that leaves can do anything to a terminal, and nothing else is touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.safe import safe, safe_line

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANY_TEXT = st.text(st.characters(), max_size=40) | st.text(st.sampled_from(f"a\x1b\r\n\t\x9b\udcff{BIDI}é🌊"))


def is_harmful(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") or character in BIDI


@given(ANY_TEXT)
def test_harmless_text_has_the_same_length_and_nothing_that_acts(text: str) -> None:
    shown = safe(text)
    assert len(shown) == len(text)
    assert not [each for each in shown if is_harmful(each) and each not in "\n\t"]
    assert safe(shown) == shown


@given(ANY_TEXT)
def test_harmless_characters_stay_in_their_columns(text: str) -> None:
    for before, after in zip(text, safe(text), strict=True):
        assert before == after or is_harmful(before) or unicodedata.category(before) == "Cf"


@given(ANY_TEXT)
def test_one_line_is_one_line(text: str) -> None:
    line = safe_line(text)
    assert not [each for each in line if is_harmful(each)]
    assert line == line.strip()


@pytest.mark.parametrize(
    "text",
    [
        "low water, on tuesday",
        "a\ttab and\na line",
        "«déjà» naïve — 'quotes' “curled”",
        "👩‍🌾 👍🏽 🇫🇷 e\u0301",
        "שלום \u200fעולם\u200e",
        "[bold]not markup[/bold]",
        "水が低い",
    ],
)
def test_what_writers_write_stays_as_it_is(text: str) -> None:
    assert safe(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("a\rb", "a␍b"),
        ("\0\x07\x08\x7f", "␀␇␈␡"),
        ("\x9b31m\x85", "\ufffd31m\ufffd"),
        ("\u202etxt.exe", "\ufffdtxt.exe"),
        ("bad \udcff byte", "bad \ufffd byte"),
        ("half \ud83c", "half \ufffd"),
        ("soft\u00adhyphen\u200b\ufeff\u2028\u2060", "soft␣hyphen␣␣␣␣"),
    ],
)
def test_what_could_harm_a_terminal_is_shown(text: str, shown: str) -> None:
    assert safe(text) == shown


@pytest.mark.parametrize(
    ("text", "line"),
    [("", ""), ("  a \n\n b\t", "a b"), ("a\r\nb\x1b\x85c", "a b␛ c"), ("a\u2028b\x0bc\x1cd", "a b c d")],
)
def test_runs_of_white_space_become_one_space(text: str, line: str) -> None:
    assert safe_line(text) == line


def test_each_character_alone_is_made_as_harmless_as_among_all_others() -> None:
    everything = "".join(map(chr, range(0x110000)))
    assert safe(everything) == "".join(map(safe, everything))
