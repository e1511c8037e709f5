"""The journals of a run: what is typed is on some disk, whatever the disks do and whatever the desk does."""

import errno
import os
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk.screen import Screen
from tests.desk.support import WEIR, make_blog
from tests.files.steps import redone, undone
from tui.compare.merge import Choice, Conflict
from tui.desk.journals import Journals
from tui.desk.recovery import find_unsaved
from tui.edits import Edit, Step, split_rows
from tui.errors import JournalError, SaveError
from tui.files.journal import Journal, journals
from tui.files.post import digest_of
from tui.files.sittings import Sitting, read_sitting
from tui.settings import places

TEXT = "the water was low\n"
DISK = digest_of(TEXT.encode())
WORDS = ("low ", "\r", "é", "🌊", "\n", "\r\n", "\f", "\u2028", "- a heron\n", "---\n")
_write = os.write


class Typist:
    """Types letters at the start of a text, each a step."""

    def __init__(self, room: Journals, post: Path) -> None:
        self.room, self.post, self.text = room, post, TEXT
        post.parent.mkdir(exist_ok=True)
        post.write_text(TEXT)

    def type(self, letters: str) -> None:
        for letter in letters:
            self.text = letter + self.text
            self.room.record(self.post, typed(letter), DISK, lambda: self.text)

    def sitting(self) -> Sitting:
        path = self.room.journal_of(self.post)
        sitting = read_sitting(path) if path else None
        assert sitting is not None
        return sitting

    def offered(self) -> list[str]:
        self.room.close()
        return [found.text for found in find_unsaved([self.room.folder, self.post.parent])]


def typed(letter: str) -> Step:
    return Step("typed", (Edit((0, 0), (0, 0), letter, ""),))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Journals]:
    room = Journals(tmp_path / "state" / "journals")
    yield room
    room.close()


@pytest.fixture
def typist(room: Journals, tmp_path: Path) -> Typist:
    return Typist(room, tmp_path / "blog" / "river.md")


def test_a_journal_begins_with_the_first_step(room: Journals, typist: Typist) -> None:
    assert room.journal_of(typist.post) is None
    typist.type("abc")
    sitting = typist.sitting()
    assert (sitting.base, sitting.past.text, sitting.saved) == (TEXT, f"cba{TEXT}", DISK)
    assert sitting.journal.parent == room.folder
    assert typist.offered() == [f"cba{TEXT}"]


def test_each_post_has_a_journal_of_its_own(room: Journals, typist: Typist) -> None:
    other = Typist(room, typist.post.with_name("kitchen.md"))
    for letter in "abc":
        typist.type(letter)
        other.type(letter.upper())
    assert typist.sitting().past.text == f"cba{TEXT}"
    assert other.sitting().past.text == f"CBA{TEXT}"


def test_what_is_saved_is_not_offered_and_what_is_typed_after_that_is(room: Journals, typist: Typist) -> None:
    typist.type("a")
    typist.post.write_text("something else\n")
    room.saved(typist.post, digest_of(typist.text.encode()))
    assert find_unsaved([room.folder], live=True) == []
    typist.type("b")
    assert typist.offered() == [f"ba{TEXT}"]


def test_what_was_dropped_is_not_offered(room: Journals, typist: Typist) -> None:
    typist.type("a")
    journal = typist.sitting().journal
    room.drop(typist.post)
    assert typist.offered() == []
    kept = read_sitting(journal)
    assert kept is not None
    assert (kept.fate, kept.past.text) == ("dropped", f"a{TEXT}")


def test_what_was_typed_is_synced_soon(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.desk.journals.SYNC", 0.05)
    synced: list[int] = []
    monkeypatch.setattr("os.fsync", synced.append)
    for letter in "ab":
        before = len(synced)
        typist.type(letter)
        timer = room._timer
        assert timer is not None
        timer.join()
        assert len(synced) > before


# --- row 27: where the state folder takes nothing


def blocked(room: Journals) -> Path:
    """Put a file where the state folder should be."""
    state = room.folder.parent
    state.write_text("a file")
    return state


def test_without_a_state_folder_the_journal_lies_beside_the_post(room: Journals, typist: Typist) -> None:
    blocked(room)
    typist.type("abc")
    path = typist.sitting().journal
    assert path.parent == typist.post.parent
    assert path.name.startswith(".river-")
    assert path.suffix == ".journal"
    assert typist.offered() == [f"cba{TEXT}"]


def full(descriptor: int, data: bytes) -> int:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def half(descriptor: int, data: bytes) -> int:
    return _write(descriptor, data[: len(data) // 2])


@pytest.mark.parametrize("write", [full, half])
def test_where_no_disk_takes_it_the_writer_is_told_once_and_goes_on(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch, write: Callable[[int, bytes], int]
) -> None:
    typist.type("a")
    with monkeypatch.context() as patched:
        patched.setattr("os.write", write)
        with pytest.raises(JournalError, match="not kept against a crash"):
            typist.type("b")
        typist.type("cd")
        assert room.journal_of(typist.post) is None
        patched.setattr("tui.desk.journals.RETRY", 0)
        room._retry_at.clear()
        typist.type("e")
    assert [path.parent for path in journals([room.folder, typist.post.parent])] == [room.folder]
    typist.type("f")
    typist.type("g")
    assert typist.sitting().past.text == f"gfedcba{TEXT}"
    assert typist.offered() == [f"gfedcba{TEXT}", f"a{TEXT}"]


def test_a_journal_is_tried_again_after_a_while_not_at_each_step(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = blocked(room)
    monkeypatch.setattr(Journal, "start", classmethod(_refuse))
    with pytest.raises(JournalError):
        typist.type("a")
    monkeypatch.undo()
    typist.type("b")
    assert room.journal_of(typist.post) is None
    monkeypatch.setattr("tui.desk.journals.time.monotonic", lambda: 1e12)
    state.unlink()
    typist.type("c")
    assert typist.sitting().past.text == f"cba{TEXT}"
    assert typist.sitting().journal.parent == room.folder


def _refuse(journal: type[Journal], *_: object) -> Journal:
    raise JournalError("no")


def test_a_full_state_folder_sends_the_journal_to_the_post_and_offers_one_text(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    typist.type("ab")
    first = typist.sitting().journal
    torn = os.open(first, os.O_RDONLY)
    inode = os.fstat(torn).st_ino
    os.close(torn)

    def full_there(descriptor: int, data: bytes) -> int:
        return half(descriptor, data) if os.fstat(descriptor).st_ino == inode else _write(descriptor, data)

    with monkeypatch.context() as patched:
        patched.setattr("os.write", full_there)
        typist.type("cd")
    assert typist.sitting().journal.parent == typist.post.parent
    assert typist.sitting().past.text == f"dcba{TEXT}"
    behind = read_sitting(first)
    assert behind is not None
    assert (behind.past.text, behind.fate) == (f"ba{TEXT}", None)  # nothing fits on that disk
    room.saved(typist.post, digest_of(typist.text.encode()))
    typist.post.write_text("something else\n")
    assert typist.offered() == []


def test_a_record_that_stays_torn_costs_no_later_step(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk takes half a record, and then not even the length can be changed."""
    typist.type("a")

    def broken(descriptor: int, size: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patched:
        patched.setattr("os.ftruncate", broken)
        patched.setattr("os.write", half)
        room.saved(typist.post, digest_of(typist.text.encode()))
    typist.type("bc")
    assert typist.sitting().past.text == f"cba{TEXT}"
    assert typist.offered()[0] == f"cba{TEXT}"


def test_a_disk_that_does_not_sync_gets_no_more_steps(
    room: Journals, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    typist.type("a")
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", broken)
        room.sync()
    typist.type("bc")
    assert typist.sitting().journal.parent == typist.post.parent
    assert typist.sitting().past.text == f"cba{TEXT}"
    assert typist.offered() == [f"cba{TEXT}"]


def test_a_folder_that_was_moved_is_not_made_again(room: Journals, typist: Typist) -> None:
    typist.type("a")
    room.end(typist.post)
    typist.post.parent.rename(typist.post.parent.with_name("moved"))
    room.folder.rename(room.folder.with_name("away"))
    room.folder.write_text("a file")
    with pytest.raises(JournalError):
        typist.type("b")
    assert not typist.post.parent.exists()


def test_a_step_that_would_not_replay_begins_another_journal(room: Journals, typist: Typist) -> None:
    """A carriage return right before a line feed is a column on the screen, but none of the text."""
    typist.text = "low\r\nhigh\n"
    typist.post.write_bytes(typist.text.encode())
    typist.type("a")
    behind = typist.sitting().journal
    typist.text = "alow\rx\nhigh\n"
    room.record(typist.post, Step("typed", (Edit((0, 5), (0, 5), "x", ""),)), DISK, lambda: typist.text)
    assert typist.sitting().past.text == typist.text
    assert typist.sitting().journal.parent == room.folder
    assert behind != typist.sitting().journal
    typist.type("b")
    assert typist.offered() == ["balow\rx\nhigh\n"]


# --- whatever the desk does, each journal replays to the text of its draft


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return make_blog(tmp_path)


def check(screen: Screen) -> None:
    """Compare the journal of every post with its draft, and what the next start can undo with the screen."""
    desk = screen.desk
    for draft in desk.drafts.by_path().values():
        journal = desk.safety.journal_of(draft.path)
        if journal is None:
            assert not draft.unsaved
            continue
        sitting = read_sitting(journal)
        assert sitting is not None
        assert sitting.past.text == draft.text
        if not draft.unsaved:
            assert not sitting.unsaved
    assert desk.draft is not None
    assert screen.text == desk.draft.text
    if desk.safety.journal_of(screen.path) and split_rows(screen.text)[0] == screen.writer.rows.lines:
        past = screen.past()
        assert undone(past)[0] == redone(past)[0] == screen.text


def test_a_post_that_is_read_again_with_another_text_begins_another_journal(blog: Path) -> None:
    weir = blog / "_posts" / "2024-10-12-the-weir.md"
    screen = Screen(weir)
    screen.open(weir)
    screen.type("a")
    screen.save()
    first = screen.journal()
    weir.write_text(f"outside {WEIR}")
    screen.open(weir)
    assert screen.desk.safety.journal_of(weir) is None
    assert screen.writer.undo_stack == []
    screen.type("b")
    check(screen)
    assert screen.journal() != first
    screen.desk.close()


class Random:
    """Does things at a desk at random, and starts anew now and then."""

    def __init__(self, blog: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.posts = sorted(path for path in blog.rglob("*.md"))
        self.screen = Screen(blog)
        self.screen.open(self.posts[0])

    def step(self) -> None:
        deeds = (self.write,) * 8 + (self.open, self.save, self.outside, self.look, self.restart, self.undo)
        self.random.choice(deeds)()
        check(self.screen)

    def write(self) -> None:
        act = self.random.choice(("typed", "typed", "joined", "undo", "redo"))
        first, second, column = (self.random.randrange(100) for _ in range(3))
        words = "".join(self.random.choice(WORDS) for _ in range(2))
        self.screen.do((act, first, second, column, words))

    def open(self) -> None:
        self.screen.open(self.random.choice(self.posts))

    def save(self) -> None:
        try:
            self.screen.save(self.random.choice(("", "meanwhile ")))
        except SaveError:
            assert self.screen.look() is not None
            self.look()

    def outside(self) -> None:
        path = self.random.choice(self.posts)
        lines = path.read_bytes().split(b"\n")
        at = self.random.randrange(len(lines))
        lines[at] = b"outside, " + lines[at]
        path.write_bytes(b"\n".join(lines))

    def look(self) -> None:
        found = self.screen.look()
        if found is not None:
            sides: tuple[Choice, ...] = ("mine", "theirs", "both")
            conflicts = [piece for piece in found.pieces if isinstance(piece, Conflict)]
            self.screen.take_in(found, [self.random.choice(sides) for _ in conflicts])

    def undo(self) -> None:
        for _ in range(self.random.randrange(6)):
            self.screen.undo()

    def restart(self) -> None:
        desk = self.screen.desk
        texts = {(draft.path, draft.text) for draft in desk.drafts.unsaved()}
        if self.random.randrange(3) == 0:
            desk.drop_all()
            texts = set()
        desk.close()
        path = self.screen.path
        self.screen = Screen(path)
        self.screen.open(path)
        found = self.screen.desk.find_unsaved()
        assert {(unsaved.post, unsaved.text) for unsaved in found} == texts
        for unsaved in found:
            if self.random.randrange(3):
                self.screen.restore(unsaved)
                check(self.screen)
            else:
                self.screen.desk.safety.dismiss(unsaved)
        assert self.screen.desk.find_unsaved() == []
        for old in journals([places().state / "journals"])[20:]:
            old.unlink()


@pytest.mark.parametrize("steps", [300, pytest.param(10_000, marks=pytest.mark.soak)])
def test_whatever_the_desk_does_each_journal_replays_to_its_draft(blog: Path, steps: int) -> None:
    deeds = Random(blog, seed=7)
    for _ in range(steps):
        deeds.step()
    deeds.screen.desk.close()
