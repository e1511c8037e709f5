"""Links in the posts of a blog: where they lead, how often, and when the writer last used them.

The posts are read when the links are first asked for, and the links stay in memory only, so no file can be
out of date. Links in comments and in code are skipped: a comment may be a bank of links that wait for use.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tui.library.entry import Entry
from tui.library.search import match

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE
)
_CODE = re.compile(r"`[^`\n]+`")
_LINK = re.compile(
    r"(?<!!)\[(?P<words>[^\[\]]{1,200})\]\(\s*<?(?P<url>https?://[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?[^)\n]{0,200}\)"
    r"|<(?P<bare>https?://[^\s<>]+)>"
    r"|^ {0,3}\[(?P<label>[^\]\n^][^\]\n]{0,100})\]:[ \t]*<?(?P<target>https?://[^\s<>]+)"
    r"|<a\s[^<>]{0,300}?href=[\"'](?P<href>https?://[^\"'\s<>]+)[\"'][^<>]{0,300}>(?P<text>[^<>]{1,200})</a>",
    re.MULTILINE | re.IGNORECASE,
)
_GAP = re.compile(r"\n\r?\n")
_MARKS = re.compile(r"[*_`]{1,3}")


@dataclass(frozen=True, slots=True)
class Found:
    """One link in one post."""

    url: str
    words: str
    """The words of the link without emphasis; "" for a bare address."""


@dataclass(frozen=True, slots=True)
class PastLink:
    """An address that posts link to."""

    url: str
    host: str
    """In lower case, without `www.`."""

    words: str
    """The words used most often for it; of equals, those of the newest post."""

    posts: int
    """How many posts link to it."""

    last: str
    """The date of the newest of these posts as ISO text; "" when none has a date."""


class LinkLibrary:
    """The links of one blog's posts; for one thread at a time."""

    def __init__(self, read: Callable[[Path], str]) -> None:
        """`read` returns a post's text, or raises OSError or ValueError."""
        self._read = read
        self._found: dict[Path, tuple[str, tuple[Found, ...]]] = {}

    def links(
        self,
        entries: Iterable[Entry],
        on_progress: Callable[[int], None] | None = None,
    ) -> list[PastLink]:
        """Return all addresses that the posts link to, the most used first, then the newest.

        Only posts whose file changed are read again. After each 200 posts `on_progress(done)` is called; it
        may raise to stop, and the links read so far stay in memory.
        """
        posts: list[tuple[str, tuple[Found, ...]]] = []
        for done, entry in enumerate(entries, 1):
            posts.append((entry.date, self._links_of(entry.path)))
            if on_progress and not done % 200:
                on_progress(done)
        return past_links(posts)

    def _links_of(self, path: Path) -> tuple[Found, ...]:
        stamp = _stamp(path)
        known = self._found.get(path)
        if known and known[0] == stamp:
            return known[1]
        found: tuple[Found, ...] = ()
        with suppress(OSError, ValueError):
            found = tuple(links_in(self._read(path)))
        self._found[path] = stamp, found
        return found


def links_in(text: str) -> list[Found]:
    """Return the links to other hosts in a post's source, in order, each address and words once.

    Found are inline links, `<addresses>`, reference definitions and HTML's `<a>`; comments and code are
    skipped.
    """
    if "://" not in text:
        return []
    if "<!--" in text:
        text = _COMMENT.sub(" ", text)
    if "```" in text or "~~~" in text:
        text = _FENCED.sub(" ", text)
    found: dict[Found, None] = {}
    for paragraph in _GAP.split(text):
        if "://" not in paragraph:
            continue
        for each in _LINK.finditer(_CODE.sub(" ", paragraph)):
            url = each["url"] or each["bare"] or each["target"] or each["href"]
            words = each["words"] or each["label"] or each["text"] or ""
            found[Found(url, " ".join(_MARKS.sub("", words).split()))] = None
    return list(found)


def past_links(posts: Iterable[tuple[str, Iterable[Found]]]) -> list[PastLink]:
    """Return the addresses that posts link to, the most used first, then the newest.

    `posts` are pairs of a post's date and its links.
    """
    words: dict[str, Counter[str]] = {}
    count: Counter[str] = Counter()
    last: dict[str, str] = {}
    for date, links in sorted(posts, key=lambda post: post[0], reverse=True):
        for url in dict.fromkeys(link.url for link in links):
            count[url] += 1
            last.setdefault(url, date)
        for link in links:
            words.setdefault(link.url, Counter()).update([link.words] if link.words else [])
    found = [
        PastLink(url, _host(url), said[0][0] if (said := words[url].most_common(1)) else "", posts, last[url])
        for url, posts in count.items()
    ]
    found.sort(key=lambda link: link.last, reverse=True)
    found.sort(key=lambda link: -link.posts)
    return found


def find_links(links: Iterable[PastLink], query: str, most: int) -> list[PastLink]:
    """Return up to `most` links that match, the best first; equally good ones keep their order.

    A match in the host is best, then one in the words, then one in the rest of the address. An empty query
    matches all.
    """
    ranked = [(rank, link) for link in links if (rank := _rank(link, query)) is not None]
    ranked.sort(key=lambda pair: pair[0])
    return [link for _, link in ranked[:most]]


def _rank(link: PastLink, query: str) -> int | None:
    """Return how well a link matches, 0 for the best; None when a word of the query is not in it."""
    for rank, text in ((0, link.host), (3, link.words)):
        if found := match(text, query):
            return rank + found.score
    return 6 if match(f"{link.host} {link.words} {link.url}", query) else None


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that hold no address
        return ""


def _stamp(path: Path) -> str:
    try:
        state = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{state.st_mtime_ns}:{state.st_size}"
