"""What keeps the writer's text safe while it is written: the journal, the lock, and what a crash left.

The one thing you would get wrong: whoever types does not look for a dialog. What can wait is said in the
status line; only text that was never saved is asked about, when the app has just started.
"""

import asyncio
from pathlib import Path

from textual import on, work
from textual.screen import Screen

from tui.compare.merge import edits_between
from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.desk.recovery import Unsaved
from tui.edits import Step
from tui.errors import DraftroomError, JournalError
from tui.files.saving import sweep
from tui.ui.dates import moment
from tui.ui.messages import PastRead, UnsavedFound
from tui.ui.report import show_error, tell
from tui.ui.screens.comparing import ComparingScreen
from tui.ui.theme import Theme
from tui.ui.widgets.editor.editor import Editor

RESTORE = ("r", "restore it")
LATER = ("k", "keep it for later")
DROP = ("d", "drop it")

LOCK_CHECK = 1.0
"""Seconds between two looks whether the open post is still ours to write."""


class KeepingScreen(Screen[None]):
    """A screen whose text is never lost; the writing screen fills in what it shows."""

    desk: Desk
    colours: Theme
    editor: Editor

    def flush(self) -> None:
        """Take what was edited and not yet taken."""
        raise NotImplementedError

    def show_state(self) -> None:
        """Show which posts are saved."""
        raise NotImplementedError

    def open_post(self, path: Path) -> None:
        """Bring a post to the front."""
        raise NotImplementedError

    def show_draft(self, draft: Draft) -> None:
        """Show a draft that the desk has put in front."""
        raise NotImplementedError

    def keep(self, step: Step) -> None:
        """Put a step on disk before it is painted."""
        try:
            self.desk.keep(step, lambda: self.editor.text)
        except JournalError as error:
            show_error(self.app, error)

    # --- undo of earlier sittings

    @work(thread=True, group="journals")
    def read_past(self, path: Path, text: str) -> None:
        """Find out what undo can take back of a text that was just opened, and what killed saves left."""
        self.post_message(PastRead(path, self.desk.past(path, text), sweep(path)))

    @on(PastRead)
    def _past_read(self, message: PastRead) -> None:
        self.editor.remember_past(message.path, message.past)
        for copy in message.copies:
            if copy.exists():  # a save that is running has one for a moment
                tell(self.app, f"a save was interrupted; the text of then is whole in {copy.name}")

    # --- what was never saved

    @work(thread=True, group="journals")
    def find_unsaved(self) -> None:
        """Look for text that was never saved."""
        found = self.desk.find_unsaved()
        if found:
            self.post_message(UnsavedFound(found))

    @on(UnsavedFound)
    def _unsaved_found(self, message: UnsavedFound) -> None:
        self.offer(message.found)

    @work
    async def offer(self, found: list[Unsaved]) -> None:
        """Ask what shall become of text that was never saved, the newest of each post of this blog."""
        here = [unsaved for unsaved in found if unsaved.post.is_relative_to(self.desk.site.root)]
        newest = {unsaved.post: unsaved for unsaved in reversed(here)}
        for unsaved in newest.values():
            await self._ask_about(unsaved)
        others = len(found) - len(newest)
        if others:
            texts = "text was" if others == 1 else "texts were"
            tell(self.app, f"{others} more {texts} never saved; see them with: draftroom recover")

    async def _ask_about(self, unsaved: Unsaved) -> None:
        when = moment(unsaved.sitting.last)
        gone = unsaved.disk is None
        about = (unsaved.post.name, "the file is gone" if gone else f"typed {when}, and never saved")
        screen = ComparingScreen(
            self.colours,
            "this text was not saved",
            about,
            "no file" if gone else "on disk",
            f"not saved, {when}",
            unsaved.disk or "",
            unsaved.text,
            (RESTORE, DROP, LATER),
        )
        answer = await self.app.push_screen_wait(screen)
        try:
            if answer == RESTORE[0]:
                self.restore(unsaved)
            elif answer == DROP[0]:
                self.desk.drop(unsaved)
                tell(self.app, "dropped; for 30 days it is still found by: draftroom recover")
        except DraftroomError as error:
            show_error(self.app, error)

    def restore(self, unsaved: Unsaved) -> None:
        """Open a post with text that was never saved. Raises PostError."""
        self.flush()
        if any(draft.path == unsaved.post for draft in self.desk.unsaved()):
            self.open_post(unsaved.post)  # something was typed meanwhile: the text becomes a step over that
            self.editor.change(edits_between(self.editor.text, unsaved.text))
            self.flush()
        else:
            self.show_draft(self.desk.restore(unsaved))
        tell(self.app, "restored; it is on disk once you save")

    # --- one writer for each post

    def check_lock(self) -> None:
        """Notice that another draftroom took the open post over, or gave it free."""
        draft = self.desk.draft
        if draft is None:
            return
        if self.editor.read_only:
            self.desk.locks.try_take(draft.path)
        ours = self.desk.locks.are_ours(draft.path)
        if ours == self.editor.read_only:
            self.editor.read_only = not ours
            self.show_state()
            lost = "another draftroom writes this post now; what you have not saved is kept in the journal"
            tell(self.app, "the post is yours to write again" if ours else lost)

    def tell_of_lock(self) -> None:
        """Say why a post that was just opened is read-only."""
        tell(self.app, "another draftroom writes this post; take it over with: Ctrl+P, > take over")

    @work
    async def action_post_take_over(self) -> None:
        """Make the open post ours; the other draftroom becomes read-only."""
        draft = self.desk.draft
        if draft is None or not self.editor.read_only:
            tell(self.app, "this post is yours to write")
            return
        self.desk.locks.take(draft.path, over=True)
        self.editor.read_only = False
        self.open_post(draft.path)
        left = await asyncio.to_thread(self.desk.left_by_the_other, draft.path)
        if left is not None:
            await self._ask_about(left)
