r"""Single characters: escapes, entities, and the backslashes that break a line.

kramdown knows only the entities of HTML 4.
"""

import re
from html import unescape
from html.entities import name2codepoint

from tui.markup.kramdown.spans import SpanParser, SpanState

BREAK_PATTERN = r"\\\\(?=\n)"
GITHUB_BREAK_PATTERN = r"\\\\?(?=\n)"
ESCAPE_PATTERN = r"""\\(?:<<|>>|[\\.*_+`<>()\[\]{}#!:|"'$=~\-])"""
ESCAPED_MATH_PATTERN = r"\\\$\$"
ENTITY_PATTERN = r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,9}|#[xX][0-9a-fA-F]{1,8});"

_WHOLE_FORMULA = re.compile(r"\\\$\$(?:(?!\$\$).)*\$\$\s*?(?:\n|\Z)", re.DOTALL)
_CODES = name2codepoint | {"apos": 39, "lang": 0x232A, "rang": 0x2329}
"""The entities of HTML 4 and `apos`; kramdown 2.4 swaps the characters of `lang` and `rang`."""
_ENTITY = re.compile(ENTITY_PATTERN)


def parse_break(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read one or two backslashes at the end of a row; inside an HTML element a single one is text."""
    if state.html and len(match.group()) == 1:
        state.words("\\")
        return match.end()
    state.append_token({"type": "linebreak"})
    return match.end()


def parse_escaped_math(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read `\\$$` as text; when a formula fills the first row, drop only the backslash."""
    if not match.start() and _WHOLE_FORMULA.match(state.src):
        return 1
    state.words("$$")
    return match.end()


def parse_escape(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read an escaped character as text, or two escaped angle brackets as a symbol."""
    characters = match.group()[1:]
    if len(characters) == 1:
        state.words(characters)
    else:
        state.append_token({"type": "symbol", "raw": characters})
    return match.end()


def parse_entity(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read an entity; None when its name is unknown."""
    character = _character(match.group()[1:-1])
    if character is None:
        return None
    state.append_token({"type": "symbol", "raw": character})
    return match.end()


def _character(name: str) -> str | None:
    if not name.startswith("#"):
        code = _CODES.get(name)
        return None if code is None else chr(code)
    return unescape(f"&{name};")


def resolved(text: str) -> str:
    """Return an address or a title with its entities replaced by their characters."""
    return _ENTITY.sub(lambda match: unescape(match.group()), text) if "&" in text else text
