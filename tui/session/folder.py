"""Compares the blog's folder with the index, at the start and whenever files change."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.errors import DraftroomError
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Say, View

if TYPE_CHECKING:
    from tui.desk.reading import Reading


class Folder:
    """Reads the folder in a thread, never twice at once."""

    def __init__(self, post: OpenPost, say: Say, jobs: Jobs, view: View) -> None:
        self.is_read = False
        """Whether the list is up to date; before that, it holds the posts that the index knows."""

        self._post = post
        self._desk = post.desk
        self._say = say
        self._jobs = jobs
        self._view = view
        self._is_reading = False
        self._reads_again = False
        self._told = False

    def read(self) -> None:
        """Compare the folder with the index, in a thread; if that already runs, do it again afterwards.

        A running comparison is not restarted: then frequent saves would keep it from ever reaching the end.
        """
        if self._is_reading:
            self._reads_again = True
            return
        self._is_reading = True
        self._jobs.start(partial(self._read, self._desk.reading()), "library", "read the folder")

    async def _read(self, reading: "Reading") -> None:
        loop = asyncio.get_running_loop()

        def progress(_read: int, _of: int) -> None:
            loop.call_soon_threadsafe(self._show_progress)

        problem: DraftroomError | None = None
        try:
            await asyncio.to_thread(reading.run, progress)
        except DraftroomError as error:
            problem = error
        self._finish(problem)

    def _show_progress(self) -> None:
        self.is_read = False
        self._view.list_changed()

    def _finish(self, problem: DraftroomError | None) -> None:
        self.is_read = True
        self._view.list_changed()
        if problem is not None and not self._told:
            self._told = True
            self._say.error(problem)
        self._is_reading = False
        if self._reads_again:
            self._reads_again = False
            self.read()
        first = self._desk.first_post() if self._desk.draft is None else None
        if first is not None:
            self._post.open(first)
