"""Beginnings of a text that are surely meant as a header, though no header can be cut from them.

A rule, a Liquid tag or a brace opens many a post. A shape counts here only when keys follow, because such a
text gets no header put in front of its own.
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
    """Whether the first fields of a header of some kind stand at an offset, below its opening fence."""
    return _SHAPES[kind].match(text, start) is not None


def indented_row(text: str) -> int | None:
    """Return the row of a fenced header that only white space keeps from the text's beginning, else None."""
    found = _INDENTED.match(text)
    return found[1].count("\n") if found else None


def json_end(text: str, start: int, stop: int) -> int | None:
    """Return where the JSON object ends that starts at an offset, by its brackets alone.

    None when they are not closed before `stop` or the first empty row.
    """
    depth = 0
    for sign in _JSON_SIGN.finditer(text, start, stop):
        depth += _JSON_LEVEL.get(sign[0], 0)
        if depth == 0:
            return sign.end()
        if sign[0] == "\n":
            return None
    return None
