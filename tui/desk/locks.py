"""Which posts this process may write: one lock for the post in front and for each with unsaved text."""

import contextlib
from collections.abc import Collection
from pathlib import Path

from tui.files.lock import Lock, Taken, take


class Locks:
    """The locks that this process holds."""

    def __init__(self, state: Path) -> None:
        self._state = state
        self._locks: dict[Path, Lock] = {}

    def take(self, post: Path, over: bool = False) -> None:
        """Lock a post for this process; with `over` even if another has it. Raises Taken."""
        if not self.are_ours(post):
            lock = take(self._state, post, over)
            if (lost := self._locks.pop(post, None)) is not None:
                lost.release()  # another process has the lock file now, but our descriptor is still open
            self._locks[post] = lock

    def try_take(self, post: Path) -> None:
        """Lock a post for this process if no other has it."""
        with contextlib.suppress(Taken):
            self.take(post)

    def are_ours(self, post: Path) -> bool:
        """Whether this process may write a post now."""
        lock = self._locks.get(post)
        return lock is not None and lock.held

    def keep_only(self, posts: Collection[Path]) -> None:
        """Release the locks of all posts but these."""
        for post in [post for post in self._locks if post not in posts]:
            self._locks.pop(post).release()
