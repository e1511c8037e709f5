"""The text of a new post: a header in the manner of the blog's other headers, and an empty body.

The one thing you would get wrong: the manner is learned, the correctness is not. A title is quoted as
the others are only where it then reads back as typed: `phil's spark`, `No`, `a: b` all do.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from tui.blog.dates import format_for_header
from tui.blog.engines.profile import Engine
from tui.blog.site import Site
from tui.files.post import Parts

Quote = Literal["", "'", '"']
Kind = Literal["yaml", "toml", "pelican"]

ORDER = ("layout", "title", "date", "tags")
"""The keys that a new header can have, in the order they have where there is nothing to learn from."""

_FENCES = {"yaml": "---", "toml": "+++"}
_FIELD = re.compile(r"(?m)^(?P<key>[A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)")
_BLOCK_ITEM = re.compile(r"\r?\n(?P<indent>[ \t]*)-[ \t]")
_COMMENT = re.compile(r"(?:^|\s+)#")
_TABLE = re.compile(r"(?m)^\[")

# Plain YAML begins with a letter here: numbers, dates and every indicator do not. The words are the
# ones that YAML 1.1 takes for booleans and null.
_PLAIN = re.compile(r"[^\W\d_](?:[^:#]|:(?! |\Z)|(?<! )#)*")
_PLAIN_TAG = re.compile(r"[^\W\d_][\w .+/&'-]*")
_NOT_TEXT = frozenset(("true", "false", "yes", "no", "on", "off", "y", "n", "null", "nil"))


@dataclass(frozen=True, slots=True)
class _Manner:
    """How a blog writes its headers."""

    kind: Kind
    keys: tuple[str, ...]
    """In their order, spelled as the blog spells them."""
    layout: str
    title_quote: Quote = ""
    date_quote: Quote = ""
    date_like: str = ""
    block_indent: str | None = ""
    """The indent of a tag in a list of its own lines; None for `[one, two]`."""


def skeleton(
    site: Site, title: str, tags: Sequence[str], moment: datetime, examples: Sequence[Parts], draft: bool
) -> str:
    """Return the text of a new post, ready to be typed into.

    `examples` are the blog's newest posts, the newest first: key order, quotes, the date's form, the
    list of tags and the layout are theirs. Without them it is the engine's usual header. A draft is
    marked in the header where its folder does not tell.
    """
    manner = _learn(site.engine, examples)
    write = _WRITERS[manner.kind]
    clean_tags = [tag for tag in (_clean(each) for each in tags) if tag]
    lines: list[str] = []
    for key in manner.keys:
        lines += write(key, _clean(title), clean_tags, moment, manner)
    if draft:
        mark = " = " if manner.kind == "toml" else ": "
        lines += [f"{key}{mark}{value}" for key, value in site.engine.draft_marks]
    fence = _FENCES.get(manner.kind)
    return "\n".join([fence, *lines, fence, "", ""] if fence else [*lines, "", ""])


def _learn(engine: Engine, examples: Sequence[Parts]) -> _Manner:
    kinds = [parts.kind for parts in examples if parts.kind in _WRITERS]
    kind: Kind = kinds[0] if kinds else engine.header_kind  # type: ignore[assignment]  # narrowed by _WRITERS
    found = [_fields(parts.header) for parts in examples if parts.kind == kind]
    found = [fields for fields in found if "title" in fields]
    if not found:
        keys = tuple(key for key in ORDER if key != "layout" or engine.layout)
        spelled = tuple(key.capitalize() for key in keys) if kind == "pelican" else keys
        date_like = "2023-03-01 08:36" if kind == "pelican" else ""
        return _Manner(kind, spelled, engine.layout, date_like=date_like)
    layouts = {_unquoted(fields["layout"].value) if "layout" in fields else "" for fields in found}
    dates = [fields["date"].value for fields in found if "date" in fields]
    lists = [fields["tags"] for fields in found if "tags" in fields and fields["tags"].is_list]
    return _Manner(
        kind,
        _keys(engine, found[0]),
        layouts.pop() if len(layouts) == 1 else engine.layout,
        _usual_quote([fields["title"].value for fields in found]),
        _usual_quote(dates),
        _unquoted(dates[0]) if dates else "",
        lists[0].block_indent if lists else "",
    )


def _keys(engine: Engine, newest: dict[str, "_Field"]) -> tuple[str, ...]:
    """Return the newest header's own order of the keys, and the needed ones that it lacks."""
    keys = [field.key for key, field in newest.items() if key in ORDER]
    needed = ["title", "tags"] if engine.dated_names else ["title", "date", "tags"]
    spelled = [key.capitalize() if newest["title"].key[0].isupper() else key for key in needed]
    return (*keys, *(key for key in spelled if key.lower() not in newest))


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    value: str
    block_indent: str | None
    """The indent of the first item when the value is a list of its own lines."""

    @property
    def is_list(self) -> bool:
        return self.block_indent is not None or self.value.startswith("[")


def _fields(header: str) -> dict[str, _Field]:
    """Return the top-level keys of a header, in lower case, each with its source text on that line."""
    table = _TABLE.search(header)
    top = header[: table.start()] if table else header
    fields: dict[str, _Field] = {}
    for found in _FIELD.finditer(top):
        item = _BLOCK_ITEM.match(top, found.end())
        value = found["value"].strip()
        if not _quote_of(value):
            value = _COMMENT.split(value)[0]
        field = _Field(found["key"], value, item["indent"] if item else None)
        fields.setdefault(field.key.lower(), field)
    return fields


def _usual_quote(values: Sequence[str]) -> Quote:
    quotes: list[Quote] = [_quote_of(value) for value in values]
    return Counter(quotes).most_common(1)[0][0] if quotes else ""


def _quote_of(value: str) -> Quote:
    if value.startswith("'"):
        return "'"
    return '"' if value.startswith('"') else ""


def _unquoted(value: str) -> str:
    quote = _quote_of(value)
    return value[1:-1] if quote and value.endswith(quote) else value


def _yaml_lines(key: str, title: str, tags: Sequence[str], moment: datetime, manner: _Manner) -> list[str]:
    match key.lower():
        case "title":
            return [f"{key}: {_yaml_text(title, manner.title_quote, _PLAIN)}"]
        case "date":
            quote = manner.date_quote
            return [f"{key}: {quote}{format_for_header(moment, manner.date_like)}{quote}"]
        case "tags":
            written = [_yaml_text(tag, "", _PLAIN_TAG) for tag in tags]
            if manner.block_indent is None:
                return [f"{key}: [{', '.join(written)}]"]
            return [f"{key}:", *(f"{manner.block_indent}- {tag}" for tag in written)]
    return [f"{key}: {_yaml_text(manner.layout, '', _PLAIN)}"] if manner.layout else []


def _toml_lines(key: str, title: str, tags: Sequence[str], moment: datetime, manner: _Manner) -> list[str]:
    match key.lower():
        case "title":
            return [f"{key} = {_toml_text(title)}"]
        case "date":
            quote = manner.date_quote
            return [f"{key} = {quote}{format_for_header(moment, manner.date_like)}{quote}"]
        case "tags":
            return [f"{key} = [{', '.join(map(_toml_text, tags))}]"]
    return [f"{key} = {_toml_text(manner.layout)}"] if manner.layout else []


def _pelican_lines(key: str, title: str, tags: Sequence[str], moment: datetime, manner: _Manner) -> list[str]:
    match key.lower():
        case "title":
            return [f"{key}: {title}"]
        case "date":
            return [f"{key}: {format_for_header(moment, manner.date_like)}"]
        case "tags":
            return [f"{key}: {', '.join(tag.replace(',', ' ') for tag in tags)}"] if tags else []
    return []


_Writer = Callable[[str, str, Sequence[str], datetime, _Manner], list[str]]
_WRITERS: dict[str, _Writer] = {"yaml": _yaml_lines, "toml": _toml_lines, "pelican": _pelican_lines}
"""Header kind → (key, title, tags, moment, manner) → the lines of that key."""


def _yaml_text(text: str, quote: Quote, plain: re.Pattern[str]) -> str:
    """Return a text as a YAML scalar in the wanted quotes; without any only where it reads back as text."""
    if quote == "":
        if plain.fullmatch(text) and text.lower() not in _NOT_TEXT:
            return text
        quote = '"' if "'" in text and '"' not in text else "'"
    if quote == "'":
        return "'" + text.replace("'", "''") + "'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _toml_text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _clean(text: str) -> str:
    """Return a text as one line of characters that every header can hold."""
    kept = (each for each in text if each.isspace() or unicodedata.category(each) not in ("Cc", "Cs", "Cn"))
    return " ".join("".join(kept).split())
