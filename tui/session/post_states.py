"""What is being done with the file of each post, and what was last found there.

Nobody else keeps such a fact, so whoever writes, asks or looks sees what the others do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from tui.desk.drafts import Draft


class Finding(Enum):
    """What is wrong with a file that is not as it was read, as the status line says it."""

    CHANGED = "changed outside"
    GONE = "file gone"


NO_POST, READ_ONLY = "no post is open", "this post is read only"


class Doing(Enum):
    """One thing that is being done with a post."""

    SAVING = auto()
    MOVING = auto()
    """Its file is on the way to another place."""

    ASKING = auto()
    """A question about a save that failed waits, until the post is saved all the same."""

    RESOLVING = auto()
    """Its text is brought together with what another program wrote."""


WRITING = frozenset({Doing.SAVING, Doing.MOVING})
"""While one of these is done, a file that changes is our own work."""


class PostStates:
    """The states of all posts, by their paths."""

    def __init__(self) -> None:
        self._doing: dict[Path, frozenset[Doing]] = {}
        self._found: dict[Path, Finding] = {}

    def begin(self, path: Path, doing: Doing) -> None:
        """Note that something begins to be done with a post."""
        self._doing[path] = self._done_with(path) | {doing}

    def end(self, path: Path, doing: Doing) -> None:
        """Note that it is over."""
        self._doing[path] = self._done_with(path) - {doing}

    @contextmanager
    def during(self, path: Path, doing: Doing) -> Iterator[None]:
        """Note it for as long as a block runs."""
        self.begin(path, doing)
        try:
            yield
        finally:
            self.end(path, doing)

    def does(self, path: Path, doing: Doing) -> bool:
        """Whether something is being done with a post."""
        return doing in self._done_with(path)

    def is_written(self, path: Path) -> bool:
        """Whether we are writing the file of a post just now."""
        return not WRITING.isdisjoint(self._done_with(path))

    @property
    def any_is_written(self) -> bool:
        """Whether we are writing any file."""
        return any(map(self.is_written, self._doing))

    def _done_with(self, path: Path) -> frozenset[Doing]:
        return self._doing.get(path, frozenset())

    def found(self, path: Path, finding: Finding) -> bool:
        """Note what was found of a post's file; whether that is news."""
        is_news = self._found.get(path) != finding
        self._found[path] = finding
        return is_news

    def is_as_read(self, path: Path) -> None:
        """Note that the file of a post is what we have read or written."""
        self._found.pop(path, None)

    def saved(self, path: Path) -> None:
        """Note that a post is on disk: no question about it is left, and its file is ours."""
        self.end(path, Doing.ASKING)
        self.is_as_read(path)

    def words(self, draft: Draft | None, read_only: bool) -> str:
        """Return how a post stands, as the status line says it."""
        if draft is None:
            return "no post open"
        if self.is_written(draft.path):
            return "saving"
        words = ["unsaved" if draft.unsaved else "saved"]
        if draft.path in self._found:
            words.append(self._found[draft.path].value)
        return ", ".join([*words, "read only"] if read_only else words)


def refusal(draft: Draft | None, read_only: bool) -> str:
    """Return why the open post takes no change, "" where it does."""
    if draft is None:
        return NO_POST
    return READ_ONLY if read_only else ""
