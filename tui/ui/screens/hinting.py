"""What the status line offers while one writes, and the one key that takes it.

The one thing you would get wrong: an offer is of a text and a place. It says itself whether it still
holds, and is looked at again whenever the status line is shown and when its key is pressed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tui.edits import Edit, Step
from tui.errors import DraftroomError
from tui.ui.hint import Hint
from tui.ui.report import show_error, tell
from tui.ui.screens.beginning import BeginningScreen


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that is offered."""

    hint: Hint
    holds: Callable[[], bool]
    """Whether it is still about what is written now."""

    take: Callable[[], None] | None = None
    """What the key does, where there is something to do. May raise DraftroomError."""


class HintingScreen(BeginningScreen):
    """A screen that offers things, one at a time."""

    revision = 0
    """How many steps were done in this run, undo and redo among them."""

    _offer: Offer | None = None

    @property
    def hint(self) -> Hint | None:
        """What the status line offers now: the question that waits before all else."""
        if self.unasked.hint is not None:
            return self.unasked.hint
        if self._offer is not None and not self._offer.holds():
            self._offer = None
        return self._offer.hint if self._offer is not None else None

    def suggest(self, offer: Offer | None) -> None:
        """Offer something, in place of what was offered before; None for nothing."""
        if offer is not self._offer:
            self._offer = offer
            self.show_status()

    def suggest_here(self, hint: Hint, take: Callable[[], None] | None = None) -> None:
        """Offer something that holds until the text changes or the cursor goes elsewhere."""
        when = self.revision, self.editor.selection
        self.suggest(Offer(hint, lambda: (self.revision, self.editor.selection) == when, take))

    def keep(self, step: Step) -> None:
        """Keep a step, and count it."""
        self.revision += 1
        super().keep(step)

    def can_change(self) -> bool:
        """Whether the text takes changes now; says so where it does not. What was typed is taken first."""
        self.flush()
        if self.desk.draft is not None and not self.editor.read_only:
            return True
        tell(self.app, "this post is read only" if self.desk.draft else "no post is open")
        return False

    def change(self, edits: tuple[Edit, ...]) -> None:
        """Do edits as one step of undo; the cursor stays with its words."""
        self.editor.change(edits)
        self.flush()

    def _mend_word(self) -> None:
        """Mend the misspelt word at the cursor, as the status line says."""
        mended = self.spelling.mended(self.editor.cursor_location)
        if mended is None:
            tell(self.app, "nothing is offered here")
        else:
            self.change((mended,))

    def action_text_escape(self) -> None:
        """Take what the status line offers."""
        if self.unasked.open() or not self.can_change():
            return
        take = self._offer.take if self.hint is not None and self._offer is not None else None
        if take is None:
            self._mend_word()
            return
        try:
            take()
        except DraftroomError as error:
            show_error(self.app, error)
