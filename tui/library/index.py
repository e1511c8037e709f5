"""The index of a blog's posts: one entry for each, in memory and in a cache file for the next start.

The entries in memory count. The file is derived from the posts: when it is deleted, damaged, locked or cannot
be written, the posts are read again, and nothing but time is lost. It also holds the text of each post, which
is searched there.
"""

import contextlib
import hashlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.library import full_text
from tui.library.entry import Entry, packed, unpacked
from tui.library.query import Words

VERSION = 5
"""The version of the file's layout and of what an `Entry` holds; a file of another version is deleted."""

BATCH = 200
"""Posts between two commits; when the first reading is stopped, those of the last commit are not lost."""

PAUSE = 0.5
"""Seconds between two commits, when `BATCH` posts take longer than that."""

PATIENCE = 0.5
"""Seconds to wait for another draftroom that is writing to the file."""


Read = Callable[[Sequence[Path]], Iterable[tuple[Path, Entry]]]
"""Reads posts and yields the entry of each; a post that it leaves out keeps its old entry."""


@dataclass(frozen=True, slots=True)
class _Row:
    stamp: str
    """Modification time and size of the file when it was read; "" when it must be read again."""
    entry: Entry


class Index:
    """The posts of one blog; every method may be called from any thread."""

    def __init__(self, file: Path | None, rows: dict[Path, _Row]) -> None:
        self._file = file
        """The cache file; None where it cannot be written. It is open only while rows are read or written."""
        self._rows = rows
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        """Held while rows go into memory and the file, so that both take them in the same order."""

    @classmethod
    def open(cls, cache: Path, root: Path, rules: str = "") -> "Index":
        """Return the index of the blog at `root`, with its file in the folder `cache` if that can be written.

        `rules` is any text for what the entries depend on besides the posts, such as how words are counted;
        each text has a file of its own. Raises nothing: a damaged or outdated file is deleted.
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
        """Return all posts: drafts without a date first, then by date, newest first, then by title."""
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
        """Bring the index up to date and return whether an entry changed.

        `paths` are all posts of the blog. Only the files whose time or size changed are read, and those of
        `again`; the smallest are read first, and other threads are not held up. After each `BATCH` posts or
        `PAUSE` seconds, and at the end, the new entries are stored and `on_progress(done, of)` is called.
        `read` and `on_progress` may raise to stop; the entries read so far are then stored as well.
        """
        stamps = {path: stamp for path in paths if (stamp := _stamp(path))}
        with self._lock:
            known = {path: row.stamp for path, row in self._rows.items()}
        gone = [path for path in known if path not in stamps]
        stale = [path for path, stamp in stamps.items() if known.get(path) != stamp]
        same = [path for path in again if path in stamps and known.get(path) == stamps[path]]
        wanted = sorted((*stale, *same), key=lambda path: _size(stamps[path]))
        self._store({}, {}, gone)
        changed = bool(gone or stale)
        rows: dict[Path, _Row] = {}
        stored_at, done = time.monotonic(), 0
        try:
            for path, entry in read(wanted) if wanted else ():
                rows[path] = _Row(stamps[path], entry)
                changed = changed or self._entry_of(path) != entry
                done += 1
                if done < len(wanted) and (len(rows) >= BATCH or time.monotonic() - stored_at >= PAUSE):
                    self._store(rows, _bodies(rows), [], known)
                    rows, stored_at = {}, time.monotonic()
                    if on_progress:
                        on_progress(done, len(wanted))
        finally:
            self._store(rows, _bodies(rows), [], known)
        if on_progress and wanted:
            on_progress(len(wanted), len(wanted))
        return changed

    def matching(self, words: Sequence[Words], by_rank: bool = False) -> list[Path] | None:
        """Return the posts whose texts hold all of some words; None without a file to search.

        They come in any order, or the best match first. There is at least one of the words.
        """
        if self._file is None:
            return None
        try:
            with _opened(self._file) as connection:
                return full_text.matching(connection, words, by_rank)
        except (sqlite3.Error, ValueError):
            return None

    def put(self, entry: Entry, body: str) -> None:
        """Add or replace one post, such as the one just saved, with its file's present time and size.

        `body` is its text below the header.
        """
        self._store({entry.path: _Row(_stamp(entry.path), entry)}, {entry.path: body})

    def close(self) -> None:
        """Stop writing to the file; the entries in memory stay."""
        with self._writing, self._lock:
            self._file = None

    def knows(self, path: Path) -> bool:
        """Whether a post is listed."""
        return self._entry_of(path) is not None

    def _entry_of(self, path: Path) -> Entry | None:
        with self._lock:
            row = self._rows.get(path)
        return row.entry if row else None

    def _store(
        self,
        rows: Mapping[Path, _Row],
        bodies: Mapping[Path, str],
        gone: Iterable[Path] = (),
        known: Mapping[Path, str] | None = None,
    ) -> None:
        """Store rows in memory and, in one transaction, with their texts in the file if it can be written.

        `known` are the stamps from before the rows were read. A post whose stamp differs by now was stored by
        another thread meanwhile; that row is newer and stays.
        """
        with self._writing:
            with self._lock:  # not while the file is written: lists wait for this lock
                if known is not None:
                    now = {path: found.stamp for path in rows if (found := self._rows.get(path))}
                    rows = {path: row for path, row in rows.items() if now.get(path) == known.get(path)}
                self._rows.update(rows)
                removed = [path for path in gone if self._rows.pop(path, None)]
            if self._file is None or not (rows or removed):
                return
            try:
                _write(self._file, rows, bodies, removed)
            except (sqlite3.Error, ValueError):
                self._file = None  # posts missing from the file are read again at the next start


def _bodies(paths: Iterable[Path]) -> dict[Path, str]:
    return {path: full_text.body_and_first_row(path)[0] for path in paths}


def _write(
    file: Path, rows: Mapping[Path, _Row], bodies: Mapping[Path, str], removed: Sequence[Path]
) -> None:
    """Write rows with their texts, and remove posts. Raises as `_opened`, and sqlite3.Error."""
    with _opened(file) as connection, connection:
        full_text.remove(connection, removed)
        connection.executemany("DELETE FROM posts WHERE path = ?", [(os.fsencode(path),) for path in removed])
        stored = [(os.fsencode(path), row.stamp, packed(row.entry)) for path, row in rows.items()]
        connection.executemany(_PUT, stored)
        full_text.put(connection, [(path, row.entry.title, bodies[path]) for path, row in rows.items()])


_PUT = """INSERT INTO posts VALUES (?, ?, ?)
ON CONFLICT (path) DO UPDATE SET stamp = excluded.stamp, entry = excluded.entry"""
"""A row keeps its number, by which its text is found."""


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Open the index file for a block; file and table are made when they are missing.

    Raises sqlite3.OperationalError when it cannot be opened, sqlite3.DatabaseError when it is no database,
    ValueError when it has another version.
    """
    with contextlib.closing(sqlite3.connect(file, timeout=PATIENCE)) as connection:
        connection.execute("PRAGMA synchronous = OFF")  # a file damaged by a power cut is made again
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version == 0:
            connection.execute("PRAGMA journal_mode = WAL")  # who searches never holds up who writes
            with connection:
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS posts (path BLOB PRIMARY KEY, stamp TEXT, entry TEXT)"
                )
                connection.execute(full_text.TABLE)
                connection.execute(f"PRAGMA user_version = {VERSION}")
        elif version != VERSION:
            raise ValueError(f"version {version}")
        yield connection


def _load(file: Path) -> dict[Path, _Row]:
    """Read the rows of the index file.

    Raises sqlite3.OperationalError when it cannot be opened, sqlite3.DatabaseError, ValueError or
    TypeError when it is damaged or has another version.
    """
    rows: dict[Path, _Row] = {}
    with _opened(file) as connection:
        for name, stamp, text in connection.execute("SELECT path, stamp, entry FROM posts"):
            path = Path(os.fsdecode(name))
            rows[path] = _Row(stamp, unpacked(path, text))
    return rows


def _stamp(path: Path) -> str:
    """Return a file's modification time and size as one text; "" when there is no file."""
    try:
        state = os.stat(path)
    except (OSError, ValueError):
        return ""
    return f"{state.st_mtime_ns}:{state.st_size}"


def _size(stamp: str) -> int:
    return int(stamp.rpartition(":")[2])
