"""The lock: one writer per post, whatever lies in the lock's place, with flock and without."""

import errno
import fcntl
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tui.files import lock as room
from tui.files.lock import Holder, Taken, take
from tui.files.names import state_name


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


@pytest.fixture
def no_flock(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(request.param, os.strerror(request.param))

    monkeypatch.setattr(fcntl, "flock", refuse)


without_flock = pytest.mark.parametrize(
    "no_flock", [errno.ENOTSUP, errno.ENOLCK, errno.EINVAL], indirect=True
)


def place_of(state: Path, post: Path) -> Path:
    return state / "locks" / f"{state_name(post)}.lock"


def say(place: Path, **other: object) -> None:
    since = datetime.now(UTC).isoformat(timespec="seconds")
    said = {"pid": os.getpid(), "boot": room._boot(), "since": since, **other}
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(said) + "\n")


def test_a_lock_is_held_until_its_release(state: Path, post: Path) -> None:
    lock = take(state, post)
    assert lock.held
    lock.release()
    assert not lock.held
    assert list((state / "locks").iterdir()) == []
    lock.release()
    assert take(state, post).held


def test_only_the_writer_reads_who_writes(state: Path, post: Path) -> None:
    lock = take(state, post)
    place = place_of(state, post)
    said = json.loads(place.read_text())
    assert (said["pid"], said["boot"]) == (os.getpid(), room._boot())
    assert abs(datetime.now(UTC) - datetime.fromisoformat(said["since"])) < timedelta(minutes=1)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (place, place.parent, state)]
    assert modes == [0o600, 0o700, 0o700]
    lock.release()


def test_a_lock_leaves_with_its_process_not_with_a_child(state: Path, post: Path) -> None:
    lock = take(state, post)
    assert lock._held is not None
    assert not os.get_inheritable(lock._held.descriptor)
    lock.release()


def test_two_posts_have_two_locks(state: Path, post: Path) -> None:
    one, other = take(state, post), take(state, post.with_name("other.md"))
    assert (one.held, other.held) == (True, True)
    one.release()
    assert other.held
    other.release()


def test_the_same_post_is_taken_in_the_same_process_too(state: Path, post: Path) -> None:
    lock = take(state, post)
    (post.parent / "today.md").symlink_to(post)
    for name in (post, post.parent / "today.md"):
        with pytest.raises(Taken) as error:
            take(state, name)
        assert error.value.holder is not None
        assert error.value.holder.pid == os.getpid()
        assert (error.value.path, error.value.hint) == (name, "take it over, or only read it")
    assert lock.held
    over = take(state, post, over=True)
    assert (lock.held, over.held) == (False, True)
    lock.release()
    assert over.held
    over.release()


def test_a_lock_that_was_removed_is_lost(state: Path, post: Path) -> None:
    lock = take(state, post)
    place_of(state, post).unlink()
    assert not lock.held
    again = take(state, post)
    assert (lock.held, again.held) == (False, True)
    lock.release()
    assert again.held
    again.release()


def test_a_file_that_goes_between_opening_and_locking_is_not_the_lock(
    state: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = take(state, post)
    flock = fcntl.flock

    def release_first(descriptor: int, operation: int) -> None:
        first.release()
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", release_first)
    lock = take(state, post)
    assert (first.held, lock.held) == (False, True)
    monkeypatch.undo()
    with pytest.raises(Taken):
        take(state, post)
    lock.release()


GARBAGE = {
    "nothing": b"",
    "binary": bytes(range(256)) * 4,
    "huge": b"[" * 5_000_000,
    "a list": b"[1]\n",
    "no number": b'{"pid": "1", "boot": "", "since": "2026-11-23T12:00:00+00:00"}\n',
    "a huge number": b'{"pid": ' + b"9" * 3000 + b', "boot": "", "since": "2026-11-23T12:00:00+00:00"}\n',
    "a number of many processes": b'{"pid": -1, "boot": "", "since": "2026-11-23T12:00:00+00:00"}\n',
    "no time": b'{"pid": 1, "boot": "", "since": "\\u001b]0;high water\\u0007"}\n',
    "not text": b'{"pid": 1, "boot": "", "since": "\xff"}\n',
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_a_lock_that_nobody_holds_counts_nothing(garbage: bytes, state: Path, post: Path) -> None:
    place = place_of(state, post)
    place.parent.mkdir(parents=True)
    place.write_bytes(garbage)
    lock = take(state, post)
    assert lock.held
    assert json.loads(place.read_text())["pid"] == os.getpid()
    lock.release()


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_in_a_lock_that_is_held_tells_no_holder(garbage: bytes, state: Path, post: Path) -> None:
    lock = take(state, post)
    place_of(state, post).write_bytes(garbage)
    with pytest.raises(Taken, match="another window writes this post") as error:
        take(state, post)
    assert error.value.holder is None
    assert lock.held
    lock.release()


def test_no_control_sequence_comes_out_of_a_lock(state: Path, post: Path) -> None:
    lock = take(state, post)
    say(place_of(state, post), pid=7, since="2026-11-23\x1b12:00:00+00:00")
    with pytest.raises(Taken) as error:
        take(state, post)
    assert error.value.holder == Holder(7, "2026-11-23T12:00:00+00:00")
    lock.release()


def test_a_link_in_the_place_of_a_lock_is_not_followed(state: Path, post: Path) -> None:
    victim = post.parent / "victim"
    victim.write_text("not touched")
    place = place_of(state, post)
    place.parent.mkdir(parents=True)
    for target in (victim, post.parent / "nowhere", place):
        place.symlink_to(target)
        lock = take(state, post)
        assert lock.held
        assert not place.is_symlink()
        lock.release()
    assert victim.read_text() == "not touched"
    assert not (post.parent / "nowhere").exists()


def test_a_pipe_in_the_place_of_a_lock_does_not_stop_us(state: Path, post: Path) -> None:
    place = place_of(state, post)
    place.parent.mkdir(parents=True)
    os.mkfifo(place)
    lock = take(state, post)
    assert lock.held
    assert place.is_file()
    lock.release()


def forbid(state: Path, post: Path) -> None:
    state.write_text("a file, not a folder")


def occupy(state: Path, post: Path) -> None:
    place_of(state, post).mkdir(parents=True)


@pytest.mark.parametrize("over", [False, True])
@pytest.mark.parametrize("spoil", [forbid, occupy])
def test_a_writer_without_a_state_folder_writes_on(
    spoil: Callable[[Path, Path], None], over: bool, state: Path, post: Path
) -> None:
    spoil(state, post)
    lock, other = take(state, post, over), take(state, post, over)
    assert (lock.held, other.held) == (True, True)
    lock.release()
    assert (lock.held, other.held) == (False, True)


@pytest.mark.parametrize("call", ["open", "mkdir", "fstat"])
@pytest.mark.parametrize("over", [False, True])
def test_a_disk_that_refuses_stops_nobody(
    call: str, over: bool, state: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        lock = take(state, post, over)
    assert lock.held
    assert not list(state.glob("locks/.*"))
    lock.release()


def test_a_full_disk_has_locks_still(state: Path, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "pwrite", fail)
    lock = take(state, post)
    with pytest.raises(Taken) as error:
        take(state, post)
    assert error.value.holder is None
    lock.release()


@without_flock
@pytest.mark.usefixtures("no_flock")
def test_without_flock_a_living_process_holds_its_post(state: Path, post: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        say(place_of(state, post), pid=other.pid)
        with pytest.raises(Taken, match=f"process {other.pid}"):
            take(state, post)
        other.kill()
    lock = take(state, post)
    assert lock.held
    with pytest.raises(Taken, match=f"process {os.getpid()}"):
        take(state, post)
    over = take(state, post, over=True)
    assert (lock.held, over.held) == (False, True)
    lock.release()
    assert over.held
    over.release()
    assert list((state / "locks").iterdir()) == []


@pytest.mark.skipif(not room._boot(), reason="the system does not tell its boots apart")
@without_flock
@pytest.mark.usefixtures("no_flock")
def test_without_flock_a_pid_of_another_boot_is_nobody(state: Path, post: Path) -> None:
    say(place_of(state, post), boot="another")
    lock = take(state, post)
    assert lock.held
    lock.release()


@without_flock
@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_without_flock_garbage_is_nobody(garbage: bytes, state: Path, post: Path) -> None:
    place = place_of(state, post)
    place.parent.mkdir(parents=True)
    place.write_bytes(garbage)
    lock = take(state, post)
    assert lock.held
    lock.release()


def test_a_pid_that_is_anothers_by_now_holds_nothing(state: Path, post: Path) -> None:
    say(place_of(state, post), pid=os.getppid())
    lock = take(state, post)
    assert lock.held
    lock.release()


def test_locks_take_no_descriptors_for_good(state: Path, post: Path) -> None:
    folder = Path("/dev/fd")
    take(state, post).release()
    before = len(list(folder.iterdir()))
    for _ in range(20):
        lock = take(state, post)
        with pytest.raises(Taken):
            take(state, post)
        over = take(state, post, over=True)
        lock.release()
        over.release()
    assert len(list(folder.iterdir())) == before
