"""The ledger: the last line of a sitting counts, and half a line costs only itself."""

import stat
from pathlib import Path

import pytest

from tui.errors import JournalError
from tui.files.ledger import Book, Day, Ledger, Seconds, Sheet

SHEET = Sheet("river.journal", "/blog/river.md", 120, {"2024-05-04": Day(Seconds(90.5, 3), 20)}, Seconds(60))
LATER = Sheet("river.journal", "/blog/river.md", 200, {"2024-05-04": Day(Seconds(99, 3), 25)}, Seconds(60))
OTHER = Sheet("mill.journal", "/blog/mill-\udce9.md", 50, {"2024-05-05": Day(Seconds(), -4)})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "state")


def test_no_file_is_an_empty_book(ledger: Ledger) -> None:
    assert ledger.read() == Book()


def test_the_last_line_of_a_sitting_counts(ledger: Ledger) -> None:
    ledger.write([SHEET, OTHER])
    ledger.write([LATER])
    ledger.write([LATER])
    assert ledger.read().sheets == {"river.journal": LATER, "mill.journal": OTHER}
    assert LATER.seconds - LATER.footer == Seconds(39, 3)
    assert stat.S_IMODE(ledger.path.stat().st_mode) == 0o600


def test_half_a_line_costs_only_itself(ledger: Ledger) -> None:
    ledger.write([OTHER])
    ledger.write([SHEET])
    ledger.path.write_bytes(ledger.path.read_bytes()[:-9])
    assert ledger.read().sheets == {"mill.journal": OTHER}
    ledger.write([SHEET])
    assert ledger.read().sheets == {"mill.journal": OTHER, "river.journal": SHEET}


@pytest.mark.parametrize(
    "line",
    [
        b"3",
        b"[]",
        b"\xff",
        b'{"post":"x"}',
        b'{"post":"x","journal":"y","size":1,"days":{"d":[1]},"footer":[0,0]}',
        b'{"post":"x","journal":"y","size":1,"days":3,"footer":[0,0]}',
        b"[" * 100_000,
    ],
)
def test_a_line_of_another_kind_is_passed_over(ledger: Ledger, line: bytes) -> None:
    ledger.write([OTHER])
    with ledger.path.open("ab") as file:
        file.write(line + b"\n")
    ledger.write([SHEET])
    assert set(ledger.read().sheets) == {"mill.journal", "river.journal"}


def test_a_post_that_moved_takes_its_time_and_phase_along(ledger: Ledger) -> None:
    ledger.write([SHEET])
    ledger.switch(SHEET.post, "postprocessing")
    ledger.move(SHEET.post, "/blog/new.md")
    book = ledger.read()
    assert book.sheets["river.journal"].post == "/blog/new.md"
    assert book.phases == {"/blog/new.md": "postprocessing"}


def test_a_ledger_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with pytest.raises(JournalError, match="not kept"):
        Ledger(tmp_path / "state").write([SHEET])
