"""Fills in permalink templates, and encodes addresses as browsers do. Pure functions."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import quote

_WORD = re.compile(r":([a-z_]+(?:\[[a-z]+\])?)")
_HALVES = re.compile("[\ud800-\udc7f\udd00-\udfff]")
"""Surrogates that do not stand for an undecodable byte of a file name."""


def encoded(address: str) -> str:
    """Return an address with its characters percent-encoded as a browser does it, byte by byte."""
    whole = _HALVES.sub("\ufffd", address)
    return quote(whole, safe="/?[]@!$&'()*+,;=:~", errors="surrogateescape")


DATE_CODES: Mapping[str, Callable[[datetime], str]] = {
    "%Y": lambda moment: f"{moment.year:04}",
    "%m": lambda moment: f"{moment.month:02}",
    "%d": lambda moment: f"{moment.day:02}",
    "%H": lambda moment: f"{moment.hour:02}",
    "%b": lambda moment: moment.strftime("%b"),
    "%B": lambda moment: moment.strftime("%B"),
    "%j": lambda moment: moment.strftime("%j"),
}
DATE_CODE = re.compile("|".join(DATE_CODES))

_DATE_WORDS: Mapping[str, Callable[[datetime], str]] = {
    "year": DATE_CODES["%Y"],
    "month": DATE_CODES["%m"],
    "day": DATE_CODES["%d"],
    "hour": DATE_CODES["%H"],
    "minute": lambda moment: f"{moment.minute:02}",
    "second": lambda moment: f"{moment.second:02}",
    "i_day": lambda moment: str(moment.day),
    "i_month": lambda moment: str(moment.month),
    "short_month": DATE_CODES["%b"],
    "long_month": DATE_CODES["%B"],
    "monthname": DATE_CODES["%B"],
    "short_year": lambda moment: f"{moment.year % 100:02}",
    "y_day": DATE_CODES["%j"],
    "yearday": lambda moment: str(moment.timetuple().tm_yday),
    "week": lambda moment: f"{moment.isocalendar().week:02}",
    "w_year": lambda moment: str(moment.isocalendar().year),
    "w_day": lambda moment: str(moment.isoweekday()),
    "short_day": lambda moment: moment.strftime("%a"),
    "long_day": lambda moment: moment.strftime("%A"),
    "weekday": lambda moment: str(moment.isoweekday() % 7),
    "weekdayname": lambda moment: moment.strftime("%A"),
}


def expanded(template: str, words: Mapping[str, str], moment: datetime | None) -> str:
    """Return a permalink template with its words replaced; "" when it needs a date and `moment` is None."""

    def value(found: re.Match[str]) -> str:
        # Jekyll also reads ":year_" as ":year" followed by an underscore.
        for name, rest in ((found[1], ""), (found[1].removesuffix("_"), "_")):
            if name in words:
                return words[name] + rest
            if name in _DATE_WORDS and moment:
                return _DATE_WORDS[name](moment) + rest
        return found[0]

    if moment is None and any(name in _DATE_WORDS for name in _WORD.findall(template)):
        return ""
    return clean(_WORD.sub(value, template))


def clean(address: str) -> str:
    """Return an address from the site's root, with single slashes."""
    return re.sub("/+", "/", f"/{address}")
