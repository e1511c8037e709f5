"""Attribute lists: what stands between `{:` and `}`, and the names that a post gives to such lists.

The one thing to get right: classes add up, every other attribute replaces the earlier one.
"""

import re
from collections.abc import Mapping

from tui.markup.tree import Attributes

SPAN_PATTERN = r"\{:(?![:/])[^{}\n]+\}"
"""An attribute list as it may follow a span; kramdown's extensions (`{::`, `{:/`) are none."""

ROW_PATTERN = r"^ {0,3}\{:(?![:/])[^{}\n]+\}[ \t]*$"
"""An attribute list, or the definition of a named one, on a row of its own."""

_DEFINITION = re.compile(r"\{:(?P<name>\w[\w-]*):(?P<list>[^}]*)\}")
_PIECE = re.compile(
    r"\.(?P<class>[^\s.#}]+)"
    r"|\#(?P<id>[^\s.#}]+)"
    r"|(?P<key>\w[\w:-]*)=(?:\"(?P<double>(?:\\[\"}]|[^\"])*)\"|'(?P<single>(?:\\['}]|[^'])*)'|(?P<bare>[^\s\"'}]+))"
    r"|(?P<name>[\w-]+)"
)
_ESCAPED = re.compile(r"\\([\"'}])")


def definition(source: str) -> tuple[str, str] | None:
    """Return the name and the list of a definition such as `{:name: .class}`, None for anything else."""
    match = _DEFINITION.fullmatch(source.strip())
    return (match["name"], match["list"]) if match else None


def read(source: str, names: Mapping[str, str], bare: bool = True) -> Attributes:
    """Return the attributes of a list, with or without its braces.

    `bare` tells whether a value may do without quotes; kramdown passes over such an attribute.
    `names` maps the names that the post defines to their lists; other names (`toc`, `no_toc`) add nothing.
    """
    found: Attributes = ()
    for match in _PIECE.finditer(source.strip().removeprefix("{").removeprefix(":")):
        key, name = match["key"], match["name"]
        if match["class"]:
            found = merge(found, (("class", match["class"]),))
        elif match["id"]:
            found = merge(found, (("id", match["id"]),))
        elif key and match["bare"] and not bare:
            continue
        elif key:
            value = match["double"] or match["single"] or match["bare"] or ""
            found = merge(found, ((key, _ESCAPED.sub(r"\1", value)),))
        elif name in names:
            found = merge(found, read(names[name], {}))
    return found


def merge(first: Attributes, second: Attributes) -> Attributes:
    """Return the attributes of two lists as one: classes are joined, else the second list wins."""
    merged = dict(first)
    for key, value in second:
        merged[key] = f"{merged[key]} {value}" if key == "class" and merged.get(key) else value
    return tuple(merged.items())
