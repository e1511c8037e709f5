"""What a start has before there is a desk: the post that it shows, the lock and the journal of that post.

The writer types as soon as the text is on the screen. The blog, the page, the words and the index are read
while they do, and `Desk` goes on with the lock and the journal that were opened here. So nothing may be
imported here that reads markdown, headers or a site.
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
        """Read the post to start with, if known already. Raises PostError for a named file that is no post.

        It is the file that is named, or the post last written in when it lies in the folder that is meant.
        Which post of a blog is the newest only its index tells.
        """
        self.places = places
        self.settings = settings
        self.target = target
        self.here = here
        self.remembered: Remembered = read_remembered(places)
        self.locks = Locks(places.state)
        self.journals = Journals(places.state / "journals")
        self.steps: list[Step] = []
        """What was done to the text so far."""
        self.post = self._read()

    def _read(self) -> Post | None:
        kept = self.remembered
        named = Path(os.path.abspath(self.target or self.here))
        if self.target is not None and not os.path.isdir(named):
            return read_post(named)
        last = Path(kept.last_post)
        # with no folder named, the blog opened last is the one that is meant from outside of any
        folders = [named] if self.target is not None else [named, Path(kept.last_blog)]
        if not kept.last_post or not all(map(last.is_relative_to, folders)):
            return None
        with suppress(PostError):  # nobody named it: the desk finds another one
            return read_post(last)
        return None

    @property
    def left_off(self) -> LeftOff | None:
        """Where the writer left the post, None where no earlier run knows."""
        is_last = self.post is not None and self.remembered.last_post == str(self.post.path)
        return self.remembered.left_off if is_last else None

    def take_lock(self) -> bool:
        """Take the right to write the post if nobody has it; whether it is ours."""
        if self.post is None:
            return False
        self.locks.try_take(self.post.path)
        return self.locks.are_ours(self.post.path)

    def journal_step(self, step: Step, live: Callable[[], str]) -> None:
        """Put a step in the post on disk; `live` returns the text it led to. Raises JournalError."""
        if self.post is not None:
            self.steps.append(step)
            self.journals.record(self.post.path, step, self.post.digest, live, self.post.text)

    def sync(self) -> None:
        """Make all that was typed durable."""
        self.journals.sync()

    def close(self) -> None:
        """Let go of journal and lock; what is not saved is offered at the next start."""
        self.journals.close()
        self.locks.keep_only(())


def first_words(post: Post) -> tuple[int, int]:
    """Return the position where the writing of a post begins: its first row with words, else its last."""
    rows = post.text.split("\n")
    return next((row for row in range(post.parts.body_row, len(rows)) if rows[row].strip()), len(rows) - 1), 0
