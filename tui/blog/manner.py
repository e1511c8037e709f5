"""How a blog writes its posts, learned from the newest ones: a template in that style, with reasons.

A tail (the last rows of a post) is learned when most of the posts end with it. Its numbers differ from post
to post and are left out: `393w / 13min / min` becomes `w / min / min`.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tui.blog.header_lines import Quote, quote_of, unquoted, yaml_text
from tui.blog.site import Engine
from tui.edits import ROW_END
from tui.files.post import Parts

ORDER = ("layout", "title", "date", "tags")
"""The keys of a new header, in their order when there is no post to learn from."""

ALIKE = 3
"""How many posts must have the same value of another key before new posts get it too."""

LONGEST_TAIL = 40
"""How many rows at the end of a post, not counting empty ones, can be a tail."""

_Kind = Literal["yaml", "toml", "pelican"]
_FENCES = {"yaml": "---", "toml": "+++", "pelican": ""}
_FIELD = re.compile(r"(?m)^(?P<key>[A-Za-z_][\w-]*)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)")
_BLOCK_ITEM = re.compile(r"\r?\n(?P<indent>[ \t]*)-[ \t]")
_COMMENT = re.compile(r"(?:^|\s+)#")
_TABLE = re.compile(r"(?m)^\[")
_NEVER_SHARED = frozenset(("draft", "published", "status", "permalink", "url", "slug", "aliases", "modified"))
_PLAIN_VALUE = re.compile(r"\w[^\r\n]*|'[^'\r\n]*'|\"[^\"\r\n]*\"|\[[^\]\r\n]*\]")

_BANK = re.compile(r"<!--[ \t]*hyperlink bank\b.*?-->", re.IGNORECASE | re.DOTALL)
_NUMBERS = re.compile(r"[ \t*_]*[\d.,]*[ \t]?[^\W\d]+(?:[ \t]*/[ \t]*[\d.,]*[ \t]?[^\W\d]+)+[ \t*_]*")
_NUMBER = re.compile(r"[\d.,]+[ \t]?(?=[^\W\d])")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a blog writes its headers, and how its posts begin and end."""

    kind: _Kind
    lines: tuple[str, ...]
    """The header's lines, with placeholders."""

    date_like: str = ""
    """A date of the newest posts without quotes; "" when they have none."""

    date_quote: Quote = ""
    dated: bool = True
    """Whether headers have a date."""

    gap: int = 1
    """How many empty rows are between header and text."""

    tail: str = ""
    """The rows that most posts end with, including the empty rows before them."""

    why: tuple[str, ...] = ()
    """The reasons, a sentence each."""

    @property
    def template(self) -> str:
        """The text of a template in this style."""
        fence = _FENCES[self.kind]
        rows = [fence, *self.lines, fence] if fence else list(self.lines)
        return "\n".join([*rows, *[""] * self.gap, f"$text${self.tail}"])


def learn(engine: Engine, examples: Sequence[Parts]) -> Manner:
    """Return how a blog writes its posts; `examples` are its newest posts, the newest first.

    When none of them has a title, the result has the engine's usual header.
    """
    kinds = [parts.kind for parts in examples if parts.kind in _FENCES]
    kind: _Kind = kinds[0] if kinds else engine.header_kind  # type: ignore[assignment]  # narrowed by _FENCES
    same = [(parts, _fields(parts.header)) for parts in examples if parts.kind == kind]
    same = [(parts, fields) for parts, fields in same if "title" in fields]
    if not same:
        return _usual(engine, kind)
    found = [fields for _, fields in same]
    bodies = [parts.body for parts, _ in same if parts.body.strip()]
    dates = [fields["date"].value for fields in found if "date" in fields]
    title_quote = _usual_quote([fields["title"].value for fields in found])
    date_quote = _usual_quote(dates)
    lists = [fields["tags"] for fields in found if "tags" in fields and fields["tags"].is_list]
    indent = lists[0].block_indent if lists else ""
    shared = _shared(found)
    keys = _keys(engine, found[0], frozenset(shared))
    layout = _layout(engine, found)
    quotes: dict[str, Quote] = {"title": title_quote, "date": date_quote}
    lines = [
        line for key in keys for line in _lines(kind, key, quotes, indent, shared.get(key.lower(), layout))
    ]
    tail, count = _tail(bodies)
    why = [
        f"keys as in the newest post: {', '.join(keys)}",
        f"{_QUOTED[title_quote]}: {_count(found, 'title', title_quote)} of {len(found)} posts",
        *((_tags_in_words(indent),) if lists else ()),
        *(f"{key} is the same in {len(found)} of {len(found)} posts" for key in shared),
        *((f"the end of the posts: found in {count} of {len(bodies)} posts",) if tail else ()),
    ]
    date_like = unquoted(dates[0]) if dates else ""
    dated = any(key.lower() == "date" for key in keys)
    return Manner(kind, tuple(lines), date_like, date_quote, dated, _gap(bodies), tail, tuple(why))


_QUOTED = {
    "": "titles without quotes",
    "'": "titles in single quotes",
    '"': "titles in double quotes",
}


def _tags_in_words(indent: str | None) -> str:
    return "tags in brackets, as in the newest list" if indent is None else "tags each on a line of its own"


def _count(found: Sequence[dict[str, "_Field"]], key: str, quote: Quote) -> int:
    return sum(quote_of(fields[key].value) == quote for fields in found)


def _usual(engine: Engine, kind: _Kind) -> Manner:
    keys = [key for key in ORDER if key != "layout" or engine.layout]
    spelled = [key.capitalize() for key in keys] if kind == "pelican" else keys
    lines = [line for key in spelled for line in _lines(kind, key, {}, "", engine.layout)]
    date_like = "2023-03-01 08:36" if kind == "pelican" else ""
    return Manner(kind, tuple(lines), date_like, why=(f"the usual header of {engine.name}",))


def _layout(engine: Engine, found: Sequence[dict[str, "_Field"]]) -> str:
    layouts = {unquoted(fields["layout"].value) if "layout" in fields else "" for fields in found}
    return layouts.pop() if len(layouts) == 1 else engine.layout


def _shared(found: Sequence[dict[str, "_Field"]]) -> dict[str, str]:
    """Return the values of other keys that are the same in all posts."""
    if len(found) < ALIKE:
        return {}
    return {
        key: field.value
        for key, field in found[0].items()
        if key not in ORDER
        and key not in _NEVER_SHARED
        and _PLAIN_VALUE.fullmatch(field.value)
        and all(key in fields and fields[key].value == field.value for fields in found)
    }


def _keys(engine: Engine, newest: dict[str, "_Field"], shared: frozenset[str]) -> tuple[str, ...]:
    """Return the keys in the order of the newest header, then needed keys that it lacks."""
    keys = [field.key for key, field in newest.items() if key in ORDER or key in shared]
    needed = ["title", "tags"] if engine.dated_names else ["title", "date", "tags"]
    spelled = [key.capitalize() if newest["title"].key[0].isupper() else key for key in needed]
    return (*keys, *(key for key in spelled if key.lower() not in newest))


def _lines(kind: _Kind, key: str, quotes: dict[str, Quote], indent: str | None, other: str) -> list[str]:
    """Return the lines of a key in a template; `other` is the value of a key without placeholder."""
    name, sign = key.lower(), " = " if kind == "toml" else ": "
    quote = quotes.get(name, "")
    match name:
        case "title":
            quote = '"' if kind == "toml" else "" if kind == "pelican" else quote
            return [f"{key}{sign}{quote}$title${quote}"]
        case "date":
            quote = "" if kind == "pelican" else quote
            return [f"{key}{sign}{quote}$date${quote}"]
        case "tags" if kind == "pelican":
            return [f"{key}: $tags$"]
        case "tags" if indent is None or kind == "toml":
            return [f"{key}{sign}[$tags$]"]
        case "tags":
            return [f"{key}:", f"{indent}- $tags$"]
        case "layout" if kind == "pelican" or not other:
            return []
        case "layout":
            return [f'{key} = "{other}"' if kind == "toml" else f"{key}: {yaml_text(other, '')}"]
    return [f"{key}{sign}{other}"]


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    value: str
    block_indent: str | None
    """The indentation of the first item when the value is a list with one item per line, else None."""

    @property
    def is_list(self) -> bool:
        return self.block_indent is not None or self.value.startswith("[")


def _fields(header: str) -> dict[str, _Field]:
    """Return the top-level fields of a header by key in lower case; the value is the rest of the line."""
    table = _TABLE.search(header)
    top = header[: table.start()] if table else header
    fields: dict[str, _Field] = {}
    for found in _FIELD.finditer(top):
        item = _BLOCK_ITEM.match(top, found.end())
        value = found["value"].strip()
        if not quote_of(value):
            value = _COMMENT.split(value)[0]
        field = _Field(found["key"], value, item["indent"] if item else None)
        fields.setdefault(field.key.lower(), field)
    return fields


def _usual_quote(values: Sequence[str]) -> Quote:
    quotes: list[Quote] = [quote_of(value) for value in values]
    return Counter(quotes).most_common(1)[0][0] if quotes else ""


def _gap(bodies: Sequence[str]) -> int:
    """Return the most common number of empty rows at the start of the texts, at least 1."""
    gaps = [body.count("\n", 0, len(body) - len(body.lstrip())) for body in bodies]
    return max(Counter(gaps).most_common(1)[0][0], 1) if gaps else 1


def _tail(bodies: Sequence[str]) -> tuple[str, int]:
    """Return the rows at the end of more than half of the texts (at least 2), and how many have them.

    Returns ("", 0) when there are none. A text that consists only of such a tail is not counted. Rows are
    compared without white space at their ends, without the numbers of a footer, and without the links in a
    hyperlink bank. Empty rows are ignored.
    """
    texts = [_blanked(body) for body in bodies]
    ends = [tuple(row.rstrip() for row in ROW_END.split(text) if row.strip()) for text in texts]
    tail: tuple[str, ...] = ()
    count = 0
    for length in range(1, LONGEST_TAIL):
        several = Counter(rows[-length:] for rows in ends if len(rows) > length).most_common(1)
        if not several or several[0][1] < 2:
            break
        rows, number = several[0]
        if 2 * number <= sum(each != rows[-len(each) :] for each in ends):
            break
        tail, count = rows, number
    if not tail:
        return "", 0
    newest = next(
        text
        for text, rows in zip(texts, ends, strict=True)
        if len(rows) > len(tail) and rows[-len(tail) :] == tail
    )
    return _last_rows(newest, len(tail)), count


def _blanked(body: str) -> str:
    """Return a text without the parts of a tail that differ between posts."""
    rows = _BANK.sub("<!-- hyperlink bank -->", body).split("\n")
    return "\n".join(_NUMBER.sub("", row) if _NUMBERS.fullmatch(row) else row for row in rows)


def _last_rows(text: str, several: int) -> str:
    """Return the last rows of a text: `several` that are not blank, and the blank rows around them.

    The text must have more than `several` rows that are not blank.
    """
    rows = text.replace("\r\n", "\n").split("\n")
    filled = [number for number, row in enumerate(rows) if row.strip()]
    start = filled[-several]
    before = filled[-several - 1] + 1
    return "\n" + "\n".join([*[""] * (start - before), *rows[start:]])
