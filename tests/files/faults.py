"""Faults to save a post under: posts of each shape, and system calls that are watched or fail.

A fault may leave the old bytes or the new ones, never a mixture, and never a file beside the post.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest import mock

from tui.errors import SaveError
from tui.files.post import digest_of
from tui.files.saving import STALE, save_post

OLD = b"the river\r\nis high\xff\n" * 400
NEW = b"the river is low\0" * 1200
AGAIN = b"the kitchen is cold\n" * 40

SHAPES = ("plain", "hard link", "link", "new")
"""A post of one name, of two names, one reached through a link, and one that is not there yet."""

ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EINTR)

_OS_CALLS = (
    *("open", "close", "write", "lseek", "ftruncate", "fsync", "posix_fallocate"),
    *("stat", "lstat", "fstat", "readlink", "fchown", "fchmod"),
    *("listxattr", "getxattr", "setxattr", "removexattr"),
    *("replace", "rename", "link", "unlink", "mkdir"),
)
_CALLS = (*((os, name) for name in _OS_CALLS if hasattr(os, name)), (Path, "read_bytes"))
_fstat, _stat, _write = os.fstat, os.stat, os.write

Watcher = Callable[[str, tuple[Any, ...]], None]


@dataclass(frozen=True, slots=True)
class Place:
    """A folder with one post in it, or with none yet."""

    folder: Path
    shape: str

    @property
    def path(self) -> Path:
        """The name that is saved."""
        return self.folder / "river.md"

    @property
    def real(self) -> Path:
        """Where the bytes lie."""
        return self.folder / "deep" / "water.md" if self.shape == "link" else self.path

    def save(self) -> None:
        save_post(self.path, NEW, None if self.shape == "new" else digest_of(OLD))

    def found(self) -> bytes | None:
        return self.path.read_bytes() if self.path.exists() else None

    def state(self) -> str:
        """Say in a word what the post holds."""
        return {None: "nothing", OLD: "old", NEW: "new"}.get(self.found(), "damaged")

    def left(self) -> list[str]:
        """Return what a save left that no writer put there."""
        own = {"river.md", "other.md", "deep", "water.md"}
        return sorted(path.name for path in self.folder.rglob("*") if path.name not in own)

    def keeps_its_names(self) -> bool:
        if self.shape == "hard link":
            return self.path.samefile(self.folder / "other.md")
        return self.shape != "link" or self.path.is_symlink()


def make(folder: Path, shape: str) -> Place:
    place = Place(folder, shape)
    place.real.parent.mkdir(parents=True, exist_ok=True)
    if shape != "new":
        place.real.write_bytes(OLD)
    if shape == "link":
        place.path.symlink_to("deep/water.md")
    if shape == "hard link":
        os.link(place.path, folder / "other.md")
    return place


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell `watcher` of each system call that a save makes, right before it (of a close right after it)."""

    def wrapped(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def watched_call(*arguments: Any, **named: Any) -> Any:
            if name == "close":
                call(*arguments)
                return watcher(name, arguments)
            watcher(name, arguments)
            return call(*arguments, **named)

        return watched_call

    with ExitStack() as stack:
        for owner, name in _CALLS:
            stack.enter_context(mock.patch.object(owner, name, wrapped(name, getattr(owner, name))))
        yield


class Fault:
    """Makes the n-th call fail, and all that follow when the disk is broken; a failing write writes half."""

    def __init__(self, nth: int, number: int, broken: bool = False) -> None:
        self.nth, self.number, self.broken = nth, number, broken
        self.calls = 0
        self.name = ""
        """The call that failed first; none when the save made fewer calls."""

    def __call__(self, name: str, arguments: tuple[Any, ...]) -> None:
        self.calls += 1
        if self.calls == self.nth or (self.broken and self.name):
            self.name = self.name or name
            if name == "write":
                _write(arguments[0], arguments[1][: len(arguments[1]) // 2])
            raise OSError(self.number, os.strerror(self.number))


def attempt(place: Place, watcher: Watcher) -> SaveError | None:
    """Save under a watcher and return how it was refused; any other error is the test's to see."""
    try:
        with watched(watcher):
            place.save()
    except SaveError as error:
        return error
    return None


class Order:
    """Notes the calls that put bytes and names on disk, as `fsync folder` or `rename temporary`."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.steps: list[str] = []

    def __call__(self, name: str, arguments: tuple[Any, ...]) -> None:
        name = {"replace": "rename", "posix_fallocate": "fallocate"}.get(name, name)
        if name not in ("write", "fsync", "rename", "link", "unlink", "fallocate"):
            return
        step = f"{name} {self.kind(arguments[0])}"
        if self.steps[-1:] != [step]:
            self.steps.append(step)

    def kind(self, file: int | Path) -> str:
        if isinstance(file, Path):
            return kind_of(file)
        status = _fstat(file)
        if stat.S_ISDIR(status.st_mode):
            return "folder"
        same = self.place.shape != "new" and os.path.samestat(status, _stat(self.place.path))
        return "post" if same else "temporary"


def kind_of(file: Path) -> str:
    return {".tmp~": "temporary", ".saved": "copy", ".md": "post"}.get(file.suffix, "folder")


def grow_old(folder: Path) -> None:
    """Make what lies in a folder stale."""
    then = time.time() - STALE - 1
    for path in folder.rglob("*"):
        os.utime(path, (then, then), follow_symlinks=False)
