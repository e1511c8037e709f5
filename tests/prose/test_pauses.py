"""Active time: pauses by the clock that stands still in suspend, days by the one on the wall."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tui.files.journal import Phase
from tui.files.ledger import Seconds
from tui.prose.pauses import Stamp, add_up, day_of, pause, streak

HALIFAX = ZoneInfo("America/Halifax")
NOON = datetime(2024, 5, 4, 12, tzinfo=HALIFAX).timestamp()
DAY = "2024-05-04"


def stamps(
    moments: Sequence[float],
    journal: str = "a",
    run: str = "boot",
    phase: Phase = "writing",
    start: float = NOON,
) -> list[Stamp]:
    """Steps at some seconds; the wall clock goes along."""
    return [Stamp(start + moment, moment, run, journal, phase) for moment in moments]


def seconds(found: Sequence[Stamp], idle: float = 60) -> float:
    return sum(spent.total for spent in add_up(found, idle, HALIFAX).values())


@pytest.mark.parametrize(
    ("moments", "active"),
    [
        ([], 0),
        ([5], 0),
        ([0, 60], 60),
        ([0, 60.001], 0),
        ([0, 10, 100, 130], 40),
        ([float(at) for at in range(0, 121, 6)], 120),
    ],
)
def test_a_pause_counts_whole_up_to_the_limit_and_a_longer_one_not_at_all(
    moments: list[float], active: float
) -> None:
    assert seconds(stamps(moments)) == active
    assert seconds(stamps(moments[::-1])) == active


def test_the_limit_is_a_setting() -> None:
    assert seconds(stamps([0, 90]), idle=120) == 90
    assert pause(0, 90, 120) == 90
    assert pause(9, 3) == 0  # the clock of another run


@pytest.mark.parametrize("jump", [8 * 3600, -8 * 3600, 60, -1e15])
def test_suspend_and_a_changed_wall_clock_add_nothing_and_take_nothing(jump: float) -> None:
    assert seconds(stamps([0, 30]) + stamps([40, 70], start=NOON + jump)) == 70


def test_two_sittings_each_count_their_own() -> None:
    assert seconds(stamps([0, 30], "a", "one") + stamps([5, 25], "b", "two")) == 50
    assert seconds(stamps([0, 30], "a") + stamps([3000, 3020], "b")) == 50


def test_two_journals_in_turns_share_their_time() -> None:
    found = add_up(stamps([0, 20, 40], "a") + stamps([10, 15], "b"), zone=HALIFAX)
    assert found == {("a", DAY): Seconds(25), ("b", DAY): Seconds(15)}


def test_a_pause_belongs_to_the_phase_of_the_step_that_ends_it() -> None:
    found = add_up(stamps([0, 10]) + stamps([30, 35], phase="postprocessing"), zone=HALIFAX)
    assert found == {("a", DAY): Seconds(10, 25)}


def test_days_are_local_also_where_the_clocks_change() -> None:
    before = datetime(2024, 11, 2, 23, 59, 50, tzinfo=HALIFAX).timestamp()
    assert add_up(stamps([0, 5, 20], start=before), zone=HALIFAX) == {
        ("a", "2024-11-02"): Seconds(5),
        ("a", "2024-11-03"): Seconds(15),
    }
    back = datetime(2024, 11, 3, 1, 59, 50, tzinfo=HALIFAX).timestamp()  # ten seconds on it is one o'clock
    assert add_up(stamps([0, 20, 3580, 3620], start=back), zone=HALIFAX) == {("a", "2024-11-03"): Seconds(60)}
    assert day_of(NOON + 25 * 3600, HALIFAX) == "2024-05-05"


def test_a_wall_clock_out_of_all_bounds_has_a_day() -> None:
    assert (day_of(-1e20), day_of(1e20)) == ("0001-01-01", "9999-12-31")


@pytest.mark.parametrize(
    ("days", "length"),
    [
        ([], 0),
        (["2024-03-01"], 1),
        (["2024-02-29"], 1),
        (["2024-02-28"], 0),
        (["2024-02-28", "2024-02-29", "2024-03-01"], 3),
        (["2024-02-27", "2024-02-28", "2024-03-01"], 1),
        (["2024-03-02", "2024-03-01"], 1),
    ],
)
def test_a_streak_ends_today_or_yesterday(days: list[str], length: int) -> None:
    assert streak(days, "2024-03-01") == length
