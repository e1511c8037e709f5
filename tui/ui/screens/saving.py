"""Saving on the screen: each save in a worker, its outcome as a message, and the choice when it failed."""

from pathlib import Path

from textual import on, work
from textual.screen import Screen

from tui.desk.desk import Desk, SaveJob
from tui.desk.drafts import Draft
from tui.errors import ChangedOutside, DraftroomError
from tui.ui.messages import Saved, SaveFailed
from tui.ui.report import show_error, tell
from tui.ui.screens.question import Question
from tui.ui.theme import Theme


def _is_gone(path: Path) -> bool:
    """Whether a file is no longer there; one that cannot be asked about is not gone."""
    try:
        path.lstat()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return False


OVERWRITE = ("o", "overwrite it with the text here")
READ_AGAIN = ("r", "read it again, dropping the text here")
WRITE_AGAIN = ("w", "write it again, at its old place")
COPY = ("c", "save the text here as a copy")
KEEP_WRITING = ("k", "keep writing")


class SavingScreen(Screen[None]):
    """A screen that can save; the writing screen fills in what it saves and shows."""

    desk: Desk
    colours: Theme

    def __init__(self) -> None:
        super().__init__()
        self.saving: set[Path] = set()
        self._again: set[Path] = set()

    def flush(self) -> None:
        """Take what was edited and not yet taken."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show which posts are saved."""
        raise NotImplementedError

    def open_post(self, path: Path) -> None:
        """Bring a post to the front."""
        raise NotImplementedError

    def save(self, draft: Draft) -> None:
        """Write a draft in a worker; one that is being written is written again after that."""
        job = self.desk.save_job(draft)
        if draft.path in self.saving:
            self._again.add(draft.path)
        elif job is None:
            tell(self.app, "nothing to save: the file has this text already")
        else:
            self.start_saving(job)

    def start_saving(self, job: SaveJob) -> None:
        """Write a post in a worker."""
        self.saving.add(job.post.path)
        self.show_state()
        self._save(job)

    @work(thread=True, group="save")
    def _save(self, job: SaveJob) -> None:
        try:
            self.post_message(Saved(job.run()))
        except DraftroomError as error:
            self.post_message(SaveFailed(job.post.path, error))

    @on(Saved)
    def _saved(self, message: Saved) -> None:
        path = message.post.path
        self.saving.discard(path)
        self.desk.saved(message.post)
        if path in self._again:
            self._again.discard(path)
            self.flush()
            job = self.desk.save_job(self.desk.look_at(path))
            if job is not None:
                self.start_saving(job)
        self.show_state()

    @on(SaveFailed)
    def _save_failed(self, message: SaveFailed) -> None:
        self.saving.discard(message.path)
        self._again.discard(message.path)
        self.show_state()
        if isinstance(message.error, ChangedOutside):
            self.ask_about_change(message.path, message.error)
        elif _is_gone(message.path):
            self.ask_about_loss(message.path, message.error)
        else:
            show_error(self.app, message.error)

    @work
    async def ask_about_loss(self, path: Path, error: DraftroomError) -> None:
        """Let the writer choose whether a file that is gone shall be there again."""
        answers = (WRITE_AGAIN, COPY, KEEP_WRITING)
        about = (path.name, *_reasons(error), "your text is still here")
        await self._answer(path, Question(self.colours, "the file was deleted or moved", about, answers))

    @work
    async def ask_about_change(self, path: Path, error: DraftroomError) -> None:
        """Let the writer choose between the file on disk and the text here."""
        answers = (OVERWRITE, READ_AGAIN, COPY, KEEP_WRITING)
        about = (path.name, *_reasons(error), "nothing was written, and your text is still here")
        await self._answer(
            path, Question(self.colours, "the file was changed by another program", about, answers)
        )

    async def _answer(self, path: Path, question: Question) -> None:
        answer = await self.app.push_screen_wait(question)
        self.flush()
        try:
            if answer in (OVERWRITE[0], WRITE_AGAIN[0]):
                self.start_saving(self.desk.overwrite_job(self.desk.look_at(path)))
            elif answer == READ_AGAIN[0]:
                self.open_post(self.desk.reload(path).path)
            elif answer == COPY[0]:
                copy = self.desk.save_copy(self.desk.look_at(path))
                tell(self.app, f"a copy of the text is in {copy}")
        except DraftroomError as error:
            show_error(self.app, error)


def _reasons(error: DraftroomError) -> tuple[str, ...]:
    return tuple(reason for reason in (error.title, error.detail) if reason)
