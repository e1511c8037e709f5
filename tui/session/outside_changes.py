"""Changes by other programs to the open post's file: merged into the text, or asked about on a conflict.

A dialog would disturb a writer who types. So a conflict is shown in the status line, and the writer is asked
about it when they save.
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
    """The draft and the state of its file that the last question was made from."""

    draft: Draft | None = None
    found: Outside | None = None


class OutsideChanges:
    """Watches the file of the open post, and merges what other programs write into it."""

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
        """Called when files of the blog have changed."""

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
        """Watch the open post's folder and the blog's other folders, and check the post's file at once."""
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
        """Try again to watch a folder that could not be watched before."""
        if self._watched is None:
            self.watch()

    # --- looking

    def look(self) -> None:
        """Check whether the file of the open post still has the content that was last read or written."""
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
            return  # the next save reports the error
        if number == self._looks:  # a newer comparison replaces this one
            self._take_comparison(draft, found)

    def _take_comparison(self, of: Draft, found: Outside | None) -> None:
        draft = self._post.draft
        if draft is None or draft.path != of.path or self._states.is_written(draft.path):
            return
        if self._states.does(draft.path, Doing.RESOLVING):
            return
        if not draft.same_text(of):
            if found is not None:  # the text changed since it was compared
                self._compare_soon(draft)
            return
        if found is None:
            self._states.clear_finding(draft.path)
        elif found.theirs is None:
            self._note_finding(draft.path, Finding.GONE)
        elif found.touching:
            self._note_finding(draft.path, Finding.CHANGED)
        else:
            self.merge(found)
        self._view.status_changed()

    def _note_finding(self, path: Path, finding: Finding) -> None:
        if self._states.found(path, finding):
            self._say.tell(SAID[finding])

    # --- merging

    def merge(self, found: Outside, choices: Sequence[Choice] = ()) -> None:
        """Merge the file's content into the text, as one undo step; `choices` decide the conflicts."""
        was_unsaved = found.draft.unsaved
        edits = edits_between(found.draft.text, found.text(choices))
        self._post.text.change(edits)
        self._undo_notes.remember(edits, "that took back what another program wrote; redo brings it back")
        self._post.flush()
        self._desk.accept_outside_change(found)
        self._states.clear_finding(found.draft.path)
        self._view.list_changed()
        merged = "merged with what another program wrote"
        self._say.tell(merged if was_unsaved else "read again: the file was changed")

    async def resolve(self, path: Path) -> bool:
        """Merge a post with its changed file, asking about conflicts; return whether it can be saved now.

        Raises PostError when the file is no longer a post.
        """
        if self._states.does(path, Doing.RESOLVING):
            self._ask.open(TOUCHING)  # the question waits for a pause, but the writer has just asked to save
            return False
        self._post.open(path)
        try:
            with self._states.during(path, Doing.RESOLVING):
                return await self._resolve_until_merged(path)
        finally:
            self.look()  # changes were not checked while the question was open

    async def _resolve_until_merged(self, path: Path) -> bool:
        while True:
            asked = _Asked()
            answer = await self._ask.unasked(TOUCHING, partial(self._resolution, path, asked), at_once=True)
            if asked.draft is None:
                return False
            if answer == "copy":
                save_copy(asked.draft, self._desk.saves, self._say)
            now = self._post.draft
            if now is not None and now.same_text(asked.draft):  # otherwise the answer is about an older text
                return self._merge_chosen(asked.found, answer if isinstance(answer, tuple) else None)

    async def _resolution(self, path: Path, asked: _Asked) -> Resolution | None:
        """Compare the draft with its file; return the question about places that both changed, or None."""
        draft = self._post.draft
        asked.draft = draft if draft is not None and draft.path == path else None
        if asked.draft is None:
            return None
        asked.found = await asyncio.to_thread(look_outside, asked.draft)
        if asked.found is None or not asked.found.touching:
            return None
        return Resolution(TOUCHING, asked.found.pieces, "here", "in the file")

    def _merge_chosen(self, found: Outside | None, choices: Chosen | None) -> bool:
        """Merge with the writer's choices; return whether the post can be saved now."""
        if found is None:
            return True
        if found.theirs is None or (choices is None and found.touching):
            return False
        self.merge(found, choices if isinstance(choices, tuple) else ())
        return True
