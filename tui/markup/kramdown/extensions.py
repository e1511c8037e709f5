"""Braces inside a paragraph: attribute lists after spans, and kramdown's extensions.

An attribute list belongs to the span right before it; quotes, dashes and entities are such spans too. After
plain words it is text.
"""

import re

from tui.markup.kramdown import attributes
from tui.markup.kramdown.span_html import raw_tokens
from tui.markup.kramdown.spans import SpanParser, SpanState

LIST_PATTERN = r"\{:(?![:/}])"
EXTENSION_PATTERN = r"\{::[a-z]+"

_CLOSE = re.compile(r"(?<!\\)\}")
_EXTENSION = re.compile(r"\{::(comment|nomarkdown|options)((?:[ \t\n](?:\\\}|[^}])*?)?)(/?)\}")


def parse_list(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Add the attributes of a list to the span before it; None when the list is text."""
    if not state.tokens or state.tokens[-1]["type"] == "text":
        return None
    if state.text.last(_CLOSE) < match.end():
        return None
    close = _CLOSE.search(state.src, match.end())
    if not close:
        return None
    last = state.tokens[-1]
    names = state.env.get("attribute_lists", {})
    found = attributes.read_strictly(state.src[match.end() : close.start()], names)
    last["attributes"] = attributes.merge(last.get("attributes", ()), found)
    return close.end()


def parse_extension(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read a comment, text without markdown, or options, which apply from here on."""
    if state.text.last(_CLOSE) < match.end():
        return None  # it is never closed, and searching to the end at each one takes quadratic time
    found = _EXTENSION.match(state.src, match.start())
    if not found:
        return None
    name, options, alone = found.groups()
    if name == "options":
        state.env.setdefault("options", {}).update(attributes.read_strictly(options, {}))
    if alone or name == "options":
        state.append_token({"type": "symbol", "raw": ""})
        return found.end()
    close, end = _closing(name, found.end(), state)
    if close < 0:
        return None
    inside = state.src[found.end() : close]
    if name == "comment":
        state.append_token({"type": "inline_html", "raw": f"<!-- {inside.replace('-->', '-- >')} -->"})
    else:
        kind = attributes.read_strictly(options, {})
        shown = dict(kind).get("type", "html") == "html"
        state.tokens.extend(raw_tokens(inside) if shown else [])
    return end


def _closing(name: str, start: int, state: SpanState) -> tuple[int, int]:
    """Return the offsets where an extension's content ends and where its closing tag ends; -1 without one."""
    places = [(state.text.find(mark, start), len(mark)) for mark in ("{:/}", f"{{:/{name}}}")]
    return min(((close, close + size) for close, size in places if close >= 0), default=(-1, -1))
