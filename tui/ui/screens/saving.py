"""Saving on the screen: each save in a worker, its outcome as a message, and the choice when it failed."""

from pathlib import Path

from textual import on, work
from textual.screen import Screen

from tui.desk.desk import Desk, SaveJob
from tui.desk.drafts import Draft
from tui.errors import ChangedOutside, DraftroomError, PostError
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


class SavingScreen(Screen[None]):
    """A screen that can save; the writing screen fills in what it saves and shows."""

    desk: Desk
    colours: Theme

    def __init__(self) -> None:
        super().__init__()
        self.saving: set[Path] = set()

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
        """Write a draft in a worker; an unchanged one is not written."""
        job = self.desk.save_job(draft)
        if job is None:
            tell(self.app, "nothing to save: the file has this text already")
        elif draft.path not in self.saving:
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
        self.saving.discard(message.post.path)
        self.desk.saved(message.post)
        self.show_state()

    @on(SaveFailed)
    async def _save_failed(self, message: SaveFailed) -> None:
        self.saving.discard(message.path)
        self.show_state()
        if isinstance(message.error, ChangedOutside):
            self.ask_about_change(message.path)
        elif _is_gone(message.path):
            self.ask_about_loss(message.path)
        else:
            show_error(self.app, message.error)

    @work
    async def ask_about_loss(self, path: Path) -> None:
        """Let the writer choose whether a file that is gone shall be there again."""
        answer = await self.app.push_screen_wait(
            Question(
                self.colours,
                "the file was deleted or moved",
                (str(path), "your text is still here"),
                (("w", "write it again, at its old place"), ("k", "keep writing")),
            )
        )
        self.flush()
        if answer == "w":
            self.start_saving(self.desk.overwrite_job(self.desk.look_at(path)))

    @work
    async def ask_about_change(self, path: Path) -> None:
        """Let the writer choose between the file on disk and the text here."""
        answer = await self.app.push_screen_wait(
            Question(
                self.colours,
                "the file was changed by another program",
                (path.name, "nothing was written, and your text is still here"),
                (
                    ("o", "overwrite it with the text here"),
                    ("r", "read it again, dropping the text here"),
                    ("k", "keep writing"),
                ),
            )
        )
        self.flush()
        if answer == "o":
            draft = self.desk.look_at(path)
            self.start_saving(self.desk.overwrite_job(draft))
        elif answer == "r":
            try:
                draft = self.desk.reload(path)
            except PostError as error:
                show_error(self.app, error)
                return
            self.open_post(draft.path)
