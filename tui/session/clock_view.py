"""The clocks of the open post, as the status line shows them, and the commands that switch and close them.

The clocks are read once a second, not at every key. Only typing counts as time, so while nobody types
nothing changes and nothing is painted.
"""

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tui.desk.clocks import PHASE_NAMES
from tui.desk.drafts import Draft
from tui.prose.goals import Progress
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Say, View


class ClockView:
    """Holds what the clocks of the open post showed when they were last read."""

    def __init__(self, post: OpenPost, say: Say, jobs: Jobs, view: View) -> None:
        self.told = ""
        """The name of the running clock and its minutes, for the status line."""

        self.goal: Progress | None = None
        self.closed: Callable[[Draft], None] = lambda draft: None
        """Called with the draft whose footer has just received its post-processing minutes."""

        self._post = post
        self._clocks = post.desk.clocks
        self._say = say
        self._jobs = jobs
        self._view = view

    def opened(self, _draft: Draft, _is_new: bool) -> None:
        """Read the clocks of a post that was just opened."""
        self.tick()

    def tick(self) -> None:
        """Read the clocks, and redraw the status line if they changed."""
        draft = self._post.desk.draft
        told, goal = self._clocks.status(draft.path) if draft else "", self._clocks.progress()
        if (told, goal) != (self.told, self.goal):
            self.told, self.goal = told, goal
            self._view.status_changed()

    # --- time of earlier sittings

    def read_soon(self, path: Path) -> None:
        """Start a job that reads the time which earlier sittings spent on a post."""
        self._jobs.start(partial(self.read_time, path), "journals", "reads the time")

    async def read_time(self, path: Path) -> None:
        """Read the time which earlier sittings spent on a post, in a thread."""
        self._clocks.add_earlier(path, await asyncio.to_thread(self._post.desk.earlier_time, path))
        self.tick()

    # --- commands

    def switch(self) -> None:
        """Switch the open post to its other clock."""
        draft = self._post.draft
        if draft is None:
            self._say.tell("no post is open")
            return
        phase = self._clocks.switch(draft.path)
        self.tick()
        self._say.tell(f"the {PHASE_NAMES[phase]} clock runs")

    def close(self) -> None:
        """Write the minutes of post-processing into the footer, and save."""
        draft = self._post.writable()
        if draft is None:
            return
        edits = self._clocks.closing_edits(draft)
        if not edits:
            self._say.tell("there is no footer to close: it is closed already, or text stands below it")
            return
        self._post.change(edits)
        if self._post.draft is not None:
            self.closed(self._post.draft)
        self._say.tell("post-processing is closed; undo opens it again")
