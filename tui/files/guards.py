"""Guards that check a header before its parser runs: how deep it nests, and how many aliases it has.

The limits of the parsers do not suffice. Where libyaml has none, 100,000 nested brackets crash the whole
process; where it has one, depth and message differ between its versions. Each guard reads the text once, also
when quotes or brackets in it stay open.
"""

import contextlib
import json
import re
from typing import Any

import yaml

DEEPEST = 50
"""Levels of nesting; Python's parsers give up at about 300, and libyaml's composer overflows the stack."""

MOST_ALIASES = 100
"""YAML aliases in one header, the limit of the eemeli/yaml parser."""

MOST_MERGED = 20
"""YAML aliases in a header that merges mappings (`<<`): each level of merged lists multiplies the work."""

FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's safe loader; Python's own where PyYAML was built without libyaml."""

_DEPTH: dict[type[yaml.Token], int] = {
    yaml.FlowSequenceStartToken: 1,
    yaml.FlowMappingStartToken: 1,
    yaml.BlockSequenceStartToken: 1,
    yaml.BlockMappingStartToken: 1,
    yaml.FlowSequenceEndToken: -1,
    yaml.FlowMappingEndToken: -1,
    yaml.BlockEndToken: -1,
}

_LEVEL = {"[": 1, "{": 1, "]": -1, "}": -1}

# `\\.` also matches outside of strings: after a quote that is never closed, each escaped quote would
# otherwise begin a string and be searched to the end of the text.
_JSON_SIGN = re.compile(r'"(?:[^"\\]|\\.)*+"|\\.|[\[{\]}]', re.DOTALL)
_TOML_SIGN = re.compile(
    r'"""(?:[^\\]|\\.)*?"""'
    + r"|'''.*?'''"
    + r'|"(?:[^"\\\n]|\\.)*+"'
    + r"|'[^'\n]*+'|\\.|#[^\n]*+|[\[{\]}.,\n]",
    re.DOTALL,
)
_CLOSING = re.compile(r"\s*([\]}])")


class UnreadableTextError(ValueError):
    """A header that a guard or its parser refuses; `row` is the row in it, from 0."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row


def check_yaml(header: str) -> None:
    """Raise UnreadableTextError when a YAML header has too many levels or aliases (`DEEPEST`, `MOST_…`).

    The tokens come from libyaml's scanner, so quotes and comments are read as YAML reads them. The scanner is
    a loop, not a recursion, and is stopped at the first level that is too deep. Raises YAMLError for a text
    that it cannot read.
    """
    try:
        _check_tokens(header)
    except yaml.MarkedYAMLError as error:
        # The scanner reads far ahead of the token that it yields, and PyYAML 6.0.4 raises at 1,000 levels
        # there, before this loop has counted them. The text before that place still has too many levels.
        if error.problem_mark is not None:
            with contextlib.suppress(yaml.YAMLError):
                _check_tokens(header[: error.problem_mark.index])
        raise


def _check_tokens(header: str) -> None:
    depth = aliases = 0
    most = MOST_ALIASES
    for token in yaml.scan(header, Loader=FastLoader):
        depth += _DEPTH.get(type(token), 0)
        aliases += type(token) is yaml.AliasToken
        if isinstance(token, yaml.ScalarToken) and token.plain and token.value == "<<":
            most = MOST_MERGED
        if depth > DEEPEST:
            raise _too_deep(header, token.start_mark.index)
        if aliases > most:
            row = header.count("\n", 0, token.start_mark.index)
            raise UnreadableTextError(row, f"more than {most} aliases")


def check_json(header: str) -> None:
    """Raise UnreadableTextError when a JSON header has too many levels."""
    depth = 0
    for sign in _JSON_SIGN.finditer(header):
        depth += _LEVEL.get(sign[0], 0)
        if depth > DEEPEST:
            raise _too_deep(header, sign.start())


def check_toml(header: str) -> None:
    """Raise UnreadableTextError when a TOML header has too many levels; each dot of a key is one."""
    levels: list[int] = []
    dots = 0
    for sign in _TOML_SIGN.finditer(header):
        match sign[0]:
            case "[" | "{":
                levels.append(dots + 1)
                dots = 0
            case "]" | "}":
                levels = levels[:-1]
            case ".":
                dots += 1
            case "," | "\n":
                dots = 0
        if sum(levels) + dots > DEEPEST:
            raise _too_deep(header, sign.start())


def _too_deep(header: str, place: int) -> UnreadableTextError:
    return UnreadableTextError(header.count("\n", 0, place), f"more than {DEEPEST} levels deep")


def json_fault(error: json.JSONDecodeError) -> tuple[int, str]:
    """Return the row, from 0, where JSON's parser stopped, and the reason, alike for all versions of Python.

    For a comma too many, Python 3.13 names the comma; older versions miss a key or value after it.
    """
    comma = error.doc.rfind(",", 0, error.pos + 1)
    closing = _CLOSING.match(error.doc, comma + 1)
    if comma >= 0 and closing is not None and closing.end() > error.pos:
        name = "brace" if closing[1] == "}" else "bracket"
        return error.doc.count("\n", 0, comma), f"a comma stands before the closing {name}"
    return error.lineno - 1, error.msg
