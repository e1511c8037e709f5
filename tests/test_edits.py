"""Edits and positions: whatever stands in a text, nothing of it is lost or moved."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.edits import (
    Edit,
    Lines,
    Rows,
    Step,
    apply,
    difference,
    joined,
    offset_of,
    position_of,
    split_rows,
)

PIECES = (
    "a",
    "b",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\f",
    "\v",
    "\x85",
    "\u2028",
    "\u2029",
    "\x1c",
    "é",
    "🌊",
    "\udce9",
)
NASTY = st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20)


@pytest.mark.parametrize(
    ("text", "rows", "endings"),
    [
        ("", [""], [""]),
        ("low water", ["low water"], [""]),
        ("low\nwater\n", ["low", "water", ""], ["\n", "\n", ""]),
        ("low\r\nwater", ["low", "water"], ["\r\n", ""]),
        ("low\rwater", ["low\rwater"], [""]),
        ("low\r\r\nwater", ["low\r", "water"], ["\r\n", ""]),
        ("low\fwater\u2028high\x85tide", ["low\fwater\u2028high\x85tide"], [""]),
    ],
)
def test_rows_end_at_line_feeds_alone(text: str, rows: list[str], endings: list[str]) -> None:
    assert split_rows(text) == (rows, endings)


@given(NASTY)
def test_rows_and_endings_rejoin_to_the_same_text(text: str) -> None:
    rows, endings = split_rows(text)
    assert len(rows) == len(endings)
    assert "".join(row + ending for row, ending in zip(rows, endings, strict=True)) == text
    assert not any("\n" in row for row in rows)


@given(NASTY)
def test_every_place_in_a_row_has_one_position_and_one_offset(text: str) -> None:
    rows, endings = split_rows(text)
    start = 0
    for row, (line, ending) in enumerate(zip(rows, endings, strict=True)):
        for column in range(len(line) + 1):
            assert position_of(text, start + column) == (row, column)
            assert offset_of(text, (row, column)) == start + column
        assert offset_of(text, (row, len(line) + 5)) == start + len(line)
        start += len(line) + len(ending)


def test_a_row_that_is_not_there_is_named_an_error() -> None:
    with pytest.raises(ValueError, match="substring not found"):
        offset_of("one\ntwo", (2, 0))


@given(NASTY, NASTY, NASTY, NASTY)
@example("a\r", "", "\n", "b")
@example("a", "", "\r", "\nb")
def test_the_difference_of_two_texts_turns_one_into_the_other_and_back(
    before: str, removed: str, added: str, after: str
) -> None:
    old, new = before + removed + after, before + added + after
    edit = difference(old, new)
    if edit is None:
        assert old == new
    else:
        assert apply(old, edit) == new
        assert apply(new, edit.inverted()) == old
        assert edit.inverted().inverted() == edit


@given(NASTY, NASTY, NASTY)
def test_an_edit_between_two_positions_can_be_taken_back(before: str, removed: str, after: str) -> None:
    old = before + removed + after
    start, end = position_of(old, len(before)), position_of(old, len(before + removed))
    if (offset_of(old, start), offset_of(old, end)) != (len(before), len(before + removed)):
        return  # the cut lies in a line ending, where no position does
    for text in ("", "x", "x\ny", "x\r\ny"):
        edit = Edit(start, end, text, removed)
        new = apply(old, edit)
        assert new == before + text + after
        if offset_of(new, edit.new_end) == len(before + text):
            assert apply(new, edit.inverted()) == old


@pytest.mark.parametrize(
    ("old", "new", "edit"),
    [
        ("low", "low", None),
        ("", "low", Edit((0, 0), (0, 0), "low", "")),
        ("low\nwater\n", "low\nhigh water\n", Edit((1, 0), (1, 0), "high ", "")),
        ("low\nwater\n", "slow\nwater\n", Edit((0, 0), (0, 0), "s", "")),
        ("low\nwater", "lower\nwater", Edit((0, 3), (0, 3), "er", "")),
        ("low\r\nwater", "lower\r\nwater", Edit((0, 3), (0, 3), "er", "")),
        ("low\nwater", "low\r\nwater", Edit((0, 3), (1, 0), "\r\n", "\n")),
        ("low\r\nwater", "low\nwater", Edit((0, 3), (1, 0), "\n", "\r\n")),
        ("aa", "aaa", Edit((0, 2), (0, 2), "a", "")),
    ],
)
def test_the_difference_is_the_smallest_edit(old: str, new: str, edit: Edit | None) -> None:
    assert difference(old, new) == edit


def test_an_edit_meant_for_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not what the edit removes"):
        apply("high water", Edit((0, 0), (0, 3), "", "low"))


@pytest.mark.parametrize(
    ("text", "end"),
    [("", (3, 4)), ("abc", (3, 7)), ("a\nbc", (4, 2)), ("a\r\n", (4, 0)), ("a\rb\fc", (3, 9))],
)
def test_an_edit_knows_where_its_text_ends(text: str, end: tuple[int, int]) -> None:
    assert Edit((3, 4), (3, 4), text, "").new_end == end


# --- rows that are changed in place


@given(NASTY, NASTY, NASTY, NASTY)
@example("a\r", "", "\nb", "x")
@example("", "\r\n", "", "a\r")
def test_rows_do_an_edit_as_the_whole_text_does(before: str, removed: str, after: str, text: str) -> None:
    old = before + removed + after
    start, end = position_of(old, len(before)), position_of(old, len(before + removed))
    if (offset_of(old, start), offset_of(old, end)) != (len(before), len(before + removed)):
        return  # the cut lies in a line ending, where no position does
    rows = Rows(old)
    assert rows.text == old
    assert rows.between(start, end) == rows.between(end, start) == removed
    edit = Edit(start, end, text, removed)
    rows.apply(edit)
    assert rows.text == apply(old, edit)
    rows.apply(edit.inverted())
    assert rows.text == old


def test_rows_tell_where_the_new_text_ends() -> None:
    rows = Rows("low\nwater\n")
    assert rows.replace((0, 1), (1, 2), "x\r\nyz") == (1, 2)
    assert rows.text == "lx\r\nyzter\n"
    assert rows.replace((1, 2), (0, 1), "") == (0, 1)
    assert rows.text == "lter\n"


@pytest.mark.parametrize(
    "edit",
    [
        Edit((0, 4), (0, 4), "x", ""),
        Edit((0, 3), (0, 4), "x", ""),
        Edit((2, 0), (2, 0), "x", ""),
        Edit((0, 0), (2, 0), "x", "low\r\nwater"),
        Edit((-1, 0), (-1, 0), "x", ""),
        Edit((0, -1), (0, -1), "x", ""),
        Edit((0, 3), (0, 0), "x", "low"),
        Edit((0, 0), (0, 3), "x", "high"),
    ],
)
def test_rows_refuse_an_edit_meant_for_another_text(edit: Edit) -> None:
    rows = Rows("low\r\nwater")
    with pytest.raises(ValueError, match="not what the edit removes"):
        rows.apply(edit)
    assert rows.text == "low\r\nwater"


def test_each_edit_of_a_step_counts_from_the_one_before_it() -> None:
    step = Step("typed", (Edit((0, 0), (0, 0), "high\n", ""), Edit((1, 0), (1, 3), "lower", "low")))
    rows = Rows("low")
    for edit in step.edits:
        rows.apply(edit)
    assert rows.text == "high\nlower"


# --- lines, which never change


@st.composite
def sessions(draw: st.DrawFn) -> tuple[str, list[tuple[float, float, str]]]:
    text = draw(NASTY) * draw(st.sampled_from([1, 1, 200]))
    places = st.floats(0, 1)
    return text, draw(st.lists(st.tuples(places, places, NASTY), max_size=8))


@given(sessions())
def test_lines_follow_edits_as_rows_and_whole_texts_do(
    session: tuple[str, list[tuple[float, float, str]]],
) -> None:
    text, changes = session
    lines, rows = Lines.of(text), Rows(text)
    for first, second, added in changes:
        start, end = sorted((_place(rows, first), _place(rows, second)))
        edit = Edit(start, end, added, rows.between(start, end))
        before, whole, is_sound = (
            lines,
            lines.text,
            lines.rows(0, len(lines)) == (*split_rows(lines.text)[0],),
        )
        lines = lines.apply(edit)
        rows.apply(edit)
        assert lines.rows(0, len(lines)) == (*rows.lines,)
        assert lines.text == rows.text
        assert before.text == whole
        if is_sound:  # else a carriage return has met a line feed, and offsets count other columns
            assert lines.text == apply(whole, edit)
        assert lines[start[0]] == rows.lines[start[0]]
        assert lines.between(start[0], end[0] + 1) == "".join(
            line + ending
            for line, ending in zip(
                rows.lines[start[0] : end[0] + 1], rows.ends[start[0] : end[0] + 1], strict=True
            )
        )
        assert (lines == before) == (lines.text == before.text)
        mine, theirs = lines.unlike(before)
        assert (mine == theirs) == (lines.text == before.text)
        assert lines == Lines.of(lines.text) == before.changed_to(lines.text)
        assert before.changed_to(lines.text).text == lines.text


def _place(rows: Rows, at: float) -> tuple[int, int]:
    row = min(int(at * len(rows.lines)), len(rows.lines) - 1)
    return row, int((at * 7919) % 1 * (len(rows.lines[row]) + 1))


def test_an_edit_of_lines_copies_one_chunk() -> None:
    before = Lines.of("low water\n" * 10_000)
    after = before.apply(Edit((5_000, 3), (5_000, 3), "er", ""))
    assert sum(old is not new for old, new in zip(before._chunks, after._chunks, strict=True)) == 1
    assert before.unlike(after) == ("low water\n", "lower water\n")
    assert after.changed_to(after.text) is after


@pytest.mark.parametrize("edit", [Edit((2, 0), (2, 0), "x", ""), Edit((0, 4), (0, 4), "x", "")])
def test_lines_refuse_an_edit_meant_for_another_text(edit: Edit) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Lines.of("low\nwater").apply(edit)
    with pytest.raises(IndexError):
        Lines.of("low")[1]


def test_what_is_typed_on_is_one_edit() -> None:
    typed = [Edit((0, 3), (0, 3), "a", ""), Edit((0, 4), (0, 4), "\nb", ""), Edit((1, 1), (1, 1), "c", "")]
    assert joined(typed) == [Edit((0, 3), (0, 3), "a\nbc", "")]


@pytest.mark.parametrize(
    "second",
    [
        Edit((0, 3), (0, 3), "b", ""),
        Edit((0, 3), (0, 4), "", "a"),
        Edit((2, 0), (2, 0), "b", ""),
    ],
)
def test_what_is_typed_elsewhere_or_taken_away_stays_an_edit_of_its_own(second: Edit) -> None:
    edits = [Edit((0, 3), (0, 3), "a", ""), second]
    assert joined(edits) == edits


def test_a_line_feed_is_not_joined_to_a_carriage_return() -> None:
    edits = [Edit((0, 0), (0, 0), "\r", ""), Edit((0, 1), (0, 1), "\n", "")]
    assert joined(edits) == edits
