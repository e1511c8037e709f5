"""What other programs do to the open post's file: made part of the text where it fits, asked about where not.

Nobody looks for a dialog while they type. So a change that touches the writer's own is said in the status
line, and asked about when the writer saves.
"""

import asyncio
import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tui.compare.merge import Choice, edits_between
from tui.desk.drafts import Draft
from tui.desk.outside import Outside, look_outside
from tui.errors import PostError
from tui.session.asking import Chosen, Resolution
from tui.session.copying import save_copy
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Job, Jobs, Say, View
from tui.session.post_states import Doing, Finding, PostStates
from tui.session.undo_notes import UndoNotes
from tui.session.watching import watch

TOUCHING = "you and another program changed the same place"
SAID = {
    Finding.CHANGED: "another program changed the file where you did; saving shows both",
    Finding.GONE: "the file was deleted or moved; saving asks before it is there again",
}


class _Asked:
    """What the writer was asked about last: a draft, and what was found of its file."""

    draft: Draft | None = None
    found: Outside | None = None


class OutsideChanges:
    """Keeps an eye on the file of the open post."""

    def __init__(
        self,
        post: OpenPost,
        states: PostStates,
        undo_notes: UndoNotes,
        ask: Ask,
        say: Say,
        jobs: Jobs,
        view: View,
    ) -> None:
        self.folder_changed: Callable[[], None] = lambda: None
        """Told when files of the blog have changed."""

        self._post = post
        self._desk = post.desk
        self._states = states
        self._undo_notes = undo_notes
        self._ask = ask
        self._say = say
        self._jobs = jobs
        self._view = view
        self._watched: Path | None = None
        self._watching: Job | None = None
        self._looks = 0

    # --- watching

    def opened(self, _draft: Draft, _is_new: bool) -> None:
        """Watch the folder of a post that was opened, after the frame that shows it."""
        self._jobs.after_frame(self.watch)

    def watch(self) -> None:
        """Watch the folder of the open post, and the blog's others; look at the post's file now."""
        draft = self._desk.draft
        if draft is not None and draft.path.parent != self._watched:
            self._watched = draft.path.parent
            if self._watching is not None:
                self._watching.cancel()
            self._watching = self._jobs.start(
                partial(self._watch, draft.path.parent), "watch", "watches the folder"
            )
        self.look()

    async def _watch(self, folder: Path) -> None:
        folders = self._desk.site.folders
        others = [other for other in {folders.posts, folders.drafts} - {folder} if os.path.isdir(other)]
        async for _ in watch(folder, others):
            self.look()
            self.folder_changed()
        self._watched = None  # the folder is gone, or cannot be watched
        self.look()

    def tick(self) -> None:
        """Look after a folder that went and came back."""
        if self._watched is None:
            self.watch()

    # --- looking

    def look(self) -> None:
        """Find out whether the file of the open post is still the one that was read."""
        self._view.files_changed()
        draft = self._post.draft
        if draft is not None and not self._states.is_written(draft.path):
            self._compare_soon(draft)

    def _compare_soon(self, draft: Draft) -> None:
        self._looks += 1
        self._jobs.start(partial(self._compare, draft, self._looks), "outside", "look outside")

    async def _compare(self, draft: Draft, number: int) -> None:
        try:
            found = await asyncio.to_thread(look_outside, draft)
        except PostError:
            return  # saving will say what lies there
        if number == self._looks:  # else a newer look knows better
            self._looked(draft, found)

    def _looked(self, of: Draft, found: Outside | None) -> None:
        draft = self._post.draft
        if draft is None or draft.path != of.path or self._states.is_written(draft.path):
            return
        if self._states.does(draft.path, Doing.RESOLVING):
            return
        if not draft.same_text(of):
            if found is not None:  # what was found is of a text that went on
                self._compare_soon(draft)
            return
        if found is None:
            self._states.is_as_read(draft.path)
        elif found.theirs is None:
            self._say_of(draft.path, Finding.GONE)
        elif found.touching:
            self._say_of(draft.path, Finding.CHANGED)
        else:
            self.merge(found)
        self._view.status_changed()

    def _say_of(self, path: Path, finding: Finding) -> None:
        if self._states.found(path, finding):
            self._say.tell(SAID[finding])

    # --- making both one

    def merge(self, found: Outside, choices: Sequence[Choice] = ()) -> None:
        """Make what another program wrote part of the text, as one step that undo takes back."""
        was_unsaved = found.draft.unsaved
        edits = edits_between(found.draft.text, found.text(choices))
        self._post.text.change(edits)
        self._undo_notes.remember(edits, "that took back what another program wrote; redo brings it back")
        self._post.flush()
        self._desk.accept_outside_change(found)
        self._states.is_as_read(found.draft.path)
        self._view.list_changed()
        merged = "merged with what another program wrote"
        self._say.tell(merged if was_unsaved else "read again: the file was changed")

    async def resolve(self, path: Path) -> bool:
        """Bring a post and its changed file together, asking where they touch; whether it can be saved now.

        Raises PostError when something lies there that is no post.
        """
        if self._states.does(path, Doing.RESOLVING):
            self._ask.open(TOUCHING)  # it waits for a pause, and the writer has just called for it
            return False
        self._post.open(path)
        try:
            with self._states.during(path, Doing.RESOLVING):
                return await self._resolved(path)
        finally:
            self.look()  # what happened meanwhile was not looked at

    async def _resolved(self, path: Path) -> bool:
        while True:
            asked = _Asked()
            answer = await self._ask.unasked(TOUCHING, partial(self._touching, path, asked), at_once=True)
            if asked.draft is None:
                return False
            if answer == "copy":
                save_copy(asked.draft, self._desk.saves, self._say)
            now = self._post.draft
            if now is not None and now.same_text(asked.draft):  # else what was found is of another text
                return self._merged(asked.found, answer if isinstance(answer, tuple) else None)

    async def _touching(self, path: Path, asked: _Asked) -> Resolution | None:
        """Compare the draft with its file; returns the question about places that both changed, or None."""
        draft = self._post.draft
        asked.draft = draft if draft is not None and draft.path == path else None
        if asked.draft is None:
            return None
        asked.found = await asyncio.to_thread(look_outside, asked.draft)
        if asked.found is None or not asked.found.touching:
            return None
        return Resolution(TOUCHING, asked.found.pieces, "here", "in the file")

    def _merged(self, found: Outside | None, choices: Chosen | None) -> bool:
        if found is None:
            return True
        if found.theirs is None or (choices is None and found.touching):
            return False
        self.merge(found, choices if isinstance(choices, tuple) else ())
        return True
