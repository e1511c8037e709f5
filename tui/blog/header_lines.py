"""Fills in the header of a template: values keep the template's quotes, or get those that they need.

A value is written so that it reads back as typed. So titles such as `phil's spark`, `No` and `a: b` get
quotes or escapes even when the template has none.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tui.edits import split_rows
from tui.files.post import Kind

Quote = Literal["", "'", '"']

PLACEHOLDER = re.compile(r"\$(title|date|tags|slug|text)\$")
"""The placeholders of a template, in lower case and without spaces.

`$title$` is a plain word in YAML, and has no meaning in Liquid, Jinja, Go templates, kramdown or HTML. All of
these may be in a template: `{{ page.title }}`, `{% raw %}`, `{{< figure >}}` and `{:.note}` are kept.
"""

# An unquoted YAML value must begin with a letter here, which excludes numbers, dates and indicators. The
# words are those that YAML 1.1 reads as booleans or null.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#]|:(?! |\Z)|(?<! )#)*")
_PLAIN_ITEM = re.compile(r"[^\W\d_][\w .+/&'-]*")
_NOT_TEXT = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nil"))

_PAIR = re.compile(r"(?P<key>[ \t]*(?:-[ \t]+)?[^\s:=#][^:=]*?[ \t]*[:=][ \t]*)(?P<value>\S.*?)")
_WHOLE = re.compile(r"""'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|\[[^\]]*\]|""")
_REST = re.compile(r"(?:[ \t]+#.*|[ \t]*)\Z")
_TAG_ROW = re.compile(r"""(?P<dash>[ \t]*-[ \t]+)(?P<quote>['"]?)\$tags\$(?P=quote)[ \t]*""")
_LIST_ITEM = re.compile(r"""(?P<comma>,[ \t]*)?(?P<quote>['"]?)\$(?P<name>[a-z]+)\$(?P=quote)""")


_SINGLE, _DOUBLE = (re.compile(rf"(?m)[:,-][ \t]+{mark}|\[{mark}") for mark in ("'", '"'))


@dataclass(frozen=True, slots=True)
class Values:
    """The values of the placeholders; one line each, except `text`."""

    title: str
    date: str
    tags: tuple[str, ...]
    slug: str
    text: str = ""

    def put_into(self, template: str) -> str:
        """Return a text with its placeholders replaced by unquoted values; tags are joined by commas."""
        # in one pass, so that a placeholder in a title is not replaced
        return PLACEHOLDER.sub(lambda found: self.of(found[1]), template)

    def of(self, name: str) -> str:
        """Return one value as text."""
        return ", ".join(self.tags) if name == "tags" else str(getattr(self, name))


def fill_header(kind: Kind, header: str, values: Values) -> str:
    """Return a template's header with its placeholders replaced, each row with its own line ending.

    `$tags$` becomes one entry for each tag when it is an entry of a list (`[$tags$]`, `- $tags$`), and a list
    when it is the whole value; in a Pelican header the tags are joined by commas.
    """
    if kind == "json":
        return _json(header, values)
    rows, ends = split_rows(header)
    style = _Style(kind, "'" if len(_SINGLE.findall(header)) > len(_DOUBLE.findall(header)) else "")
    filled: list[str] = []
    for row, end in zip(rows, ends, strict=True):
        if not PLACEHOLDER.search(row):
            filled.append(row + end)
        elif kind == "pelican":
            filled += [text + end for text in _pelican(row, values)]
        else:
            filled += [text + end for text in _rows(style, row, values)]
    return "".join(filled)


def yaml_text(text: str, quote: Quote, in_list: bool = False, needed: Quote = "") -> str:
    """Return a text as a YAML scalar in the given quotes; without quotes only if it reads back as text.

    A text that needs quotes then gets `needed`, or, when that is "", the quotes with the fewest escapes.
    """
    if quote == "":
        plain = _PLAIN_ITEM if in_list else _PLAIN
        if plain.fullmatch(text) and text.lower() not in _NOT_TEXT:
            return text
        quote = needed or ('"' if "'" in text and '"' not in text else "'")
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def one_line(text: str) -> str:
    """Return a text as one line of characters that every header can hold."""
    kept = (each for each in text if each.isspace() or unicodedata.category(each) not in ("Cc", "Cs", "Cn"))
    return " ".join("".join(kept).split())


def quote_of(value: str) -> Quote:
    """Return the quotation mark that a value's source begins with, "" for none."""
    if value.startswith("'"):
        return "'"
    return '"' if value.startswith('"') else ""


def unquoted(value: str) -> str:
    """Return a value's source without the quotes around it."""
    quote = quote_of(value)
    return value[1:-1] if quote and value.endswith(quote) and len(value) > 1 else value


@dataclass(frozen=True, slots=True)
class _Style:
    kind: Kind
    needed: Quote
    """The quotes for a value that needs some when the template has none."""


def _rows(style: _Style, row: str, values: Values) -> list[str]:
    """Return the rows that one row of a YAML or TOML header becomes."""
    if style.kind == "yaml" and (item := _TAG_ROW.fullmatch(row)):
        return [item["dash"] + _scalar(style, tag, item["quote"], True) for tag in values.tags]
    pair = _PAIR.fullmatch(row)
    if pair is None:
        return [values.put_into(row)]
    whole = _WHOLE.match(pair["value"])
    rest = _REST.search(pair["value"], whole.end() if whole else 0)
    end = rest.start() if rest else len(pair["value"])
    return [pair["key"] + _value(style, pair["value"][:end], values) + pair["value"][end:]]


def _value(style: _Style, value: str, values: Values) -> str:
    if unquoted(value) == "$tags$":
        return f"[{_entries(style, values.tags, '')}]"
    if value.startswith("["):
        filled = _LIST_ITEM.sub(lambda item: _item(style, item, values), value)
        return re.sub(r"\[[ \t]*,[ \t]*", "[", filled)
    if value == "$date$":
        return values.date
    return _scalar(style, values.put_into(unquoted(value)), quote_of(value), False)


def _item(style: _Style, item: re.Match[str], values: Values) -> str:
    name, comma = item["name"], item["comma"] or ""
    if not PLACEHOLDER.fullmatch(f"${name}$"):
        return item[0]
    entries = values.tags if name == "tags" else (values.of(name),)
    return comma + _entries(style, entries, item["quote"]) if entries else ""


def _entries(style: _Style, entries: Sequence[str], quote: str) -> str:
    return ", ".join(_scalar(style, entry, quote, True) for entry in entries)


def _scalar(style: _Style, text: str, quote: str, in_list: bool) -> str:
    if style.kind == "toml":
        return json.dumps(text, ensure_ascii=False)
    return yaml_text(text, quote_of(quote), in_list, style.needed)


def _pelican(row: str, values: Values) -> list[str]:
    tags = tuple(tag.replace(",", " ") for tag in values.tags)
    if "$tags$" in row and not tags:
        return []
    return [Values(values.title, values.date, tags, values.slug).put_into(row)]


def _json(header: str, values: Values) -> str:
    tags = ", ".join(json.dumps(tag, ensure_ascii=False) for tag in values.tags)

    def value(found: re.Match[str]) -> str:
        if found[0] == '"$tags$"':
            return tags
        return json.dumps(values.of(found[0].strip('"$')), ensure_ascii=False)[1:-1]

    return re.sub(rf'"\$tags\$"|{PLACEHOLDER.pattern}', value, header)
