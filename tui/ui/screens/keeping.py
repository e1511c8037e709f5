"""What keeps the writer's text safe while it is written: the journal, the lock, and what a crash left.

The one thing you would get wrong: whoever types does not look for a dialog. What can wait is said in the
status line; only text that was never saved is asked about, in a pause after the app has started.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from textual import on, work
from textual.screen import Screen

from tui.compare.merge import Choice, Conflict, Piece, edits_between, merge, settled
from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.desk.recovery import Unsaved, text_on_disk
from tui.edits import Step
from tui.errors import DraftroomError, JournalError
from tui.files.saving import sweep
from tui.ui.dates import moment
from tui.ui.dialogs.dialog import Dialog
from tui.ui.messages import PastRead, TimeRead, UnsavedFound
from tui.ui.report import show_error, tell
from tui.ui.theme import Theme
from tui.ui.unasked import Unasked
from tui.ui.widgets.editor.editor import Editor

RESTORE = ("r", "restore it")
LATER = ("k", "keep it for later")
DROP = ("d", "drop it")

Chosen = tuple[Choice, ...] | Literal["copy"] | None
"""What came of a conflict: a choice for each place, a copy of the text here instead, or nothing yet."""

LOCK_CHECK = 1.0
"""Seconds between two looks whether the open post is still ours to write."""


class KeepingScreen(Screen[None]):
    """A screen whose text is never lost; the writing screen fills in what it shows."""

    desk: Desk
    colours: Theme
    editor: Editor
    unasked: Unasked

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

    @work(thread=True, group="journals", description="reads the time")
    def read_time(self, path: Path) -> None:
        """Find out what earlier sittings left of a post's time."""
        self.post_message(TimeRead(path, self.desk.time_left(path)))

    def keep(self, step: Step) -> None:
        """Put a step on disk before it is painted."""
        try:
            self.desk.journal_step(step, lambda: self.editor.text)
        except JournalError as error:
            show_error(self.app, error)

    # --- undo of earlier sittings

    @work(thread=True, group="journals", description="read the past")
    def read_past(self, path: Path, text: str) -> None:
        """Find out what undo can take back of a text that was just opened, and what killed saves left."""
        self.post_message(PastRead(path, self.desk.safety.past(path, text), sweep(path)))
        self.post_message(TimeRead(path, self.desk.time_left(path)))

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

    @work(description="offer unsaved text")
    async def offer(self, found: list[Unsaved]) -> None:
        """Ask what shall become of text that was never saved, the newest of each post of this blog."""
        here = [unsaved for unsaved in found if unsaved.post.is_relative_to(self.desk.site.root)]
        newest = {unsaved.post: unsaved for unsaved in reversed(here)}
        for unsaved in newest.values():
            await self._ask_about(unsaved)
        others = len(found) - len(newest)
        if others:
            texts = "text was" if others == 1 else "texts were"
            tell(self.app, f"{others} more {texts} never saved; list them with: draftroom recover")

    async def _ask_about(self, unsaved: Unsaved, live: bool = False) -> None:
        """Ask about one text; a `live` one another draftroom still has, so that it cannot be dropped."""
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.comparing import ComparingScreen

        async def compared() -> Dialog[str] | None:
            disk = await asyncio.to_thread(text_on_disk, unsaved.post)  # maybe saved while this waited
            if disk == unsaved.text:
                return None
            when, gone = moment(unsaved.sitting.last), disk is None
            about = "the file is gone" if gone else f"typed {when}, and never saved"
            return ComparingScreen(
                self.colours,
                "the other draftroom did not save this" if live else "this text was not saved",
                (unsaved.post.name, about),
                "no file" if gone else "on disk",
                f"not saved, {when}",
                disk or "",
                unsaved.text,
                (RESTORE, LATER) if live else (RESTORE, DROP, LATER),
            )

        waits = f"{unsaved.post.name} has text that was never saved"
        answer = await self.unasked.ask_anew(waits, compared, at_once=live)
        try:
            if answer == RESTORE[0]:
                await self.restore(unsaved)
            elif answer == DROP[0]:
                self.desk.safety.dismiss(unsaved)
                self.read_time(unsaved.post)
                tell(self.app, "dropped; for 30 days it is still found by: draftroom recover")
        except DraftroomError as error:
            show_error(self.app, error)

    async def restore(self, unsaved: Unsaved) -> None:
        """Open a post with text that was never saved; what is typed in it already stays. Raises PostError."""
        self.flush()
        if all(draft.path != unsaved.post for draft in self.desk.drafts.unsaved()):
            self.show_draft(self.desk.restore(unsaved))
            tell(self.app, "restored; it is on disk once you save")
            return
        self.open_post(unsaved.post)
        found = await self._brought_together(unsaved)
        if found is None:
            return
        draft, text = found
        if self.editor.text != draft.text:
            tell(self.app, "you typed on meanwhile, so nothing was restored; it is offered again")
            return
        self.desk.saves.keep_both(draft, unsaved.text)
        self.editor.change(edits_between(draft.text, text))
        self.flush()
        self.desk.safety.restored(unsaved)
        tell(self.app, "restored; it is on disk once you save")

    async def _brought_together(self, unsaved: Unsaved) -> tuple[Draft, str] | None:
        """Return the draft in front, and its text with what was never saved; None where that shall not be."""
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.conflict import ConflictScreen

        draft: Draft | None = None
        pieces: Sequence[Piece] = ()

        async def touching() -> Dialog[Chosen] | None:
            nonlocal draft, pieces
            self.flush()
            front = self.desk.draft
            draft = front if front is not None and front.path == unsaved.post else None
            if draft is None:
                return None
            pieces = await asyncio.to_thread(merge, draft.post.text, draft.text, unsaved.text)
            if not any(isinstance(piece, Conflict) for piece in pieces):
                return None
            title = "both texts changed the same place"
            return ConflictScreen(self.colours, title, pieces, "here", "never saved")

        answer = await self.unasked.ask_anew("both texts changed the same place", touching, at_once=True)
        if draft is None:
            return None
        if answer == "copy":
            self.copy(draft)
        is_settled = isinstance(answer, tuple) or not any(isinstance(piece, Conflict) for piece in pieces)
        choices: tuple[Choice, ...] = answer if isinstance(answer, tuple) else ()
        return (draft, settled(pieces, choices)) if is_settled else None

    def copy(self, draft: Draft) -> None:
        """Write a draft's text into a file of its own."""
        try:
            tell(self.app, f"a copy of the text is in {self.desk.saves.copy(draft)}")
        except DraftroomError as error:
            show_error(self.app, error)

    # --- one writer for each post

    def check_lock(self) -> None:
        """Notice that another draftroom took the open post over, or gave it free, or that our files went."""
        draft = self.desk.draft
        if draft is None:
            return
        self.flush()
        try:
            self.desk.renew_journals()
        except JournalError as error:
            show_error(self.app, error)
        if not self.desk.locks.are_ours(draft.path):
            self.desk.locks.try_take(draft.path)
        ours = self.desk.locks.are_ours(draft.path)
        if ours == self.editor.read_only:
            self.editor.read_only = not ours
            self.show_state()
            lost = "another draftroom took this post over; what you have not saved is kept in the journal"
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
        left = await asyncio.to_thread(self.desk.safety.left_by_the_other, draft.path)
        if left is not None:
            await self._ask_about(left, live=True)
