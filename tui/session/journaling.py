"""The journal of the open post: every step is on disk before it is painted."""

from tui.edits import Step
from tui.errors import JournalError
from tui.session.open_post import OpenPost
from tui.session.ports import Say


class Journaling:
    """Writes steps into the journal, and starts a new journal if another program removed its file."""

    def __init__(self, post: OpenPost, say: Say) -> None:
        self._post = post
        self._say = say

    def stepped(self, step: Step) -> None:
        """Write a step to the journal on disk."""
        try:
            self._post.desk.journal_step(step, lambda: self._post.text.text)
        except JournalError as error:
            self._say.error(error)

    def tick(self) -> None:
        """Check that the journals still exist, and renew those that were removed."""
        try:
            self._post.desk.renew_journals()
        except JournalError as error:
            self._say.error(error)
