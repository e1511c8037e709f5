"""What other programs do to the open post's file: taken in where it fits, shown side by side where not.

The one thing you would get wrong: nobody looks for a dialog while they type. A change that touches the
writer's own is said in the status line, and asked about when the writer saves.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from textual import on, work

from tui.compare.merge import Choice, edits_between
from tui.desk.drafts import Draft
from tui.desk.outside import Outside, look_outside
from tui.edits import Edit, Step
from tui.errors import PostError
from tui.ui.dialogs.dialog import Dialog
from tui.ui.messages import LookedOutside
from tui.ui.report import tell
from tui.ui.screens.keeping import Chosen, KeepingScreen
from tui.ui.watching import watch

TOUCHING = "you and another program changed the same place"
CHANGED, GONE = "changed outside", "file gone"
"""What the status line says of a post."""


@dataclass
class _Asked:
    """What the writer was asked about last: a draft, and what was found of its file."""

    draft: Draft | None = None
    found: Outside | None = None


class OutsideScreen(KeepingScreen):
    """A screen that keeps an eye on the file of the open post."""

    def __init__(self) -> None:
        super().__init__()
        self.saving: set[Path] = set()
        self.outside: dict[Path, str] = {}
        self._watched: Path | None = None
        self._settling: set[Path] = set()
        self._noted: tuple[set[Edit], str] = set(), ""

    def read_library(self) -> object:
        """Compare the folder with the index."""
        raise NotImplementedError

    def watch_post(self) -> None:
        """Watch the folder of the open post, and the blog's others; look at the post's file now."""
        draft = self.desk.draft
        if draft is not None and draft.path.parent != self._watched:
            self._watched = draft.path.parent
            self._watch(draft.path.parent)
        self.look_outside()

    @work(exclusive=True, group="watch", description="watches the folder")
    async def _watch(self, folder: Path) -> None:
        folders = self.desk.site.folders
        others = [other for other in {folders.posts, folders.drafts} - {folder} if os.path.isdir(other)]
        async for _ in watch(folder, others):
            self.look_outside()
            self.read_library()
        self._watched = None  # the folder is gone, or cannot be watched
        self.look_outside()

    def check_lock(self) -> None:
        """Look after the lock, and after a folder that went or came back."""
        super().check_lock()
        if self._watched is None:
            self.watch_post()

    def look_outside(self) -> None:
        """Find out whether the file of the open post is still the one that was read."""
        self.flush()
        draft = self.desk.draft
        if draft is not None and draft.path not in self.saving:
            self._look(draft)

    @work(thread=True, exclusive=True, group="outside", description="look outside")
    def _look(self, draft: Draft) -> None:
        try:
            self.post_message(LookedOutside(draft, look_outside(draft)))
        except PostError:
            return  # saving will say what lies there

    @on(LookedOutside)
    def _looked(self, message: LookedOutside) -> None:
        self.flush()
        draft, found = self.desk.draft, message.found
        if draft is None or draft.path != message.draft.path or draft.path in self.saving | self._settling:
            return
        if not draft.same_text(message.draft):
            if found is not None:  # what was found is of a text that went on
                self._look(draft)
            return
        known = self.outside.pop(draft.path, None)
        if found is not None and found.theirs is None:
            self._say(
                draft.path, GONE, known, "the file was deleted or moved; saving asks before it is there again"
            )
        elif found is not None and found.touching:
            text = "another program changed the file where you did; saving shows both"
            self._say(draft.path, CHANGED, known, text)
        elif found is not None:
            self.take_in(found)
        self.show_state()

    def _say(self, path: Path, state: str, known: str | None, text: str) -> None:
        self.outside[path] = state
        if known != state:
            tell(self.app, text)

    def take_in(self, found: Outside, choices: Sequence[Choice] = ()) -> None:
        """Make what another program wrote part of the text, as one step that undo takes back."""
        was_unsaved = found.draft.unsaved
        edits = edits_between(found.draft.text, found.text(choices))
        self.editor.change(edits)
        self.note_undo(edits, "that took back what another program wrote; redo brings it back")
        self.flush()
        self.desk.accept_outside_change(found)
        self.outside.pop(found.draft.path, None)
        self.show_state()
        tell(
            self.app,
            "merged with what another program wrote" if was_unsaved else "read again: the file was changed",
        )

    def note_undo(self, edits: Sequence[Edit], told: str) -> None:
        """Say something when a step that was just done is undone: the writer may not know it for theirs."""
        self._noted = {edit.inverted() for edit in edits}, told

    def keep(self, step: Step) -> None:
        """Keep a step; say what it takes back where that was not typed."""
        super().keep(step)
        edits, told = self._noted
        if step.act == "undone" and edits and set(step.edits) == edits:
            tell(self.app, told)

    async def settle(self, path: Path) -> bool:
        """Bring a post and its changed file together, asking where they touch; whether it can be saved now.

        Raises PostError when something lies there that is no post.
        """
        if path in self._settling:
            self.unasked.open(TOUCHING)  # it waits for a pause, and the writer has just called for it
            return False
        self.open_post(path)
        self._settling.add(path)
        try:
            while True:
                asked = _Asked()
                answer = await self.unasked.ask_anew(TOUCHING, partial(self._touching, path, asked), True)
                if asked.draft is None:
                    return False
                if answer == "copy":
                    self.copy(asked.draft)
                self.flush()
                now = self.desk.draft
                if now is not None and now.same_text(asked.draft):  # else what was found is of another text
                    return self._settled(asked.found, answer if isinstance(answer, tuple) else None)
        finally:
            self._settling.discard(path)
            self.look_outside()  # what happened meanwhile was not looked at

    async def _touching(self, path: Path, asked: _Asked) -> Dialog[Chosen] | None:
        """Look what another program wrote; returns what asks about the places that both changed, if any."""
        # a dialog is imported when it is first opened: no start waits for it
        from tui.ui.dialogs.conflict import ConflictScreen

        self.flush()
        draft = self.desk.draft
        asked.draft = draft if draft is not None and draft.path == path else None
        if asked.draft is None:
            return None
        asked.found = await asyncio.to_thread(look_outside, asked.draft)
        if asked.found is None or not asked.found.touching:
            return None
        return ConflictScreen(self.colours, TOUCHING, asked.found.pieces, "here", "in the file")

    def _settled(self, found: Outside | None, choices: Sequence[Choice] | None) -> bool:
        if found is None:
            return True
        if found.theirs is None or (choices is None and found.touching):
            return False
        self.take_in(found, choices or ())
        return True
