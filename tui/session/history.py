"""A post's past: undo that reaches back to earlier sittings, and earlier versions that can be restored."""

import asyncio
from functools import partial
from pathlib import Path

from tui.compare.merge import Conflict, edits_between, merge, resolved
from tui.desk.drafts import Draft
from tui.files.saving import sweep
from tui.files.sittings import Past
from tui.session.asking import Looking, Version
from tui.session.clock_view import ClockView
from tui.session.dates import moment
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Jobs, Say


class History:
    """Reads the past of a post, and shows its earlier versions."""

    def __init__(self, post: OpenPost, clocks: ClockView, ask: Ask, say: Say, jobs: Jobs) -> None:
        self._post = post
        self._desk = post.desk
        self._clocks = clocks
        self._ask = ask
        self._say = say
        self._jobs = jobs

    # --- earlier sittings

    def opened(self, draft: Draft, is_new: bool) -> None:
        """Read the past of a post that is opened for the first time in this run."""
        if is_new:
            self.read_past(draft)

    def read_past(self, draft: Draft) -> None:
        """Read three things in a job: earlier steps for undo, leftover copies of killed saves, time spent.

        The job starts after the frame that shows the post.
        """

        def begin() -> None:
            self._jobs.start(partial(self._read_past, draft.path, draft.text), "journals", "read the past")

        self._jobs.after_frame(begin)

    async def _read_past(self, path: Path, text: str) -> None:
        def read() -> tuple[Past, tuple[Path, ...]]:
            return self._desk.safety.past(path, text), sweep(path)

        past, copies = await asyncio.to_thread(read)
        self._post.text.remember_past(path, past)
        for copy in copies:
            if copy.exists():  # a save in progress also has a copy, which disappears when it ends
                self._say.tell(f"a save was interrupted; its complete text is in {copy.name}")
        await self._clocks.read_time(path)

    # --- earlier versions

    async def show(self) -> None:
        """Show the earlier versions of the post; restore the chosen text as an edit that undo takes back."""
        draft = self._post.draft
        if draft is None:
            return
        versions = await asyncio.to_thread(self._desk.saves.earlier_versions, draft.path)

        async def load(index: int) -> str:
            return await asyncio.to_thread(self._desk.saves.text_of, versions[index])

        rows = [Version(moment(version.time), version.what, version.note) for version in versions]
        text = self._post.text.text
        restored = await self._ask.now(Looking(rows, load, text))
        if restored is None:
            return
        now = (
            self._post.text.text
        )  # a change by another program may have been merged while the dialog was open
        pieces = merge(text, now, restored)
        if self._post.text.read_only or any(isinstance(piece, Conflict) for piece in pieces):
            self._say.tell("nothing was restored: the post changed meanwhile, or is read only; try again")
            return
        self._post.change(edits_between(now, resolved(pieces, ())))
        self._say.tell("restored; undo takes it back")
