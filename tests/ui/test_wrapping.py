"""The wrapped view of a post: whatever was looked at in whatever order, it is what wrapping it all gives."""

import random
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size
from textual._wrap import compute_wrap_offsets
from textual.expand_tabs import expand_tabs_inline
from textual.geometry import Offset

from tests.ui.test_document import PIECES, TEXTS, texts_and_ranges
from tui.paint.cells import clusters
from tui.paint.source import START, Mark, colour
from tui.safe import safe
from tui.ui.textual_internals.document import PostDocument
from tui.ui.widgets.editor import breaks
from tui.ui.widgets.editor.breaks import _NARROW, breaks_after, breaks_of, end_of, estimate
from tui.ui.widgets.editor.colours import RowColours, in_sections, state_after
from tui.ui.widgets.editor.document import WrappedPost
from tui.ui.widgets.heights import Heights

WORDS = [
    *("a", "river ", "the ferry ", "  ", "   ", "mornings", "a-long-word-without-any-room "),
    *(
        "日本語",
        "日 ",
        "é",
        "e\u0301",
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "🇩🇪 ",
        "\t",
        "“so” ",
        "\u00a0",
        "\u3000",
    ),
    *("\x00", "\udce9", "\u202e", "שלום ", "\u0301"),
]
ROWS = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
PLAIN = st.lists(
    st.sampled_from(["a", "river ", "the ", "  ", "mornings", "a-long-word-it-is ", "é ", "“so” ", "日本 "])
).map("".join)
WIDTHS = st.integers(1, 14)


def rows_of(wrapped: WrappedPost) -> list[tuple[int, int]]:
    """Every row of the screen, once all rows were looked at."""
    wrapped.look(0, wrapped.document.line_count - 1)
    return list(places(wrapped))


def places(wrapped: WrappedPost) -> Iterator[tuple[int, int]]:
    """Every row of the screen, from the top, looking only as it goes."""
    y = 0
    while place := wrapped.row_at(y):
        yield place
        y += 1


@given(PLAIN, st.integers(2, 14))
def test_words_are_broken_where_textual_breaks_them(row: str, width: int) -> None:
    assert breaks_of(row, width, 4) == compute_wrap_offsets(row, width, 4)


def plainly_wrapped(row: str, width: int, tab: int) -> list[int]:
    """The breaks of a row, letter by letter and word by word."""
    words: list[list[str]] = []
    spaced = True
    for letter in (letter for part in re.split("(\t)", safe(row)) for letter in clusters(part)):
        space = letter.isspace() and letter != "\u00a0"
        if not words or (spaced and not space):
            words.append([])
        words[-1].append(letter)
        spaced = space
    found, at, cells, empty = [], 0, 0, True

    def after(letters: list[str], cells: int) -> int:
        for letter in letters:
            cells += tab - cells % tab if letter == "\t" else cell_len(letter)
        return cells

    for word in words:
        for letters in (word, *([letter] for letter in word)):
            if not empty and after(letters, cells) > width:
                found.append(at)
                cells, empty = 0, True
            if letters is not word:
                cells, at, empty = after(letters, cells), at + len(letters[0]), False
    return found


@given(ROWS, st.integers(2, 20))
@settings(max_examples=500)
def test_words_are_broken_where_a_plain_loop_breaks_them(row: str, width: int) -> None:
    found = breaks_of(row, width, 4)
    heaped = any(end - start >= 8 * width for start, end in pairwise([0, *found, len(row)]))
    # a space that bears an accent ends the word before it, or begins the next: either will do
    assume(not heaped and " \u0301" not in row)
    assert found == plainly_wrapped(row, width, 4)


def test_accents_heaped_on_a_letter_are_cut() -> None:
    row = "a" + "\u0301" * 500
    starts = [0, *breaks_of(row, 10, 4), len(row)]
    assert all(0 < end - start <= 80 for start, end in pairwise(starts))


@given(ROWS, WIDTHS)
def test_a_section_is_no_wider_than_the_screen(row: str, width: int) -> None:
    starts = [0, *breaks_of(row, width, 4), len(row)]
    for start, end in pairwise(starts):
        section = safe(row[start:end])
        cells = cell_len(expand_tabs_inline(section, 4))
        assert cells <= width or section == "\t" or len([*clusters(section)]) == 1


@given(ROWS, st.data(), ROWS, WIDTHS)
def test_a_row_edited_breaks_as_it_would_anew(row: str, data: st.DataObject, typed: str, width: int) -> None:
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(row))] * 2)))
    after = row[:start] + typed + row[end:]
    edit = (start, end, len(typed) - (end - start))
    assert breaks_after(after, breaks_of(row, width, 4), edit, width, 4) == breaks_of(after, width, 4)


@pytest.mark.parametrize(
    "words", ["the river was low and the posts stood about in the mud ", "le pré était là, 日本 "]
)
def test_a_long_paragraph_is_broken_again_only_near_the_edit(
    words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = words * 1_000
    before = breaks_of(row, 80, 4)
    middle = len(row) // 2
    after = f"{row[:middle]}x{row[middle:]}"
    asked: list[int] = []

    def counted(text: str, start: int, width: int, tab: int) -> int:
        asked.append(start)
        return end_of(text, start, width, tab)

    with monkeypatch.context() as patched:
        patched.setattr(breaks, "end_of", counted)
        found = breaks_after(after, before, (middle, middle, 1), 80, 4)
    assert found == breaks_of(after, 80, 4)
    assert len(found) > 250
    assert len(asked) < 50
    assert middle - 300 < min(asked)


def test_what_is_called_narrow_is_one_cell() -> None:
    for letter in map(chr, range(0x11000)):
        if _NARROW.fullmatch(letter):
            assert get_character_cell_size(letter) == 1, hex(ord(letter))
            assert not unicodedata.combining(letter)
            assert safe(letter) == letter


@given(st.lists(st.sampled_from(PIECES)).map("".join), WIDTHS)
def test_a_guess_is_at_least_one_row(row: str, width: int) -> None:
    assert estimate(row, width) >= 1
    assert estimate("word " * 100, 50) == 10
    assert estimate("日" * 100, 50) == 4


@given(texts_and_ranges(), TEXTS, WIDTHS, st.booleans())
def test_wrapping_after_an_edit_is_wrapping_anew(
    case: tuple[str, tuple[int, int], tuple[int, int]], typed: str, width: int, looked_at: bool
) -> None:
    text, start, end = case
    document = PostDocument(text)
    wrapped = WrappedPost(document)
    wrapped.wrap(width)
    if looked_at:
        wrapped.look(0, document.line_count - 1)
    top, bottom = sorted((start, end))
    result = document.replace_range(top, bottom, typed)
    wrapped.wrap_range(top, bottom, result.end_location)
    fresh = WrappedPost(document, width)
    assert [*places(wrapped)] == rows_of(fresh)
    assert wrapped.height == fresh.height == len(rows_of(fresh))


ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), st.integers(0, 999), st.integers(0, 999), st.one_of(TEXTS, ROWS)),
        st.tuples(st.just("look"), st.integers(0, 999), st.integers(0, 999), st.just("")),
        st.tuples(st.just("width"), st.integers(1, 30), st.just(0), st.just("")),
    ),
    max_size=12,
)


@given(st.lists(st.one_of(ROWS, TEXTS), min_size=1, max_size=8).map("\n".join), WIDTHS, ACTS)
@settings(max_examples=200)
def test_whatever_is_edited_and_looked_at_the_breaks_are_those_of_a_fresh_wrap(
    text: str, width: int, acts: list[tuple[str, int, int, str]]
) -> None:
    document = PostDocument(text)
    wrapped = WrappedPost(document)
    wrapped.wrap(width)
    for act, one, other, typed in acts:
        first, last = sorted((one % document.line_count, other % document.line_count))
        if act == "look":
            wrapped.look_around(first, one % 5, other % 5)
            wrapped.row_at(other % wrapped.height)
        elif act == "width":
            wrapped.wrap(one)
        else:
            start, end = sorted(
                (row, at % (len(document[row]) + 1)) for row, at in ((first, one), (last, other))
            )
            result = document.replace_range(start, end, typed)
            wrapped.wrap_range(start, end, result.end_location)
        fresh = WrappedPost(document, wrapped.width)
        for row, found in enumerate(wrapped._breaks):
            assert found is None or found == fresh.get_offsets(row)
            guess = 1 + len(found) if found is not None else estimate(document[row], wrapped.width)
            assert wrapped._heights[row] == guess
    assert rows_of(wrapped) == rows_of(WrappedPost(document, wrapped.width))


@given(TEXTS, WIDTHS, WIDTHS)
def test_wrapping_at_another_width_is_wrapping_anew(text: str, before: int, after: int) -> None:
    document = PostDocument(text)
    wrapped = WrappedPost(document, before)
    wrapped.wrap(after)
    assert rows_of(wrapped) == rows_of(WrappedPost(document, after))


@given(TEXTS, WIDTHS)
def test_a_position_is_found_again_where_it_is_shown(text: str, width: int) -> None:
    document = PostDocument(text)
    wrapped = WrappedPost(document, width)
    for row, line in enumerate(document.lines):
        assert "".join(wrapped.get_sections(row)) == safe(line)
        for column in range(len(line) + 1):
            x, y = wrapped.location_to_offset((row, column))
            assert wrapped.row_at(y) == (row, y - wrapped.top_of(row))
            found = wrapped.offset_to_location(Offset(x, y))
            # letters without a cell of their own share the place of their neighbour
            assert wrapped.location_to_offset(found) == (x, y) or found[1] < column


@given(
    st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from(["look", "type", "enter", "cut"])), max_size=30)
)
def test_what_moves_is_told_with_how_far(acts: list[tuple[int, str]]) -> None:
    document = PostDocument(
        "\n".join("the ferry is late again, it always comes " * (n % 4) for n in range(30))
    )
    wrapped = WrappedPost(document)
    wrapped.wrap(23)
    told: list[tuple[int, int]] = []
    wrapped.moved = lambda below, by: told.append((below, by))
    for number, act in acts:
        row = number % document.line_count
        height = wrapped.height
        last = wrapped.top_of(document.line_count - 1)
        told.clear()
        if act == "look":
            wrapped.look(row, row)
        else:
            end = (row, 0) if act != "cut" or row + 1 == document.line_count else (row + 1, 0)
            typed = {"type": "mud mud ", "enter": "\n"}.get(act, "")
            result = document.replace_range((row, 0), end, typed)
            wrapped.wrap_range((row, 0), end, result.end_location)
        assert wrapped.height - height == sum(by for _, by in told)
        below = wrapped.top_of(document.line_count - 1)
        if row + 2 < document.line_count:
            assert below - last == sum(by for at, by in told if at <= last)


def test_heights_are_kept_as_a_plain_list_would_keep_them() -> None:
    dice = random.Random(5)
    plain = [dice.randint(0, 9) for _ in range(2_000)]
    heights = Heights(plain)
    for _ in range(1_000):
        row = dice.randrange(len(plain))
        match dice.randrange(3):
            case 0:
                heights[row] = plain[row] = dice.randint(0, 9)
            case 1:
                last = min(len(plain) - 1, row + dice.choice([0, 0, 1, 5, 600]))
                new = [dice.randint(0, 9) for _ in range(dice.choice([1, 1, 2, 900]))]
                heights.replace(row, last, new)
                plain[row : last + 1] = new
            case _:
                y = dice.randrange(sum(plain))
                found, inside = heights.at(y)
                assert heights.top(found) + inside == y
                assert inside < plain[found] == heights[found]
        assert heights.total == sum(plain)
        probe = dice.randrange(len(plain))
        assert heights.top(probe) == sum(plain[:probe])
    for y in (-1, heights.total):
        with pytest.raises(IndexError):
            heights.at(y)
    with pytest.raises(IndexError):
        heights.top(len(plain))


OPENINGS = st.sampled_from(
    ["---", "+++", "```py", "~~~", "> ~~~", "<!-- a", "b -->", "title: x", "- *low* water", "", "``` `"]
)


@given(st.lists(OPENINGS, min_size=1), st.lists(st.tuples(st.integers(0, 99), OPENINGS), max_size=5))
def test_rows_are_coloured_as_from_the_top(rows: list[str], edits: list[tuple[int, str]]) -> None:
    colours = RowColours(rows)
    for at, text in [(0, rows[0]), *edits]:
        row = at % len(rows)
        before, rows[row] = rows[row], text
        looked_different = colours.edited(row, one_row=True)
        state = START
        for number, line in enumerate(rows):
            coloured = colour(line, state)
            assert state_after(line, state) == coloured.state
            assert colours.of(number) == coloured
            state = coloured.state
        assert (
            looked_different
            or before == text
            or row + 1 == len(rows)
            or not colours.edited(row, one_row=True)
        )


@given(ROWS, WIDTHS, st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), max_size=8), st.data())
def test_marks_are_cut_at_the_sections(
    row: str, width: int, places: list[tuple[int, int]], data: st.DataObject
) -> None:
    marks = [Mark(start, start + size, f"role {n}") for n, (start, size) in enumerate(places)]
    starts = [0, *breaks_of(row, width, 4), len(row)]
    first = data.draw(st.integers(0, len(starts) - 2))
    starts = starts[first:]
    found = in_sections(marks, starts)
    for (start, end), section in zip(pairwise(starts), found, strict=True):
        for column in range(start, end):
            over = [mark.role for mark in marks if mark.start <= column < mark.end]
            assert [mark.role for mark in section if mark.start <= column - start < mark.end] == over
        assert all(0 <= mark.start < mark.end <= end - start for mark in section)
