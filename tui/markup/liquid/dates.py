"""Dates in Liquid: reading them from values, and printing them.

The C library of some systems lacks Ruby's directives such as `%-d`, so all directives are implemented here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from tui.markup.liquid.values import Moment

_DIRECTIVE = re.compile(r"%([-_0^#]?)([1-9]?)(:?)([A-Za-z%+])")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
)
_MONTH += r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
_DAY = r"(?P<day>\d\d?)(?:st|nd|rd|th)?\b"
_DATES = tuple(
    re.compile(form, re.ASCII)
    for form in (
        r"(?<!\d)(?P<year>\d{4})-(?P<number>\d\d?)-(?P<day>\d\d?)(?!\d)",
        rf"\b{_DAY}[\s-]+{_MONTH}(?:,?[\s-]+(?P<year>\d{{4}})\b)?",
        rf"\b{_MONTH}\s+{_DAY}(?!:)(?:,?\s+(?P<year>\d{{4}})\b)?",
        rf"\b{_MONTH}(?:,?\s+(?P<year>\d{{4}})\b)?(?P<day>)",
        r"(?<!\d)(?P<year>\d{4})/(?P<number>\d\d?)/(?P<day>\d\d?)(?!\d)",
        r"(?<!\d)(?P<day>\d\d?)/(?P<number>\d\d?)/(?P<year>\d{4})(?!\d)",
    )
)
"""Forms of a date that Ruby's `Time.parse` finds in a text; the first form that matches counts."""

_TIME = re.compile(
    r"(?<!\d)(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\b)?"
    r"\s*(?P<zone>(?:z|utc|gmt|[ecmp][sd]t)\b|[+-]\d\d:?\d\d)?",
    re.ASCII,
)
_HOURS = {"e": -5, "c": -6, "m": -7, "p": -8}
_LARGEST_EPOCH = 200_000_000_000
_LONGEST = 64
_LONGEST_MONTH = 31

_Code = tuple[Callable[[datetime], str | int], int, str]
"""The value of a directive, its width, and the character that fills it."""

_CODES: Mapping[str, _Code] = {
    "Y": (lambda at: at.year, 4, "0"),
    "C": (lambda at: at.year // 100, 2, "0"),
    "y": (lambda at: at.year % 100, 2, "0"),
    "m": (lambda at: at.month, 2, "0"),
    "B": (lambda at: at.strftime("%B"), 0, " "),
    "b": (lambda at: at.strftime("%b"), 0, " "),
    "h": (lambda at: at.strftime("%b"), 0, " "),
    "d": (lambda at: at.day, 2, "0"),
    "e": (lambda at: at.day, 2, " "),
    "j": (lambda at: at.timetuple().tm_yday, 3, "0"),
    "H": (lambda at: at.hour, 2, "0"),
    "k": (lambda at: at.hour, 2, " "),
    "I": (lambda at: (at.hour - 1) % 12 + 1, 2, "0"),
    "l": (lambda at: (at.hour - 1) % 12 + 1, 2, " "),
    "M": (lambda at: at.minute, 2, "0"),
    "S": (lambda at: at.second, 2, "0"),
    "L": (lambda at: at.microsecond // 1000, 3, "0"),
    "N": (lambda at: at.microsecond * 1000, 9, "0"),
    "p": (lambda at: "AM" if at.hour < 12 else "PM", 0, " "),
    "P": (lambda at: "am" if at.hour < 12 else "pm", 0, " "),
    "A": (lambda at: at.strftime("%A"), 0, " "),
    "a": (lambda at: at.strftime("%a"), 0, " "),
    "u": (lambda at: at.isoweekday(), 1, "0"),
    "w": (lambda at: at.isoweekday() % 7, 1, "0"),
    "G": (lambda at: at.isocalendar().year, 4, "0"),
    "V": (lambda at: at.isocalendar().week, 2, "0"),
    "U": (lambda at: int(at.strftime("%U")), 2, "0"),
    "W": (lambda at: int(at.strftime("%W")), 2, "0"),
    "s": (lambda at: int(at.timestamp()), 1, "0"),
    "z": (lambda at: at.strftime("%z"), 0, " "),
    "Z": (lambda at: at.strftime("%Z"), 0, " "),
}

_WHOLE = {
    "F": "%Y-%m-%d",
    "T": "%H:%M:%S",
    "X": "%H:%M:%S",
    "R": "%H:%M",
    "r": "%I:%M:%S %p",
    "D": "%m/%d/%y",
    "x": "%m/%d/%y",
    "c": "%a %b %e %H:%M:%S %Y",
    "v": "%e-%^b-%Y",
    "n": "\n",
    "t": "\t",
    "%": "%",
}


def moment_of(value: object, zone: tzinfo) -> datetime | None:
    """Return a value as a moment with a zone, None when it is not a date.

    Accepts texts in which Ruby's `Time.parse` finds a date, seconds since 1970, and `now` or `today`.
    """
    match value:
        case datetime():
            return value if value.tzinfo else value.replace(tzinfo=zone)
        case bool():
            return None
        case int():
            return datetime.fromtimestamp(value, zone) if 0 <= value < _LARGEST_EPOCH else None
        case str() if len(value) <= _LONGEST:
            return _parsed(value.strip(), zone)
    return None


def _parsed(text: str, zone: tzinfo) -> datetime | None:
    if text.lower() in ("now", "today"):
        return datetime.now(zone)
    if text.isdecimal() and text.isascii():
        return moment_of(int(text), zone)
    found = next((found for form in _DATES if (found := form.search(text.lower()))), None)
    if found is None:
        return None
    return _moment(found, _TIME.search(text.lower()), zone)


def _moment(date: re.Match[str], time: re.Match[str] | None, zone: tzinfo) -> datetime | None:
    """Return the moment of a date and a time; 31 February and the like count on into the next month."""
    parts = date.groupdict()
    month = _MONTHS.index(parts["month"][:3]) + 1 if "month" in parts else int(parts["number"])
    year, day = int(parts["year"] or datetime.now(zone).year), int(parts["day"] or 1)
    hour = minute = second = 0
    if time is not None:
        hour, minute, second = (int(time[part] or 0) for part in ("hour", "minute", "second"))
        hour = hour % 12 + 12 * time["half"].startswith("p") if time["half"] else hour
        zone = _zone(time["zone"], zone)
    try:
        first = datetime(year, month, 1, hour, minute, second, tzinfo=zone)
        return first + timedelta(days=day - 1) if 1 <= day <= _LONGEST_MONTH else None
    except (ValueError, OverflowError):
        return None


def _zone(text: str | None, zone: tzinfo) -> tzinfo:
    if not text:
        return zone
    if text in ("z", "utc", "gmt"):
        return UTC
    if text[0] in _HOURS:
        return timezone(timedelta(hours=_HOURS[text[0]] + (text[1] == "d")))
    offset = timedelta(hours=int(text[1:3]), minutes=int(text[-2:]))
    return timezone(-offset if text[0] == "-" else offset) if offset < timedelta(days=1) else zone


def printed(moment: datetime, form: str) -> str:
    """Return a moment printed by Ruby's `strftime` rules; unknown directives are left as they are."""

    def directive(found: re.Match[str]) -> str:
        flag, width, colon, code = found.groups()
        if code in _WHOLE:
            return _WHOLE[code] if len(_WHOLE[code]) == 1 else printed(moment, _WHOLE[code])
        if code not in _CODES or (colon and code != "z"):
            return found[0]
        value, usual, fill = _CODES[code]
        text = str(value(moment))
        if colon:
            text = f"{text[:3]}:{text[3:]}"
        text = text.upper() if flag in ("^", "#") else text
        fill = {"_": " ", "0": "0"}.get(flag, fill)
        if code in "LN" and width:
            return text.rjust(usual, "0")[: int(width)]
        return text if flag == "-" else text.rjust(int(width or usual), fill)

    return _DIRECTIVE.sub(directive, form)


def local(moment: datetime, zone: tzinfo) -> Moment:
    """Return a moment in a zone."""
    return Moment.of(moment.astimezone(zone))
