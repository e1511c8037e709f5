"""Whether readers can see a post, and when that changes or why not: one value, worked out by its engine.

It is what the engine does, not what the writer means. A post marked as a draft may be public (`draft: true`
among Jekyll's posts), and one that was never marked may wait.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

State = Literal["public", "draft", "scheduled", "unpublished", "expired"]
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True, slots=True)
class Visibility:
    """What readers get of a post."""

    state: State = "public"
    moment: datetime | None = None
    """With a zone: when readers get a scheduled post, and when they lose a public one or lost an expired
    one; None where the clock has no say."""

    reason: str = ""
    """What hides a draft or an unpublished post, as a clause: `its header says draft: true`."""

    @property
    def public(self) -> bool:
        """Whether readers see it now."""
        return self.state == "public"

    @property
    def sentence(self) -> str:
        """The state and what there is to say of it, on one line: `scheduled: public on 2027-01-03`."""
        day = f"{self.moment:%Y-%m-%d}" if self.moment else ""
        said = {"scheduled": f"public on {day}", "expired": f"public until {day}"}.get(
            self.state, self.reason
        )
        return f"{self.state}: {said}" if said else self.state

    def is_due(self, now: datetime) -> bool:
        """Whether the clock alone has made something else of it by now."""
        return self.state in ("public", "scheduled") and self.moment is not None and self.moment <= now


PUBLIC = Visibility()


def by_clock(begins: datetime | None, now: datetime, ends: datetime | None = None) -> Visibility:
    """Return what the clock makes of a post that nothing else hides; None means no beginning or no end."""
    if ends is not None and ends <= now:
        return Visibility("expired", ends)
    if begins is not None and begins > now:
        return Visibility("scheduled", begins)
    return Visibility("public", ends)
