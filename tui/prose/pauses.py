"""Active time: the seconds in each phase and on each day, computed from the times of the writer's steps.

A pause between two steps counts fully if it is no longer than `idle` seconds, and otherwise not at all; a
single step counts nothing. A pause belongs to the post, phase and local day of the step that ends it.

Pauses are measured with the monotonic clock, which stands still while the machine sleeps and never jumps. The
wall clock only tells the day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from tui.files.journal import Phase
from tui.files.ledger import Seconds

IDLE = 60
"""The default of `idle`, in seconds."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time of one step, and its phase."""

    wall: float
    """Seconds since 1970."""

    monotonic: float
    """Seconds by the monotonic clock of `run`."""

    run: str
    """Names a boot of the machine, or one journal, within which `monotonic` can be compared."""

    source: str
    """The journal that holds the step."""

    phase: Phase = "writing"


def pause(before: float | None, now: float, idle: float = IDLE) -> float:
    """Return the seconds between two steps that count; `before` is None for the first step."""
    if before is None or not 0 <= now - before <= idle:
        return 0
    return now - before


def spent(seconds: float, phase: Phase) -> Seconds:
    """Return seconds as the time of one phase."""
    return Seconds(writing=seconds) if phase == "writing" else Seconds(postprocessing=seconds)


def day_of(wall: float, zone: tzinfo | None = None) -> str:
    """Return the local day of a time as ISO text; outside the years 1 to 9999, the nearest day."""
    try:
        return datetime.fromtimestamp(wall, zone).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return date.min.isoformat() if wall < 0 else date.max.isoformat()


def add_up(
    stamps: Iterable[Stamp], idle: float = IDLE, zone: tzinfo | None = None
) -> dict[tuple[str, str], Seconds]:
    """Return (journal, day) → active time, for stamps in any order.

    Journals that were written in turns within one run share its time, so no second counts twice. A day with
    steps but without a pause that counts has an entry with no time.
    """
    spent_on: dict[tuple[str, str], Seconds] = {}
    before: dict[str, float] = {}
    for stamp in sorted(stamps, key=lambda stamp: (stamp.run, stamp.monotonic)):
        seconds = pause(before.get(stamp.run), stamp.monotonic, idle)
        before[stamp.run] = stamp.monotonic
        key = stamp.source, day_of(stamp.wall, zone)
        spent_on[key] = spent_on.get(key, Seconds()) + spent(seconds, stamp.phase)
    return spent_on


def streak(days: Collection[str], today: str) -> int:
    """Return how many days in a row have writing, ending today, or yesterday while today has none.

    `days` and `today` are ISO dates.
    """
    written = set(days)
    day = date.fromisoformat(today)
    if day.isoformat() not in written:
        day -= timedelta(days=1)
    length = 0
    while day.isoformat() in written:
        length += 1
        if day == date.min:
            break
        day -= timedelta(days=1)
    return length
