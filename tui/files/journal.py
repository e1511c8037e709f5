"""The journal of one sitting with a post: every step on disk before it is on the screen.

A journal is only ever appended to, by the one process that holds its lock; each record carries its length
and a checksum, and whatever follows a damaged record is not believed. The first record holds the whole
text that the sitting began with, so that nothing else is needed to get the text back. What a step says
about time stands in its own record, so that no text is ever without it, nor it without the text.
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
"""What the time with a post goes into."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a step says about time: the phase it belongs to, and what it put into the post's footer."""

    phase: Phase = "writing"
    counted: tuple[int, int] = (0, 0)
    """Seconds of writing and of post-processing; negative where undo took them out again."""


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
        self._closing = (
            threading.RLock()
        )  # a thread that syncs must not meet another file's descriptor; a signal may sync in between

    @classmethod
    def start(cls, folder: Path, post: Path, text: str, disk: str, file: str | None = None) -> "Journal":
        """Start a journal in a folder that is there: `text` is what the sitting begins with.

        `disk` is the digest of the post's file, `file` its text where that is another. Raises JournalError.
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
        # the second clock stands still in suspend and never jumps: active time is counted with it
        record = {"a": ACTS[step.act], "e": edits, "m": round(time.monotonic(), 3)}
        self._write(record | _marked(mark))

    def saved(self, digest: str, file: str | None = None) -> None:
        """Note that a text with this digest is on disk: `file`, or the last one. Raises JournalError."""
        self._write({"saved": digest} | _file(file))

    def _write(self, record: dict[str, object]) -> None:
        record["w"] = round(time.time(), 3)
        # not as JSON's own escapes, which would make one character of two halves that are not one yet
        payload = json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        data = _HEAD.pack(len(payload), zlib.crc32(payload)) + payload
        try:
            if self._failed:  # the kernel may have thrown away what it could not put on the disk
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            if os.write(self._descriptor, data) != len(data):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        except OSError as error:
            self._failed = True
            with contextlib.suppress(OSError):  # what follows half a record would not be believed
                os.ftruncate(self._descriptor, self._size)
            raise _journal_error(self.path, error) from error
        self._size += len(data)
        self._synced = False

    def sync(self) -> None:
        """Make what was written durable; may run in a thread. Raises JournalError."""
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
        """Sync and let go of the file."""
        with contextlib.suppress(JournalError):
            self.sync()
        with self._closing:
            descriptor, self._descriptor = self._descriptor, -1
            if descriptor >= 0:
                os.close(descriptor)


def _marked(mark: Mark) -> dict[str, object]:
    # in the step's own record, because a reader that knows no other kind would believe nothing after one
    phase: dict[str, object] = {"p": mark.phase} if mark.phase != "writing" else {}
    return phase | ({"f": mark.counted} if any(mark.counted) else {})


def boot() -> str:
    """Return what names this run of the machine, "" where it has no name.

    The second clock of two journals can be compared only within one.
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
    """Return the time now, or one after the newest of some journals where the clock jumped back."""
    now = datetime.now(UTC)
    with contextlib.suppress(IndexError, ValueError, OverflowError):  # a name that is none of ours
        newest = datetime.strptime(_started(older[0]).split("-")[0], _TIME).replace(tzinfo=UTC)
        return max(now, newest + timedelta(microseconds=1))
    return now


def journals(folders: Sequence[Path], post: Path | None = None) -> list[Path]:
    """Return the journals that lie in some folders, of one post or of all; the newest first."""
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
    """Hold a journal; False while another process does. A disk that knows no locks stops nothing."""
    try:
        fcntl.flock(descriptor, kind)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES)
    return True


def is_live(journal: Path) -> bool:
    """Whether a process is writing in a journal now, this one included."""
    try:
        descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        return not _lock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    finally:
        os.close(descriptor)


def read_journal(journal: Path) -> bytes:
    """Return what a journal holds. Raises OSError when it cannot be read, or is no regular file."""
    # O_NONBLOCK: a blog may have come with a FIFO of that name, whose opening would wait for a writer
    descriptor = os.open(journal, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def whole_records(raw: bytes) -> Iterator[tuple[dict[str, object], int]]:
    """Yield each whole record and where it ends, up to the first that is damaged."""
    at = 0
    while at + _HEAD.size <= len(raw):
        length, checksum = _HEAD.unpack_from(raw, at)
        payload = raw[at + _HEAD.size : at + _HEAD.size + length]
        if len(payload) != length or zlib.crc32(payload) != checksum:
            return
        try:
            record = json.loads(payload)
        except (ValueError, RecursionError):  # nothing is a whole record too: the zeros after a power failure
            return
        if not isinstance(record, dict):
            return
        at += _HEAD.size + length
        yield record, at


def decide(journal: Path, fate: Fate) -> None:
    """Note what the writer decided about a journal's text, durably.

    Raises JournalError when the journal cannot be written, or a process is writing in it.
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
