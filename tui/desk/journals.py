"""The journals of this run: one for each post that is typed in, started with its first step.

A journal that cannot be written must not stop the writing. The next place is tried (the post's own folder),
then the writer is told once, and it is tried again now and then. A journal that replays to another text than
the screen has would be no better than none.
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
"""Seconds that what was typed may be on no disk when the power fails; a crash of the app loses nothing."""

RETRY = 5.0
"""Seconds until a journal that could not be written is tried again."""


@dataclass(frozen=True, slots=True)
class _Open:
    journal: Journal
    rows: Rows
    """What it replays to."""

    def append(self, step: Step, mark: Mark) -> None:
        """Write a step. Raises JournalError, and ValueError for a step that would not replay."""
        for edit in step.edits:
            self.rows.apply(edit)
        self.journal.append(step, mark)


class Journals:
    """Where the steps of every post go."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journals: dict[Path, _Open] = {}
        self._behind: dict[Path, list[Path]] = {}
        self._retry_at: dict[Path, float] = {}
        self._timer: threading.Timer | None = None
        self._told = False

    def journal_of(self, post: Path) -> Path | None:
        """Return where the journal of a post lies that was typed in."""
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
        """Put a step on disk; `live` returns the text that it led to, `disk` is the digest of the file.

        `file` is the text of that, for a journal that begins with another; `mark` is what the step says
        about time. Raises JournalError at the first step that no place takes; later ones fail in silence.
        """
        found = self._journals.get(post)
        try:
            if found is None:
                if time.monotonic() < self._retry_at.get(post, 0):
                    return
                found = self._started(post, _before(step, live()), disk, file)
            found.append(step, mark)
        except JournalError:
            self._start_anew(post, live(), disk, file, own_folder_first=True)
        except ValueError:  # rows that are others when the text is split anew
            self._start_anew(post, live(), disk, file)
        self._sync_soon()

    def _start_anew(
        self, post: Path, text: str, disk: str, file: str | None, own_folder_first: bool = False
    ) -> None:
        """Go on in another journal, with the text that the one so far does not lead to."""
        behind = self.journal_of(post)
        if behind is not None:
            self._behind.setdefault(post, []).append(behind)
        self.end(post)
        try:
            self._started(post, text, disk, file, own_folder_first).journal.sync()
            self._settle(post)
        except JournalError:
            self._retry_at[post] = time.monotonic() + RETRY
            if not self._told:
                self._told = True
                raise

    def _settle(self, post: Path) -> None:
        """Mark journals that are older than another one or than the file: nobody is offered them."""
        for journal in self._behind.pop(post, []):
            try:
                decide(journal, "restored")
            except JournalError:  # the disk is full: once more at the next save
                self._behind.setdefault(post, []).append(journal)

    def begin(self, post: Path, text: str, disk: str, file: str | None = None) -> None:
        """Start the journal of a post whose text is on no disk yet, durably. Raises JournalError."""
        self.end(post)
        self._started(post, text, disk, file).journal.sync()

    def lost(self) -> list[Path]:
        """Return the posts whose journal was removed under us: it leads nowhere any more."""
        return [post for post, found in self._journals.items() if not os.path.exists(found.journal.path)]

    def saved(self, post: Path, digest: str, file: str | None = None) -> None:
        """Record which text the file of a post holds, by its digest; `file` unless it is the text of now."""
        found = self._journals.get(post)
        if found is not None:
            try:
                found.journal.saved(digest, None if file == found.rows.text else file)
            except JournalError:
                self.end(post)  # what followed half a record would not be believed
            else:
                self._sync_soon()
        self._settle(post)

    def drop(self, post: Path) -> None:
        """Note that the writer leaves without the text of a post that was typed in, and end its journal."""
        journal = self.journal_of(post)
        if journal is not None:
            self.end(post)
            with contextlib.suppress(JournalError):
                decide(journal, "dropped")
        self._settle(post)

    def sync(self) -> None:
        """Make all that was typed durable; a journal that cannot be takes no more steps."""
        for found in tuple(self._journals.values()):
            with contextlib.suppress(JournalError):
                found.journal.sync()

    def close(self) -> None:
        """Sync and let go of the files."""
        if self._timer is not None:
            self._timer.cancel()
        for post in tuple(self._journals):
            self.end(post)

    def _started(
        self, post: Path, text: str, disk: str, file: str | None, own_folder_first: bool = False
    ) -> _Open:
        file = None if file == text else file
        with contextlib.suppress(OSError):  # the post's own folder is never made: it may have been moved
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
        """Close the journal of a post: the next step begins another, with the text as it is then."""
        found = self._journals.pop(post, None)
        if found is None:
            return
        found.journal.close()
        if found.journal.path.parent != self.folder:  # in the blog, where others would publish or commit it
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
        self._timer = None  # before the sync: what is typed meanwhile needs another
        self.sync()


def _before(step: Step, text: str) -> str:
    """Return the text before a step, from the text after it."""
    rows = Rows(text)
    for edit in reversed(step.edits):
        rows.apply(edit.inverted())
    return rows.text
