"""Active time: from the moments of a writer's steps to seconds in each phase and on each day.

The rule: a pause between two steps counts whole up to `idle` seconds, and a longer one not at all; a lone
step counts nothing. A pause belongs to the post, the phase and the local day of the step that ends it.

Pauses are measured with the monotonic clock alone. It stands still while the machine sleeps and never jumps;
the wall clock only says which day it is.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from tui.files.journal import Phase
from tui.files.ledger import Seconds

IDLE = 60
"""Seconds, where nothing else was chosen."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """One step: when, and what its time goes to."""

    wall: float
    """Seconds since 1970."""

    monotonic: float
    """Seconds by the clock that `run` owns."""

    run: str
    """Within which `monotonic` can be compared: a run of the machine, or one journal."""

    source: str
    """The journal it stands in."""

    phase: Phase = "writing"


def pause(before: float | None, now: float, idle: float = IDLE) -> float:
    """Return how much of the time between two steps counts; `before` is None for the first."""
    if before is None or not 0 <= now - before <= idle:
        return 0
    return now - before


def spent(seconds: float, phase: Phase) -> Seconds:
    """Return time in one phase."""
    return Seconds(writing=seconds) if phase == "writing" else Seconds(postprocessing=seconds)


def day_of(wall: float, zone: tzinfo | None = None) -> str:
    """Return the local day of a moment as ISO text; a clock that shows no real time gives the nearest."""
    try:
        return datetime.fromtimestamp(wall, zone).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return date.min.isoformat() if wall < 0 else date.max.isoformat()


def add_up(
    stamps: Iterable[Stamp], idle: float = IDLE, zone: tzinfo | None = None
) -> dict[tuple[str, str], Seconds]:
    """Return (journal, day) → active time, from stamps in any order.

    Journals that were written in turns within one run share its time: no second counts twice. A day
    with steps but without a pause that counts is there with no time.
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
    """Return how many days in a row were written on, up to today, or to yesterday while today has nothing.

    Days are ISO dates.
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
