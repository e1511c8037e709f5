"""GitHub's additions to CommonMark inside a paragraph: addresses without brackets, strikethrough by tildes.

A full stop, a quote or a closing bracket at the end of an address belongs to the sentence around it
(GFM 0.29, 6.9).
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
"""A web or a mail address after white space, a bracket, a quote or a mark; `_without_end` finds its end."""

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
    """Read an address without brackets as a link to itself, protected from typography."""
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
    # mistune removes the link again when brackets around it make a link
    attrs = {"url": escape_url(url)}
    state.append_token({"type": "link", "children": words, "attrs": attrs, "_autolink": address})
    return match.start() + len(address)


def _without_end(address: str, state: InlineState) -> str:
    """Return an address without the characters at its end that belong to the sentence around it."""
    if state.brackets and "]" in address:
        address = address[: address.index("]")]  # it may close a link around the address
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
