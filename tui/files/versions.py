"""Earlier versions of a post: a folder of gzip files in the state folder, one for each version.

All that is known of a version stands in its file's name, so that a list opens nothing, and a person finds
it with `ls` and reads it with `zcat`. Files are written whole and never changed, so nothing needs a lock.

A clock may jump back. The order is that of the names, so a new version gets a time later than the newest
there is, whatever the clock says.
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
"""Why a version was kept: as it was before a sitting's first save, the last saved of a sitting, the
writer's text that lost against another program's, the other program's that lost, or out of the journal."""

_MEGABYTE = 1024 * 1024
_TIME = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(
    r"(?P<time>[12]\d{7}T\d{6}\.\d{6}Z)"  # no year 9999, after which no time comes
    rf"-(?P<why>{'|'.join(get_args(Why))})-(?P<sitting>[0-9a-f]{{8}})-(?P<size>\d{{1,9}})-(?P<digest>[0-9a-f]{{64}})\.md\.gz"
)
_TEMPORARY = ".tmp~"
_ABANDONED = 3600  # seconds after which a temporary file's writer is dead
_LARGEST_FILE = LARGEST_POST + _MEGABYTE  # bytes; what cannot be compressed grows by 0.1 % at most
_COMPRESSION = 6  # the highest, 9, takes three times as long for 3 % less, and a save waits for it
_GZIP = 31  # zlib's window bits for a gzip header
_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version: where it lies, its time (UTC), why it was kept, and its text's digest and bytes.

    `sitting` tells sittings apart (a hash of what `keep` got).
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
        """Return a post's versions, newest first; files with names that are not ours are skipped."""
        return _versions(self._folder / state_name(post_path))

    def read(self, version: Version) -> bytes:
        """Return a version's text; raises PostError when it is gone, damaged, or larger than LARGEST_POST."""
        try:
            descriptor = os.open(version.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            with open(descriptor, "rb") as file:
                packed = file.read(_LARGEST_FILE)
            # Never more than a post may have: a few KB of gzip can hold many GB.
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
        """Keep a text as a post's newest version; None when the newest is the same text.

        `sitting` is any name of the sitting, unlike those of others. A "saved" text replaces those of its
        sitting. Raises SaveError when the version cannot be written; then the older ones are all there.
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

        `now` has a zone. Versions older than the days go, also a post's last. When all that is left
        takes more than the megabytes on disk, the oldest of all posts go first, but never a post's
        newest: many posts may so take more. Never raises; what cannot be removed stays.
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
    # A link is not followed: what it leads to is not ours to prune.
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
    """Write a file durably under its name, whole or not at all."""
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
    """Remove the temporary files of dead writers."""
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
    """Remove a file; tell whether it was there and went."""
    try:
        os.unlink(path)
    except OSError:
        return False
    return True
