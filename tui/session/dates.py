"""Dates as a person reads them, from the ISO text that the library keeps, and moments of this day."""

from collections.abc import Callable
from datetime import UTC, datetime

from tui.blog.visibility import Visibility

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def moment(time: datetime, now: datetime | None = None) -> str:
    """Return when something was, by the clock here: `09:12`, `3 nov, 09:12` or `3 nov 2023, 09:12`."""
    local, here = time.astimezone(), (now or datetime.now(UTC)).astimezone()
    clock = f"{local:%H:%M}"
    if local.date() == here.date():
        return clock
    date = listed_date(local.isoformat()) if local.year != here.year else short_date(local.isoformat())
    return f"{date.strip()}, {clock}"


def short_date(date: str) -> str:
    """Return ` 3 nov`, six cells wide; empty when the text names no day."""
    day = _day(date)
    return f"{day[2]:2} {MONTHS[day[1] - 1][:3]}" if day else ""


def listed_date(date: str) -> str:
    """Return ` 3 nov 2023`, eleven cells wide; empty when the text names no day."""
    day = _day(date)
    return f"{short_date(date)} {day[0]:04}" if day else ""


def page_date(date: str) -> str:
    """Return `3 november 2023`, as the page's head shows it; empty when the text names no day."""
    day = _day(date)
    return f"{day[2]} {MONTHS[day[1] - 1]} {day[0]:04}" if day else ""


def seen(visibility: Visibility, told_day: Callable[[str], str]) -> str:
    """Return what readers get of a post, its day in a form of this room: `scheduled for 3 january 2027`.

    Empty for a public one: that is what posts are for.
    """
    if visibility.public:
        return ""
    day = told_day(visibility.moment.isoformat()).strip() if visibility.moment else ""
    before = {"scheduled": " for ", "expired": " on "}.get(visibility.state, "")
    return f"{visibility.state}{before}{day}" if before and day else visibility.state


def _day(date: str) -> tuple[int, int, int] | None:
    year, month, day = date[:4], date[5:7], date[8:10]
    if not (year + month + day).isdigit() or not day or not 1 <= int(month) <= 12:
        return None
    return int(year), int(month), int(day)
