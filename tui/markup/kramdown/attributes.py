"""Attribute lists between `{:` and `}`, and lists that a post defines by name.

Classes are added to earlier ones; any other attribute replaces the earlier one.
"""

import re
from collections.abc import Mapping

from tui.markup.kramdown.letters import SPACES
from tui.markup.tree import Attributes

SPAN_PATTERN = r"\{:(?![:/])[^{}\n]+\}"
"""An attribute list that may follow a span; kramdown's extensions (`{::`, `{:/`) do not match."""

ROW_PATTERN = r"^ {0,3}\{:(?![:/])[^{}\n]+\}[ \t]*$"
"""An attribute list, or the definition of a named one, on a row of its own."""

KRAMDOWN_PATTERN = r" {0,3}\{:(?![:/])(?:\\\}|[^}\n]|\n(?![ \t]*\n)){1,1000}\}[ \t\v\f]*\n"
"""An attribute list in kramdown, which may take several rows.

Unlike kramdown's own, it ends at a blank row and after 1,000 characters, so that the search for its end takes
linear time.
"""

LEADING_PATTERN = r"\{:(?!/|(?a:\w[\w-]*)?:)(?:\\\}|[^}\n])+\}[ \t]*"
"""An attribute list at the beginning of an item, a term or a definition in kramdown; it defines no name."""

_DEFINITION = re.compile(r"\{:(?P<name>\w[\w-]*):(?P<list>(?:\\\}|[^}])*)\}", re.ASCII)
_PIECE = re.compile(
    r"\.(?P<class>[^\s.#}]+)"
    r"|\#(?P<id>[^\s.#}]+)"
    r"|(?P<key>\w[\w:-]*)=(?:\"(?P<double>(?:\\[\"}]|[^\"])*)\"|'(?P<single>(?:\\['}]|[^'])*)'|(?P<bare>[^\s\"'}]+))"
    r"|(?P<name>[\w-]+)"
)
_SIGNED = re.compile(r"(\.|\#)((?<=\#)[A-Za-z][\w:-]*|(?<=\.)[^\s.\#]+)", re.ASCII)
_STRICT_PIECE = re.compile(
    rf"(?:\A|\s)(?:(?P<key>\w[\w-]*)=(?P<quote>[\"'])(?P<value>(?>\\(?:\}}|(?P=quote))|[^}}]){{0,1000}}?)(?P=quote)"
    rf"|(?P<name>\w[\w-]*)|(?P<signed>(?:{_SIGNED.pattern})+))(?=\s|\Z)",
    re.ASCII,
)
"""One attribute in a list. The length of a value is limited: an open quote must not search all of a text."""
_ESCAPED = re.compile(r"\\([\"'}])")


def definition(source: str) -> tuple[str, str] | None:
    """Return the name and the list of a definition such as `{:name: .class}`, else None."""
    match = _DEFINITION.fullmatch(source.strip())
    return (match["name"], match["list"]) if match else None


def read(source: str, names: Mapping[str, str]) -> Attributes:
    """Return the attributes of a list, with or without its braces, as engines other than kramdown read it.

    `names` maps the names that the post defines to their lists; other names (`toc`, `no_toc`) are ignored.
    """
    found: Attributes = ()
    for match in _PIECE.finditer(source.strip().removeprefix("{").removeprefix(":")):
        key, name = match["key"], match["name"]
        if match["class"]:
            found = merge(found, (("class", match["class"]),))
        elif match["id"]:
            found = merge(found, (("id", match["id"]),))
        elif key:
            value = match["double"] or match["single"] or match["bare"] or ""
            found = merge(found, ((key, _ESCAPED.sub(r"\1", value)),))
        elif name in names:
            found = merge(found, read(names[name], {}))
    return found


def read_strictly(source: str, names: Mapping[str, str]) -> Attributes:
    """Return the attributes of a list as kramdown reads it: white space around each, values in quotes.

    Anything else is ignored. `names` is as in `read`.
    """
    found: Attributes = ()
    inside = source.strip(SPACES).removeprefix("{").removeprefix(":").removesuffix("}")
    for match in _STRICT_PIECE.finditer(inside):
        key, name = match["key"], match["name"]
        if key:
            found = merge(found, ((key, _ESCAPED.sub(r"\1", match["value"])),))
        elif name:
            found = merge(found, read_strictly(names.get(name, ""), {}))
        else:
            for sign, word in _SIGNED.findall(match["signed"]):
                found = merge(found, (("class" if sign == "." else "id", word),))
    return found


def merge(first: Attributes, second: Attributes) -> Attributes:
    """Return two lists of attributes merged: classes are joined, any other value is the second list's."""
    merged = dict(first)
    for key, value in second:
        merged[key] = f"{merged[key]} {value}" if key == "class" and merged.get(key) else value
    return tuple(merged.items())
