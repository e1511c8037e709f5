"""Addresses as Jekyll writes them: `relative_url` and `absolute_url` (4.3, `filters/url_filters.rb`).

An address with a scheme stays as it is. Any other, even `//x`, gets the site's `baseurl` before it and is
normalised: percent signs, `..`, an empty query.
"""

import re
import unicodedata
from typing import Protocol
from urllib.parse import quote, unquote_to_bytes

from tui.markup.chips import has_marks
from tui.markup.liquid.filters import text
from tui.markup.liquid.values import Lazy, Values

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_PARTS = re.compile(r"((?:[^:/?#]+:)?(?://[^/?#]*)?)([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_ROOTED = ("http:", "https:")
_KEPT = "-._~!$&'()*+,;=:@"
"""Characters that a part of a path may hold besides letters and digits (RFC 3986, pchar)."""


class Run(Protocol):
    """A run of Liquid, for the addresses of its site."""

    values: Values


def relative_url(run: Run, value: object) -> object:
    """Return an address with the site's `baseurl` before it."""
    if value is None:
        return None
    address = _address(value)
    if _ABSOLUTE.match(address):
        return address
    return normalised("".join(map(_rooted, (run.values.base.removesuffix("/"), address))))


def absolute_url(run: Run, value: object) -> object:
    """Return an address with the site's `url` and `baseurl` before it."""
    if value is None or _ABSOLUTE.match(_address(value)):
        return value if value is None else _address(value)
    relative = text(relative_url(run, value))
    return normalised(run.values.url + relative) if run.values.url else relative


def _address(value: object) -> str:
    """Return the address of a post or a file, or any other value as text."""
    return text(value["url"]) if isinstance(value, Lazy) and "url" in value else text(value)


def _rooted(address: str) -> str:
    return address if not address or address.startswith("/") else f"/{address}"


def normalised(address: str) -> str:
    """Return an address as Ruby's Addressable normalises it; one with the mark of a chip is not changed."""
    found = _PARTS.fullmatch(address)
    if found is None or has_marks(address):
        return address
    origin, path, query, fragment = found.groups()
    path = _without_dots("/".join(_encoded(part, _KEPT) for part in path.split("/")))
    path = path or ("/" if origin.startswith(_ROOTED) else "")
    query = f"?{_encoded(query, _KEPT + '/?')}" if query else ""
    return f"{origin}{path}{query}" + (f"#{_encoded(fragment, _KEPT + '/?')}" if fragment else "")


def _encoded(part: str, kept: str) -> str:
    try:
        words = unicodedata.normalize("NFC", unquote_to_bytes(part).decode())
    except UnicodeError:
        return quote(unquote_to_bytes(part.encode("utf-8", "replace")), safe=kept)
    return quote(words, safe=kept)


def _without_dots(path: str) -> str:
    """Return a path with `.` and `..` resolved (RFC 3986, 5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    parts = path.split("/")
    for part in parts:
        if part == ".." and len(kept) > 1:
            kept.pop()
        elif part not in (".", ".."):
            kept.append(part)
    return "/".join(kept) + ("/" if parts[-1] in (".", "..") else "")
