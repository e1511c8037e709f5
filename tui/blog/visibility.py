"""Whether readers can see a post, when that changes, and why not: one value, computed by its engine.

It says what the engine does, not what the writer means. A post marked as a draft may be public (`draft: true`
in Jekyll's `_posts`), and one without a mark may be scheduled.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

State = Literal["public", "draft", "scheduled", "unpublished", "expired"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Visibility:
    """Whether readers see a post, and why not."""

    state: State = "public"
    moment: datetime | None = None
    """With a zone: when a scheduled post becomes public, or when a public one expires or expired; None when
    time does not change it."""

    reason: str = ""
    """Why a draft or an unpublished post is hidden, as a clause: `its header says draft: true`."""

    @property
    def public(self) -> bool:
        """Whether readers see it now."""
        return self.state == "public"

    @property
    def sentence(self) -> str:
        """The state and its date or reason, on one line: `scheduled: public on 2027-01-03`."""
        day = f"{self.moment:%Y-%m-%d}" if self.moment else ""
        said = {"scheduled": f"public on {day}", "expired": f"public until {day}"}.get(
            self.state, self.reason
        )
        return f"{self.state}: {said}" if said else self.state

    def is_due(self, now: datetime) -> bool:
        """Whether time has changed the state since it was computed."""
        return self.state in ("public", "scheduled") and self.moment is not None and self.moment <= now


PUBLIC = Visibility()


def by_clock(begins: datetime | None, now: datetime, ends: datetime | None = None) -> Visibility:
    """Return the visibility of a post by its dates alone; None means no beginning or no end."""
    if ends is not None and ends <= now:
        return Visibility("expired", ends)
    if begins is not None and begins > now:
        return Visibility("scheduled", begins)
    return Visibility("public", ends)
