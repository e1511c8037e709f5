"""Dates and times in words, made from the ISO text that the library keeps."""

from collections.abc import Callable
from datetime import UTC, datetime

from tui.blog.visibility import Visibility

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)


def moment(time: datetime, now: datetime | None = None) -> str:
    """Return a time in the local time zone: `09:12` today, else `3 nov, 09:12` or `3 nov 2023, 09:12`."""
    local, here = time.astimezone(), (now or datetime.now(UTC)).astimezone()
    clock = f"{local:%H:%M}"
    if local.date() == here.date():
        return clock
    date = listed_date(local.isoformat()) if local.year != here.year else short_date(local.isoformat())
    return f"{date.strip()}, {clock}"


def short_date(date: str) -> str:
    """Return ` 3 nov`, six cells wide; "" for a text that is not a date."""
    day = _day(date)
    return f"{day[2]:2} {MONTHS[day[1] - 1][:3]}" if day else ""


def listed_date(date: str) -> str:
    """Return ` 3 nov 2023`, eleven cells wide; "" for a text that is not a date."""
    day = _day(date)
    return f"{short_date(date)} {day[0]:04}" if day else ""


def page_date(date: str) -> str:
    """Return `3 november 2023`, for the head of the page; "" for a text that is not a date."""
    day = _day(date)
    return f"{day[2]} {MONTHS[day[1] - 1]} {day[0]:04}" if day else ""


def seen(visibility: Visibility, told_day: Callable[[str], str]) -> str:
    """Return why readers do not see a post, such as `scheduled for 3 january 2027`; "" for a public post.

    `told_day` formats the day; it is one of the functions above.
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
