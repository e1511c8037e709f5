"""The clocks of the open post: what they say, which one runs, and the footer that takes in what they counted.

What they say is asked for once a second, not at every key. Time is counted by what is typed, so while nobody
types nothing changes, and nothing is painted.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tui.desk.clocks import TOLD
from tui.desk.drafts import Draft
from tui.prose.goals import Progress
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Say, View


class ClockView:
    """What the clocks of the open post say now."""

    def __init__(self, post: OpenPost, say: Say, jobs: Jobs, view: View) -> None:
        self.told = ""
        """Which clock runs, and how far it is."""

        self.goal: Progress | None = None
        self.closed: Callable[[Draft], None] = lambda draft: None
        """Told of a draft whose footer was just closed."""

        self._post = post
        self._clocks = post.desk.clocks
        self._say = say
        self._jobs = jobs
        self._view = view

    def opened(self, _draft: Draft, _is_new: bool) -> None:
        """Take anew what the clocks say of a post that was opened."""
        self.tick()

    def tick(self) -> None:
        """Take anew what the clocks say."""
        draft = self._post.desk.draft
        told, goal = self._clocks.told(draft.path) if draft else "", self._clocks.progress()
        if (told, goal) != (self.told, self.goal):
            self.told, self.goal = told, goal
            self._view.status_changed()

    # --- what earlier sittings counted

    def read_soon(self, path: Path) -> None:
        """Find out what earlier sittings left of a post's time."""
        self._jobs.start(partial(self.read_time, path), "journals", "reads the time")

    async def read_time(self, path: Path) -> None:
        """Do so, and wait for it."""
        self._clocks.take(path, await asyncio.to_thread(self._post.desk.time_left, path))
        self.tick()

    # --- commands

    def switch(self) -> None:
        """Let the other clock of the open post run."""
        draft = self._post.draft
        if draft is None:
            self._say.tell("no post is open")
            return
        phase = self._clocks.switch(draft.path)
        self.tick()
        self._say.tell(f"the {TOLD[phase]} clock runs")

    def close(self) -> None:
        """Put the minutes of post-processing into the footer, and save."""
        draft = self._post.writable()
        if draft is None:
            return
        edits = self._clocks.closing_edits(draft)
        if not edits:
            self._say.tell("no footer in the last lines is open: it is closed, or something stands below it")
            return
        self._post.change(edits)
        if self._post.draft is not None:
            self.closed(self._post.draft)
        self._say.tell("post-processing is closed; undo opens it again")
