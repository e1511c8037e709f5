"""The journals of this run: one for each post that is typed in, started with its first step.

A journal that cannot be written must not stop the writing. The post's own folder is tried next; if that fails
too, the writer is told once, and later steps try again every `RETRY` seconds. A journal must always replay to
the text on the screen; when it does not, a new one is started.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tui.edits import Rows, Step
from tui.errors import JournalError
from tui.files.journal import WRITING, Journal, Mark, decide
from tui.files.sittings import read_sitting

SYNC = 1.0
"""Seconds of typing that a power failure may lose at most; a crash of the app loses nothing."""

RETRY = 5.0
"""Seconds before a journal that could not be written is tried again."""


@dataclass(frozen=True, slots=True)
class _Open:
    journal: Journal
    rows: Rows
    """The text that the journal replays to."""

    def append(self, step: Step, mark: Mark) -> None:
        """Write a step. Raises JournalError, and ValueError for a step that would not replay."""
        for edit in step.edits:
            self.rows.apply(edit)
        self.journal.append(step, mark)


class Journals:
    """The open journals of this run, by post."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journals: dict[Path, _Open] = {}
        self._superseded: dict[Path, list[Path]] = {}
        self._retry_at: dict[Path, float] = {}
        self._timer: threading.Timer | None = None
        self._is_reported = False

    def journal_of(self, post: Path) -> Path | None:
        """Return the path of the journal of a post; None when nothing was typed in it yet."""
        found = self._journals.get(post)
        return found.journal.path if found else None

    def record(
        self,
        post: Path,
        step: Step,
        disk: str,
        live: Callable[[], str],
        file: str | None = None,
        mark: Mark = WRITING,
    ) -> None:
        """Write a step to its journal; `live` returns the text after it, `disk` is the post file's digest.

        `file` is the text of that file, for a journal that begins with another text; `mark` is the time of
        the step. Raises JournalError the first time that no folder can be written, later never.
        """
        found = self._journals.get(post)
        try:
            if found is None:
                if time.monotonic() < self._retry_at.get(post, 0):
                    return
                found = self._start(post, _before(step, live()), disk, file)
            found.append(step, mark)
        except JournalError:
            self._start_anew(post, live(), disk, file, own_folder_first=True)
        except ValueError:  # the step does not fit the rows of the text as they are split here
            self._start_anew(post, live(), disk, file)
        self._sync_soon()

    def _start_anew(
        self, post: Path, text: str, disk: str, file: str | None, own_folder_first: bool = False
    ) -> None:
        """Start another journal with the current text, because the present one does not replay to it."""
        previous = self.journal_of(post)
        if previous is not None:
            self._superseded.setdefault(post, []).append(previous)
        self.end(post)
        try:
            self._start(post, text, disk, file, own_folder_first).journal.sync()
            self._close_superseded(post)
        except JournalError:
            self._retry_at[post] = time.monotonic() + RETRY
            if not self._is_reported:
                self._is_reported = True
                raise

    def _close_superseded(self, post: Path) -> None:
        """Mark the journals whose text a newer journal or the file has, so that they are not offered."""
        for journal in self._superseded.pop(post, []):
            try:
                decide(journal, "restored")
            except JournalError:  # the disk is full: the next save tries again
                self._superseded.setdefault(post, []).append(journal)

    def begin(self, post: Path, text: str, disk: str, file: str | None = None) -> None:
        """Start a journal with a text that is not on disk yet, and make it durable. Raises JournalError."""
        self.end(post)
        self._start(post, text, disk, file).journal.sync()

    def lost(self) -> list[Path]:
        """Return the posts whose journal file was removed by another program."""
        return [post for post, found in self._journals.items() if not os.path.exists(found.journal.path)]

    def saved(self, post: Path, digest: str, file: str | None = None) -> None:
        """Record the digest of a post's file, and its text `file` unless that is the current text."""
        found = self._journals.get(post)
        if found is not None:
            try:
                found.journal.saved(digest, None if file == found.rows.text else file)
            except JournalError:
                self.end(post)  # a record cut short would make later ones unreadable
            else:
                self._sync_soon()
        self._close_superseded(post)

    def drop(self, post: Path) -> None:
        """Mark the unsaved text of a post as dropped by the writer, and end its journal."""
        journal = self.journal_of(post)
        if journal is not None:
            self.end(post)
            with contextlib.suppress(JournalError):
                decide(journal, "dropped")
        self._close_superseded(post)

    def sync(self) -> None:
        """Make everything typed so far durable; a journal that cannot be synced accepts no more steps."""
        for found in tuple(self._journals.values()):
            with contextlib.suppress(JournalError):
                found.journal.sync()

    def close(self) -> None:
        """Sync and close all journals."""
        if self._timer is not None:
            self._timer.cancel()
        for post in tuple(self._journals):
            self.end(post)

    def _start(
        self, post: Path, text: str, disk: str, file: str | None, own_folder_first: bool = False
    ) -> _Open:
        file = None if file == text else file
        with contextlib.suppress(
            OSError
        ):  # only this folder is made; a post's own folder may have been moved
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = (self.folder, post.parent)
        first, second = reversed(places) if own_folder_first else places
        try:
            journal = Journal.start(first, post, text, disk, file)
        except JournalError:
            journal = Journal.start(second, post, text, disk, file)
        found = self._journals[post] = _Open(journal, Rows(text))
        return found

    def end(self, post: Path) -> None:
        """Close the journal of a post; its next step starts another with the text of that moment."""
        found = self._journals.pop(post, None)
        if found is None:
            return
        found.journal.close()
        if (
            found.journal.path.parent != self.folder
        ):  # it lies in the blog, where it could be published or committed
            sitting = read_sitting(found.journal.path)
            if sitting is not None and not sitting.unsaved:
                with contextlib.suppress(OSError):
                    found.journal.path.unlink()

    def _sync_soon(self) -> None:
        if self._timer is None:
            self._timer = threading.Timer(SYNC, self._sync_now)
            self._timer.daemon = True
            self._timer.start()

    def _sync_now(self) -> None:
        self._timer = None  # before the sync, so that what is typed meanwhile starts another timer
        self.sync()


def _before(step: Step, text: str) -> str:
    """Return the text before a step, from the text after it."""
    rows = Rows(text)
    for edit in reversed(step.edits):
        rows.apply(edit.inverted())
    return rows.text
