"""The filters of Liquid (4.0; LiquidJS 10 has the same ones).

A filter accepts values of any type. In place of a text, a number is printed and nil is an empty text. In
place of a number, a text counts as the digits at its beginning.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape
from urllib.parse import quote_plus, unquote_plus

from tui.markup.liquid.comparisons import BLANK, EMPTY, truth
from tui.markup.liquid.expressions import item, whole
from tui.markup.liquid.values import Cut, Fault

_NUMBER = re.compile(r"\s*-?\d+(?:\.\d+)?")
_TAGS = re.compile(r"<[^<>]*>")
_UNSEEN = (("<script", "</script>"), ("<!--", "-->"), ("<style", "</style>"))
_HIGHEST = 10**300
LONGEST_TEXT = 1_000_000

Number = int | float


def text(value: object) -> str:
    """Return a value as Liquid prints it."""
    match value:
        case str():
            return value
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() if not math.isfinite(value):
            return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
        case range():
            return f"{value.start}..{value.stop - 1}"
        case Mapping():
            return "{" + ", ".join(f'"{key}"=>{inspected(value[key])}' for key in value) + "}"
        case Sequence():
            return "".join(map(text, value))
    return str(value)


def inspected(value: object) -> str:
    """Return a value as Ruby's `inspect` prints it inside a table."""
    if value is None:
        return "nil"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, Sequence) and not isinstance(value, range):
        return "[" + ", ".join(map(inspected, value)) + "]"
    return text(value)


def number(value: object) -> Number:
    """Return a value as a number: of a text the digits at its beginning; else 0."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    found = _NUMBER.match(value) if isinstance(value, str) and len(value) < 300 else None
    if found is None:
        return 0
    return float(found[0]) if "." in found[0] else int(found[0])


def items(value: object) -> list[object]:
    """Return a value as a list, with nested lists flattened."""
    match value:
        case None:
            return []
        case str() | Mapping():
            return [value]
        case Sequence():
            return list(_flat(value))
    return [value]


def _flat(values: Sequence[object]) -> Iterator[object]:
    for value in values:
        if isinstance(value, Sequence) and not isinstance(value, str):
            yield from _flat(value)
        else:
            yield value


def limited(result: Number) -> Number:
    """Return a number. Raises Cut when it is too large for the preview."""
    if not -_HIGHEST < result < _HIGHEST:
        raise Cut("a number is too large for the preview")
    return result


def _divided_by(value: object, divisor: object) -> Number:
    left, right = number(value), number(divisor)
    if isinstance(left, int) and isinstance(right, int):
        if right == 0:
            raise Fault("divided by 0")
        return left // right
    return left / right if right else math.copysign(math.inf, left)


def _modulo(value: object, divisor: object) -> Number:
    if number(divisor) == 0:
        raise Fault("divided by 0")
    return number(value) % number(divisor)


def _round(value: object, digits: object = 0) -> Number:
    places = max(0, min(whole(digits), 15))
    amount = number(value) * 10**places
    rounded = math.floor(abs(amount) + 0.5) * (1 if amount >= 0 else -1)
    return float(rounded / 10**places) if places > 0 else rounded


def _default(value: object, other: object = "", allow_false: object = False) -> object:
    if value is False and truth(allow_false):
        return value
    return other if value is None or value is False or value in ("", EMPTY, BLANK) or value == [] else value


def _replace(value: object, old: object, new: object = "") -> str:
    whole_text, wanted, put = text(value), text(old), text(new)
    if len(whole_text) + whole_text.count(wanted) * len(put) > LONGEST_TEXT:
        raise Cut("a text is too long for the preview")
    return whole_text.replace(wanted, put)


def _join(value: object, glue: object = " ") -> str:
    parts, between = [text(each) for each in items(value)], text(glue)
    if sum(map(len, parts)) + len(parts) * len(between) > LONGEST_TEXT:
        raise Cut("a text is too long for the preview")
    return between.join(parts)


def split_at(value: object, at: object = " ") -> list[object]:
    """Return the parts of a text between separators, without empty parts at the end."""
    pattern, found = text(at), text(value)
    if pattern == "":
        return list(found)
    parts = found.split() if pattern == " " else found.split(pattern)
    while parts and not parts[-1]:
        parts.pop()
    return [*parts]


def sliced(value: object, start: object, length: object = 1) -> object:
    """Return a part of a text or of a list; a start below 0 counts from the end."""
    found: str | list[object] = items(value) if isinstance(value, list) else text(value)
    begin = whole(start)
    begin = begin + len(found) if begin < 0 else begin
    return found[begin : begin + max(0, whole(length))] if 0 <= begin <= len(found) else found[:0]


def truncated(value: object, length: object = 50, end: object = "...") -> str:
    """Return the beginning of a text with `end` after it; `length` includes `end`."""
    found, most, tail = text(value), whole(length), text(end)
    return found if len(found) <= most else found[: max(0, most - len(tail))] + tail


def truncated_words(value: object, words: object = 15, end: object = "...") -> str:
    """Return the first words of a text with `end` after them."""
    found = text(value).split()
    most = max(1, whole(words))
    return text(value) if len(found) <= most else " ".join(found[:most]) + text(end)


def sort_key(value: object) -> tuple[int, Number, str]:
    """Return a key that sorts values of any type: numbers, then texts, then nil."""
    if isinstance(value, int | float):
        return (0, value, "")
    return (2, 0, "") if value is None else (1, 0, text(value))


def _sorted(value: object, key: object = None) -> list[object]:
    return sorted(items(value), key=lambda each: sort_key(each if key is None else item(each, key)))


def _sorted_naturally(value: object, key: object = None) -> list[object]:
    found = items(value)
    return sorted(found, key=lambda each: text(each if key is None else item(each, key)).lower())


def _unique(value: object, key: object = None) -> list[object]:
    seen: dict[str, object] = {}
    for each in items(value):
        seen.setdefault(inspected(each if key is None else item(each, key)), each)
    return list(seen.values())


def _size(value: object) -> int:
    return len(value) if isinstance(value, str | Sequence | Mapping) else 0


def _end(value: object, index: int) -> object:
    return value[index] if isinstance(value, Sequence) and not isinstance(value, str) and value else None


def _where(value: object, key: object, wanted: object = None) -> list[object]:
    found = [(each, item(each, key)) for each in items(value)]
    return [each for each, has in found if (truth(has) if wanted is None else has == wanted)]


def _without(value: object, old: object, count: int) -> str:
    return text(value).replace(text(old), "", count)


FILTERS: Mapping[str, Callable[..., object]] = {
    "abs": lambda value: abs(number(value)),
    "append": lambda value, more: text(value) + text(more),
    "at_least": lambda value, least: max(number(value), number(least)),
    "at_most": lambda value, most: min(number(value), number(most)),
    "capitalize": lambda value: text(value)[:1].upper() + text(value)[1:].lower(),
    "ceil": lambda value: math.ceil(number(value)),
    "compact": lambda value, key=None: [
        each for each in items(value) if (each if key is None else item(each, key)) is not None
    ],
    "concat": lambda value, more: [*items(value), *items(more)],
    "default": _default,
    "divided_by": _divided_by,
    "downcase": lambda value: text(value).lower(),
    "escape": lambda value: None if value is None else _escaped(text(value)),
    "escape_once": lambda value: _escaped(unescape(text(value))),
    "first": lambda value: _end(value, 0),
    "floor": lambda value: math.floor(number(value)),
    "h": lambda value: _escaped(text(value)),
    "join": _join,
    "last": lambda value: _end(value, -1),
    "lstrip": lambda value: text(value).lstrip(),
    "map": lambda value, key: [item(each, key) for each in items(value)],
    "minus": lambda value, less: number(value) - number(less),
    "modulo": _modulo,
    "newline_to_br": lambda value: re.sub(r"\r?\n", "<br />\n", text(value)),
    "plus": lambda value, more: number(value) + number(more),
    "prepend": lambda value, before: text(before) + text(value),
    "remove": lambda value, old: _without(value, old, -1),
    "remove_first": lambda value, old: _without(value, old, 1),
    "replace": _replace,
    "replace_first": lambda value, old, new="": text(value).replace(text(old), text(new), 1),
    "reverse": lambda value: items(value)[::-1],
    "round": _round,
    "rstrip": lambda value: text(value).rstrip(),
    "size": _size,
    "slice": sliced,
    "sort": _sorted,
    "sort_natural": _sorted_naturally,
    "split": split_at,
    "strip": lambda value: text(value).strip(),
    "strip_html": lambda value: strip_html(text(value)),
    "strip_newlines": lambda value: re.sub(r"\r?\n", "", text(value)),
    "times": lambda value, by: limited(number(value) * number(by)),
    "truncate": truncated,
    "truncatewords": truncated_words,
    "uniq": _unique,
    "upcase": lambda value: text(value).upper(),
    "url_decode": lambda value: unquote_plus(text(value)),
    "url_encode": lambda value: quote_plus(text(value), safe="*"),
    "where": _where,
}
"""A filter's name → its function of a value and arguments; `date` needs a zone and is in `jekyll_filters`."""


def strip_html(html: str) -> str:
    """Return the text of HTML without tags, comments, scripts and styles."""
    for opening, closing in _UNSEEN:
        parts, position = [], 0
        while (start := html.find(opening, position)) >= 0 and (end := html.find(closing, start)) >= 0:
            parts.append(html[position:start])
            position = end + len(closing)
        html = "".join((*parts, html[position:]))
    return _TAGS.sub("", html)


def _escaped(value: str) -> str:
    return escape(value, quote=False).replace('"', "&quot;").replace("'", "&#39;")
