"""The check of a post: what its rules need to know of the site, the other posts and the disk, gathered.

Only posts and files are looked for. A page such as `/about/` may be made by a theme or a program of the site,
so that nobody here can say it is missing.
"""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote
from zoneinfo import ZoneInfo

from tui.blog import dates
from tui.blog.dates import DATED_NAME
from tui.blog.facts import read_facts
from tui.blog.post_files import opens_with_header, post_paths
from tui.blog.site import Site, header_of
from tui.blog.urls import post_moment, post_url
from tui.desk.drafts import Draft, open_draft
from tui.desk.own_links import own_target
from tui.errors import DraftroomError
from tui.files.header import Header
from tui.files.post import read_post
from tui.library.entry import Entry
from tui.library.tags import tag_counts
from tui.prose.footer import DEFAULT, Style, find_footer
from tui.prose.proof.finding import Finding, SiteFacts, Subject, Unused
from tui.prose.proof.link_rules import Anchors, anchors_on
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

    def __init__(self, site: Site, draft: Draft) -> None:
        self._site = site
        self._draft = draft
        self._path = Path(os.path.abspath(draft.path))
        self._url = draft.facts.url
        self._anchors: dict[Path, Anchors] = {}

    def fault(self, address: str, anchor: str) -> str:
        """Return what is wrong with an address within the site, "" where nothing is or nobody can know.

        `anchor` names a heading there, "" names none.
        """
        plain = self._plain(address)
        if not plain:
            return ""
        if self._is_missing(plain):
            return f"there is no {address} in the site"
        if self._is_source(plain):
            page = self._page_of(self._file(plain))
            return f"readers get no {address}" + (f": that post is {page}" if page else "")
        if anchor and self._is_like_a_post(plain) and self._anchors_at(plain).lack(anchor):
            return f"there is no heading #{anchor} in {address}"
        return ""

    def _plain(self, address: str) -> str:
        """Return the path that an address names within the site, "" where a program makes it."""
        plain = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if "\0" in plain or any(mark in plain for mark in ("{{", "{%", "‹")):
            return ""
        base = self._site.engine.base(self._site.options)
        if base and plain.startswith(f"{base}/"):
            plain = plain.removeprefix(base)
        return plain

    def _is_missing(self, plain: str) -> bool:
        """Tell whether a path leads to a post or file that is not there."""
        if found := re.match(r"\{(static|attach|filename)\}(.*)", plain) or re.match(
            r"\|(filename)\|(.*)", plain
        ):
            return self._file(found[2]) is None
        if plain.startswith("{"):
            return False
        kind = _kind(plain)
        is_source = kind in _SOURCES and (self._site.engine.has_absolute_sources or plain[:1] != "/")
        if kind in ASSETS or is_source:
            return self._file(plain) is None
        return plain.startswith("/") and self._is_like_a_post(plain) and _bare(plain) not in self._posts

    def _is_source(self, plain: str) -> bool:
        """Tell whether a path leads to the markdown of a page, which the engine does not publish."""
        if not self._site.engine.loses_source_links(self._site.options):
            return False
        file = self._file(plain) if _kind(plain) in _SOURCES else None
        if file is None:
            return False
        if not file.is_relative_to(self._site.root):
            return True
        is_kept_back = any(part.startswith("_") for part in file.relative_to(self._site.root).parts)
        return is_kept_back or opens_with_header(file)

    def _file(self, plain: str) -> Path | None:
        """Return the file beside the post, or in a folder whose files the engine copies, None without one."""
        relative = plain.lstrip("/")
        folders = [self._site.root / name for name in _STATIC] + list(self._site.folders.walked)
        if not plain.startswith("/"):
            folders += [self._path.parent, self._path.with_suffix("")]
            folders += [
                folder / self._url.lstrip("/").rpartition("/")[0] for folder in folders[: len(_STATIC)]
            ]
        files = (Path(os.path.abspath(folder / relative)) for folder in folders)
        return next(filter(os.path.exists, files), None)

    def _page_of(self, file: Path | None) -> str:
        """Return the address of a post's page, "" where it has none or the file is no post."""
        root = self._site.root
        if (
            file is None
            or not file.is_relative_to(root)
            or not self._site.engine.is_post(file.relative_to(root))
        ):
            return ""
        with suppress(DraftroomError):  # what cannot be read is no reason to stop the check of another post
            return own_target(self._site, file)
        return ""

    def _anchors_at(self, plain: str) -> Anchors:
        """Return the headings that a link can name on a page; those of other pages than posts are unknown."""
        path = self._posts.get(_bare(plain))
        if path is None:
            return Anchors(frozenset(), all_known=False)
        if path not in self._anchors:
            with suppress(DraftroomError):  # the same as above
                page = self._draft.page if path == self._path else open_draft(path, self._site).page
                self._anchors[path] = anchors_on(page)
        return self._anchors.get(path) or Anchors(frozenset(), all_known=False)

    def _is_like_a_post(self, plain: str) -> bool:
        """Tell whether an address has the form of the post's own, all but its last part and its numbers."""
        *folders, _ = self._url.strip("/").split("/")
        if not folders:
            return False
        form = "/".join(re.sub(r"\d+", r"\\d+", re.escape(folder)) for folder in folders)
        ending = ".html" if self._url.endswith(".html") else ""
        return bool(re.fullmatch(rf"/{form}/[^/]+?{re.escape(ending)}/?", plain))

    @cached_property
    def _posts(self) -> dict[str, Path]:
        """All posts by their addresses, those that lead to them from elsewhere included."""
        found: dict[str, Path] = {}
        for path in post_paths(self._site):
            try:
                header = header_of(self._site, read_post(path).parts, path)
            except DraftroomError:  # one bad post must not stop the check of another
                continue
            for key in ("redirect_from", "aliases"):
                found.update((_bare(old), path) for old in header.texts(key))
            found[_bare(unquote(post_url(self._site, path, header)))] = path
        return found


def _kind(plain: str) -> str:
    return plain.rpartition("/")[2].rpartition(".")[2].lower()


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
    kept: Sequence[str] = (),
    style: Style = DEFAULT,
) -> tuple[Finding, ...]:
    """Return what readers of a draft would see that its writer did not mean.

    `others` are the posts of the blog, this one may be among them; `own_words` the personal dictionary,
    `off` names of rules that are not wanted, `unused` what is in the hyperlink bank for nothing,
    `kept` the addresses that wait for it elsewhere.
    It may read the blog's other posts from disk, and takes up to 0.3 s for 100 KB.
    """
    own = Path(os.path.abspath(draft.path))  # a command line may name it from where it is
    others = [entry for entry in others if entry.path != own]
    known_tags = dict(tag_counts(others))
    subject = Subject(
        text=draft.text,
        page=draft.page,
        site=_site_facts(draft, site, others),
        unused=unused,
        kept=kept,
        known_tags=known_tags,
        later_tags=frozenset(
            tag
            for entry in others
            if _place(entry.date, entry.path) > _place(draft.facts.date, own)
            for tag in entry.tags
            if known_tags[tag] == 1
        ),
        own_words=frozenset(word.lower() for word in own_words),
        fault_of=Targets(site, draft).fault,
        footer=find_footer(draft.text.replace("\r\n", "\n").split("\n"), draft.parts.body_row, style),
    )
    return proof(subject, off)


def _place(date: str, path: Path) -> tuple[bool, str, Path]:
    """Return what puts posts in the order in which they were written: those without a date are the last."""
    return not date, date, path


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
    stamp = dates.parse_date(header.text("date"))
    has_offset = stamp is not None and stamp.tzinfo is not None
    zone, written = dates.zone(site.timezone), site.engine.written_date(site, draft.path, header)
    return SiteFacts(
        engine=site.engine.name,
        instead=site.engine.instead,
        zone=site.timezone,
        moment=stamp if has_offset else None,
        usual=stamp.replace(tzinfo=zone) if stamp and has_offset and isinstance(zone, ZoneInfo) else None,
        own_offsets=frozenset(
            offset
            for month in (1, 7)
            if stamp and (offset := zone.utcoffset(datetime(stamp.year, month, 1))) is not None
        ),
        other_offsets=_offsets(others),
        named=site.engine.name_date(draft.path) if moment else None,
        url=facts.url,
        tags=facts.tags,
        drafted=header.flag("draft") is True or header.text("draft").casefold() == "true",
        goes_public=read_facts(site, draft.post, header, _LATEST).public,
        visibility=facts.visibility,
        lacking_day=_lacking_day(site, draft.path, header),
        day=written.date() if written else None,
        problem=facts.problem,
    )


def _lacking_day(site: Site, path: Path, header: Header) -> str:
    """Return the day that a post is dated where its month has no such day and the engine takes it."""
    named = DATED_NAME.fullmatch(path.stem)
    return site.engine.rolled_day(header.text("date") or ("-".join(named.group(1, 2, 3)) if named else ""))
