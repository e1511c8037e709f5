"""Saving on the screen: each save in a worker, its outcome as a message, and the choice when it failed."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import on, work

from tui.desk.drafts import Draft
from tui.desk.outside import is_gone
from tui.desk.saving import SaveJob
from tui.errors import ChangedOutside, DraftroomError, PostError, PostGone
from tui.ui.dialogs.question import Question
from tui.ui.messages import Saved, SaveFailed
from tui.ui.report import show_error, tell
from tui.ui.screens.outside import OutsideScreen
from tui.ui.spelling import Spelling

WRITE_AGAIN = ("w", "write it again, at its old place")
AGAIN = ("t", "try again")
COPY = ("c", "save the text here as a copy")
KEEP_WRITING = ("k", "keep writing")
LEAVING = (("s", "save and quit"), ("d", "quit, dropping what is not saved"), KEEP_WRITING)


class SavingScreen(OutsideScreen):
    """A screen that can save; the writing screen fills in what it saves and shows."""

    spelling: Spelling

    def __init__(self) -> None:
        super().__init__()
        self._again: set[Path] = set()
        self._asking: set[Path] = set()
        self._told_of_versions = False

    def save(self, draft: Draft) -> None:
        """Write a draft in a worker; one that is being written is written again after that."""
        if draft.path in self.saving:
            self._again.add(draft.path)
            return
        try:
            job = self.desk.saves.job(self.counted(draft))
        except DraftroomError as error:
            show_error(self.app, error)
            return
        if job is not None:
            self.start_saving(job)
        elif is_gone(draft.path):
            self.ask_about_loss(draft.path)
        else:
            tell(self.app, "nothing to save: the file has this text already")

    def counted(self, draft: Draft) -> Draft:
        """Put what the clocks and the count of words say into the footer of the open post.

        One step of its own, by which the clocks know it. Another post goes without: its minutes wait.
        """
        front = self.desk.draft
        if front is None or draft.path != front.path or self.editor.read_only:
            return draft
        self.flush()
        edits = self.desk.clocks.footer_edits(self.desk.draft or front)
        if edits:
            self.editor.change(edits)
            self.flush()
        return self.desk.draft or front

    def start_saving(self, job: SaveJob) -> None:
        """Write a post in a worker."""
        self.saving.add(job.post.path)
        self.show_state()
        self._save(job)

    @work(thread=True, group="save", description="save")
    def _save(self, job: SaveJob) -> None:
        try:
            self.post_message(Saved(job.run()))
            self.desk.clocks.keep()
        except DraftroomError as error:
            self.post_message(SaveFailed(job.post.path, error))

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        post = message.saved.post
        self.saving.discard(post.path)
        self._asking.discard(post.path)
        self.outside.pop(post.path, None)
        self.desk.saved(post)
        self._note_place()
        if message.saved.problem is not None and not self._told_of_versions:
            self._told_of_versions = True
            show_error(self.app, message.saved.problem)
        if post.path in self._again:
            self._again.discard(post.path)
            self.flush()
            draft = self.desk.drafts.look_at(post.path)
            if draft.unsaved:
                self.save(draft)
        self.show_state()
        self.look_outside()  # another program may have written while nobody looked

    @on(SaveFailed)
    def _save_failed(self, message: SaveFailed) -> None:
        self.saving.discard(message.path)
        self._again.discard(message.path)
        self.show_state()
        if isinstance(message.error, ChangedOutside):
            self.settle_and_save(message.path)
        elif isinstance(message.error, PostGone):
            self.ask_about_loss(message.path)
        else:
            self.ask_about_failure(message.path, message.error)

    @work(description="settles and saves")
    async def settle_and_save(self, path: Path) -> None:
        """Bring the text here and the changed file together, then save."""
        try:
            settled = await self.settle(path)
        except PostError as error:
            about = (path.name, error.title, "your text is still here")
            await self._ask(path, "the file is no post any more", about, (COPY, KEEP_WRITING))
            return
        if settled and self.desk.draft is not None and self.desk.draft.unsaved:
            self.save(self.desk.draft)

    @work(description="asks about a file that is gone")
    async def ask_about_loss(self, path: Path) -> None:
        """Let the writer choose whether a file that is gone shall be there again."""
        about = (path.name, "your text is still here")
        await self._ask(path, "the file was deleted or moved", about, (WRITE_AGAIN, KEEP_WRITING))

    @work(description="asks about a failed save")
    async def ask_about_failure(self, path: Path, error: DraftroomError) -> None:
        """Say why a post could not be saved, and let the writer put the text elsewhere."""
        about = [path.name, *filter(None, (error.detail, error.hint)), "your text is still here"]
        await self._ask(path, error.title, about, (AGAIN, COPY, KEEP_WRITING))

    async def _ask(
        self, path: Path, title: str, about: Sequence[str], answers: Sequence[tuple[str, str]]
    ) -> None:
        """Ask what shall become of a post that could not be saved, and do it."""
        waits = f"{path.name}: {title}"
        if path in self._asking:
            self.unasked.open(waits)  # it waits for a pause, and the writer has just called for it
            return

        async def question() -> Question | None:
            return Question(self.colours, title, about, answers) if path in self._asking else None

        self._asking.add(path)  # until it is saved all the same
        answer = await self.unasked.ask_anew(waits, question, at_once=True)
        self._asking.discard(path)
        self.flush()
        try:
            if answer == AGAIN[0]:
                self.save(self.desk.drafts.look_at(path))
            elif answer == WRITE_AGAIN[0]:
                self.start_saving(self.desk.saves.recreate_job(self.desk.drafts.look_at(path)))
            elif answer == COPY[0]:
                self.copy(self.desk.drafts.look_at(path))
        except DraftroomError as error:
            show_error(self.app, error)

    # --- leaving

    @work
    async def action_app_quit(self) -> None:
        """Leave; ask once when something is not on disk."""
        self.flush()
        await self._saves_are_done()
        unsaved = self.desk.drafts.unsaved()
        if unsaved:
            names = [draft.path.name for draft in unsaved]
            shown = names[:4] + ([f"and {len(names) - 4} more"] if len(names) > 4 else [])
            title = "one post is not saved" if len(names) == 1 else f"{len(names)} posts are not saved"
            question = Question(self.colours, title, shown, LEAVING)
            answer = await self.app.push_screen_wait(question)
            if answer == KEEP_WRITING[0] or (answer == LEAVING[0][0] and not await self._save_all(unsaved)):
                return
            self.desk.drop_all()
        await self.leave()

    async def _saves_are_done(self) -> None:
        """Wait for what is being written; the status line says that it is."""
        while self.saving:
            await asyncio.sleep(0.01)

    async def _save_all(self, drafts: list[Draft]) -> bool:
        """Save all that can be saved, each brought to the front for its footer; whether all could."""
        front, saved = self.desk.draft, []
        for draft in drafts:
            self.open_post(draft.path)
            saved.append(await self.save_now(draft.path))
        if front is not None:
            self.open_post(front.path)
        if not all(saved):
            tell(self.app, "not all is saved, so draftroom stays open")
        return all(saved)

    async def save_now(self, path: Path, count: bool = True) -> bool:
        """Save a post, and wait for it; whether that could be done. Without `count` its footer stays."""
        while True:
            try:
                draft = self.desk.drafts.look_at(path)
                job = self.desk.saves.job(self.counted(draft) if count else draft)
                if job is None:
                    return True
                self.desk.saved((await asyncio.to_thread(job.run)).post)
            except ChangedOutside:
                if not await self.settle(path):
                    return False
            except DraftroomError as error:
                self.post_message(SaveFailed(path, error))
                return False

    async def leave(self, code: int = 0) -> None:
        """End the app when no save runs; whatever is not saved stays in its journal."""
        await self._saves_are_done()
        self._note_place()
        await self.spelling.stop()
        self.app.exit(return_code=code)

    def _note_place(self) -> None:
        """Keep where the writer is, for the next start."""
        if self.desk.draft is not None:
            self.desk.memory.remember(replace(self.desk.remembered, left_off=self.editor.left_off))
