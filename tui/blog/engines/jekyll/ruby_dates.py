"""Dates as Ruby (`Time.parse`, 3.1) and so Jekyll (4.3.1) read them, in headers and in file names.

There are three results: the text is a date; Ruby finds no date and Jekyll's build fails; or the result is
unknown here, as for `12:30`, which is a time on the day of the build.
"""

import re
from calendar import isleap, monthrange
from collections.abc import Mapping
from datetime import datetime, timedelta

from tui.blog.dates import LONGEST, MONTHS, NAMED_ZONES, parse_zone

_CLOCK = (
    r"(?:(?:T|\s+)(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})(?::(?P<second>[0-9]{2})(?:[.,](?P<part>[0-9]+))?)?"
    r"(?:\s*(?P<half>[AP])\.?M\.?(?![A-Z]))?"
    r"(?:\s*(?P<zone>Z|[A-Z]{3,4}|[+-][0-9]{1,2}(?::?[0-9]{2})?))?)?"
)
_WEEKDAY = r"(?:[a-z]{3,9},?\s+)?"
_MONTH = r"(?P<name>[a-z]{3})[a-z]*\.?"
_ORDER = r"(?:st|nd|rd|th)?"
_FORMS = (
    r"(?P<year>[0-9]{2,4})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<year>[0-9]{4})",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    r"(?P<year>[0-9]{4}|[0-9]{2})-?(?P<ordinal>[0-9]{3})(?!T)",
    r"(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})",
    r"(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
    rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}}){_ORDER}\s+{_MONTH},?\s+(?P<year>[0-9]{{4}})",
    rf"{_WEEKDAY}{_MONTH}\s+(?P<day>[0-9]{{1,2}}){_ORDER},?\s+(?P<year>[0-9]{{4}})",
    rf"{_MONTH},?\s+(?P<year>[0-9]{{4}})",
)
"""The forms of a date before its time, the common ones first; each is compiled when it is first tried."""

_NONE = re.compile(r"(?:[0-9]{2,4}-?|-)?W[0-9]{1,2}(?:-?[0-9])?|[0-9]{4}-[0-9]{0,2}-?", re.IGNORECASE)
"""A week (2024-W02-3) or a month (2024-05) without a time, in which Ruby finds no date."""

_NAMES_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")
_DIGITS_BEFORE = {2: "200001", 4: "2000", 6: "20", 8: "", 10: "", 12: "", 14: ""}
"""For each number of digits that Ruby reads as a date: the digits to put before them to complete it."""


class _NoDateError(ValueError):
    """Ruby finds no date."""


def ruby_date(text: str) -> datetime | None:
    """Return the moment that Ruby reads from a text, naive without a zone; None for none or unknown.

    A day that the month lacks is in the next month (2024-02-30 is 2024-03-01), 24:00 is the next day,
    2024-060 and 20240229 are dates, `10:00 PM` is a time, and unknown names of zones are ignored.
    """
    try:
        return _moment(text.strip())
    except _NoDateError:
        return None


def is_refused_by_ruby(text: str) -> bool:
    """Tell whether Ruby finds no date in a text; False when that is unknown."""
    try:
        _moment(text.strip())
    except _NoDateError:
        return True
    return False


def rolled_day(text: str) -> str:
    """Return the day that a text names if its month lacks it, as `2024-02-31`; else ""."""
    written = _found(text.strip())
    if ruby_date(text) is None or not written.get("day"):
        return ""
    year, month, day = _day(written)
    return f"{year:04}-{month:02}-{day:02}" if day > monthrange(year, month)[1] else ""


_Written = Mapping[str, str | None]
"""The parts of a date as written, by the names of the groups in `_FORMS` and `_CLOCK`."""


def _found(text: str) -> _Written:
    """Return the parts of a date; none when it has none of the forms."""
    for form in _FORMS:
        found = re.fullmatch(form + _CLOCK, text, re.IGNORECASE) if len(text) <= LONGEST else None
        if found is not None and (found.groupdict().get("name") or MONTHS[0]).lower() in MONTHS:
            return found.groupdict()
    return {}


def _moment(text: str) -> datetime | None:
    written = _found(text)
    if not written:
        if _has_no_date(text):
            raise _NoDateError(text)
        return None
    year, month, day = _day(written)
    if not 1 < year < 9999:
        return None  # in another zone it could leave the calendar
    zone = (written["zone"] or "").upper()
    if zone.isalpha() and zone not in NAMED_ZONES:
        zone = ""
    fraction = int((written["part"] or "0")[:6].ljust(6, "0"))
    try:
        moment = _rolled(year, month, day, *_clock(written))
        return moment.replace(microsecond=fraction, tzinfo=parse_zone(zone) if zone else None)
    except ValueError as error:
        if zone and 1 <= month <= 12:
            return None  # with an offset Ruby takes 25:00 too
        raise _NoDateError(text) from error


def _day(written: _Written) -> tuple[int, int, int]:
    """Return year, month and day as written; the day of a year (2024-060) becomes month and day."""
    year = int(written["year"] or 0)
    if len(written["year"] or "") == 2:
        year += 1900 if year >= 69 else 2000
    if ordinal := written.get("ordinal"):
        if not 1 <= int(ordinal) <= 365 + isleap(year):
            raise _NoDateError(ordinal)
        date = datetime(year, 1, 1) + timedelta(days=int(ordinal) - 1)
        return date.year, date.month, date.day
    name = written.get("name")
    month = MONTHS.index(name.lower()) + 1 if name else int(written["month"] or 0)
    return year, month, int(written.get("day") or 1)


def _clock(written: _Written) -> tuple[int, int, int]:
    hour, minute, second = (int(written[part] or 0) for part in ("hour", "minute", "second"))
    if half := written["half"]:
        hour = hour % 12 + (12 if half in "pP" else 0)
    return hour, minute, second


def _rolled(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    """Return the moment; a day past the end of its month rolls over. Raises ValueError for other excess."""
    if not (1 <= day <= 31 and minute < 60 and second <= 60):
        raise ValueError("no such day or time")
    if hour > 24 or (hour == 24 and (minute or second)):
        raise ValueError("no such hour")
    return datetime(year, month, 1) + timedelta(days=day - 1, hours=hour, minutes=minute, seconds=second)


def _has_no_date(text: str) -> bool:
    """Tell whether Ruby certainly finds no date in a text that has none of the forms."""
    if _NONE.fullmatch(text):
        return True
    if not any(each.isdigit() for each in text):
        return _NAMES_MONTH.search(text) is None
    return _DIGITS.fullmatch(text) is not None and _are_no_date(text)


def _are_no_date(digits: str) -> bool:
    if len(digits) == 3:
        return not 1 <= int(digits) <= 366  # the number of a day in this year
    if len(digits) not in _DIGITS_BEFORE:
        return len(digits) < 14
    padded = _DIGITS_BEFORE[len(digits)] + digits
    pairs = [int(padded[at : at + 2]) for at in range(4, len(padded), 2)]
    try:
        _rolled(2000, pairs[0], pairs[1], *pairs[2:])
    except ValueError:
        return True
    return False
