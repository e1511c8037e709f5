"""What is being done with the file of each post, and what was last found there.

This module is the only owner of these facts, so that saving, asking and watching know of each other.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from tui.desk.drafts import Draft


class Finding(Enum):
    """How a file differs from what was read, in the words of the status line."""

    CHANGED = "changed outside"
    GONE = "file gone"


NO_POST, READ_ONLY = "no post is open", "this post is read only"


class Doing(Enum):
    """One thing that is being done with a post."""

    SAVING = auto()
    MOVING = auto()
    """The post's file is being moved."""

    ASKING = auto()
    """A question about a failed save is waiting; a later save that succeeds withdraws it."""

    RESOLVING = auto()
    """The post's text is being merged with what another program wrote."""


WRITING = frozenset({Doing.SAVING, Doing.MOVING})
"""During these, a change of the file is our own."""


class PostStates:
    """The states of all posts, by their paths."""

    def __init__(self) -> None:
        self._doing: dict[Path, frozenset[Doing]] = {}
        self._found: dict[Path, Finding] = {}

    def begin(self, path: Path, doing: Doing) -> None:
        """Note that something is being done with a post from now on."""
        self._doing[path] = self._done_with(path) | {doing}

    def end(self, path: Path, doing: Doing) -> None:
        """Note that it is no longer being done."""
        self._doing[path] = self._done_with(path) - {doing}

    @contextmanager
    def during(self, path: Path, doing: Doing) -> Iterator[None]:
        """Note that something is being done with a post while the `with` block runs."""
        self.begin(path, doing)
        try:
            yield
        finally:
            self.end(path, doing)

    def does(self, path: Path, doing: Doing) -> bool:
        """Return whether something is being done with a post."""
        return doing in self._done_with(path)

    def is_written(self, path: Path) -> bool:
        """Return whether we are saving or moving the file of a post."""
        return not WRITING.isdisjoint(self._done_with(path))

    @property
    def any_is_written(self) -> bool:
        """Whether we are saving or moving any file."""
        return any(map(self.is_written, self._doing))

    def _done_with(self, path: Path) -> frozenset[Doing]:
        return self._doing.get(path, frozenset())

    def found(self, path: Path, finding: Finding) -> bool:
        """Note how a post's file differs; return whether that was not known before."""
        is_news = self._found.get(path) != finding
        self._found[path] = finding
        return is_news

    def clear_finding(self, path: Path) -> None:
        """Note that the file of a post has the content that we read or wrote last."""
        self._found.pop(path, None)

    def saved(self, path: Path) -> None:
        """Note that a post was saved; this withdraws the question about a failed save."""
        self.end(path, Doing.ASKING)
        self.clear_finding(path)

    def words(self, draft: Draft | None, read_only: bool) -> str:
        """Return the state of a post in the words of the status line."""
        if draft is None:
            return "no post open"
        if self.is_written(draft.path):
            return "saving"
        words = ["unsaved" if draft.unsaved else "saved"]
        if draft.path in self._found:
            words.append(self._found[draft.path].value)
        return ", ".join([*words, "read only"] if read_only else words)


def refusal(draft: Draft | None, read_only: bool) -> str:
    """Return why the open post cannot be changed, "" if it can."""
    if draft is None:
        return NO_POST
    return READ_ONLY if read_only else ""
