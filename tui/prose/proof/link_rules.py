"""The rules for links that lead nowhere, images without a description, and unused addresses.

Only links within the site are checked, because the check never uses the network.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from tui.markup.page import Page
from tui.markup.tree import Chip, HtmlBlock, HtmlElement, Image, Inline, InlineHtml, Link
from tui.prose.proof.finding import Finding, Subject
from tui.prose.proof.passages import Place, inlines_in, places_of

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
"""Identifiers that layouts give to parts of the page; those of single comments match `_REFERENCE`."""

_ANCHOR = re.compile(r"""\b(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LISTED = re.compile(r"\{:?[^{}]*#([\w:.-]+)[^{}]*\}")
_PICTURE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""", re.IGNORECASE)
_ALT = re.compile(r"\salt(?:\s*=|[\s/>])", re.IGNORECASE)
_REFERENCE = re.compile(r"\bfn(?:ref)?:|^comment")
_UNUSED = "link some words to it, or remove it from the bank if you no longer need it"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")


def missing_target(subject: Subject) -> Iterator[Finding]:
    """Find links and images whose post, file or heading does not exist."""
    seen: dict[tuple[int, str], int] = {}
    own: Anchors | None = None
    for place, inline in _inlines(subject):
        match inline:
            case Link(url=url) | Image(url=url) if url and not _SCHEME.match(url):
                address, _, anchor = unescape(url).partition("#")
                anchor = unquote(anchor)
                if address:
                    message = subject.fault_of(address, anchor)
                else:
                    own = own or anchors_on(subject.page)
                    message = f"there is no heading #{anchor} in this post" if own.lack(anchor) else ""
                if message:
                    # Liquid may have made the address, while the part from `#` on was typed
                    typed = "\n".join(subject.rows[place.first : place.end])
                    words = url if url in typed or not anchor else f"#{url.partition('#')[2]}"
                    yield _at(subject, place, words, "missing-target", message, seen)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The names on a page to which a link can lead after its `#`."""

    names: frozenset[str]
    all_known: bool
    """Whether these are all; an include, for example, may add names that are not known here."""

    def lack(self, anchor: str) -> bool:
        """Whether a name is certainly neither in the text nor in the layout."""
        if not self.all_known or not anchor or anchor in self.names:
            return False
        return anchor not in OF_THE_LAYOUT and not _REFERENCE.match(anchor)


def anchors_on(page: Page) -> Anchors:
    """Return the identifiers on a page, including those in raw HTML and attribute lists."""
    if not page.dialect.heading_identifiers:
        return Anchors(frozenset(), all_known=False)
    body = page.body
    found = {next(filter(None, each.groups()), "") for each in _ANCHOR.finditer(body)}
    found.update(each[1] for each in _LISTED.finditer(body))
    all_known = True
    for siblings in places_of(page, len(page.lines)):
        for place in siblings:
            found.add(getattr(place.block, "identifier", ""))
            found.add(dict(getattr(place.block, "attributes", ())).get("id") or "")
            # the text of an include is not in the body, but its blocks are on the page
            html = [place.block.html] if isinstance(place.block, HtmlBlock) else []
            for inline in inlines_in(place.block):
                all_known = all_known and not isinstance(inline, Chip)
                html += [inline.html] if isinstance(inline, InlineHtml) else []
            for piece in html:
                found.update(next(filter(None, each.groups()), "") for each in _ANCHOR.finditer(piece))
    return Anchors(frozenset(found), all_known)


def image_without_words(subject: Subject) -> Iterator[Finding]:
    """Find images without a description; an empty `alt` in HTML is allowed, for a decorative image."""
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
    """Find addresses kept for the post that it does not link to.

    Each one in its hyperlink bank is a finding. Those in the side list are one finding together, at the first
    block of the post.
    """
    for entry in subject.unused:
        column = max(0, subject.rows[entry.row].find(entry.url))
        end = column + len(entry.url)
        message = "this address is in the hyperlink bank, and no link uses it"
        yield Finding(entry.row, column, end, "unused-link", message, advice=_UNUSED)
    if subject.kept:
        begins = next((place.first for place in subject.places[0]), subject.page.first_row)
        row = min(begins, len(subject.rows) - 1)
        count = "1 address is" if len(subject.kept) == 1 else f"{len(subject.kept)} addresses are"
        message = f"{count} kept for this post that no link uses: {', '.join(subject.kept)}"
        yield Finding(row, 0, len(subject.rows[row]), "unused-link", message, advice=_UNUSED)


def _inlines(subject: Subject) -> Iterator[tuple[Place, Inline]]:
    for siblings in subject.places:
        for place in siblings:
            for inline in inlines_in(place.block):
                yield place, inline


def _at(
    subject: Subject, place: Place, words: str, rule: str, message: str, seen: dict[tuple[int, str], int]
) -> Finding:
    """Return a finding at the place of words in a block; at its first row when they are not in its source.

    `seen` counts the searches for the same words in a block, so that each call finds the next place.
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
