"""The open post: its text goes into the draft once a turn, and is changed from outside the keyboard here."""

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
    """The post in front, as text and as draft."""

    def __init__(self, desk: Desk, text: Text, say: Say, view: View) -> None:
        self.desk = desk
        self.text = text
        self.revision = 0
        """How many steps were done in this run, undo and redo among them."""

        self.opened: Callable[[Draft, bool], None] = lambda draft, is_new: None
        """Told of each draft that comes to the front, and whether nothing was known of its text."""

        self._say = say
        self._view = view
        self._edits: list[Edit] = []

    # --- what the writer does

    def stepped(self, step: Step) -> None:
        """Take a step that was done to the text; the draft follows when it is asked for, or shown."""
        self.revision += 1
        self._edits += step.edits
        self._view.text_changed()

    def flush(self) -> None:
        """Let the draft take what was done to the text."""
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
        """The draft of the open post, with all that was done to its text."""
        self.flush()
        return self.desk.draft

    def is_front(self, path: Path) -> bool:
        """Whether a post is the open one."""
        return self.desk.draft is not None and self.desk.draft.path == path

    def writable(self) -> Draft | None:
        """Return the draft when its text takes changes now; else say why it does not, and return None."""
        draft = self.draft
        problem = refusal(draft, self.text.read_only)
        if problem:
            self._say.tell(problem)
            return None
        return draft

    def change(self, edits: Sequence[Edit]) -> None:
        """Do edits as one step of undo; the cursor stays with its words."""
        self.text.change(edits)
        self.flush()

    def tick(self) -> None:
        """Notice that the clock alone made another post of it: its date has come, or its time is over."""
        if self.desk.by_clock() is not None:
            self._view.page_changed()

    # --- which post it is

    def open(self, path: Path) -> None:
        """Bring a post to the front; what is unsaved in the one before stays as it is."""
        self.flush()
        try:
            draft = self.desk.open(path)
        except PostError as error:
            self._say.error(error)
            return
        self.show(draft)

    def show(self, draft: Draft) -> None:
        """Show a draft that the desk has put in front."""
        left_off = self.desk.remembered.left_off or LeftOff((draft.first_row, 0))
        is_new = self.text.open(draft.path, draft.text, left_off)
        self.text.read_only = not self.desk.locks.are_ours(draft.path)
        self._view.page_changed()
        self._view.list_changed()
        self.opened(draft, is_new)

    def remember_place(self) -> None:
        """Keep where the writer is, for the next start."""
        if self.desk.draft is not None:
            self.desk.memory.remember(replace(self.desk.remembered, left_off=self.text.left_off))
