"""Saving on a disk that fails: whichever system call it is, the post is whole and the writer is told."""

import errno
import itertools
import os
import re
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.files.faults import (
    AGAIN,
    ERRORS,
    NEW,
    OLD,
    SHAPES,
    Fault,
    Order,
    Place,
    attempt,
    grow_old,
    kind_of,
    make,
)
from tests.files.inside import run
from tui.errors import SaveError
from tui.files.post import digest_of
from tui.files.saving import create_post, save_post, sweep

FEWEST_CALLS = 15
"""System calls of the shortest save, so that no loop over them ends at once."""


def said(number: int) -> str:
    return errno.errorcode[number]


@pytest.mark.parametrize("number", ERRORS, ids=said)
@pytest.mark.parametrize("shape", SHAPES)
def test_any_call_may_fail(shape: str, number: int, tmp_path: Path) -> None:
    for nth in itertools.count(1):
        place = make(tmp_path / str(nth), shape)
        fault = Fault(nth, number)
        error = attempt(place, fault)
        if not fault.name:
            break
        assert place.keeps_its_names()
        if error is None:
            assert place.state() == "new"
        else:
            assert place.state() in (("nothing", "new") if shape == "new" else ("old", "new"))
            assert (error.path, bool(error.title), bool(error.hint)) == (place.path, True, True)
        if fault.name == "unlink":
            grow_old(place.folder)
            assert sweep(place.path) == ()
        assert place.left() == []
        save_again(place, error)
    assert nth > FEWEST_CALLS


def save_again(place: Place, error: SaveError | None) -> None:
    if error is None:
        save_post(place.path, AGAIN, digest_of(NEW))
        assert place.found() == AGAIN
    else:
        place.save()
        assert place.state() == "new"
    assert place.left() == []
    assert place.keeps_its_names()


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC, errno.EROFS], ids=said)
@pytest.mark.parametrize("shape", SHAPES)
def test_a_disk_that_breaks_for_good_leaves_the_text_whole(shape: str, number: int, tmp_path: Path) -> None:
    damaged = 0
    for nth in itertools.count(1):
        place = make(tmp_path / str(nth), shape)
        fault = Fault(nth, number, broken=True)
        error = attempt(place, fault)
        if not fault.name:
            break
        assert place.keeps_its_names()
        if place.state() != "damaged":
            assert error or place.state() == "new"
            continue
        damaged += 1
        assert error
        copy = place.folder / error.hint.removeprefix("check the disk; your text is whole in ")
        assert copy.read_bytes() == NEW
        grow_old(place.folder)
        assert sweep(place.path) == (copy,)
        assert copy.exists()
    assert nth > FEWEST_CALLS
    assert bool(damaged) == (shape == "hard link")


@pytest.mark.parametrize("size", [1, 7, 4096])
@pytest.mark.parametrize("shape", SHAPES)
def test_short_writes_are_carried_on(
    shape: str, size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make(tmp_path, shape)
    write = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, data: write(descriptor, data[:size]))
    place.save()
    assert (place.state(), place.left()) == ("new", [])


@pytest.mark.parametrize("shape", SHAPES)
def test_signals_interrupt_no_save(shape: str, tmp_path: Path) -> None:
    heard = []
    before = signal.signal(signal.SIGALRM, lambda number, _frame: heard.append(number))
    signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)
    try:
        for nth in itertools.count():
            place = make(tmp_path / str(nth), shape)
            place.save()
            assert (place.state(), place.left()) == ("new", [])
            if len(heard) > 10:
                break
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_failed_sync_is_told_and_never_asked_again(
    nth: int, shape: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a second fsync of the same file succeeds though its bytes are lost: only a new file says the truth
    place = make(tmp_path, shape)
    opened: list[str] = []
    os_open = os.open

    def noted(path: Path, *more: int) -> int:
        if kind_of(path) == "temporary":
            opened.append(path.name)
        return os_open(path, *more)

    monkeypatch.setattr(os, "open", noted)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_at(os.fsync, nth))
        with pytest.raises(SaveError, match="check the disk"):
            place.save()
    place.save()
    assert place.state() == "new"
    assert len(set(opened)) == 2


def failing_at(call: Callable[..., Any], nth: int) -> Callable[..., Any]:
    count = itertools.count(1)

    def wrapped(*arguments: Any) -> Any:
        if next(count) == nth:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return call(*arguments)

    return wrapped


def test_a_new_folder_that_cannot_be_synced_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing_at(os.fsync, 2))
        with pytest.raises(SaveError, match="folder could not be made"):
            create_post(tmp_path / "2024" / "05" / "river.md", NEW)
    assert create_post(tmp_path / "2024" / "05" / "river.md", NEW).read_bytes() == NEW


_RENAMED = ["write temporary", "fsync temporary", "rename temporary", "fsync folder"]
ORDERS = {
    "plain": _RENAMED,
    "link": _RENAMED,
    "hard link": [*_RENAMED, "write post", "fsync post", "unlink copy", "fsync folder"],
    "new": ["write temporary", "fsync temporary", "link temporary", "fsync folder", "unlink temporary"],
}
"""What a power cut at any moment cannot tear: each step stands on the one before it being on disk."""


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_calls_survives_a_power_cut_and_a_full_disk(shape: str, tmp_path: Path) -> None:
    place = make(tmp_path, shape)
    order = Order(place)
    assert attempt(place, order) is None
    steps = [step for step in order.steps if shape == "new" or step != "unlink temporary"]
    if shape == "hard link" and hasattr(os, "posix_fallocate"):
        assert steps.index("fallocate post") == steps.index("write post") - 1
        steps.remove("fallocate post")
    assert steps == ORDERS[shape]


_TRACED = "write,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat"
_CALL = re.compile(r'(?P<call>[a-z]+)\w*\((?:AT_FDCWD[^,]*, )?(?:\d+<(?P<open>[^>]+)>|"(?P<path>[^"]+)")')


@pytest.mark.parametrize("shape", SHAPES)
def test_the_kernel_sees_that_order(shape: str, tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not here")
    log, folder = tmp_path / "log", tmp_path / "posts"
    make(folder, shape)
    trace = ["strace", "-f", "-y", "-o", str(log), "-e", f"trace={_TRACED}"]
    done = run("save", str(folder), shape, before=trace)
    if "ptrace" in done.stderr and done.returncode:
        pytest.skip("strace may not trace here")
    assert done.returncode == 0, done.stderr
    steps: list[str] = []
    for line in log.read_text().splitlines():
        match = _CALL.search(line)
        file = Path((match["open"] or match["path"]) if match else "/")
        if match and file.is_relative_to(folder) and " = -1 " not in line:
            call = match["call"].removesuffix("at")
            step = f"{call} {kind_of(file)}"
            if steps[-1:] != [step]:
                steps.append(step)
    assert steps == ORDERS[shape]


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "free some space"),
        (errno.EDQUOT, "free some space"),
        (errno.EFBIG, "shorten the post"),
        (errno.EACCES, "change the permissions"),
        (errno.EPERM, "lift the protection"),
        (errno.EROFS, "make the disk writable"),
        (errno.EIO, "check the disk"),
        (errno.ENOENT, "put the folder back"),
        (errno.ENOTDIR, "put the folder back"),
        (errno.ELOOP, "repair the link"),
        (errno.ENAMETOOLONG, "choose a shorter name"),
        (errno.ETIMEDOUT, "save again"),
    ],
    ids=lambda value: said(value) if isinstance(value, int) else "",
)
@pytest.mark.parametrize("shape", ["plain", "new"])
def test_a_refusal_names_the_file_and_says_what_to_do(
    shape: str, number: int, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make(tmp_path, shape)

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "write", refuse)
    with pytest.raises(SaveError, match=hint) as error:
        place.save()
    assert error.value.path == place.path
    assert error.value.detail == os.strerror(number)
    assert str(place.path) in str(error.value)


def test_a_broken_look_at_a_link_does_not_replace_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = make(tmp_path, "link")

    def refuse(*_: object, **__: object) -> str:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "readlink", refuse)
    with pytest.raises(SaveError, match="check the disk"):
        place.save()
    monkeypatch.undo()
    assert (place.path.is_symlink(), place.real.read_bytes()) == (True, OLD)
