"""The check of a post: gathers what the rules need from site, other posts and disk, and runs them.

Only addresses of posts and files can be reported as missing. A page such as `/about/` may be made by a theme
or a program of the site, which is not run here.
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
"""Extensions of files that no engine generates; a link to one that does not exist is broken."""

_SOURCES = frozenset(("md", "markdown", "mkd"))
_STATIC = ("", "static", "assets", "public", "src", "source", "content", "_static")
_LATEST = datetime(9000, 1, 1, tzinfo=UTC)


class Targets:
    """Checks the addresses that one post links to within its site; reads files only when asked."""

    def __init__(self, site: Site, draft: Draft) -> None:
        self._site = site
        self._draft = draft
        self._path = Path(os.path.abspath(draft.path))
        self._url = draft.facts.url
        self._anchors: dict[Path, Anchors] = {}

    def fault(self, address: str, anchor: str) -> str:
        """Return what is wrong with an address within the site; "" when it is right or cannot be checked.

        `anchor` is the heading of that page that the link names, "" for none.
        """
        plain = self._plain(address)
        if not plain:
            return ""
        if self._is_missing(plain):
            return f"there is no {address} in the site"
        if self._is_source(plain):
            page = self._page_of(self._file(plain))
            return f"{address} is not published" + (f"; the address of that post is {page}" if page else "")
        if anchor and self._is_like_a_post(plain) and self._anchors_at(plain).lack(anchor):
            return f"there is no heading #{anchor} in {address}"
        return ""

    def _plain(self, address: str) -> str:
        """Return the path within the site that an address names; "" when a template computes it."""
        plain = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if "\0" in plain or any(mark in plain for mark in ("{{", "{%", "‹")):
            return ""
        base = self._site.engine.base(self._site.options)
        if base and plain.startswith(f"{base}/"):
            plain = plain.removeprefix(base)
        return plain

    def _is_missing(self, plain: str) -> bool:
        """Tell whether a path leads to a post or a file that does not exist."""
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
        """Tell whether a path leads to the markdown source of a page, which the engine does not publish."""
        if not self._site.engine.loses_source_links(self._site.options):
            return False
        file = self._file(plain) if _kind(plain) in _SOURCES else None
        if file is None:
            return False
        if not file.is_relative_to(self._site.root):
            return True
        is_hidden = any(part.startswith("_") for part in file.relative_to(self._site.root).parts)
        return is_hidden or opens_with_header(file)

    def _file(self, plain: str) -> Path | None:
        """Return the file beside the post or in a folder that the engine copies; None when there is none."""
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
        """Return the address of a post's page; "" when it has none or the file is not a post."""
        root = self._site.root
        if (
            file is None
            or not file.is_relative_to(root)
            or not self._site.engine.is_post(file.relative_to(root))
        ):
            return ""
        with suppress(DraftroomError):  # another post that cannot be read must not stop this check
            return own_target(self._site, file)
        return ""

    def _anchors_at(self, plain: str) -> Anchors:
        """Return the headings that a link can name on a page; only those of posts are known."""
        path = self._posts.get(_bare(plain))
        if path is None:
            return Anchors(frozenset(), all_known=False)
        if path not in self._anchors:
            with suppress(DraftroomError):  # another post that cannot be read must not stop this check
                page = self._draft.page if path == self._path else open_draft(path, self._site).page
                self._anchors[path] = anchors_on(page)
        return self._anchors.get(path) or Anchors(frozenset(), all_known=False)

    def _is_like_a_post(self, plain: str) -> bool:
        """Tell whether an address is like the checked post's own, but for numbers and the last part."""
        *folders, _ = self._url.strip("/").split("/")
        if not folders:
            return False
        form = "/".join(re.sub(r"\d+", r"\\d+", re.escape(folder)) for folder in folders)
        ending = ".html" if self._url.endswith(".html") else ""
        return bool(re.fullmatch(rf"/{form}/[^/]+?{re.escape(ending)}/?", plain))

    @cached_property
    def _posts(self) -> dict[str, Path]:
        """All posts by their addresses, including the old ones that redirect to them."""
        found: dict[str, Path] = {}
        for path in post_paths(self._site):
            try:
                header = header_of(self._site, read_post(path).parts, path)
            except DraftroomError:  # another post that cannot be read must not stop this check
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
    """Run the rules on a draft and return their findings.

    `others` are the posts of the blog, and may include this one. `own_words` is the personal dictionary,
    `off` names the rules to leave out, `unused` are the entries of the post's hyperlink bank that it does not
    link to, and `kept` are the addresses saved for it in the side list that it does not link to.
    It may read the blog's other posts from disk, and takes up to 0.3 s for 100 KB.
    """
    own = Path(os.path.abspath(draft.path))  # a command line may give a relative path
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
            if _written_order(entry.date, entry.path) > _written_order(draft.facts.date, own)
            for tag in entry.tags
            if known_tags[tag] == 1
        ),
        own_words=frozenset(word.lower() for word in own_words),
        fault_of=Targets(site, draft).fault,
        footer=find_footer(draft.text.replace("\r\n", "\n").split("\n"), draft.parts.body_row, style),
    )
    return proof(subject, off)


def _written_order(date: str, path: Path) -> tuple[bool, str, Path]:
    """Return the key that sorts posts by date, oldest first; posts without a date come last."""
    return not date, date, path


def _offsets(others: Iterable[Entry]) -> frozenset[timedelta]:
    """Return the UTC offsets that the dates of more than one post have."""
    moments = (dates.parse_date(entry.date) for entry in others)
    counts = Counter(moment.utcoffset() for moment in moments if moment and moment.tzinfo)
    return frozenset(offset for offset, count in counts.items() if offset is not None and count > 1)


def _site_facts(draft: Draft, site: Site, others: Iterable[Entry]) -> SiteFacts:
    """Return what the rules need to know about a post's site; an unreadable header becomes its `problem`."""
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
    """Return a post's date when the engine accepts it but the calendar lacks it (2024-02-31), else ""."""
    named = DATED_NAME.fullmatch(path.stem)
    return site.engine.rolled_day(header.text("date") or ("-".join(named.group(1, 2, 3)) if named else ""))
