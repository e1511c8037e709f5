"""The blog's folder, compared with the index: at the start, and whenever files change."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.errors import DraftroomError
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Say, View

if TYPE_CHECKING:
    from tui.desk.reading import Reading


class Folder:
    """Reads the folder, one reading at a time."""

    def __init__(self, post: OpenPost, say: Say, jobs: Jobs, view: View) -> None:
        self.is_read = False
        """Whether the list holds all posts; before, it is what the index knows."""

        self._post = post
        self._desk = post.desk
        self._say = say
        self._jobs = jobs
        self._view = view
        self._is_reading = False
        self._reads_again = False
        self._told = False

    def read(self) -> None:
        """Compare the folder with the index, in a thread; while that runs, once more after it.

        Stopped for the newer one, it would begin anew with each save, and never get through a long post.
        """
        if self._is_reading:
            self._reads_again = True
            return
        self._is_reading = True
        self._jobs.start(partial(self._read, self._desk.reading()), "library", "read the folder")

    async def _read(self, reading: "Reading") -> None:
        loop = asyncio.get_running_loop()

        def progress(_read: int, _of: int) -> None:
            loop.call_soon_threadsafe(self._took_some)

        problem: DraftroomError | None = None
        try:
            await asyncio.to_thread(reading.run, progress)
        except DraftroomError as error:
            problem = error
        self._took_all(problem)

    def _took_some(self) -> None:
        self.is_read = False
        self._view.list_changed()

    def _took_all(self, problem: DraftroomError | None) -> None:
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
