"""The filters that Jekyll and Eleventy add to Liquid's.

Jekyll's own `where`, `sort` and `find` replace Liquid's. A date filter stops the build when its value is no
date.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import Protocol
from urllib.parse import quote, quote_plus

from tui.markup.liquid.addresses import absolute_url, relative_url
from tui.markup.liquid.comparisons import truth
from tui.markup.liquid.dates import local, moment_of, printed
from tui.markup.liquid.expressions import Expression, Path, Scope, item, parse_condition, whole
from tui.markup.liquid.filters import (
    inspected,
    items,
    number,
    sliced,
    sort_key,
    split_at,
    text,
    truncated,
    truncated_words,
)
from tui.markup.liquid.values import Cut, Fault, Lazy, Unknown, Values

_KEPT_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=%-._~"
_INTEGER = re.compile(r"\s*[+-]?\d+(?:_\d+)*\s*", re.ASCII)
_MINOR_INDEX = re.compile(r"/index\.html?$")
_KEPT_BY_PRETTY = "._~!$&'()+,;=@"
_LONGEST_NAME = 10_000
_LONGEST_NUMBER = 18
_ORDINALS = {1: "st", 2: "nd", 3: "rd"}


class Run(Scope, Protocol):
    """The part of a run of Liquid that filters use."""

    values: Values

    def value_with(self, expression: Expression, name: str, value: object) -> object:
        """Return the value of an expression with one more name defined."""


def _date(run: Run, value: object, form: object = "") -> object:
    moment = moment_of(value, run.values.zone)
    return value if moment is None or not text(form) else printed(moment, text(form))


def _jekyll_date(run: Run, value: object, form: str) -> object:
    if value is None:
        return None
    moment = moment_of(value, run.values.zone)
    if moment is None:
        raise Fault(f"'{text(value)[:40]}' is not a date")
    return printed(local(moment, run.values.zone), form)


def _date_to_words(month: str) -> Callable[..., object]:
    def filtered(run: Run, value: object, kind: object = None, style: object = None) -> object:
        if kind != "ordinal":
            return _jekyll_date(run, value, f"%d {month} %Y")
        day = text(_jekyll_date(run, value, "%-d"))
        if not day:
            return None
        ending = "th" if day in ("11", "12", "13") else _ORDINALS.get(int(day) % 10, "th")
        form = f"{month} {day}{ending}, %Y" if style == "US" else f"{day}{ending} {month} %Y"
        return _jekyll_date(run, value, form)

    return filtered


def slugified(value: str, mode: str = "default", cased: bool = False) -> str:
    """Return the slug of a text as Jekyll (4.3) makes it; modes: raw, default, pretty, ascii, latin, none."""
    if mode == "none":
        return value if cased else value.lower()
    if mode == "latin":
        folded = unicodedata.normalize("NFKD", value.replace("ß", "ss").replace("ø", "o").replace("Ø", "O"))
        value = "".join(each for each in folded if not unicodedata.combining(each))
    kept = "".join(each if _is_kept(each, mode) else " " for each in value)
    slug = re.sub(r"\s+", "-", value if mode == "raw" else kept)
    slug = slug.removeprefix("-").removesuffix("-")
    return slug if cased else slug.lower()


def _is_kept(each: str, mode: str) -> bool:
    if mode in ("ascii", "latin") and not each.isascii():
        return False
    category = unicodedata.category(each)
    return category[0] in "LM" or category == "Nd" or (mode == "pretty" and each in _KEPT_BY_PRETTY)


def _jsonified(value: object) -> str:
    """Return a value as JSON; an `Unknown` when a post is in it, as not all of its fields are known here."""
    try:
        return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))
    except _NotAllKnownError:
        return Unknown("jsonify")


class _NotAllKnownError(Exception):
    """A value holds a post."""


def _plain(value: object) -> object:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Lazy():
            raise _NotAllKnownError
        case Mapping():
            return {text(key): _plain(value[key]) for key in value}
        case Sequence():
            return [_plain(each) for each in value]
    return text(value)


def _words(value: object, mode: object = None) -> int:
    found = _text_only(value)
    cjk = sum(
        unicodedata.name(each, "").startswith(("CJK", "HIRAGANA", "KATAKANA", "HANGUL")) for each in found
    )
    if mode == "cjk" or (mode == "auto" and cjk):
        others = "".join(" " if unicodedata.name(each, "").startswith("CJK") else each for each in found)
        return cjk + len(others.split())
    return len(found.split())


def _sentence(value: object, connector: object = "and") -> str:
    if value is None:
        raise TypeError("no list")
    found = [text(each) for each in items(value)]
    if len(found) < 3:
        return f" {text(connector)} ".join(found)
    return f"{', '.join(found[:-1])}, {text(connector)} {found[-1]}"


def integer(value: object) -> int:
    """Return a value as Ruby's `Integer` reads it. Raises ValueError when it is not a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and len(value) < _LONGEST_NUMBER and _INTEGER.fullmatch(value):
        return int(value)
    raise ValueError("no whole number")


def _text_only(value: object) -> str:
    """Return a text unchanged. Raises TypeError for any other value."""
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _truncated(value: object, length: object = 50, end: object = "...") -> object:
    return None if value is None else truncated(value, integer(length), end)


def _truncated_words(value: object, words: object = 15, end: object = "...") -> object:
    return None if value is None else truncated_words(value, integer(words), end)


def _sliced(value: object, start: object, length: object = None) -> object:
    return sliced(value, integer(start), 1 if length is None else integer(length))


def _joined(value: object, more: object) -> object:
    if not isinstance(more, Sequence) or isinstance(more, str):
        raise TypeError("no list")
    return [*items(value), *items(more)]


def _pushed(value: object, more: object) -> object:
    return [*value, more] if isinstance(value, list | tuple) else value


def _unshifted(value: object, more: object) -> object:
    return [more, *value] if isinstance(value, list | tuple) else value


def _where(value: object, key: object, wanted: object) -> object:
    if key is None or key == "":
        return value
    return [each for each in items(value) if _matches(item_at(each, key), wanted)]


def _matches(has: object, wanted: object) -> bool:
    if wanted is None or isinstance(has, bool) or has is None:
        return text(has) == text(wanted) if wanted is not None else has is None
    if isinstance(has, Sequence) and not isinstance(has, str):
        return any(text(each) == text(wanted) for each in has)
    return text(has) == text(wanted)


def item_at(found: object, key: object) -> object:
    """Return the value at a path such as `a.b.c`, None when there is none."""
    for part in text(key).split("."):
        found = item(found, part)
    return found


def _sorted(value: object, key: object = None, nils: object = "first") -> list[object]:
    if value is None:
        raise Fault("there is nothing to sort")
    if isinstance(value, str | int | float) or nils not in ("first", "last"):
        raise TypeError("no list")
    if key is None:
        return sorted(items(value), key=sort_key)
    pairs = [(item_at(each, key), each) for each in items(value)]
    there = sorted((pair for pair in pairs if pair[0] is not None), key=lambda pair: sort_key(pair[0]))
    absent = [pair for pair in pairs if pair[0] is None]
    return [each for _, each in (there + absent if nils == "last" else absent + there)]


def _grouped(value: object, key_of: Callable[[object], object]) -> list[object]:
    groups: dict[str, list[object]] = {}
    for each in items(value):
        name = text(key_of(each))
        if len(name) > _LONGEST_NAME:
            raise Cut("the name of a group is too long for the preview")
        groups.setdefault(name, []).append(each)
    return [{"name": name, "items": found, "size": len(found)} for name, found in groups.items()]


def _by_expression(run: Run, name: object, markup: object) -> Callable[[object], object]:
    condition, _ = parse_condition(text(markup))
    found = condition or Path("")
    return lambda each: run.value_with(found, text(name), each)


def _where_expression(run: Run, value: object, name: object, markup: object) -> object:
    if not isinstance(value, Sequence | Mapping) or isinstance(value, str):
        return value
    condition, clean = parse_condition(text(markup))
    if condition is None or not clean:
        raise Fault(f"'{text(markup)[:60]}' is not a condition")
    return [each for each in items(value) if truth(run.value_with(condition, text(name), each))]


def _find_expression(run: Run, value: object, name: object, markup: object) -> object:
    found = _where_expression(run, value, name, markup)
    return next(iter(items(found)), None)


def _markdown(run: Run, value: object) -> str:
    return run.values.markdown(text(value))


def _smart(run: Run, value: object) -> str:
    html = run.values.markdown(text(value)).strip()
    return html.removeprefix("<p>").removesuffix("</p>")


JEKYLL: Mapping[str, Callable[..., object]] = {
    "array_to_sentence_string": _sentence,
    "cgi_escape": lambda value: quote_plus(_text_only(value), safe="*"),
    "concat": _joined,
    "find": lambda value, key, wanted: next(iter(items(_where(value, key, wanted))), None),
    "group_by": lambda value, key: _grouped(value, lambda each: item_at(each, key)),
    "inspect": lambda value: escape(inspected(value)),
    "jsonify": _jsonified,
    "normalize_whitespace": lambda value: " ".join(text(value).split()),
    "number_of_words": _words,
    "pop": lambda value, count=1: items(value)[: -integer(count) or None],
    "push": _pushed,
    "sample": lambda value, count=1: Unknown("sample"),
    "shift": lambda value, count=1: items(value)[integer(count) :],
    "slice": _sliced,
    "slugify": lambda value, mode="default": None if value is None else slugified(text(value), text(mode)),
    "sort": _sorted,
    "split": lambda value, at: split_at(value, at),
    "strip_index": lambda value: None if value is None else _MINOR_INDEX.sub("/", text(value)),
    "to_integer": whole,
    "truncate": _truncated,
    "truncatewords": _truncated_words,
    "unshift": _unshifted,
    "uri_escape": lambda value: None if value is None else quote(text(value), safe=_KEPT_IN_ADDRESSES),
    "where": _where,
    "xml_escape": lambda value: escape(text(value), quote=False).replace('"', "&quot;"),
}

JEKYLL_RUN: Mapping[str, Callable[..., object]] = {
    "absolute_url": absolute_url,
    "date": lambda run, value, form: _date(run, value, form),
    "date_to_long_string": _date_to_words("%B"),
    "date_to_rfc822": lambda run, value: _jekyll_date(run, value, "%a, %d %b %Y %H:%M:%S %z"),
    "date_to_string": _date_to_words("%b"),
    "date_to_xmlschema": lambda run, value: _jekyll_date(run, value, "%Y-%m-%dT%H:%M:%S%:z"),
    "find_exp": _find_expression,
    "group_by_exp": lambda run, value, name, markup: _grouped(value, _by_expression(run, name, markup)),
    "markdownify": _markdown,
    "relative_url": relative_url,
    "smartify": _smart,
    "where_exp": _where_expression,
}

ELEVENTY: Mapping[str, Callable[..., object]] = {
    "log": lambda value, *_: "",
    "slug": lambda value: slugified(text(value), "latin"),
    "slugify": lambda value: slugified(text(value), "latin"),
    "sum": lambda value, key=None: sum(
        number(each if key is None else item(each, key)) for each in items(value)
    ),
}

ELEVENTY_RUN: Mapping[str, Callable[..., object]] = {"url": lambda run, value: value}

EVERY_RUN: Mapping[str, Callable[..., object]] = {"date": _date}
"""Filters whose first argument is the run; every engine has them."""
