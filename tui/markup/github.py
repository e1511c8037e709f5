"""What GitHub adds to CommonMark inside a paragraph: bare addresses as links, strikethrough by tildes.

The one thing to get right: an address ends where its sentence goes on. A full stop, a quote or the
bracket that was open before it is no part of it (GFM 0.29, 6.9).
"""

import re

from mistune.core import InlineState
from mistune.inline_parser import InlineParser
from mistune.util import escape_url

STRIKE_PATTERN = r"(?<!~)~{1,2}(?![\s~])"

ADDRESS_PATTERN = (
    r"(?<![^\s*_~(\[\"'])(?:(?:https?|ftp)://(?=[^\s<>/?#.])|www\.(?=[^\s<>/?#.]))[^\s<>]+"
    r"|(?<![^\s*_~(\[\"'])[A-Za-z0-9.+_-]{1,64}@[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){1,8}(?![A-Za-z0-9@/_-])"
)
"""A web or a mail address after white space, a bracket, a quote or a mark; its end is found later."""

_NEVER_LAST = frozenset("?!.,:*_~'\"")
_ENTITY = re.compile(r"&[A-Za-z0-9]+;\Z")
_MAIL = re.compile(r"[A-Za-z0-9.+_-]+@")
_DOMAIN = re.compile(r"(?:[a-z]+://)?(?P<domain>[^\s/?#:]+)", re.IGNORECASE)


def parse_strike(inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    """Read words between one or two tildes on each side."""
    marker = match.group()
    close = state.delimiters.find(marker, match.end(), formatting=True)
    if close is None or state.depth >= inline.max_nested_level:
        return None
    end = close + len(marker)
    if state.src[end : end + 1] == "~":
        return None
    inside = state.copy()
    inside.src = state.src[match.end() : close]
    state.append_token({"type": "strikethrough", "children": inline.render(inside)})
    return end


def parse_address(inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    """Read a bare address as a link to itself; typography keeps off it."""
    if state.in_link or state.depth >= inline.max_nested_level:
        inline.process_text(match.group(), state)
        return match.end()
    address = _without_end(match.group(), state)
    if _MAIL.match(address):
        url = f"mailto:{address}"
    elif (domain := _DOMAIN.match(address)) is None or "." not in domain["domain"].strip("."):
        return None
    else:
        url = f"https://{address}" if address.startswith("www.") else address
    words = [{"type": "escaped", "raw": address}]
    # mistune takes the link off again where brackets make a link of the words around it
    attrs = {"url": escape_url(url)}
    state.append_token({"type": "link", "children": words, "attrs": attrs, "_autolink": address})
    return match.start() + len(address)


def _without_end(address: str, state: InlineState) -> str:
    """Return an address without what belongs to the sentence around it."""
    if state.brackets and "]" in address:
        address = address[: address.index("]")]  # of a link that may be open
    closing = address.count(")") - address.count("(")
    end = len(address)
    while end:
        if address[end - 1] in _NEVER_LAST:
            end -= 1
        elif address[end - 1] == ")" and closing > 0:
            end, closing = end - 1, closing - 1
        elif address[end - 1] == ";" and (entity := _ENTITY.search(address, max(end - 32, 0), end)):
            end = entity.start()
        else:
            break
    return address[:end]
