"""Dates as bloggers write them: one tolerant parser, and the formatting for new headers.

A date keeps the time zone it was written with. A date without one stays naive; the site decides what it
means.
"""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

DATED_NAME = re.compile(r"([0-9]{2,4})-([0-9]{1,2})-([0-9]{1,2})(?:-(.*))?", re.DOTALL)
"""Year, month, day and rest of a file name without its extension."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_TIME = r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]+))?)?"
_ZONE = r"(Z|[A-Z]{3,4}|[+-][0-9]{1,2}(?::?[0-9]{2})?)"
_NUMBERS_FIRST = re.compile(
    rf"([0-9]{{4}})[-/.]([0-9]{{1,2}})[-/.]([0-9]{{1,2}})(?:(?:T|\s+){_TIME}\s*{_ZONE}?)?", re.IGNORECASE
)
_MAIL = re.compile(
    rf"(?:[a-z]{{3}},?\s+)?([0-9]{{1,2}})\s+([a-z]{{3}})[a-z]*\.?,?\s+([0-9]{{4}})(?:\s+{_TIME}\s*{_ZONE}?)?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"([a-z]{3})[a-z]*\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})(?=\s|$)", re.IGNORECASE
)
NAMED_ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "UT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5}
NAMED_ZONES |= {"MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
LONGEST = 64
"""Most characters of a date; longer texts are not dates."""


def parse_date(text: str) -> datetime | None:
    """Return the moment that a date in a header means; None when it is not a date.

    Takes ISO 8601, Jekyll's `2014-12-25 12:00:00 +0000`, a date alone (midnight), the dates of
    RFC 2822 and `March 4, 2023`. The zone is kept; without one the result is naive.
    """
    text = text.strip()
    if len(text) > LONGEST:
        return None
    text = _MONTH_FIRST.sub(r"\2 \1 \3", text, count=1)
    found = _NUMBERS_FIRST.fullmatch(text)
    if found:
        year, month, day = int(found[1]), int(found[2]), int(found[3])
    else:
        found = _MAIL.fullmatch(text)
        if not found or found[2].lower() not in MONTHS:
            return None
        day, month, year = int(found[1]), MONTHS.index(found[2].lower()) + 1, int(found[3])
    if not 1 < year < 9999:
        return None  # in another zone it could leave the calendar
    hour, minute, second = (int(found[group] or 0) for group in (4, 5, 6))
    fraction = int((found[7] or "0")[:6].ljust(6, "0"))
    try:
        zone = parse_zone(found[8]) if found[8] else None
        return datetime(year, month, day, hour, minute, second, fraction, zone)
    except ValueError:
        return None


def file_date(path: Path) -> datetime | None:
    """Return the date that a file name begins with, at midnight and without a zone.

    Two-digit years are read as Jekyll reads them: 69 to 99 lie before 2000.
    """
    found = DATED_NAME.fullmatch(path.stem)
    if found is None:
        return None
    year = int(found[1])
    if len(found[1]) == 2:
        year += 1900 if year >= 69 else 2000
    try:
        return datetime(year, int(found[2]), int(found[3]))
    except ValueError:
        return None


def zone(name: str) -> tzinfo:
    """Return the time zone of that name; UTC for "" and unknown names, as engines use it then."""
    return _named_zone(name) or UTC


def now(zone: str) -> datetime:
    """Return the current time in the zone of that name, or in the machine's zone when there is none."""
    named = _named_zone(zone)
    moment = datetime.now(UTC).replace(microsecond=0)
    return moment.astimezone(named)


def in_zone(moment: datetime, zone: tzinfo) -> datetime:
    """Return the moment with a zone: its own when it has one, else the given one."""
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def format_date(moment: datetime) -> str:
    """Return a moment as ISO text that sorts: a naive midnight as the date alone."""
    if moment.tzinfo is None and (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds")


def format_for_header(moment: datetime, like: str = "") -> str:
    """Return a moment as a date for a header, in the format of another header's date `like`.

    Without `like` the format is `2023-03-01T08:36:00-04:00`, which every engine reads.
    """
    like = like.strip()
    found = _NUMBERS_FIRST.fullmatch(like)
    if not found or moment.tzinfo is None:
        return format_date(moment)
    if found[4] is None:
        return moment.date().isoformat()
    if (found[8] or "").upper() == "Z":
        moment = moment.astimezone(UTC)
    text = moment.strftime("%H:%M:%S" if found[6] else "%H:%M")
    between = like[found.end(3) : found.start(4)]
    gap = " " if found[8] and like[found.start(8) - 1].isspace() else ""
    return f"{moment.date().isoformat()}{between}{text}{gap}{_zone_like(moment, found[8])}"


def _zone_like(moment: datetime, like: str | None) -> str:
    if not like:
        return ""
    if like.upper() == "Z":
        return like
    offset = moment.strftime("%z")[:5]
    return f"{offset[:3]}:{offset[3:]}" if ":" in like else offset


def parse_zone(text: str) -> tzinfo:
    """Return the zone of an offset or a well-known name. Raises ValueError for any other."""
    name = text.upper()
    if name in NAMED_ZONES:
        return timezone(timedelta(hours=NAMED_ZONES[name]))
    if name[0] not in "+-":
        raise ValueError(f"no zone is called {name}")
    digits = name[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if name[0] == "-" else offset)


def _named_zone(name: str) -> tzinfo | None:
    """Return the time zone of that name, None when there is none; the name may be any text."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
