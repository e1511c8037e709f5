"""Sittings: a journal is read back to the same text, undo and redo, and undo reaches back over several."""

import json
import os
import struct
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.files.steps import DEEDS, TEXTS, Deed, Writer, redone, undone
from tui.edits import Edit, Rows, Step, split_rows
from tui.files.journal import Journal, decide, journals
from tui.files.post import digest_of
from tui.files.sittings import Past, Sitting, chained, prune, read_sitting

ANEW = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


def digest(text: str) -> str:
    return digest_of(text.encode("utf-8", "surrogatepass"))


def sat(folder: Path, post: Path, writer: Writer, deeds: list[Deed], save_at: int | None = None) -> Path:
    """Sit down with a text, do something, save after so many deeds; returns the journal."""
    journal = Journal.start(folder, post, writer.text, digest(writer.text))
    for number, deed in enumerate([*deeds, None]):
        if number == save_at:
            journal.saved(digest(writer.text))
        step = writer.do(deed) if deed else None
        if step is not None:
            journal.append(step)
    journal.close()
    return journal.path


def read(path: Path) -> Sitting:
    sitting = read_sitting(path)
    assert sitting is not None
    return sitting


def all_read(folder: Path) -> list[Sitting]:
    return [read(path) for path in journals([folder])]


def is_even(rows: Rows) -> bool:
    return split_rows(rows.text)[0] == rows.lines


@given(TEXTS, DEEDS)
@ANEW
def test_a_journal_is_read_back_to_the_same_text_undo_and_redo(
    tmp_path: Path, post: Path, base: str, deeds: list[Deed]
) -> None:
    writer = Writer.at(Past(base))
    journal = Journal.start(tmp_path, post, base, "disk")
    for step in filter(None, map(writer.do, deeds)):
        journal.append(step)
    journal.close()
    past = read(journal.path).past
    journal.path.unlink()
    assert past.text == writer.text
    if not is_even(writer.rows):
        assert past == Past(writer.text)
        return
    assert undone(past) == [writer.text, *reversed(writer.undone_to)]
    assert redone(past) == [writer.text, *reversed(writer.redone_to)]
    assert (past.undo, past.redo) == (tuple(writer.undo_stack), tuple(writer.redo_stack))


TEXT = "the water was low\n"
LOW: Deed = ("typed", 0, 0, 0, "one: ")
HIGH: Deed = ("typed", 0, 0, 0, "two: ")
OVER: Deed = ("typed", 0, 0, 0, "three: ")
UNDO: Deed = ("undo", 0, 0, 0, "")
REDO: Deed = ("redo", 0, 0, 0, "")


def continued(folder: Path, text: str) -> Writer:
    """Open a text with what the sittings so far can undo."""
    return Writer.at(chained(all_read(folder), text))


def test_undo_reaches_back_over_three_sittings(tmp_path: Path, post: Path) -> None:
    writer = Writer.at(Past(TEXT))
    for deed in (LOW, HIGH, OVER):
        sat(tmp_path, post, writer, [deed], save_at=1)
        writer = continued(tmp_path, writer.text)
    past = chained(all_read(tmp_path), writer.text)
    assert undone(past) == [f"three: two: one: {TEXT}", f"two: one: {TEXT}", f"one: {TEXT}", TEXT]
    assert past.redo == ()


def test_what_was_undone_after_a_restart_stays_undone_and_can_be_redone(tmp_path: Path, post: Path) -> None:
    writer = Writer.at(Past(TEXT))
    sat(tmp_path, post, writer, [LOW, HIGH], save_at=2)
    writer = continued(tmp_path, writer.text)
    sat(tmp_path, post, writer, [UNDO], save_at=1)
    past = chained(all_read(tmp_path), writer.text)
    assert undone(past) == [f"one: {TEXT}", TEXT]
    assert redone(past) == [f"one: {TEXT}", f"two: one: {TEXT}"]
    writer = Writer.at(past)
    sat(tmp_path, post, writer, [REDO, UNDO, UNDO], save_at=3)
    past = chained(all_read(tmp_path), writer.text)
    assert undone(past) == [TEXT]
    assert redone(past) == [TEXT, f"one: {TEXT}", f"two: one: {TEXT}"]


def test_what_was_dropped_is_not_undone_to(tmp_path: Path, post: Path) -> None:
    writer = Writer.at(Past(TEXT))
    path = sat(tmp_path, post, writer, [LOW, HIGH], save_at=1)
    decide(path, "dropped")
    past = chained(all_read(tmp_path), f"one: {TEXT}")
    assert undone(past) == [f"one: {TEXT}", TEXT]
    assert past.redo == ()


def test_an_outside_change_ends_the_chain(tmp_path: Path, post: Path) -> None:
    sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW], save_at=1)
    theirs = "written by another program\n"
    assert chained(all_read(tmp_path), theirs) == Past(theirs)
    writer = continued(tmp_path, theirs)
    sat(tmp_path, post, writer, [HIGH], save_at=1)
    assert undone(chained(all_read(tmp_path), writer.text)) == [f"two: {theirs}", theirs]
    assert undone(chained(all_read(tmp_path), f"one: {TEXT}")) == [f"one: {TEXT}", TEXT]


def test_a_restored_text_is_undone_to_where_it_was_typed(tmp_path: Path, post: Path) -> None:
    writer = Writer.at(Past(TEXT))
    left = sat(tmp_path, post, writer, [LOW, HIGH])
    sat(tmp_path, post, Writer.at(Past(writer.text)), [], save_at=0)
    decide(left, "restored")
    assert undone(chained(all_read(tmp_path), writer.text)) == [writer.text, f"one: {TEXT}", TEXT]


def test_an_undo_of_what_is_not_known_is_something_new(tmp_path: Path, post: Path) -> None:
    """Undo can reach further than the chain does: what is in it must fit the text all the same."""
    writer = Writer.at(Past(TEXT))
    for deed in (LOW, HIGH):
        writer.do(deed)
    path = sat(tmp_path, post, writer, [("joined", 0, 0, 1, "x"), UNDO], save_at=2)
    past = read(path).past
    assert past.text == f"one: {TEXT}"
    assert undone(past)[-1] == f"two: one: {TEXT}"
    assert redone(past) == [past.text]


@given(st.lists(DEEDS.map(lambda deeds: deeds[:6]), max_size=4))
@ANEW
def test_several_sittings_are_as_one(tmp_path: Path, post: Path, parts: list[list[Deed]]) -> None:
    writer = Writer.at(Past(TEXT))
    for deeds in parts:
        sat(tmp_path, post, writer, deeds)
        if not is_even(writer.rows):
            break
        past = chained(all_read(tmp_path), writer.text)
        assert undone(past) == [writer.text, *reversed(writer.undone_to)]
        assert redone(past) == [writer.text, *reversed(writer.redone_to)]
    for path in journals([tmp_path]):
        path.unlink()


def test_a_carriage_return_before_a_line_feed_ends_what_can_be_undone(tmp_path: Path, post: Path) -> None:
    writer = Writer.at(Past("low\nhigh\n"))
    path = sat(tmp_path, post, writer, [("typed", 0, 3, 3, "\r")], save_at=1)
    sitting = read(path)
    assert (sitting.past, sitting.saved_past) == (Past("low\r\nhigh\n"), Past("low\r\nhigh\n"))
    assert chained([sitting], "low\r\nhigh\n") == Past("low\r\nhigh\n")


def test_what_would_not_fit_the_text_cannot_be_undone(tmp_path: Path, post: Path) -> None:
    """The undo of the last step makes a line ending of what was a carriage return in a row."""
    journal = Journal.start(tmp_path, post, "ab\n", "disk")
    for start, end, text, removed in (
        ((0, 1), (0, 1), "\r", ""),
        ((0, 2), (0, 3), "", "b"),
        ((0, 1), (1, 0), "", "\r\n"),
    ):
        journal.append(Step("typed", (Edit(start, end, text, removed),)))
    journal.close()
    assert len(read(journal.path).past.undo) == 3
    assert undone(chained(all_read(tmp_path), "a")) == ["a", "a\r\n"]


# --- what is unsaved


def test_text_is_unsaved_until_a_save_of_that_very_text(tmp_path: Path, post: Path) -> None:
    journal = Journal.start(tmp_path, post, TEXT, digest(TEXT))
    assert not read(journal.path).unsaved
    writer = Writer.at(Past(TEXT))
    for deed in (LOW, HIGH):
        step = writer.do(deed)
        assert step is not None
        journal.append(step)
        assert read(journal.path).unsaved
    journal.saved(digest(f"one: {TEXT}"))  # what was typed while it was saved
    assert read(journal.path).unsaved
    journal.saved(digest(writer.text))
    assert not read(journal.path).unsaved
    assert read(journal.path).saved_past == read(journal.path).past
    journal.close()


def test_half_a_character_is_never_saved(tmp_path: Path, post: Path) -> None:
    journal = Journal.start(tmp_path, post, "\ud83c", digest(TEXT))
    assert read(journal.path).unsaved
    journal.close()


def aged(path: Path, days: int) -> Path:
    then = datetime.now(UTC) - timedelta(days=days)
    os.utime(path, (then.timestamp(), then.timestamp()))
    return path


def test_what_is_old_goes_but_never_what_is_unsaved_or_being_written(tmp_path: Path, post: Path) -> None:
    before = datetime.now(UTC) - timedelta(days=30)
    unsaved = aged(sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW]), 400)
    saved = aged(sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW], save_at=1), 31)
    young = aged(sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW], save_at=1), 29)
    dropped = sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW])
    decide(dropped, "dropped")
    aged(dropped, 31)
    strange = aged(sat(tmp_path, post, Writer.at(Past(TEXT)), [LOW], save_at=1), 31)
    strange.write_bytes(b"of another version of draftroom")
    aged(strange, 31)
    live = Journal.start(tmp_path, post, TEXT, digest(TEXT))
    aged(live.path, 31)
    prune([tmp_path], before)
    assert set(journals([tmp_path])) == {unsaved, young, strange, live.path}
    live.close()
    assert not saved.exists()


# --- journals that a blog came with


def record(**values: object) -> bytes:
    payload = json.dumps(values).encode()
    return struct.pack(">II", len(payload), zlib.crc32(payload)) + payload


FIRST = {"draftroom": 1, "post": "/river.md", "disk": "", "text": "low", "w": 1}


@pytest.mark.parametrize("wrong", ["x", None, 1e300, float("nan"), float("inf"), []])
def test_a_beginning_at_no_time_is_none(tmp_path: Path, wrong: object) -> None:
    path = tmp_path / ".a.b.journal"
    path.write_bytes(record(**{**FIRST, "w": wrong}))
    assert read_sitting(path) is None


def test_a_journal_of_another_format_is_none(tmp_path: Path) -> None:
    path = tmp_path / ".a.b.journal"
    path.write_bytes(record(**{**FIRST, "draftroom": 2}))
    assert read_sitting(path) is None


@pytest.mark.parametrize("missing", ["draftroom", "post", "disk", "text", "w"])
def test_a_beginning_that_lacks_something_is_none(tmp_path: Path, missing: str) -> None:
    path = tmp_path / ".a.b.journal"
    path.write_bytes(record(**{name: value for name, value in FIRST.items() if name != missing}))
    assert read_sitting(path) is None


@pytest.mark.parametrize(
    "edits",
    [
        None,
        7,
        {},
        [7],
        [[]],
        [[0, 0, 0, 0, "x"]],
        [[0, 0, 0, 0, "x", 7]],
        [["0", 0, 0, 0, "x", ""]],
        [[0.5, 0, 0, 0, "x", ""]],
        [[-1, 0, -1, 0, "x", ""]],
        [[0, -1, 0, -1, "x", ""]],
        [[0, 4, 0, 4, "x", ""]],
        [[9, 0, 9, 0, "x", ""]],
        [[0, 2, 0, 1, "x", ""]],
        [[0, 0, 0, 1, "x", "h"]],
        [[0, 0, 0, 0, "x", ""], [0, 0, 0, 1, "", "y"]],
    ],
)
def test_a_step_that_does_not_fit_ends_the_sitting_before_it(tmp_path: Path, edits: object) -> None:
    path = tmp_path / ".a.b.journal"
    good = record(a="t", e=[[0, 3, 0, 3, "er", ""]], w=2)
    path.write_bytes(record(**FIRST) + record(a="t", e=edits, w=3) + good)
    sitting = read(path)
    assert (sitting.past, sitting.last.timestamp()) == (Past("low"), 1)
    path.write_bytes(record(**FIRST) + good + record(a="?", e=[], w=3))
    assert read(path).past.text == "lower"


def test_a_step_of_several_edits_is_done_whole(tmp_path: Path, post: Path) -> None:
    edits = (Edit((0, 0), (0, 3), "high", "low"), Edit((0, 4), (0, 4), "er", ""))
    journal = Journal.start(tmp_path, post, "low", "disk")
    journal.append(Step("typed", edits))
    assert read(journal.path).past == Past("higher", (edits,))
    journal.close()
