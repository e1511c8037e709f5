"""One writer for each post: a lock in the state folder that a process holds while it lives.

A process owns a post while the file at the lock's path is the one that it has open. Taking over is therefore
a rename, without any help of the process that loses the post, and `Lock.held` costs one `stat`. `flock` shows
whether the owner lives, because the kernel frees it when the process ends; where the filesystem has no flock,
the file names the owner's pid and boot.

To have the flock is not to own the post: after a process opened the file, another file may have been renamed
to its path. So the two are compared each time.
"""

import contextlib
import errno
import fcntl
import json
import os
import secrets
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.errors import PostError
from tui.files.names import state_name

_NO_FLOCK = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK, errno.EINVAL, errno.ENOSYS)
_BOOT = Path("/proc/sys/kernel/random/boot_id")
_LARGEST = 4096  # bytes; ours have 120
_ROUNDS = 100  # a round fails only when another process takes or releases the post at that moment


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that writes a post: its `pid` on this machine, and `since` when (ISO 8601, with a zone)."""

    pid: int
    since: str


@dataclass
class Taken(PostError):
    """Another process writes this post; `holder` is None when the lock does not name it."""

    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class _Held:
    place: Path
    descriptor: int
    device: int
    inode: int


class Lock:
    """The right to write a post; it ends with `release`, with the process, or when another one takes it over.

    Where the state folder cannot be written there is no file, and the lock counts as held until `release`, so
    that the writer can go on. A forked child that never calls exec shares the lock.
    """

    def __init__(self, held: _Held | None) -> None:
        self._held = held
        self._released = False

    @property
    def held(self) -> bool:
        """Whether this process still owns the post, found out with one os.stat; a lost lock stays lost."""
        if self._released or self._held is None:
            return not self._released
        return _lies_there(self._held.place, self._held.device, self._held.inode)

    def release(self) -> None:
        """Release the post; does nothing when it is lost or released already.

        A process that takes over between the check and the removal loses its file, and with it the post. Two
        processes never hold the same post.
        """
        if self._released:
            return
        ours, self._released = self.held, True
        if self._held is not None:
            if ours:
                _remove(self._held.place)
            os.close(self._held.descriptor)


def take(state: Path, path: Path, over: bool = False) -> Lock:
    """Return the right to write a post.

    `state` is the state folder; the lock is in its folder `locks`. With `over`, the right is taken from
    whatever process has it. The lock of a dead process is ignored; anything else at its path (a link, a pipe,
    garbage) is replaced without being read. Where the state folder cannot be written, the lock always counts
    as held. Raises Taken when a living process, which may be this one, has the right.
    """
    place = state / "locks" / f"{state_name(path)}.lock"
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        for _ in range(_ROUNDS):
            held = _replace(place) if over else _try(place, path)
            if held is not None:
                return Lock(held)
    except OSError:
        return Lock(None)
    raise _taken(path, None)


def _try(place: Path, path: Path) -> _Held | None:
    """Take a lock that no process holds; None when its file was replaced meanwhile. Raises Taken, OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(place, flags, 0o600)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.EMLINK):  # for a link, FreeBSD has EMLINK
            raise
        return _replace(place)
    try:
        held = _flock(place, path, descriptor)
    except (OSError, Taken):
        os.close(descriptor)
        raise
    if held is None or held.descriptor != descriptor:
        os.close(descriptor)
    return held


def _flock(place: Path, path: Path, descriptor: int) -> _Held | None:
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return _replace(place)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise _taken(path, _holder(_read(descriptor))) from error
    except OSError as error:
        if error.errno not in _NO_FLOCK:
            raise
        said = _read(descriptor)
        if _lives(said):
            raise _taken(path, _holder(said)) from error
        return _replace(place)
    held = _hold(place, descriptor)
    if not _lies_there(place, held.device, held.inode):
        return None
    _write(descriptor)
    return held


def _replace(place: Path) -> _Held:
    """Put a new locked file at a lock's path, over whatever is there."""
    temporary = place.with_name(f".{place.name}.{secrets.token_hex(4)}.tmp~")
    descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in _NO_FLOCK:
                raise
        _write(descriptor)
        os.replace(temporary, place)
        return _hold(place, descriptor)
    except OSError:
        _remove(temporary)
        os.close(descriptor)
        raise


def _hold(place: Path, descriptor: int) -> _Held:
    status = os.fstat(descriptor)
    return _Held(place, descriptor, status.st_dev, status.st_ino)


def _lies_there(place: Path, device: int, inode: int) -> bool:
    try:
        status = os.stat(place, follow_symlinks=False)
    except OSError:
        return False
    return (status.st_dev, status.st_ino) == (device, inode)


def _taken(path: Path, holder: Holder | None) -> Taken:
    detail = "" if holder is None else f"process {holder.pid}, since {holder.since}"
    return Taken(
        "another window writes this post", detail, "take it over, or only read it", path, None, holder
    )


def _boot() -> str:
    """Return the id of the machine's present boot; "" where the system has none."""
    try:
        return _BOOT.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _write(descriptor: int) -> None:
    """Write this process's pid, boot and time into a lock.

    A full disk does not matter: the flock and the inode are the lock.
    """
    since = datetime.now(UTC).isoformat(timespec="seconds")
    said = json.dumps({"pid": os.getpid(), "boot": _boot(), "since": since})
    with contextlib.suppress(OSError):
        os.ftruncate(descriptor, os.pwrite(descriptor, f"{said}\n".encode(), 0))


def _read(descriptor: int) -> dict[str, object]:
    """Return what a lock file says; nothing when it is not in our form."""
    line = os.pread(descriptor, _LARGEST, 0).partition(b"\n")[0]
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _holder(said: dict[str, object]) -> Holder | None:
    pid, since = said.get("pid"), said.get("since")
    if not isinstance(pid, int) or not 0 < pid < 2**31 or not isinstance(since, str):
        return None
    try:
        time = datetime.fromisoformat(since)
    except ValueError:
        return None
    return Holder(pid, time.isoformat())  # written anew: Python accepts any character between day and hour


def _lives(said: dict[str, object]) -> bool:
    """Whether the process that wrote a lock may still live; another process may have its pid by now."""
    holder = _holder(said)
    if holder is None or said.get("boot") != _boot():
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # the process belongs to another user
        return True
    return True


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)
