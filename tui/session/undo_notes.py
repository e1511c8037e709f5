"""A notice for the writer when undo takes back a step that they did not type."""

from collections.abc import Sequence

from tui.edits import Edit, Step
from tui.session.ports import Say


class UndoNotes:
    """Remembers the last step that was not typed, and the notice to show when it is undone."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._inverted: set[Edit] = set()
        self._told = ""

    def remember(self, edits: Sequence[Edit], told: str) -> None:
        """Show `told` when the step with these edits is undone."""
        self._inverted, self._told = {edit.inverted() for edit in edits}, told

    def forget(self) -> None:
        """Show no notice when that step is undone."""
        self._inverted = set()

    def stepped(self, step: Step) -> None:
        """Show the notice if a step undoes the remembered one."""
        if step.act == "undone" and self._inverted and set(step.edits) == self._inverted:
            self._say.tell(self._told)
