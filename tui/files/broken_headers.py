"""Broken headers: a text that begins like a header, though no header can be cut from it.

Such a text gets no new header in front of it. Many posts begin with a horizontal rule, a Liquid tag or a
brace and mean no header, so a beginning counts only when keys follow it.
"""

import re

_KNOWN = (
    "title|date|tags?|draft|layout|slug|author|authors|categor(?:y|ies)|description|permalink|published"
    "|status|summary|url|aliases|weight|type"
)
_YAML_KEY = r"""(?:[A-Za-z_][\w-]*|"[^"\n]+"|'[^'\n]+')[ \t]*:(?:[ \t]|\r?\n|\Z)"""
_SPACE = r"(?:[ \t]*(?:#[^\n]*)?\r?\n)*"  # empty rows and comments

_SHAPES = {
    "yaml": re.compile(rf"{_YAML_KEY}|{_SPACE}(?i:{_KNOWN})[ \t]*:(?:[ \t]|\r?\n|\Z)"),
    "toml": re.compile(rf"{_SPACE}(?:[\w.-]+[ \t]*=|\[)"),
    "json": re.compile(r"""\{\s*(?:"(?:[^"\\\n]|\\.)*"\s*:|\n\s*(?:\w+|'[^'\n]*')[ \t]*:)"""),
}
_INDENTED = re.compile(
    rf"\ufeff?(\s+)(?:---[ \t]*\r?\n(?i:{_KNOWN})[ \t]*:(?:[ \t]|\r?\n)|\+\+\+[ \t]*\r?\n[\w.-]+[ \t]*=)"
)
# `\\.` outside of strings too: see tui.files.guards
_JSON_SIGN = re.compile(r'"(?:[^"\\\n]|\\.)*+"|\\.|[\[{\]}]|\n(?=[ \t\r]*\n)')
_JSON_LEVEL = {"[": 1, "{": 1, "]": -1, "}": -1}


def has_fields(kind: str, text: str, start: int) -> bool:
    """Whether the fields of a header of this kind begin at an offset, the one after its opening fence."""
    return _SHAPES[kind].match(text, start) is not None


def indented_row(text: str) -> int | None:
    """Return the row of a fenced header that has only white space before it; None without such a header."""
    found = _INDENTED.match(text)
    return found[1].count("\n") if found else None


def json_end(text: str, start: int, stop: int) -> int | None:
    """Return the end of the JSON object that starts at an offset, found by its brackets alone.

    None when the brackets are not closed before `stop` or before the first empty row.
    """
    depth = 0
    for sign in _JSON_SIGN.finditer(text, start, stop):
        depth += _JSON_LEVEL.get(sign[0], 0)
        if depth == 0:
            return sign.end()
        if sign[0] == "\n":
            return None
    return None
