"""Saving: the save command, leaving, publishing and taking back all write a post through `Saving._write`."""

import asyncio
from functools import partial
from pathlib import Path

from tui.desk.drafts import Draft
from tui.desk.outside import is_gone
from tui.desk.saving import SavedPost, SaveJob
from tui.errors import ChangedOutside, DraftroomError, PostError, PostGone
from tui.session.asking import Letters, Question
from tui.session.copying import save_copy
from tui.session.open_post import OpenPost
from tui.session.outside_changes import OutsideChanges
from tui.session.ports import Ask, Jobs, Say, View, Work
from tui.session.post_states import Doing, PostStates

WRITE_AGAIN = ("w", "write it again, at its old place")
AGAIN = ("t", "try again")
COPY = ("c", "save the text here as a copy")
KEEP_WRITING = ("k", "keep writing")

LOOK_AGAIN = 0.01
"""Seconds between two checks whether a save is over."""


class Saving:
    """Writes posts, and asks the writer what to do when a save fails."""

    def __init__(
        self,
        post: OpenPost,
        states: PostStates,
        outside: OutsideChanges,
        ask: Ask,
        say: Say,
        jobs: Jobs,
        view: View,
    ) -> None:
        self._post = post
        self._desk = post.desk
        self._states = states
        self._outside = outside
        self._ask = ask
        self._say = say
        self._jobs = jobs
        self._view = view
        self._resaves: set[Path] = set()
        """Posts to save again after the save that is running."""

        self._told_of_versions = False

    # --- in the background

    def save_open(self) -> None:
        """Save the open post."""
        draft = self._post.draft
        if draft is not None:
            self.save(draft)

    def save(self, draft: Draft) -> None:
        """Save a draft in a job; if it is already being saved, save it again afterwards."""
        if self._states.is_written(draft.path):
            self._resaves.add(draft.path)
            return
        try:
            job = self._desk.saves.job(self._counted(draft))
        except DraftroomError as error:
            self._say.error(error)
            return
        if job is not None:
            self._start(job)
        elif is_gone(draft.path):
            self._jobs.start(partial(self._ask_about_loss, draft.path), "failed saves", "asks what to do now")
        else:
            self._say.tell("nothing to save: the file has this text already")

    def _start(self, job: SaveJob) -> None:
        self._begin(job.post.path)
        self._jobs.start(partial(self._save, job), "save", "save")

    async def _save(self, job: SaveJob) -> None:
        path = job.post.path
        try:
            await self._write(job)
        except DraftroomError as error:
            self._resaves.discard(path)
            self._failed(path, error)
            return
        if path in self._resaves:
            self._resaves.discard(path)
            self._post.flush()
            draft = self._desk.drafts.look_at(path)
            if draft.unsaved:
                self.save(draft)

    # --- with waiting

    async def save_now(self, path: Path, count: bool = True) -> bool:
        """Save a post, wait for it, and return whether all of it is on disk; `count` updates its footer."""
        while True:
            await self.is_over(path)
            self._post.flush()
            try:
                draft = self._desk.drafts.look_at(path)
                job = self._desk.saves.job(self._counted(draft) if count else draft)
                if job is None:
                    return True
                self._begin(path)
                await self._write(job)
            except ChangedOutside:
                if not await self._outside.resolve(path):
                    return False
            except DraftroomError as error:
                self._failed(path, error)
                return False

    async def is_over(self, path: Path | None = None) -> None:
        """Wait until a post is not being written; without a path, until no post is."""
        while self._states.any_is_written if path is None else self._states.is_written(path):
            await asyncio.sleep(LOOK_AGAIN)

    # --- writing

    def _begin(self, path: Path) -> None:
        """Note that a post is being written, so that the change of its file counts as our own."""
        self._states.begin(path, Doing.SAVING)
        self._view.status_changed()

    async def _write(self, job: SaveJob) -> None:
        """Write a post in a thread, and update the draft and its state. Raises SaveError."""
        path = job.post.path

        def write() -> SavedPost:
            saved = job.run()
            self._desk.clocks.write_ledger()
            return saved

        try:
            saved = await asyncio.to_thread(write)
            self._desk.saved(saved.post)
            self._states.saved(path)
            self._post.remember_place()
        finally:
            self._states.end(path, Doing.SAVING)
            self._view.list_changed()
        if saved.problem is not None and not self._told_of_versions:
            self._told_of_versions = True
            self._say.error(saved.problem)
        self._outside.look()  # changes by other programs were not checked during the save

    def _counted(self, draft: Draft) -> Draft:
        """Return the draft with its footer updated to the present words and minutes.

        The update is a separate step, because the clocks look for such a step. Only the open post is updated;
        other posts get their minutes when they are next saved while open.
        """
        if not self._post.is_front(draft.path) or self._post.text.read_only:
            return draft
        front = self._post.draft or draft
        edits = self._desk.clocks.footer_edits(front)
        if edits:
            self._post.change(edits)
        return self._desk.draft or front

    # --- failures

    def _failed(self, path: Path, error: DraftroomError) -> None:
        self._view.list_changed()
        asking: Work
        if isinstance(error, ChangedOutside):
            asking = partial(self._resolve_and_save, path)
        elif isinstance(error, PostGone):
            asking = partial(self._ask_about_loss, path)
        else:
            asking = partial(self._ask_about_failure, path, error)
        self._jobs.start(asking, "failed saves", "asks what to do now")

    async def _resolve_and_save(self, path: Path) -> None:
        """Merge the text with the changed file, then save."""
        try:
            is_resolved = await self._outside.resolve(path)
        except PostError as error:
            about = (path.name, error.title, "your text is still here")
            await self._ask_what_now(path, "the file is no post any more", about, (COPY, KEEP_WRITING))
            return
        if is_resolved and self._desk.draft is not None and self._desk.draft.unsaved:
            self.save(self._desk.draft)

    async def _ask_about_loss(self, path: Path) -> None:
        about = (path.name, "your text is still here")
        await self._ask_what_now(path, "the file was deleted or moved", about, (WRITE_AGAIN, KEEP_WRITING))

    async def _ask_about_failure(self, path: Path, error: DraftroomError) -> None:
        about = (path.name, *filter(None, (error.detail, error.hint)), "your text is still here")
        await self._ask_what_now(path, error.title, about, (AGAIN, COPY, KEEP_WRITING))

    async def _ask_what_now(self, path: Path, title: str, about: tuple[str, ...], answers: Letters) -> None:
        """Ask what to do with a post that could not be saved, and do it."""
        waits = f"{path.name}: {title}"
        if self._states.does(path, Doing.ASKING):
            self._ask.open(waits)  # the question waits for a pause, but the writer has just asked to save
            return

        async def question() -> Question | None:
            return Question(title, about, answers) if self._states.does(path, Doing.ASKING) else None

        with self._states.during(path, Doing.ASKING):
            answer = await self._ask.unasked(waits, question, at_once=True)
        self._post.flush()
        try:
            if answer == AGAIN[0]:
                self.save(self._desk.drafts.look_at(path))
            elif answer == WRITE_AGAIN[0]:
                self._start(self._desk.saves.recreate_job(self._desk.drafts.look_at(path)))
            elif answer == COPY[0]:
                save_copy(self._desk.drafts.look_at(path), self._desk.saves, self._say)
        except DraftroomError as error:
            self._say.error(error)
