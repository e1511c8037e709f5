"""Addresses of links: what counts as one, and how an address and its words are written in markdown.

A sign that an address may not contain is percent-encoded. All others stay, so that the link leads to exactly
this address.
"""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlsplit

from tui.markup.dialect import Dialect

LONGEST = 4000
"""Characters that an address may have; a longer text is data."""

_HOST = r"(?:\[[0-9A-Fa-f:.]+\]|\w(?:[\w.-]*\w)?\.?)(?::\d{1,5})?"
_WEB = re.compile(rf"https?://(?:[^\s/@?#\[\]]+@)?{_HOST}(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^\s@<>]+@\w[\w.-]*\w(?:\?\S*)?", re.IGNORECASE)
_NEVER = re.compile(r"""[\s"<>\\^`{|}\x00-\x1f\x7f]|%(?![0-9A-Fa-f]{2})|[\[\]]""")
_AUTHORITY = re.compile(r"\w+://[^/?#]*")
_ENTITY = re.compile(r"&#?\w{1,32};?")
_UNRESERVED = re.compile(r"%(?:2D|2E|5F|7E|3[0-9]|[46][1-9A-F]|[57][0-9A])", re.IGNORECASE)
_HEX = re.compile(r"%[0-9A-Fa-f]{2}")
_FOREIGN = re.compile(r"[^\x00-\x7f]|'")
_SCHEMES = ("http://", "https://")
_LINKED = re.compile(
    r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\(<?https?://[^()\s]*(?:\([^()\s]*\)[^()\s]*)*[^)\n]{0,200}\)"
    r"(\{:[^{}\n]*\})?"
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_PLAIN = re.compile(r"[\\`*\[\]]|(?<![^\W_])_|_(?![^\W_])")
_SPECIAL = re.compile(r"<|>(?=>)|&(?=#?\w{1,32};)|\{(?=[{%:#])|\$(?=\$)|~|\||\^|=(?==)|\+(?=\+)")
_ADDRESSED = re.compile(r"(?<=http):(?=//)|(?<=https):(?=//)|(?<=ftp):(?=//)|(?<=www)\.|@", re.IGNORECASE)


def is_url(text: str) -> bool:
    """Tell whether a text is one address and nothing else: http, https or mailto, with a host."""
    if not text or len(text) > LONGEST or not text.isprintable():
        return False
    return bool(_WEB.fullmatch(text) or _MAIL.fullmatch(text))


def cleaned(url: str) -> str:
    """Return an address with the signs percent-encoded that it may not contain (RFC 3986, section 2)."""
    found = _AUTHORITY.match(url)
    start = found.end() if found else 0
    return url[:start] + _NEVER.sub(_percent, url[start:])


def destination(url: str) -> str:
    """Return an address in the form for a link's parentheses that every dialect reads as the same address."""
    url = _ENTITY.sub(_kept, cleaned(url))
    return url if _is_balanced(url) else f"<{url}>"


def leading_to(url: str, attributes: str = "") -> str:
    """Return the source after a link's brackets: the address in parentheses, then the attributes.

    `attributes` is a list such as `{:target="_blank"}`; only an `http` or `https` address gets it.
    """
    return f"({destination(url)}){attributes if is_external(url) else ''}"


def is_external(url: str) -> bool:
    """Tell whether an address is an `http` or `https` one, which names its host."""
    return url.lower().startswith(_SCHEMES)


def escaped(words: str, dialect: Dialect) -> str:
    """Return plain words as one row of markdown that reads as exactly these words."""
    words = " ".join(words.split())
    words = _SPECIAL.sub(_entity, words)
    if dialect.autolinks:
        words = _ADDRESSED.sub(_entity, words)
    return _PLAIN.sub(_backslashed, words)


def bare(url: str) -> str:
    """Return an address as the words of its own link: without scheme, `www.` and slashes at its end."""
    return re.sub(r"^(?:https?://(?:www\.)?|mailto:)", "", url, flags=re.IGNORECASE).rstrip("/") or url


def host_of(url: str) -> str:
    """Return the host of an address in lower case, without `www.`; "" when it has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # brackets without an IP address in them
        return ""
    return host.removeprefix("www.")


def normalized(url: str) -> str:
    """Return the normal form of an address, which is equal for all ways to write it.

    Percent-encoding that is optional, `&amp;`, the case of the host, and a slash right after the host with
    nothing behind it make no difference (RFC 3986, section 6.2.2).
    """
    url = _UNRESERVED.sub(lambda found: chr(int(found[0][1:], 16)), url.replace("&amp;", "&"))
    url = _HEX.sub(lambda found: found[0].upper(), _FOREIGN.sub(_percent, cleaned(url)))
    found = _AUTHORITY.match(url)
    if not found:
        return url
    rest = url[found.end() :]
    return found[0].lower() + ("" if rest == "/" else rest)


def learned_attributes(bodies: Iterable[str]) -> str:
    """Return the attribute list of more than half of the links to other hosts; "" when there is none.

    `bodies` are the texts of a blog's newest posts. Links in comments, such as those in a bank, do not count.
    """
    counts = Counter(found[1] or "" for body in bodies for found in _LINKED.finditer(_COMMENT.sub("", body)))
    if not counts:
        return ""
    attributes, count = counts.most_common(1)[0]
    return attributes if 2 * count > counts.total() else ""


def _kept(found: re.Match[str]) -> str:
    """Return text that looks like an entity, with its `&` escaped if HTML knows that entity."""
    return found[0] if unescape(found[0]) == found[0] else f"&amp;{found[0][1:]}"


def _percent(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0]):03};"


def _backslashed(found: re.Match[str]) -> str:
    return f"\\{found[0]}"


def _is_balanced(url: str) -> bool:
    depth = 0
    for sign in url:
        depth += (sign == "(") - (sign == ")")
        if depth < 0:
            return False
    return depth == 0
