"""What journals tell of time: in the steps' own records, unseen by who knows none."""

from pathlib import Path

import pytest

from tui.edits import Edit, Step
from tui.files.journal import Journal, Mark, decide, read_journal, whole_records
from tui.files.sittings import read_sitting, read_times

A = Step("typed", (Edit((0, 0), (0, 0), "a", ""),))
KINDS = {"draftroom", "a", "saved", "fate"}
"""The keys by which every reader so far tells records apart."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal.start(tmp_path, tmp_path / "river.md", "the river\n", "disk")


def test_marks_come_back_with_their_steps(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    marks = [Mark(), Mark("postprocessing"), Mark("writing", (120, 0)), Mark("postprocessing", (-120, 60))]
    for number, mark in enumerate(marks):
        monkeypatch.setattr("time.monotonic", lambda number=number: 1000.5 + number)
        monkeypatch.setattr("time.time", lambda number=number: 2000.5 + number)
        journal.append(A, mark)
    journal.close()
    sheet = read_times(journal.path)
    assert sheet is not None
    assert [step.mark for step in sheet.steps] == marks
    assert [step.step for step in sheet.steps] == [A] * 4
    assert [(step.wall, step.monotonic) for step in sheet.steps][1:3] == [(2001.5, 1001.5), (2002.5, 1002.5)]


def test_a_reader_that_knows_no_time_reads_the_same_text(journal: Journal) -> None:
    journal.append(A, Mark("postprocessing", (60, 60)))
    journal.append(A)
    journal.close()
    for record, _ in whole_records(read_journal(journal.path)):
        assert len(KINDS & set(record)) == 1
    sitting = read_sitting(journal.path)
    assert sitting is not None
    assert sitting.past.text == "aathe river\n"


@pytest.mark.parametrize(("fate", "kept"), [("", 1), ("dropped", 1), ("restored", 2)])
def test_what_the_text_took_in_counts_up_to_the_last_save_or_once_restored(
    journal: Journal, fate: str, kept: int
) -> None:
    journal.append(A)
    journal.saved("digest")
    journal.append(A)
    journal.close()
    if fate == "dropped":
        decide(journal.path, "dropped")
    elif fate:
        decide(journal.path, "restored")
    sheet = read_times(journal.path)
    assert sheet is not None
    assert (len(sheet.steps), sheet.kept, sheet.post) == (2, kept, journal.path.parent / "river.md")


def test_what_is_no_journal_tells_nothing(journal: Journal, tmp_path: Path) -> None:
    journal.close()
    (tmp_path / "other").write_bytes(b"not one of ours")
    assert read_times(tmp_path / "other") is None
    assert read_times(tmp_path / "missing") is None
