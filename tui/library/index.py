"""The posts of one blog as rows, kept between two starts in a file that is derived from the folder.

The file may be deleted, broken, locked or impossible to write at any time, and nothing is lost but the time
to read the posts again. The rows in memory are what counts.
"""

import contextlib
import hashlib
import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.blog.visibility import PUBLIC, STATES, Visibility

VERSION = 3
"""Of the file's layout and of what `describe` works out; a file of another version is thrown away."""

BATCH = 200
"""Posts between two commits: what a stopped first run keeps."""

PAUSE = 0.5
"""Seconds between two commits where so many posts take longer."""

PATIENCE = 0.5
"""Seconds to wait for another draftroom that is writing to the file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One post as lists show it."""

    path: Path
    """Absolute."""
    title: str
    date: str
    """ISO text that sorts, "" without one."""
    tags: tuple[str, ...]
    words: int
    draft: bool
    visibility: Visibility = PUBLIC
    """What readers get of it, by the clock of when it was read."""
    problem: str = ""
    """Why its header cannot be read, "" when it can."""

    @property
    def public(self) -> bool:
        """Whether readers saw it when it was read."""
        return self.visibility.public


Read = Callable[[Sequence[Path]], Iterable[tuple[Path, Entry]]]
"""What reads posts, and yields the entry of each; one that it leaves out keeps its old row."""


@dataclass(frozen=True, slots=True)
class _Row:
    stamp: str
    """Modification time and size of the file that was described; "" when it is to be read again."""
    entry: Entry


class Index:
    """The posts of one blog; every method may be called from any thread."""

    def __init__(self, file: Path | None, rows: dict[Path, _Row]) -> None:
        self._file = file
        """Where the rows are kept; None where that cannot be written. Open only while rows go in or out."""
        self._rows = rows
        self._lock = threading.Lock()

    @classmethod
    def open(cls, cache: Path, root: Path, rules: str = "") -> "Index":
        """Return the index of the blog at `root`, kept in the folder `cache` where that can be written.

        `rules` names what the entries depend on besides the files: other rules have an index of their own.
        Never raises for the file: a broken or outdated one is deleted.
        """
        key = os.fsencode(root.resolve()) + b"\0" + rules.encode("utf-8", "surrogateescape")
        name = hashlib.sha256(key).hexdigest()[:24]
        file = cache / f"{name}.sqlite"
        try:
            cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            return cls(None, {})
        for _ in range(2):
            try:
                return cls(file, _load(file))
            except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
                if (
                    isinstance(error, sqlite3.OperationalError)
                    and error.sqlite_errorcode != sqlite3.SQLITE_ERROR
                ):
                    break  # no permission, no space, or another draftroom is writing
                with contextlib.suppress(OSError):
                    file.unlink()
        return cls(None, {})

    def entries(self) -> list[Entry]:
        """Return all posts, newest first: drafts without a date, then by date, then by title."""
        with self._lock:
            entries = [row.entry for row in self._rows.values()]
        entries.sort(key=lambda entry: entry.title.casefold())
        entries.sort(key=lambda entry: (entry.draft and not entry.date, entry.date), reverse=True)
        return entries

    def refresh(
        self,
        paths: Iterable[Path],
        read: Read,
        on_progress: Callable[[int, int], None] | None = None,
        again: Iterable[Path] = (),
    ) -> bool:
        """Bring the index up to date with the posts at `paths` (all of them); return whether it changed.

        Only files whose time or size changed are read, and those of `again`, the smallest first, without
        holding up other threads. Every 200 posts or half a second, and at the end, what was read is kept and
        `on_progress(done, of)` is told; it or `read` may raise to stop, and what is done is kept.
        """
        stamps = {path: stamp for path in paths if (stamp := _stamp(path))}
        with self._lock:
            known = {path: row.stamp for path, row in self._rows.items()}
        gone = [path for path in known if path not in stamps]
        stale = [path for path, stamp in stamps.items() if known.get(path) != stamp]
        same = [path for path in again if path in stamps and known.get(path) == stamps[path]]
        wanted = sorted((*stale, *same), key=lambda path: _size(stamps[path]))
        self._store({}, gone)
        changed = bool(gone or stale)
        rows: dict[Path, _Row] = {}
        kept_at, done = time.monotonic(), 0
        try:
            for path, entry in read(wanted) if wanted else ():
                rows[path] = _Row(stamps[path], entry)
                changed = changed or self._entry_of(path) != entry
                done += 1
                if done < len(wanted) and (len(rows) >= BATCH or time.monotonic() - kept_at >= PAUSE):
                    self._store(rows, [], known)
                    rows, kept_at = {}, time.monotonic()
                    if on_progress:
                        on_progress(done, len(wanted))
        finally:
            self._store(rows, [], known)
        if on_progress and wanted:
            on_progress(len(wanted), len(wanted))
        return changed

    def put(self, entry: Entry) -> None:
        """Add or replace one post, such as the one just saved; the file is stamped as it is now."""
        self._store({entry.path: _Row(_stamp(entry.path), entry)}, [])

    def close(self) -> None:
        """Write nothing into the file any more; the rows in memory stay."""
        with self._lock:
            self._file = None

    def knows(self, path: Path) -> bool:
        """Whether a post is listed."""
        return self._entry_of(path) is not None

    def _entry_of(self, path: Path) -> Entry | None:
        with self._lock:
            row = self._rows.get(path)
        return row.entry if row else None

    def _store(
        self, rows: Mapping[Path, _Row], gone: Iterable[Path], known: Mapping[Path, str] | None = None
    ) -> None:
        """Put rows into memory and, in one transaction, into the file while that can be written.

        `known` are the stamps from before the rows were read: a post with another one by now was put
        meanwhile, and is newer.
        """
        with self._lock:
            if known is not None:
                now = {path: found.stamp for path in rows if (found := self._rows.get(path))}
                rows = {path: row for path, row in rows.items() if now.get(path) == known.get(path)}
            self._rows.update(rows)
            removed = [path for path in gone if self._rows.pop(path, None)]
            if self._file is None or not (rows or removed):
                return
            try:
                with _opened(self._file) as connection, connection:
                    connection.executemany(
                        "DELETE FROM posts WHERE path = ?", [(os.fsencode(path),) for path in removed]
                    )
                    connection.executemany(
                        "INSERT OR REPLACE INTO posts VALUES (?, ?, ?)",
                        [(os.fsencode(path), row.stamp, packed(row.entry)) for path, row in rows.items()],
                    )
            except (sqlite3.Error, ValueError):
                self._file = None  # the next start reads again what was not kept


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the index file for a block; file and table are made when they are missing.

    Raises sqlite3.OperationalError when it cannot be opened, sqlite3.DatabaseError when it is none,
    ValueError when it is of another version.
    """
    with contextlib.closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a power cut may break the file: it is made again
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS posts (path BLOB PRIMARY KEY, stamp TEXT, entry TEXT)"
                )
                connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise ValueError(f"version {version}")
        yield connection


def _load(file: Path) -> dict[Path, _Row]:
    """Read the rows of the index file.

    Raises sqlite3.OperationalError when it cannot be opened, sqlite3.DatabaseError, ValueError or
    TypeError when it is broken or of another version.
    """
    rows: dict[Path, _Row] = {}
    with _opened(file) as connection:
        for name, stamp, text in connection.execute("SELECT path, stamp, entry FROM posts"):
            path = Path(os.fsdecode(name))
            rows[path] = _Row(stamp, unpacked(path, text))
    return rows


def packed(entry: Entry) -> str:
    """Return all of an entry but its path as one row of ASCII text.

    Titles may hold undecodable bytes, which neither SQLite's text nor a pipe of UTF-8 can.
    """
    seen = entry.visibility
    changes = seen.moment.isoformat() if seen.moment else ""
    fields = (entry.title, entry.date, entry.tags, entry.words, entry.draft, entry.problem)
    return json.dumps((*fields, seen.state, changes, seen.reason))


def unpacked(path: Path, text: str) -> Entry:
    """Return the entry that `packed` made a text of. Raises ValueError, TypeError for another text."""
    title, date, tags, words, draft, problem, state, changes, reason = json.loads(text)
    if state not in STATES:
        raise ValueError(f"state {state!r}")
    visibility = Visibility(state, datetime.fromisoformat(changes) if changes else None, reason)
    return Entry(path, title, date, tuple(tags), words, draft, visibility, problem)


def _stamp(path: Path) -> str:
    """Return what tells two states of a file apart, "" when it is not there."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{state.st_mtime_ns}:{state.st_size}"


def _size(stamp: str) -> int:
    return int(stamp.rpartition(":")[2])
