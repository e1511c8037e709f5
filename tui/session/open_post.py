"""The open post: passes typed edits on to its draft once a turn, and applies edits that were not typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from tui.desk.desk import Desk
from tui.desk.drafts import Draft
from tui.edits import Edit, Step, joined
from tui.errors import PostError
from tui.session.ports import Say, Text, View
from tui.session.post_states import refusal
from tui.settings import LeftOff


class OpenPost:
    """The post in the editor: its text, and the draft made from it."""

    def __init__(self, desk: Desk, text: Text, say: Say, view: View) -> None:
        self.desk = desk
        self.text = text
        self.revision = 0
        """The number of steps done in this run; undo and redo count as steps."""

        self.opened: Callable[[Draft, bool], None] = lambda draft, is_new: None
        """Called with each draft that is opened, and with whether it is opened for the first time."""

        self._say = say
        self._view = view
        self._edits: list[Edit] = []

    # --- what the writer does

    def stepped(self, step: Step) -> None:
        """Collect the edits of a step; the draft gets them when it is next needed or drawn."""
        self.revision += 1
        self._edits += step.edits
        self._view.text_changed()

    def flush(self) -> None:
        """Apply the collected edits to the draft."""
        if not self._edits:
            return
        edits, self._edits = joined(self._edits), []
        before = self.desk.draft
        draft = self.desk.edited(edits, lambda: self.text.text)
        if draft is None:
            return
        self._view.page_changed()
        if before is None or draft.unsaved != before.unsaved:
            self._view.list_changed()

    # --- what others read and do

    @property
    def draft(self) -> Draft | None:
        """The draft of the open post, up to date with the text; None when no post is open."""
        self.flush()
        return self.desk.draft

    def is_front(self, path: Path) -> bool:
        """Whether a post is the open one."""
        return self.desk.draft is not None and self.desk.draft.path == path

    def writable(self) -> Draft | None:
        """Return the draft if it may be changed; otherwise tell the writer why not, and return None."""
        draft = self.draft
        problem = refusal(draft, self.text.read_only)
        if problem:
            self._say.tell(problem)
            return None
        return draft

    def change(self, edits: Sequence[Edit]) -> None:
        """Apply edits as one undo step; the cursor stays at the same words."""
        self.text.change(edits)
        self.flush()

    def tick(self) -> None:
        """Redraw the page if the passing of time made the post public or expired."""
        if self.desk.by_clock() is not None:
            self._view.page_changed()

    # --- which post it is

    def open(self, path: Path) -> None:
        """Open a post; the post that was open before keeps its unsaved text."""
        self.flush()
        try:
            draft = self.desk.open(path)
        except PostError as error:
            self._say.error(error)
            return
        self.show(draft)

    def show(self, draft: Draft) -> None:
        """Show a draft that the desk has just opened."""
        left_off = self.desk.remembered.left_off or LeftOff((draft.first_row, 0))
        is_new = self.text.open(draft.path, draft.text, left_off)
        self.text.read_only = not self.desk.locks.are_ours(draft.path)
        self._view.page_changed()
        self._view.list_changed()
        self.opened(draft, is_new)

    def remember_place(self) -> None:
        """Store the writer's place in the text, for the next start."""
        if self.desk.draft is not None:
            self.desk.memory.remember(replace(self.desk.remembered, left_off=self.text.left_off))
