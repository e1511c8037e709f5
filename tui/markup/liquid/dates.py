"""Dates in Liquid: what counts as one, and how it is printed.

The one thing you would get wrong: `%-d` and its kind are Ruby's; the C library of some systems does not
know them, so every directive is worked out here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from email.utils import parsedate_to_datetime

from tui.markup.liquid.values import Moment

_DIRECTIVE = re.compile(r"%([-_0^#]?)([1-9]?)(:?)([A-Za-z%+])")
_RUBY = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?"
)
_LARGEST_EPOCH = 200_000_000_000
_LONGEST = 64

_Code = tuple[Callable[[datetime], str | int], int, str]
"""Value, width, and what fills it."""

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
    """Return the moment that a value names, with a zone, None when it names none.

    Takes Ruby's own form, ISO 8601, RFC 2822, seconds since 1970, and `now`.
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
    found = _RUBY.fullmatch(text)
    try:
        if found is None:
            moment = parsedate_to_datetime(text)
        else:
            moment = datetime(*(int(part or 0) for part in found.groups()[:6]), tzinfo=_zone(found[7], zone))  # type: ignore[arg-type, misc]  # six numbers, then the zone
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _zone(text: str | None, zone: tzinfo) -> tzinfo | None:
    if not text:
        return zone
    return UTC if text in ("Z", "UTC") else datetime.strptime(text, "%z").tzinfo


def printed(moment: datetime, form: str) -> str:
    """Return a moment in a form of strftime's, as Ruby fills it in; what is no directive stays."""

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
    """Return a moment in the site's zone."""
    return Moment.of(moment.astimezone(zone))
