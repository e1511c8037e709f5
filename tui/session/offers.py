"""What the status line offers while the writer types, and the one key that takes it.

An offer is about one place in one state of the text. Its `holds` says whether it is still valid, and is
asked whenever the status line is drawn and when the key is pressed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from tui.errors import DraftroomError
from tui.session.hint import Hint
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Say, Spelling, View


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer."""

    hint: Hint
    holds: Callable[[], bool]
    """Returns whether the offer is still valid for the present text and cursor."""

    take: Callable[[], None] | None = None
    """What the key does; None for an offer that only informs. May raise DraftroomError."""


class Offers:
    """Holds the present offer; there is one at a time."""

    def __init__(self, post: OpenPost, spelling: Spelling, ask: Ask, say: Say, view: View) -> None:
        self._post = post
        self._spelling = spelling
        self._ask = ask
        self._say = say
        self._view = view
        self._offer: Offer | None = None

    @property
    def hint(self) -> Hint | None:
        """The hint for the status line: a question that waits, else the present offer, else None."""
        if self._ask.hint is not None:
            return self._ask.hint
        if self._offer is not None and not self._offer.holds():
            self._offer = None
        return self._offer.hint if self._offer is not None else None

    def make(self, offer: Offer) -> None:
        """Make an offer, which replaces the one before."""
        if offer is not self._offer:
            self._offer = offer
            self._view.status_changed()

    def make_here(self, hint: Hint, take: Callable[[], None] | None = None) -> None:
        """Make an offer that is valid until the text changes or the cursor moves."""
        when = self._here
        self.make(Offer(hint, lambda: self._here == when, take))

    @property
    def _here(self) -> tuple[object, ...]:
        return self._post.revision, *self._post.text.selection

    def take(self) -> None:
        """Take the present offer; without one, correct the misspelt word at the cursor."""
        if self._ask.open() or self._post.writable() is None:
            return
        take = self._offer.take if self.hint is not None and self._offer is not None else None
        if take is None:
            self._mend_word()
            return
        try:
            take()
        except DraftroomError as error:
            self._say.error(error)

    def _mend_word(self) -> None:
        mended = self._spelling.mended(self._post.text.cursor_location)
        if mended is None:
            self._say.tell("nothing is offered here")
        else:
            self._post.change((mended,))
