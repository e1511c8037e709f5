"""HTML inside a paragraph: elements with their content, and comments.

kramdown reads elements, not tags. The content of an element ends at its end tag, or with the text when it is
never closed. An end tag alone, and an element that makes a block, are text.
"""

import re
from html import escape, unescape

from tui.markup.kramdown.elements import ATTRIBUTES, NAME
from tui.markup.kramdown.spans import MOST_LEVELS, SpanParser, SpanState, Stop
from tui.markup.tokens import Token
from tui.markup.tree import Attributes

PATTERN = r"<(?=[^\W\d]|[!/])"

_TAG = re.compile(rf"<({NAME})({ATTRIBUTES})\s*(/?)>")
_CLOSING_TAG = re.compile(rf"</{NAME}\s*>")
_MARKDOWN = re.compile(r"""\s+markdown\s*=\s*(?:"([^"]*)"|'([^']*)'|(\w+))""")
_ANY_TAG = re.compile(r"(<!--.*?-->|</?[A-Za-z][^<>]*>)", re.DOTALL)

_PARSED_NAMES = (
    "a abbr acronym b bdo big button cite del details dfn em figure i ins label noscript object q rb rbc rp"
    " rt rtc ruby select small span strong sub sup tt"
)
_BLOCK_NAMES = (
    "address applet article aside blockquote body caption col colgroup dd div dl dt fieldset figcaption"
    " footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe legend li main map menu nav ol optgroup"
    " p pre section summary table tbody td tfoot th thead tr ul"
)
_EMPTY_NAMES = "area base br command embed img input keygen link meta param source track wbr"
_PARSED, _BLOCKS, _EMPTY = (frozenset(names.split()) for names in (_PARSED_NAMES, _BLOCK_NAMES, _EMPTY_NAMES))
_VERBATIM = frozenset(("script", "style", "textarea"))


def parse(inline: SpanParser, match: re.Match[str], state: SpanState) -> int | None:
    """Read a comment or an element."""
    start = match.start()
    if state.src.startswith("<!--", start):
        end = state.text.find("-->", start + 4) + 3
        if end < 3:
            return None
        state.append_token({"type": "inline_html", "raw": state.src[start:end]})
        return end
    closing = _CLOSING_TAG.match(state.src, start)
    if closing:
        state.words(closing.group())
        return closing.end()
    tag = _TAG.match(state.src, start)
    if not tag:
        return None
    name = tag[1].lower()
    if name in _BLOCKS:
        state.words(tag.group())
        return tag.end()
    if name in _EMPTY:
        opening = f"<{tag[1]}{_in_one_row(tag[2])} />"
        state.append_token({"type": "html_element", "open": opening, "children": [], "close": ""})
        return tag.end()
    return _element(inline, state, tag, name)


def _element(inline: SpanParser, state: SpanState, tag: re.Match[str], name: str) -> int | None:
    open_tag, close_tag = f"<{tag[1]}{_in_one_row(_MARKDOWN.sub('', tag[2]))}>", f"</{tag[1]}>"
    token: Token = {"type": "html_element", "open": open_tag, "children": [], "close": close_tag}
    if tag[3]:
        state.append_token(token)
        return tag.end()
    known = name in _PARSED or tag[1] in (name, name.upper())
    closing = re.compile(rf"</{re.escape(tag[1])}\s*>", re.IGNORECASE if known else 0)
    if name in _VERBATIM:
        found = closing.search(state.src, tag.end())
        end = found.end() if found else len(state.src)
        state.append_token({"type": "inline_html", "raw": state.src[tag.start() : end]})
        return end
    asked = _MARKDOWN.search(tag[2])
    mode = next(filter(None, asked.groups()), "") if asked else ""
    parsed = name in _PARSED if mode == "1" else mode in ("span", "block")
    off = state.env.get("options", {}).get("parse_span_html") == "false"
    raw = not parsed if mode else off or state.raw or name not in _PARSED
    if state.depth >= MOST_LEVELS:
        return None
    child = inline.inside(state, tag.end(), name, _stop(closing), raw)
    token["children"] = child.tokens
    state.append_token(token)
    if child.end is None:
        return len(state.src)
    found = closing.match(state.src, child.end)
    return found.end() if found else child.end


def _in_one_row(source: str) -> str:
    return source.replace("\n", " ")


def with_attributes(opening: str, added: Attributes) -> str:
    """Return an opening tag with added attributes: classes are joined, any other value is the added one."""
    for name, value in added:
        own = re.search(rf"""\s{re.escape(name)}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", opening)
        if own:
            opening = opening[: own.start()] + opening[own.end() :]
            value = f"{own[1] or own[2] or own[3]} {value}" if name == "class" else value
        end = len(opening.removesuffix(">").removesuffix(" /"))
        opening = f'{opening[:end]} {name}="{escape(value)}"{opening[end:]}'
    return opening


def raw_tokens(source: str) -> list[Token]:
    """Return the tokens of raw text: its tags, and the words between them without typography."""
    tokens: list[Token] = []
    for index, part in enumerate(_ANY_TAG.split(source)):
        if index % 2:
            tokens.append({"type": "inline_html", "raw": part})
        elif part:
            tokens.append({"type": "symbol", "raw": unescape(part)})
    return tokens


def _stop(closing: re.Pattern[str]) -> Stop:
    return lambda state, at: state.src.startswith("</", at) and bool(closing.match(state.src, at))
