"""Earlier versions of a post: a folder of gzip files in the state folder, one file for each version.

The name of a file tells everything about its version, so a list opens no file, and a person can find a
version with `ls` and read it with `zcat`. A file is written in one step and never changed, so no lock is
needed.

Versions are in the order of the times in their names. The clock may jump back, so a new version always gets a
time after that of the newest one.
"""

import contextlib
import gzip
import hashlib
import os
import re
import secrets
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, cast, get_args

from tui.errors import PostError, SaveError
from tui.files.folders import sync_folder
from tui.files.names import state_name
from tui.files.post import LARGEST_POST, digest_of

Why = Literal["before", "saved", "here", "outside", "recovered"]
"""Why a version was kept.

"before": the text before the first save of a sitting; "saved": the last one that a sitting saved; "here": the
writer's text, when another program's was chosen; "outside": another program's text, when the writer's was
chosen; "recovered": a text from a journal.
"""

_MEGABYTE = 1024 * 1024
_TIME = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(
    r"(?P<time>[12]\d{7}T\d{6}\.\d{6}Z)"  # years up to 2999: after the year 9999 no later time exists
    rf"-(?P<why>{'|'.join(get_args(Why))})-(?P<sitting>[0-9a-f]{{8}})-(?P<size>\d{{1,9}})-(?P<digest>[0-9a-f]{{64}})\.md\.gz"
)
_TEMPORARY = ".tmp~"
_ABANDONED = 3600  # seconds after which the process that made a temporary file has surely ended
_LARGEST_FILE = LARGEST_POST + _MEGABYTE  # bytes; what cannot be compressed grows by 0.1 % at most
_COMPRESSION = 6  # the highest, 9, takes three times as long for 3 % less, and a save waits for it
_GZIP = 31  # zlib's window bits for a gzip header
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: its file, its time (UTC), why it was kept, and the text's digest and size in bytes.

    `sitting` is a hash of the sitting's name, which tells sittings apart.
    """

    path: Path
    time: datetime
    why: Why
    sitting: str
    digest: str
    size: int


class Versions:
    """The versions of all posts under a state folder, kept for some days and up to some megabytes in all."""

    def __init__(self, state: Path, days: int, megabytes: int) -> None:
        self._folder = state / "versions"
        self._days = days
        self._megabytes = megabytes

    def of(self, post_path: Path) -> list[Version]:
        """Return a post's versions, newest first; files with other names are skipped."""
        return _versions(self._folder / state_name(post_path))

    def read(self, version: Version) -> bytes:
        """Return a version's text; raises PostError when it is gone, damaged, or larger than LARGEST_POST."""
        try:
            descriptor = os.open(version.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with open(descriptor, "rb") as file:
                packed = file.read(_LARGEST_FILE)
            # A limit, because a few KB of gzip can expand to many GB.
            raw = zlib.decompressobj(_GZIP).decompress(packed, LARGEST_POST + 1)
        except OSError as error:
            hint = "choose another version"
            raise PostError(
                "this version cannot be read", error.strerror or "", hint, version.path
            ) from error
        except zlib.error as error:
            raise _damaged(version) from error
        if digest_of(raw) != version.digest:
            raise _damaged(version)
        return raw

    def add(self, post_path: Path, raw: bytes, why: Why, sitting: str) -> Version | None:
        """Store a text as a post's newest version; return None when the newest has the same text.

        `sitting` is a name that no other sitting has. A "saved" text replaces the older "saved" ones of its
        sitting. Raises SaveError when the version cannot be written; the older ones then stay.
        """
        folder = self._folder / state_name(post_path)
        if len(raw) > LARGEST_POST:
            limit = f"more than {LARGEST_POST // _MEGABYTE} MiB"
            raise SaveError("the text is too large for a version", limit, "shorten the post", post_path)
        older = _versions(folder)
        digest = digest_of(raw)
        if older and older[0].digest == digest:
            return None
        time = max(_now(), older[0].time + _TICK) if older else _now()
        mark = hashlib.sha256(sitting.encode("utf-8", "surrogateescape")).hexdigest()[:8]
        name = f"{time.strftime(_TIME)}-{why}-{mark}-{len(raw)}-{digest}.md.gz"
        try:
            _write(folder, name, gzip.compress(raw, _COMPRESSION, mtime=0))
        except OSError as error:
            title, hint = (
                "the earlier version could not be kept",
                "free some space, and check the permissions",
            )
            raise SaveError(title, error.strerror or "", hint, folder) from error
        for version in older:
            if why == "saved" and (version.why, version.sitting) == (why, mark):
                _remove(version.path)
        return Version(folder / name, time, why, mark, digest, len(raw))

    def prune(self, now: datetime) -> int:
        """Remove versions that are too old, then the oldest until the rest fits; return how many went.

        `now` has a zone. Versions older than the allowed days go, even the last one of a post. When the rest
        needs more than the allowed megabytes, the oldest of all posts go until it fits, but never the newest
        one of a post, so many posts may need more. Raises nothing; a file that cannot be removed stays.
        """
        oldest = now - timedelta(days=self._days)
        kept: list[tuple[Version, int]] = []
        total = gone = 0
        for folder in _folders(self._folder):
            _sweep(folder, now)
            for number, version in enumerate(_versions(folder)):
                if version.time < oldest:
                    gone += _remove(version.path)
                    continue
                size = _size(version.path)
                total += size
                if number > 0:
                    kept.append((version, size))
        for version, size in sorted(kept, key=lambda pair: (pair[0].time, pair[0].path.name)):
            if total <= self._megabytes * _MEGABYTE:
                break
            total -= size
            gone += _remove(version.path)
        return gone


def _now() -> datetime:
    return datetime.now(UTC)


def _damaged(version: Version) -> PostError:
    return PostError("this version is damaged", "", "choose another version", version.path)


def _names(folder: Path) -> Iterator[str]:
    """Yield the names in a folder; nothing where it is missing or cannot be read."""
    with contextlib.suppress(OSError):
        yield from os.listdir(folder)


def _folders(folder: Path) -> list[Path]:
    # Links are not followed: their targets are not draftroom's to prune.
    paths = [folder / name for name in _names(folder)]
    return sorted(path for path in paths if path.is_dir() and not path.is_symlink())


def _versions(folder: Path) -> list[Version]:
    found = [version for name in _names(folder) if (version := _version(folder, name)) is not None]
    return sorted(found, key=lambda version: (version.time, version.path.name), reverse=True)


def _version(folder: Path, name: str) -> Version | None:
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        time = datetime.strptime(match["time"], _TIME).replace(tzinfo=UTC)
    except ValueError:  # a 31st of February
        return None
    why = cast(Why, match["why"])
    return Version(folder / name, time, why, match["sitting"], match["digest"], int(match["size"]))


def _write(folder: Path, name: str, packed: bytes) -> None:
    """Write a file durably under its name, all or nothing."""
    if not folder.is_dir():
        folder.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)
    temporary = folder / f".{secrets.token_hex(8)}{_TEMPORARY}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    try:
        with open(os.open(temporary, flags, 0o600), "wb") as file:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, folder / name)
    except OSError:
        _remove(temporary)
        raise
    sync_folder(folder)


def _sweep(folder: Path, now: datetime) -> None:
    """Remove the temporary files of processes that have ended."""
    for name in _names(folder):
        if name.endswith(_TEMPORARY):
            with contextlib.suppress(OSError):
                status = os.stat(folder / name, follow_symlinks=False)
                if abs(now.timestamp() - status.st_mtime) > _ABANDONED:
                    os.unlink(folder / name)


def _size(path: Path) -> int:
    try:
        return os.stat(path, follow_symlinks=False).st_size
    except OSError:
        return 0


def _remove(path: Path) -> bool:
    """Remove a file; return whether it was there and could be removed."""
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
