"""Converts values of headers, configurations and data files to values for Liquid.

A header keeps values as they were typed, so `true` and `2` are texts with a kind; for Liquid they are a
boolean and a number.
"""

from collections.abc import Mapping
from datetime import date, datetime

from tui.blog import dates
from tui.blog.config import measure
from tui.files.header import Typed
from tui.markup.liquid.values import Moment, Unknown

_DEEPEST = 20


def as_value(value: object) -> object:
    """Return a value of a header or a configuration as a Liquid value: boolean, number, date, list, table.

    A value that is too large, because it multiplies itself by aliases, becomes an `Unknown`.
    """
    try:
        measure(value)
    except ValueError:
        return Unknown("a value that is too large")
    return _as_value(value, 0)


def _as_value(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        return None
    match value:
        case Typed():
            return _typed(value)
        case None | str() | bool() | int() | float():
            return value
        case datetime():
            return Moment.of(dates.in_zone(value, dates.zone("")))
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _as_value(each, depth + 1) for key, each in value.items()}
        case list() | tuple() | set():
            return [_as_value(each, depth + 1) for each in value]
    return str(value)


def _typed(value: Typed) -> object:
    text = value.replace("_", "")
    try:
        match value.kind:
            case "bool":
                return value.lower() in ("true", "yes", "on")
            case "int":
                return int(text, 0 if text.startswith("0x") else 10)
            case "float":
                return float(text)
    except ValueError:
        return str(value)
    moment = dates.parse_date(value)
    return str(value) if moment is None else Moment.of(dates.in_zone(moment, dates.zone("")))
