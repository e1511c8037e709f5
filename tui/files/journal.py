"""The journal of one sitting with a post: every step is written to disk before it is painted.

A journal is only appended to, by the one process that holds its lock. Each record has its length and a
checksum; after a damaged record, nothing more is read. The first record holds the whole text at the start of
the sitting, so the journal alone suffices to recover the text. Each step's record also holds its time, so
that neither is ever stored without the other.
"""

import contextlib
import errno
import fcntl
import itertools
import json
import os
import stat
import struct
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from tui.edits import Act, Step
from tui.errors import JournalError
from tui.files.folders import sync_folder
from tui.files.names import state_name

FORMAT = 1
_HEAD = struct.Struct(">II")
_TIME = "%Y%m%dT%H%M%S%f"
ACTS: dict[Act, str] = {"typed": "t", "joined": "j", "undone": "u", "redone": "r"}

Fate = Literal["dropped", "restored"]
"""What the writer decided about text that was never saved."""

Phase = Literal["writing", "postprocessing"]
"""What the writer's time with a post is counted as."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The time of a step: the phase it belongs to, and the time that it added to the post's footer."""

    phase: Phase = "writing"
    counted: tuple[int, int] = (0, 0)
    """Seconds of writing and of post-processing; negative when undo removed them from the footer."""


WRITING = Mark()


class Journal:
    """An open journal; `append` is one system call."""

    def __init__(self, path: Path, descriptor: int, size: int = 0) -> None:
        self.path = path
        self._descriptor = descriptor
        self._size = size
        self._synced = True
        self._failed = False
        self._named = False
        # After `close`, another file may get the number of the descriptor, so a thread must not sync then.
        # Reentrant, because a signal handler may sync while the same thread does.
        self._closing = threading.RLock()

    @classmethod
    def start(cls, folder: Path, post: Path, text: str, disk: str, file: str | None = None) -> "Journal":
        """Start a journal in an existing folder; `text` is the text at the start of the sitting.

        `disk` is the digest of the post's file, `file` its text if that is not `text`. Raises JournalError.
        """
        try:
            path, descriptor = _new_file(folder, post)
        except OSError as error:
            raise _journal_error(post, error) from error
        journal = cls(path, descriptor)
        _lock(descriptor, fcntl.LOCK_EX)
        try:
            first = {"draftroom": FORMAT, "post": str(post), "disk": disk, "boot": boot(), "text": text}
            journal._write(first | _file(file))
        except JournalError:
            journal.close()
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        return journal

    def append(self, step: Step, mark: Mark = WRITING) -> None:
        """Write one step. Raises JournalError; the journal then ends before this step and takes no other."""
        edits = [(*edit.start, *edit.end, edit.text, edit.removed) for edit in step.edits]
        # active time is counted with the monotonic clock: it stands still in suspend and never jumps
        record = {"a": ACTS[step.act], "e": edits, "m": round(time.monotonic(), 3)}
        self._write(record | _marked(mark))

    def saved(self, digest: str, file: str | None = None) -> None:
        """Record that the disk holds a text with this digest: `file`, or else the text after the last step.

        Raises JournalError.
        """
        self._write({"saved": digest} | _file(file))

    def _write(self, record: dict[str, object]) -> None:
        record["w"] = round(time.time(), 3)
        # no ASCII escapes: JSON would read two lone surrogates beside each other as one character
        payload = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        data = _HEAD.pack(len(payload), zlib.crc32(payload)) + payload
        try:
            if self._failed:  # the kernel may have dropped data that it could not write
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            if os.write(self._descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            self._failed = True
            with contextlib.suppress(OSError):  # nothing after half a record would be read
                os.ftruncate(self._descriptor, self._size)
            raise _journal_error(self.path, error) from error
        self._size += len(data)
        self._synced = False

    def sync(self) -> None:
        """Make all records durable; it may run in a thread. Raises JournalError."""
        with self._closing:
            if self._synced or self._descriptor < 0:
                return
            self._synced = True
            try:
                os.fsync(self._descriptor)
                if not self._named:
                    sync_folder(self.path.parent)
                    self._named = True
            except OSError as error:
                self._failed = True
                raise _journal_error(self.path, error) from error

    def close(self) -> None:
        """Sync and close the file."""
        with contextlib.suppress(JournalError):
            self.sync()
        with self._closing:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)


def _marked(mark: Mark) -> dict[str, object]:
    # part of the step's record, because an older draftroom would stop reading at a record of a new kind
    phase: dict[str, object] = {"p": mark.phase} if mark.phase != "writing" else {}
    return phase | ({"f": mark.counted} if any(mark.counted) else {})


def boot() -> str:
    """Return the id of the machine's present boot; "" where the system has none.

    Monotonic times of two journals can be compared only within the same boot.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def _file(text: str | None) -> dict[str, object]:
    return {} if text is None else {"file": text}


def _new_file(folder: Path, post: Path) -> tuple[Path, int]:
    moment = _later_than_all(journals([folder], post)).strftime(_TIME)
    for number in itertools.count():
        path = folder / f".{state_name(post)}.{moment}-{os.getpid()}-{number}.journal"
        with contextlib.suppress(FileExistsError):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_NOFOLLOW
            return path, os.open(path, flags, 0o600)
    raise AssertionError("numbers do not end")


def _later_than_all(older: Sequence[Path]) -> datetime:
    """Return the time now; if the clock jumped back, a time after that of the newest journal."""
    now = datetime.now(UTC)
    with contextlib.suppress(IndexError, ValueError, OverflowError):  # no journal, or a name of another form
        newest = datetime.strptime(_started(older[0]).split("-")[0], _TIME).replace(tzinfo=UTC)
        return max(now, newest + timedelta(microseconds=1))
    return now


def journals(folders: Sequence[Path], post: Path | None = None) -> list[Path]:
    """Return the journals in some folders, of one post or of all, the newest first."""
    start = f".{state_name(post)}." if post else "."
    found = []
    for folder in folders:
        with contextlib.suppress(OSError):
            found += [folder / name for name in os.listdir(folder) if name.startswith(start)]
    return sorted((path for path in found if path.suffix == ".journal"), key=_started, reverse=True)


def _started(path: Path) -> str:
    return path.stem.rpartition(".")[2]


def _journal_error(path: Path, error: OSError) -> JournalError:
    title = "what you type is not kept against a crash"
    return JournalError(
        title,
        error.strerror or "",
        "save often; make room in the folder that draftroom where calls state",
        path,
    )


def _lock(descriptor: int, kind: int) -> bool:
    """Lock a journal; False when another process holds it. A filesystem without locks counts as success."""
    try:
        fcntl.flock(descriptor, kind)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def is_live(journal: Path) -> bool:
    """Whether a process, which may be this one, has a journal open for writing."""
    try:
        descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return not _lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    finally:
        os.close(descriptor)


def read_journal(journal: Path) -> bytes:
    """Return a journal's bytes. Raises OSError when it cannot be read, or is no regular file."""
    # O_NONBLOCK: a hostile blog may have a FIFO of that name, and opening that would wait for a writer
    descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def whole_records(raw: bytes) -> Iterator[tuple[dict[str, object], int]]:
    """Yield each record and the offset of its end, up to the first damaged one."""
    at = 0
    while at + _HEAD.size <= len(raw):
        length, checksum = _HEAD.unpack_from(raw, at)
        payload = raw[at + _HEAD.size : at + _HEAD.size + length]
        if len(payload) != length or zlib.crc32(payload) != checksum:
            return
        try:
            record = json.loads(payload)
        except (
            ValueError,
            RecursionError,
        ):  # such as zeros after a power cut, whose length and checksum agree
            return
        if not isinstance(record, dict):
            return
        at += _HEAD.size + length
        yield record, at


def decide(journal: Path, fate: Fate) -> None:
    """Record durably what the writer decided about a journal's unsaved text.

    Raises JournalError when the journal cannot be written, or when a process has it open for writing.
    """
    try:
        descriptor = os.open(journal, os.O_RDWR | os.O_APPEND | os.O_NOFOLLOW)
        try:
            if not _lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB):
                raise OSError(errno.EWOULDBLOCK, "another draftroom is writing in it")
            with open(descriptor, "rb", closefd=False) as file:
                ends = [end for _, end in whole_records(file.read())]
            if not ends:
                return
            os.ftruncate(descriptor, ends[-1])
            writer = Journal(journal, descriptor, ends[-1])
            writer._write({"fate": fate})
            writer.sync()
        finally:
            os.close(descriptor)
    except (OSError, JournalError) as error:
        detail = error.strerror or "" if isinstance(error, OSError) else error.detail
        hint = "make room on the disk, and check the permissions"
        raise JournalError("this text will be offered again", detail, hint, journal) from error
