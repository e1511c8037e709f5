"""Offers to escape characters that markdown would change for readers; one key takes the offer.

The writer may type on, so the character is searched for again before it is escaped. Pressing the key again
at once tries the next remedy, and after the last remedy the typed text is restored.
"""

from dataclasses import dataclass

from tui.edits import Step
from tui.prose import harm
from tui.session.hint import Hint
from tui.session.offers import Offer, Offers
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, Timer

LOOK_AFTER = 0.1
"""Seconds after the last key until the typed text is examined."""

FARTHEST = 80
"""How many characters may be typed after the character before its offer ends."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where harm was found: the row, the column after the character, and the row's text up to that column."""

    row: int
    column: int
    before: str


class Escaping:
    """Looks for harm around the cursor of the open post, and offers to escape it."""

    def __init__(self, post: OpenPost, offers: Offers, jobs: Jobs) -> None:
        self._post = post
        self._text = post.text
        self._offers = offers
        self._jobs = jobs
        self._timer: Timer | None = None
        self._spot: _Spot | None = None

    def stepped(self, step: Step) -> None:
        """After a step that typed something, look for harm in the next pause."""
        if step.act not in ("typed", "joined") or not step.edits or not step.edits[-1].text:
            return
        if self._timer is None:
            self._timer = self._jobs.after(LOOK_AFTER, self._paused)
        else:
            self._timer.reset()

    def _paused(self) -> None:
        self._timer = None
        self.look()

    def look(self) -> None:
        """Look for harm at the cursor, then at the place found last; offer the first remedy."""
        found = self._found()
        if found is None:
            self._spot = None
            return
        row, column = found.row, found.column + 1
        spot = _Spot(row, column, self._text.row_text(row)[:column])
        self._spot = spot
        remedy = found.remedies[0]
        hint = Hint(f"{found.character}  {found.why}", (("text.escape", f"write {remedy.text}"),))
        self._offers.make(Offer(hint, lambda: self._holds(spot), lambda: self._take(0)))

    def _found(self) -> harm.Harm | None:
        draft, (start, end) = self._post.draft, self._text.selection
        if draft is None or self._text.read_only or start != end:
            return None
        row, column = self._text.cursor_location
        column = len(self._text.row_text(row)[:column].rstrip())
        found = harm.harm(draft.page, row, column) if column else None
        if found is None and self._spot is not None and self._holds(self._spot):
            found = harm.harm(draft.page, self._spot.row, self._spot.column)
        return found

    def _holds(self, spot: _Spot) -> bool:
        """Return whether the cursor is still shortly after a spot, in a row that is unchanged up to there."""
        row, column = self._text.cursor_location
        if row != spot.row or not spot.column <= column <= spot.column + FARTHEST:
            return False
        return self._text.row_text(row).startswith(spot.before)

    def _take(self, number: int) -> None:
        """Apply the remedy at an index, and offer the next one."""
        found = self._found()
        if found is None:
            return
        self._post.change(found.remedies[number].edits)
        self._spot = None
        self._offer_next(found, number + 1)

    def _offer_next(self, found: harm.Harm, number: int) -> None:
        written = found.remedies[number - 1].text
        other = found.remedies[number].text if number < len(found.remedies) else "it as it was"

        def try_next() -> None:
            self._text.action_undo()
            self._post.flush()
            if number < len(found.remedies):
                self._post.change(found.remedies[number].edits)
                self._offer_next(found, number + 1)
            else:
                self.look()

        readers = f"readers see {found.character}, written {written}"
        self._offers.make_here(Hint(readers, (("text.escape", f"write {other}"),)), try_next)
