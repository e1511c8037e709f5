"""Links that lead nowhere, images that say nothing to who cannot see them, addresses left in the bank.

The one thing you would get wrong: what lies outside the site is never looked for; the check works
without a network.
"""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from tui.markup.tree import HtmlBlock, HtmlElement, Image, Inline, InlineHtml, Link
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place, inlines_in

OF_THE_LAYOUT = frozenset(
    (
        "top",
        "content",
        "main",
        "header",
        "footer",
        "nav",
        "comments",
        "respond",
        "disqus_thread",
        "toc",
        "search",
    )
)
"""Identifiers that layouts give to parts of the page."""

_ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LISTED = re.compile(r"\{:?[^{}]*#([\w:.-]+)[^{}]*\}")
_PICTURE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ALT = re.compile(r"\salt(?:\s*=|[\s/>])", re.IGNORECASE)
_REFERENCE = re.compile(r"\bfn(?:ref)?:")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def missing_target(subject: Subject) -> Iterator[Finding]:
    """Find links and images that lead to a post, file or heading that is not there."""
    seen: dict[tuple[int, str], int] = {}
    anchors: frozenset[str] | None = None
    for place, inline in _inlines(subject):
        match inline:
            case Link(url=url) | Image(url=url) if url and not _SCHEME.match(url):
                address, _, anchor = unescape(url).partition("#")
                if not address:
                    anchors = _anchors(subject) if anchors is None else anchors
                    message = _missing_anchor(subject, unquote(anchor), anchors)
                elif subject.is_missing(address):
                    message = f"there is no {address} in the site"
                else:
                    message = ""
                if message:
                    yield _at(subject, place, url, "missing-target", message, seen)


def _missing_anchor(subject: Subject, anchor: str, anchors: frozenset[str]) -> str:
    """Return what is wrong with a link within the page, "" where nothing is or nobody here can know."""
    if not subject.page.dialect.heading_identifiers or not anchor or anchor in anchors:
        return ""
    if anchor in OF_THE_LAYOUT or _REFERENCE.match(anchor):
        return ""
    return f"there is no heading #{anchor} in this post"


def _anchors(subject: Subject) -> frozenset[str]:
    """Return the identifiers on the page, those in raw HTML and attribute lists among them."""
    found: set[str] = set()
    for siblings in subject.places:
        for place in siblings:
            found.add(getattr(place.block, "identifier", ""))
    body = "\n".join(subject.rows[subject.page.first_row :])
    found.update(next(filter(None, each.groups()), "") for each in _ANCHOR.finditer(body))
    found.update(each[1] for each in _LISTED.finditer(body))
    return frozenset(found)


def image_without_words(subject: Subject) -> Iterator[Finding]:
    """Find images without a description; an empty `alt` in HTML says that there is nothing to say."""
    seen: dict[tuple[int, str], int] = {}
    message = "this image has no description for readers who cannot see it"
    for place, inline in _inlines(subject):
        match inline:
            case Image(alt=alt, url=url) if not alt.strip():
                yield _at(subject, place, url, "image-alt", message, seen)
            case InlineHtml(html=html) if (tag := _PICTURE.match(html)) and not _ALT.search(tag.group()):
                yield _at(subject, place, html.split("\n")[0], "image-alt", message, seen)
    for siblings in subject.places:
        for place in siblings:
            match place.block:
                case HtmlBlock(html=html):
                    for tag in _PICTURE.finditer(html):
                        if not _ALT.search(tag.group()) and "<!--" not in html:
                            yield _at(subject, place, tag.group().split("\n")[0], "image-alt", message, seen)
                case HtmlElement(name="img", attributes=attributes) if "alt" not in dict(attributes):
                    yield _at(subject, place, "<img", "image-alt", message, seen)


def unused_link(subject: Subject) -> Iterator[Finding]:
    """Find the addresses in the hyperlink bank that the post does not link to."""
    for entry in subject.unused:
        row = subject.rows[entry.row]
        column = max(0, row.find(entry.url))
        message = "this address is in the hyperlink bank, and no link uses it"
        yield Finding(entry.row, column, column + len(entry.url), "unused-link", message)


def _inlines(subject: Subject) -> Iterator[tuple[Place, Inline]]:
    for siblings in subject.places:
        for place in siblings:
            for inline in inlines_in(place.block):
                yield place, inline


def _at(
    subject: Subject, place: Place, words: str, rule: str, message: str, seen: dict[tuple[int, str], int]
) -> Finding:
    """Return a finding where words are typed in a block, at its first row where they are not found there.

    `seen` remembers how often the same words of a block have been found.
    """
    key = (place.first, words)
    skip = seen.get(key, 0)
    seen[key] = skip + 1
    for row in range(place.first, place.end):
        column = -1
        while (column := subject.rows[row].find(words, column + 1)) >= 0 and words:
            if skip == 0:
                return Finding(row, column, column + len(words), rule, message)
            skip -= 1
    row = min(place.first, len(subject.rows) - 1)
    typed = subject.rows[row]
    start = len(typed) - len(typed.lstrip())
    return Finding(row, start, len(typed), rule, message)
