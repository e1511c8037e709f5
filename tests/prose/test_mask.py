from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.prose.spelling.dictionary import Dictionary
from tui.prose.spelling.mask import LONGEST, START, MaskState, mask_line, words_in

FIXTURES = Path(__file__).parent / "fixtures"


@dataclass(frozen=True)
class Sample:
    """Rows of a file, each with the ^^^^ below the words that are to be marked."""

    title: str
    rows: tuple[tuple[str, str], ...]


def samples(name: str) -> list[Sample]:
    found = []
    for part in (FIXTURES / name).read_text(encoding="utf-8").split("=== ")[1:]:
        title, *rows = part.rstrip("\n").split("\n")
        pairs: list[tuple[str, str]] = []
        for row in rows:
            if "^" in row and not row.strip(" ^"):
                pairs[-1] = (pairs[-1][0], row)
            else:
                pairs.append((row, ""))
        found.append(Sample(title, tuple(pairs)))
    return found


def carets(row: str, state: MaskState, dictionary: Dictionary) -> tuple[str, MaskState]:
    """Return what stands below a row, and the state after it."""
    masked, after = mask_line(row, state)
    below = [" "] * len(row)
    for start, end, word in words_in(masked):
        if dictionary.verdict(word) in ("likely", "unknown"):
            below[start:end] = "^" * (end - start)
    return "".join(below).rstrip(), after


@pytest.mark.parametrize(
    "sample",
    [*samples("marked.txt"), *samples("unmarked.txt")],
    ids=lambda sample: str(sample.title).replace(" ", "-"),
)
def test_marks_stand_under_the_misspelt_words_and_no_others(sample: Sample, dictionary: Dictionary) -> None:
    state = START
    for row, expected in sample.rows:
        found, state = carets(row, state, dictionary)
        assert f"{row}\n{found}" == f"{row}\n{expected}"


def test_the_fixtures_mark_enough_to_mean_something() -> None:
    marked = [below for sample in samples("marked.txt") for _, below in sample.rows]
    assert sum(len(below.split()) for below in marked) > 40
    assert not any(below for sample in samples("unmarked.txt") for _, below in sample.rows)


marks = (FIXTURES / "pieces.txt").read_text(encoding="utf-8").split()
pieces = st.sampled_from([*marks, " ", "    ", "\t", "- ", "1. "])
rows = st.lists(st.one_of(pieces, st.text(max_size=5)), max_size=12).map("".join)
flat_rows = rows.map(lambda row: row.replace("\n", " "))


@given(st.lists(flat_rows, max_size=8))
def test_a_masked_row_is_the_row_with_some_spaces_and_words_stand_where_they_say(lines: list[str]) -> None:
    state = START
    for line in lines:
        masked, state = mask_line(line, state)
        assert len(masked) == len(line)
        assert all(new in (old, " ") for old, new in zip(line, masked, strict=True))
        position = 0
        for start, end, word in words_in(masked):
            assert position <= start < end <= len(line)
            assert word
            assert line[start].isalpha()
            assert not any(one.isspace() for one in line[start:end])
            position = end


@given(flat_rows)
def test_the_same_row_in_the_same_state_is_masked_alike(line: str) -> None:
    assert mask_line(line, MaskState()) == mask_line(line, MaskState())


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("i&rsquo;m  don’t", [(0, 9, "i'm"), (11, 16, "don't")]),
        ("_quiet_ 'tea'", [(1, 6, "quiet"), (9, 12, "tea")]),
        ("doin' and doing'", [(0, 5, "doin'"), (6, 9, "and"), (10, 15, "doing")]),
        ("cafe\u0301!", [(0, 5, "café")]),
        ("well-known/old", [(0, 4, "well"), (5, 10, "known"), (11, 14, "old")]),
    ],
)
def test_words_have_exact_columns(text: str, words: list[tuple[int, int, str]]) -> None:
    assert list(words_in(text)) == words


def test_an_edit_in_a_row_leaves_the_state_after_it_alone() -> None:
    _, before = mask_line("a quiet morning", MaskState())
    _, after = mask_line("a quiet, slow mornin", MaskState())
    assert before == after


def test_a_row_of_pasted_data_is_not_read_and_opens_nothing() -> None:
    data = "<!-- " + "x" * LONGEST
    masked, state = mask_line(data, START)
    assert not masked.strip()
    assert (state.header, state.closer) == ("", "")


def test_a_blank_row_ends_what_only_a_slip_can_have_opened() -> None:
    for slip in ("<a href='x", "$$", "{{ page.title", "{% include x"):
        _, state = mask_line(slip, MaskState())
        assert state.closer
        _, state = mask_line("", state)
        assert not state.closer


def test_the_byte_order_mark_does_not_hide_the_header() -> None:
    assert mask_line("\ufeff---", START)[1].header == "yaml"
