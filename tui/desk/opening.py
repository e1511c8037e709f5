"""The first moments of a run, before there is a desk: the post to show, with its lock and its journal.

The writer can type as soon as the text is on the screen. The blog, the page, the words and the index are read
meanwhile, and `Desk` then takes over the lock and the journal opened here. To be fast, this module must not
import anything that reads markdown, headers or a site.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tui.desk.journals import Journals
from tui.desk.locks import Locks
from tui.edits import Step
from tui.errors import PostError
from tui.files.post import Post, read_post
from tui.settings import LeftOff, Places, Remembered, Settings, read_remembered


class Opening:
    """The beginning of a run; `target` and `here` are what `Desk.at` takes."""

    def __init__(self, places: Places, settings: Settings, target: Path | None, here: Path) -> None:
        """Read the post to start with, if it is known. Raises PostError for a named file that is not a post.

        It is the named file, or the last open post if it lies in the blog to open. Otherwise `post` is None:
        the newest post of a blog can only be found with its index.
        """
        self.places = places
        self.settings = settings
        self.target = target
        self.here = here
        self.remembered: Remembered = read_remembered(places)
        self.locks = Locks(places.state)
        self.journals = Journals(places.state / "journals")
        self.steps: list[Step] = []
        """The steps done to the text so far."""
        self.post = self._read()

    def _read(self) -> Post | None:
        remembered = self.remembered
        named = Path(os.path.abspath(self.target or self.here))
        if self.target is not None and not os.path.isdir(named):
            return read_post(named)
        last = Path(remembered.last_post)
        # without a named folder, the last blog is opened only from outside of any blog
        folders = [named] if self.target is not None else [named, Path(remembered.last_blog)]
        if not remembered.last_post or not all(map(last.is_relative_to, folders)):
            return None
        with suppress(PostError):  # the writer did not name this post, so the desk may find another
            return read_post(last)
        return None

    @property
    def left_off(self) -> LeftOff | None:
        """Where the writer left off in the post; None when no earlier run recorded it."""
        is_last = self.post is not None and self.remembered.last_post == str(self.post.path)
        return self.remembered.left_off if is_last else None

    def take_lock(self) -> bool:
        """Lock the post if no other process has it; return whether this process has the lock."""
        if self.post is None:
            return False
        self.locks.try_take(self.post.path)
        return self.locks.are_ours(self.post.path)

    def journal_step(self, step: Step, live: Callable[[], str]) -> None:
        """Write a step to the journal; `live` returns the text after it. Raises JournalError."""
        if self.post is not None:
            self.steps.append(step)
            self.journals.record(self.post.path, step, self.post.digest, live, self.post.text)

    def sync(self) -> None:
        """Make everything typed so far durable on disk."""
        self.journals.sync()

    def close(self) -> None:
        """Close the journal and the lock; unsaved text is offered at the next start."""
        self.journals.close()
        self.locks.keep_only(())


def first_words(post: Post) -> tuple[int, int]:
    """Return the position where the writing of a post begins: its first row with words, else its last."""
    rows = post.text.split("\n")
    return next((row for row in range(post.parts.body_row, len(rows)) if rows[row].strip()), len(rows) - 1), 0
