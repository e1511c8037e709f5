"""The journal: every step is on disk at once, and what is damaged costs only what follows it."""

import errno
import os
import signal
import stat
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.files.steps import DEEDS, Deed, Writer
from tui.edits import Edit, Rows, Step
from tui.errors import JournalError
from tui.files.journal import Journal, decide, is_live, journals, read_journal, whole_records
from tui.files.sittings import Past, read_sitting

ANEW = settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
BASE = "the water\r\nwas low\n"
_write = os.write


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journals"
    folder.mkdir()
    return folder


@pytest.fixture
def journal(folder: Path, post: Path) -> Iterator[Journal]:
    journal = Journal.start(folder, post, BASE, "disk")
    yield journal
    journal.close()


def typed(column: int, text: str) -> Step:
    """Text typed into the first row."""
    return Step("typed", (Edit((0, column), (0, column), text, ""),))


def text_of(path: Path) -> str | None:
    sitting = read_sitting(path)
    return sitting.past.text if sitting else None


def written(folder: Path, post: Path, deeds: list[Deed]) -> tuple[Path, list[tuple[int, str]]]:
    """Write a journal; returns its path, and after each record how long it was and what the text was."""
    writer = Writer.at(Past(BASE))
    journal = Journal.start(folder, post, BASE, "disk")
    texts = [(journal.path.stat().st_size, BASE)]
    for step in filter(None, (writer.do(deed) for deed in deeds)):
        journal.append(step)
        texts.append((journal.path.stat().st_size, writer.text))
    journal.close()
    return journal.path, texts


def test_a_journal_is_its_writers_alone_and_named_for_its_post(journal: Journal, post: Path) -> None:
    assert stat.S_IMODE(journal.path.stat().st_mode) == 0o600
    assert journal.path.name.startswith(".river-")
    sitting = read_sitting(journal.path)
    assert sitting is not None
    assert (sitting.post, sitting.base, sitting.saved, sitting.fate) == (post, BASE, "disk", None)
    assert abs(sitting.last - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_step_is_on_disk_when_append_returns(journal: Journal) -> None:
    journal.append(typed(4, "river's "))
    assert text_of(journal.path) == "the river's water\r\nwas low\n"


@pytest.mark.parametrize(
    "text",
    ["", "\0", "\udce9\ud83c\udf0a", "\ud83c", "a\rb\r\nc\r", "\ufeff🌊\u2028\x85", '{"a":1}', "\x1b]0;x\a"],
)
def test_any_text_comes_back_as_it_was(folder: Path, post: Path, text: str) -> None:
    journal = Journal.start(folder, post, text, "disk")
    assert text_of(journal.path) == text
    end = Rows(text)
    last = len(end.lines) - 1, len(end.lines[-1])
    journal.append(Step("typed", (Edit(last, last, text + "x", ""),)))
    assert text_of(journal.path) == text + text + "x"


# --- row 21: a torn journal


@given(DEEDS)
@ANEW
def test_a_journal_cut_anywhere_gives_the_text_of_its_last_whole_record(
    folder: Path, post: Path, deeds: list[Deed]
) -> None:
    path, texts = written(folder, post, deeds[:6])
    raw = path.read_bytes()
    for cut in range(len(raw) + 1):
        path.write_bytes(raw[:cut])
        whole = [text for end, text in texts if end <= cut]
        assert text_of(path) == (whole[-1] if whole else None)
    path.unlink()


def test_a_flipped_bit_costs_only_what_follows_it(folder: Path, post: Path) -> None:
    deeds: list[Deed] = [
        ("typed", 0, 0, 3, "low\n"),
        ("joined", 1, 0, 2, "é"),
        ("undo", 0, 0, 0, ""),
        ("redo", 0, 0, 0, ""),
    ]
    path, texts = written(folder, post, deeds)
    assert len(texts) == 5
    raw = path.read_bytes()
    for at in range(len(raw)):
        for bit in (0, 3, 7):
            path.write_bytes(raw[:at] + bytes([raw[at] ^ (1 << bit)]) + raw[at + 1 :])
            whole = [text for end, text in texts if end <= at]
            assert text_of(path) == (whole[-1] if whole else None)


def test_what_follows_damage_is_not_believed_however_whole(folder: Path, post: Path) -> None:
    path, texts = written(folder, post, [("typed", 0, 0, 3, "low"), ("typed", 0, 0, 3, "high")])
    raw = path.read_bytes()
    (first, _), (second, text), (third, _) = texts
    path.write_bytes(raw[:second] + raw[second : third - 1] + raw[first:second])
    assert text_of(path) == text


@pytest.mark.parametrize("tail", [b"\0" * 8, b"\0" * 4096, b"\xff" * 64, b"\0\0\0"])
def test_what_a_power_failure_leaves_at_the_end_is_no_record(folder: Path, post: Path, tail: bytes) -> None:
    path, texts = written(folder, post, [("typed", 0, 0, 3, "low")])
    path.write_bytes(path.read_bytes() + tail)
    assert text_of(path) == texts[-1][1]


@pytest.mark.parametrize("payload", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 100_000])
def test_a_record_that_is_no_object_ends_the_journal(folder: Path, post: Path, payload: bytes) -> None:
    path, texts = written(folder, post, [])
    record = struct.pack(">II", len(payload), zlib.crc32(payload)) + payload
    path.write_bytes(path.read_bytes() + record)
    assert [end for _, end in whole_records(path.read_bytes())] == [texts[0][0]]


# --- disks that are full or broken


def full(descriptor: int, data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def half(descriptor: int, data: bytes) -> int:
    return _write(descriptor, data[: len(data) // 2])


def half_then_full(descriptor: int, data: bytes) -> int:
    half(descriptor, data)
    return full(descriptor, data)


WRITES = pytest.mark.parametrize("write", [full, half, half_then_full])


@WRITES
def test_a_full_disk_leaves_no_torn_record(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, write: Callable[[int, bytes], int]
) -> None:
    journal.append(typed(0, "low: "))
    size = journal.path.stat().st_size
    with monkeypatch.context() as patched:
        patched.setattr("os.write", write)
        with pytest.raises(JournalError, match="No space left"):
            journal.append(typed(0, "lost: "))
    assert journal.path.stat().st_size == size
    with pytest.raises(JournalError):  # it lacks a step, so it takes no more
        journal.append(typed(0, "later: "))
    assert text_of(journal.path) == f"low: {BASE}"


@WRITES
def test_a_journal_that_cannot_be_started_leaves_no_file(
    folder: Path, post: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[int, bytes], int]
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("os.write", write)
        with pytest.raises(JournalError):
            Journal.start(folder, post, BASE, "disk")
    assert list(folder.iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path, post: Path) -> None:
    with pytest.raises(JournalError):
        Journal.start(tmp_path / "moved", post, BASE, "disk")
    assert not (tmp_path / "moved").exists()


def test_a_failed_sync_is_told_and_the_journal_takes_no_more(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    journal.append(typed(0, "low: "))
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", broken)
        with pytest.raises(JournalError, match="Input/output error"):
            journal.sync()
    with pytest.raises(JournalError):
        journal.append(typed(0, "later: "))
    assert text_of(journal.path) == f"low: {BASE}"


def test_what_is_written_is_synced_once_and_its_name_with_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    monkeypatch.setattr("os.fsync", lambda number: synced.append(stat.S_ISDIR(os.fstat(number).st_mode)))
    journal.sync()
    journal.sync()
    journal.append(typed(0, "low: "))
    journal.sync()
    assert synced == [False, True, False]


def test_a_closed_journal_takes_no_step_and_can_be_closed_again(journal: Journal) -> None:
    journal.close()
    journal.close()
    journal.sync()
    with pytest.raises(JournalError):
        journal.append(typed(0, "late"))


# --- who writes


def test_a_journal_is_live_until_it_is_closed(journal: Journal) -> None:
    assert is_live(journal.path)
    journal.close()
    assert not is_live(journal.path)
    assert not is_live(journal.path.with_name("gone"))


OTHER = """
import sys
from pathlib import Path
from tui.files.journal import Journal
journal = Journal.start(Path(sys.argv[1]), Path(sys.argv[2]), "low", "disk")
print(journal.path, flush=True)
sys.stdin.read()
"""


def test_a_killed_process_leaves_a_journal_that_is_not_live(folder: Path, post: Path) -> None:
    command = [sys.executable, "-c", OTHER, str(folder), str(post)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        path = Path(other.stdout.readline().strip())
        assert is_live(path)
        with pytest.raises(JournalError, match="another draftroom"):
            decide(path, "dropped")
        other.send_signal(signal.SIGKILL)
        other.wait()
    assert not is_live(path)
    assert text_of(path) == "low"


def test_a_disk_without_locks_stops_nothing(
    folder: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(descriptor: int, kind: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", unknown)
    journal = Journal.start(folder, post, BASE, "disk")
    assert not is_live(journal.path)
    journal.close()
    decide(journal.path, "dropped")
    sitting = read_sitting(journal.path)
    assert sitting is not None
    assert sitting.fate == "dropped"


# --- what the writer decides


def test_a_decision_is_kept_behind_what_was_torn(folder: Path, post: Path) -> None:
    path, texts = written(folder, post, [("typed", 0, 0, 3, "low"), ("typed", 0, 0, 3, "high")])
    path.write_bytes(path.read_bytes()[:-3])
    decide(path, "dropped")
    sitting = read_sitting(path)
    assert sitting is not None
    assert (sitting.past.text, sitting.fate) == (texts[1][1], "dropped")
    decide(path, "restored")
    again = read_sitting(path)
    assert again is not None
    assert again.fate == "restored"


def test_a_decision_that_cannot_be_kept_is_told(
    folder: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = written(folder, post, [("typed", 0, 0, 3, "low")])
    raw = path.read_bytes()
    monkeypatch.setattr("os.write", half)
    with pytest.raises(JournalError, match="offered again"):
        decide(path, "dropped")
    assert path.read_bytes() == raw
    with pytest.raises(JournalError):
        decide(path.with_name("gone"), "dropped")


def test_a_journal_without_a_beginning_takes_no_decision(folder: Path) -> None:
    path = folder / ".river-0.x.journal"
    path.write_bytes(b"")
    decide(path, "dropped")
    assert path.read_bytes() == b""


# --- finding journals


def test_the_newest_comes_first_also_when_the_clock_jumps_back(folder: Path, post: Path) -> None:
    """Row 26: the names are the order, and a clock that was wrong once is no reason to mix them up."""
    first = Journal.start(folder, post, "one", "disk")
    name = first.path.name
    moment = name.split(".")[2].split("-")[0]
    first.path.rename(folder / name.replace(moment, "20991231T235959000000"))
    second, third = (Journal.start(folder, post, text, "disk") for text in ("two", "three"))
    assert [text_of(path) for path in journals([folder], post)] == ["three", "two", "one"]
    other = Journal.start(folder, post.with_name("kitchen.md"), "four", "disk")
    assert journals([folder], post.with_name("kitchen.md")) == [other.path]
    assert len(journals([folder])) == 4
    for journal in (first, second, third, other):
        journal.close()


@pytest.mark.parametrize(
    "name", ["..journal", ".x.journal", ".{}.99991231T235959999999-1-0.journal", ".{}.-.journal"]
)
def test_a_name_that_is_none_of_ours_stops_nothing(
    folder: Path, post: Path, journal: Journal, name: str
) -> None:
    own = journal.path.name.split(".")[1]
    (folder / name.format(own)).write_bytes(b"x")
    other = Journal.start(folder, post, "low", "disk")
    assert {journal.path, other.path} <= set(journals([folder], post))
    other.close()


def test_folders_that_cannot_be_listed_hold_no_journals(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert journals([tmp_path / "gone", tmp_path / "file", tmp_path / ("x" * 300)]) == []


def test_a_pipe_a_folder_or_a_link_is_no_journal(folder: Path, journal: Journal) -> None:
    os.mkfifo(folder / ".a.a.journal")
    (folder / ".b.b.journal").mkdir()
    (folder / ".c.c.journal").symlink_to(journal.path)
    for name in (".a.a.journal", ".b.b.journal", ".c.c.journal"):
        assert not is_live(folder / name)
        assert read_sitting(folder / name) is None
        with pytest.raises(OSError, match=r"."):
            read_journal(folder / name)
