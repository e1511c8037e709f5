"""The check of a post: what its rules need to know of the site, the other posts and the disk, gathered.

The one thing you would get wrong: only posts and files are looked for. A page such as `/about/` may be
made by a theme or a program of the site, so that nobody here can say it is missing.
"""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from tui.blog import dates
from tui.blog.config import text_option
from tui.blog.facts import read_facts
from tui.blog.site import Site, post_paths
from tui.blog.urls import post_moment, post_url
from tui.desk.drafts import Draft
from tui.errors import DraftroomError
from tui.files.header import read_header
from tui.files.post import read_post
from tui.library.index import Entry
from tui.library.tags import tag_counts
from tui.prose.footer import DEFAULT, Style, find_footer
from tui.prose.proof.finding import Finding, SiteFacts, Subject, Unused
from tui.prose.proof.rules import proof

ASSETS = frozenset(
    (
        *(
            "png",
            "jpg",
            "jpeg",
            "gif",
            "svg",
            "webp",
            "avif",
            "ico",
            "bmp",
            "pdf",
            "mp3",
            "mp4",
            "ogg",
            "wav",
        ),
        *("webm", "mov", "zip", "csv", "txt", "epub", "m4a", "flac"),
    )
)
"""Kinds of files that no engine makes: they are there or they are missing."""

_SOURCES = frozenset(("md", "markdown", "mkd"))
_STATIC = ("", "static", "assets", "public", "src", "source", "content", "_static")
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class Targets:
    """Which addresses of a site lead somewhere, seen from one post; nothing is read before one is asked."""

    def __init__(self, site: Site, path: Path, url: str) -> None:
        self._site = site
        self._path = path
        self._url = url

    def is_missing(self, address: str) -> bool:
        """Tell whether an address within the site leads to a post or file that is not there."""
        plain = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if not plain or "\0" in plain or any(mark in plain for mark in ("{{", "{%", "‹")):
            return False
        if found := re.match(r"\{(static|attach|filename)\}(.*)", plain) or re.match(
            r"\|(filename)\|(.*)", plain
        ):
            return not self._is_file(found[2])
        if plain.startswith("{"):
            return False
        base = text_option(self._site.options, "baseurl")
        if self._site.engine.name == "jekyll" and base.startswith("/") and plain.startswith(f"{base}/"):
            plain = plain.removeprefix(base)
        kind = plain.rpartition("/")[2].rpartition(".")[2].lower()
        if kind in ASSETS or (kind in _SOURCES and not plain.startswith("/")):
            return not self._is_file(plain)
        return plain.startswith("/") and self._is_like_a_post(plain) and _bare(plain) not in self._posts

    def _is_file(self, plain: str) -> bool:
        """Tell whether a file lies beside the post, or in a folder whose files the engine copies."""
        relative = plain.lstrip("/")
        folders = [self._site.root / name for name in _STATIC] + list(self._site.folders.walked)
        if not plain.startswith("/"):
            folders += [self._path.parent, self._path.with_suffix("")]
            folders += [
                folder / self._url.lstrip("/").rpartition("/")[0] for folder in folders[: len(_STATIC)]
            ]
        try:
            return any(os.path.exists(folder / relative) for folder in folders)
        except (OSError, ValueError):
            return True

    def _is_like_a_post(self, plain: str) -> bool:
        """Tell whether an address has the form of the post's own, all but its last part and its numbers."""
        *folders, _ = self._url.strip("/").split("/")
        if not folders:
            return False
        form = "/".join(re.sub(r"\d+", r"\\d+", re.escape(folder)) for folder in folders)
        ending = ".html" if self._url.endswith(".html") else ""
        return bool(re.fullmatch(rf"/{form}/[^/]+?{re.escape(ending)}/?", plain))

    @cached_property
    def _posts(self) -> frozenset[str]:
        """The addresses of all posts, those that lead to them from elsewhere included."""
        found: set[str] = set()
        for path in post_paths(self._site):
            try:
                header = read_header(read_post(path).parts, path)
            except DraftroomError:  # one bad post must not stop the check of another
                continue
            found.add(_bare(unquote(post_url(self._site, path, header))))
            for key in ("redirect_from", "aliases"):
                found.update(_bare(old) for old in header.texts(key))
        return frozenset(found)


def _bare(address: str) -> str:
    return address.strip("/").removesuffix(".html").removesuffix("/index")


def check(
    draft: Draft,
    site: Site,
    *,
    others: Iterable[Entry] = (),
    own_words: Collection[str] = (),
    off: Collection[str] = (),
    unused: Sequence[Unused] = (),
    style: Style = DEFAULT,
) -> tuple[Finding, ...]:
    """Return what readers of a draft would see that its writer did not mean.

    `others` are the posts of the blog, this one may be among them; `own_words` the personal dictionary,
    `off` names of rules that are not wanted, `unused` what is in the hyperlink bank for nothing.
    It may read the blog's other posts from disk, and takes up to 0.3 s for 100 KB.
    """
    others = [entry for entry in others if entry.path != draft.path]
    subject = Subject(
        text=draft.text,
        page=draft.page,
        site=_site_facts(draft, site, others),
        unused=unused,
        known_tags=dict(tag_counts(others)),
        own_words=frozenset(word.lower() for word in own_words),
        is_missing=Targets(site, draft.path, draft.facts.url).is_missing,
        footer=find_footer(draft.text.replace("\r\n", "\n").split("\n"), draft.parts.body_row, style),
    )
    return proof(subject, off)


def _offsets(others: Iterable[Entry]) -> frozenset[timedelta]:
    """Return the offsets that more than one post was dated with."""
    moments = (dates.parse_date(entry.date) for entry in others)
    counts = Counter(moment.utcoffset() for moment in moments if moment and moment.tzinfo)
    return frozenset(offset for offset, count in counts.items() if offset is not None and count > 1)


def _site_facts(draft: Draft, site: Site, others: Iterable[Entry]) -> SiteFacts:
    """Return what the rules need of a post's site; a header that cannot be read is a problem of its own."""
    header, facts = draft.header, draft.facts
    if header is None:
        problem = draft.problem
        said = ": ".join(part for part in (problem.title, problem.detail) if part) if problem else ""
        return SiteFacts(engine=site.engine.name, problem=said)
    moment = post_moment(site, draft.path, header) if header.text("date") else None
    written = dates.parse_date(header.text("date"))
    has_offset = written is not None and written.tzinfo is not None
    zone = dates.zone(site.timezone)
    return SiteFacts(
        engine=site.engine.name,
        zone=site.timezone,
        moment=written if has_offset else None,
        usual=written.replace(tzinfo=zone) if written and has_offset and isinstance(zone, ZoneInfo) else None,
        own_offsets=frozenset(
            offset
            for month in (1, 7)
            if written and (offset := zone.utcoffset(datetime(written.year, month, 1))) is not None
        ),
        other_offsets=_offsets(others),
        named=dates.file_date(draft.path) if moment else None,
        url=facts.url,
        tags=facts.tags,
        drafted=header.flag("draft") is True or header.text("draft").casefold() == "true",
        goes_public=read_facts(site, draft.post, header, _LATEST).public,
        problem=facts.problem,
    )
