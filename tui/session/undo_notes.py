"""What is said when undo takes back a step that the writer did not type."""

from collections.abc import Sequence

from tui.edits import Edit, Step
from tui.session.ports import Say


class UndoNotes:
    """Knows the last step that was done for the writer, and what to say when it is undone."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._inverted: set[Edit] = set()
        self._told = ""

    def remember(self, edits: Sequence[Edit], told: str) -> None:
        """Say `told` when the step that was just done is undone."""
        self._inverted, self._told = {edit.inverted() for edit in edits}, told

    def forget(self) -> None:
        """Say nothing when it is undone."""
        self._inverted = set()

    def stepped(self, step: Step) -> None:
        """Look whether a step is that one, undone."""
        if step.act == "undone" and self._inverted and set(step.edits) == self._inverted:
            self._say.tell(self._told)
