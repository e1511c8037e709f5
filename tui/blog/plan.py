"""Plans to publish a draft or take a post back: the edits, the new path and the address.

Making a plan changes nothing; `tui.desk.publishing` carries it out.

A draft gets the moment of publishing as its date, unless its date lies in the future, it was published
before, or it already lies in a Jekyll blog's `_posts` under a dated name.

The date is written in the format of the blog's dates, which may lack the zone or even the time. The written
date is read back, and if it means another moment, zone and time are written as well.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from tui.blog import dates
from tui.blog.comments import strip_comments
from tui.blog.dates import DATED_NAME
from tui.blog.facts import visibility_of
from tui.blog.manner import Manner, learn
from tui.blog.naming import are_dated, slug_from_name
from tui.blog.post_files import post_paths
from tui.blog.private import PRIVATE
from tui.blog.site import Site, dialect_for, header_of
from tui.blog.urls import post_moment, post_url
from tui.blog.visibility import Visibility
from tui.edits import Edit, apply, difference, split_rows
from tui.errors import BlogError, DraftroomError, HeaderError
from tui.files.header import Header, Typed
from tui.files.post import Parts, read_post, split
from tui.files.splice import remove_value, set_value

Kind = Literal["publish", "unpublish"]

_DRAFTS = Path(PRIVATE, "drafts")


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a post, or taking it back, will do."""

    kind: Kind
    old: Path
    new: Path
    before: str
    """The text as it is on disk."""

    edits: tuple[Edit, ...]
    """The changes of the text, each in positions of the text after the edit before it."""

    after: str
    """The text after the edits."""

    url: str
    """The address that it will have within the site; "" when it is unknown or there is none."""

    public: bool
    """Whether readers will see the post."""

    what: tuple[str, ...]
    """What will happen, one sentence for each change."""


def plan_publishing(
    site: Site,
    path: Path,
    before: str,
    now: datetime,
    examples: Sequence[Parts] = (),
    closed: Sequence[Edit] = (),
    strip: bool = False,
    published_before: bool = False,
) -> Plan:
    """Return the plan to publish a draft; `before` is its text on disk, `now` has the site's zone.

    `examples` are the blog's newest posts, whose date format is used. `closed` are the edits that complete
    the footer, each in positions of the text after the edit before it. With `strip`, comments are removed.

    Raises BlogError when the post is not a draft, when a file exists at its new path, or when the engine
    could not build the site with it; HeaderError when its header cannot be read or changed.
    """
    work = _Work(site, path, before)
    relative, header = work.relative, work.header
    if not site.engine.is_draft(relative, header):
        _refuse_public(site, path, relative, header, now)
    for edit in closed:
        work.edit(edit)
    if closed:
        row = split_rows(work.text)[0][closed[0].start[0]]
        work.what.append(f"the footer becomes: {row.strip()}")
    if strip:
        _strip_comments(work)
    for key, value, shown in site.engine.hiding:
        _unhide(work, key, value, shown)
    own = site.engine.written_date(site, path, header)
    moment = post_moment(site, path, header)
    waits = moment is not None and moment > now
    if own is None or not (published_before or waits or _is_in_place(relative, site)):
        _date(work, now, learn(site.engine, examples))
        own = now
    new = site.root / _published_path(site, relative, own)
    return _planned(work, "publish", new, now)


def plan_unpublishing(site: Site, path: Path, before: str, now: datetime) -> Plan:
    """Return the plan to make a published post a draft. It keeps its date.

    Raises BlogError when it is a draft already, or when a file exists at its new path; HeaderError when its
    header cannot be read or changed.
    """
    work = _Work(site, path, before)
    if site.engine.is_draft(work.relative, work.header):
        raise BlogError("this is a draft already", hint="publish it with: draftroom publish", path=path)
    new = site.root / _draft_path(site, work.relative, work.header)
    if new == path:
        for key, value, _ in site.engine.hiding[:1]:
            work.set(key, _typed(work, value))
    return _planned(work, "unpublish", new, now)


class _Work:
    """A text being changed, with the edits done so far and their descriptions."""

    def __init__(self, site: Site, path: Path, before: str) -> None:
        self.site, self.path, self.before = site, path, before
        self.text = before
        self.edits: list[Edit] = []
        self.what: list[str] = []
        try:
            self.relative = site.relative(path)
        except ValueError:
            self.relative = Path(os.pardir)
        if self.relative.parts[0] == os.pardir or not self._is_post():
            raise BlogError(
                "this is not a post of the blog", hint="name one of its posts or drafts", path=path
            )
        self.header = self.read()

    def _is_post(self) -> bool:
        return self.relative.is_relative_to(_DRAFTS) or self.site.engine.is_post(self.relative)

    @property
    def parts(self) -> Parts:
        return split(self.text)

    def read(self) -> Header:
        return header_of(self.site, self.parts, self.path)

    def edit(self, edit: Edit | None) -> bool:
        if edit is None:
            return False
        self.text = apply(self.text, edit)
        self.edits.append(edit)
        return True

    def set(self, key: str, value: str) -> None:
        if self.edit(set_value(self.text, key, value, self.site.engine.reader)):
            self.what.append(f"{key} becomes {value}")

    def remove(self, key: str) -> None:
        if self.edit(remove_value(self.text, key, self.site.engine.reader)):
            self.what.append(f"{key} is removed from the header")


def _refuse_public(site: Site, path: Path, relative: Path, header: Header, now: datetime) -> None:
    """Raise BlogError for a post that is public or scheduled."""
    moment = post_moment(site, path, header)
    found = visibility_of(site, relative, header, moment, now)
    if found.state == "scheduled" and found.moment is not None:
        day = found.moment.strftime("%Y-%m-%d %H:%M %z")
        raise BlogError(
            "this is not a draft", f"it is scheduled for {day}", "to publish it now, change its date", path
        )
    if found.public:
        hint = "take it back first: Ctrl+P, take back, or in the shell: draftroom unpublish"
        raise BlogError("this post is published already", hint=hint, path=path)


def _strip_comments(work: _Work) -> None:
    """Remove the comments from the body."""
    parts = work.parts
    body, count = strip_comments(
        parts.body, dialect_for(work.site, work.header, parts.body), work.site.options
    )
    if count and work.edit(difference(work.text, work.text[: len(work.text) - len(parts.body)] + body)):
        work.what.append(f"{count} comment{'s are' if count > 1 else ' is'} removed")


def _unhide(work: _Work, key: str, value: str, shown: str) -> None:
    """Change or remove a header key whose value hides the post."""
    header = work.read()
    name = key.lower() if header.kind == "pelican" else key
    flag = header.flag(name)
    hides = header.text(name).casefold() == value if flag is None and shown else flag is (value == "true")
    if flag is None and not shown:
        return
    if not hides:
        return
    if shown or header.kind == "json":
        opposite = {"true": "false", "false": "true"}
        work.set(key, _typed(work, shown or opposite[value]))
    else:
        work.remove(key)


def _typed(work: _Work, value: str) -> str:
    return Typed(value, "bool") if value in ("true", "false") and work.header.kind != "pelican" else value


def _is_in_place(path: Path, site: Site) -> bool:
    """Whether a hidden post already lies in `_posts` under a dated name; links may lead there."""
    named = DATED_NAME.fullmatch(path.stem)
    return site.engine.dated_names and "_posts" in path.parts[:-1] and named is not None


def _date(work: _Work, now: datetime, manner: Manner) -> None:
    """Set the date in the header: in the format of its own date, else of the blog's dates, else in full."""
    header = work.header
    own = header.text("date")
    if not own and not manner.dated and work.site.engine.dated_names:
        return  # this blog has its dates only in file names
    likes = [own if dates.parse_date(own) else "", manner.date_like]
    like = next((each for each in likes if each), "")
    zones = (now.tzinfo, dates.zone(work.site.timezone), UTC)
    plain = not own and manner.date_quote == "" and header.kind in ("yaml", "toml")
    written = [dates.format_for_header(now.astimezone(zone), like) for zone in zones]
    for text in (*written, dates.format_date(now)):
        for value in (Typed(text, "timestamp"), text) if plain else (text,):
            try:
                edit = set_value(work.text, "date", value, work.site.engine.reader)
            except HeaderError:
                continue
            changed = work.text if edit is None else apply(work.text, edit)
            if _means(work, changed, now, text):
                if work.edit(edit):
                    work.what.append(f"date becomes {text}")
                return
    raise HeaderError("the date cannot be set", hint="set it by hand, then publish", path=work.path)


def _means(work: _Work, text: str, now: datetime, written: str) -> bool:
    """Whether the site reads the moment `now` from a text; a date without time only has to be that day."""
    moment = post_moment(work.site, work.path, header_of(work.site, split(text)))
    if moment is None:
        return False
    return abs((moment - now).total_seconds()) < 60 or written == now.date().isoformat()


def _published_path(site: Site, relative: Path, day: datetime) -> Path:
    """Return the path, from the root, of a published post with that date."""
    posts = site.folders.posts
    name = relative.name
    ours = relative.is_relative_to(_DRAFTS)
    place = relative.parent
    if ours:
        place = posts.relative_to(site.root) / relative.parent.relative_to(_DRAFTS)
    elif site.engine.dated_names:
        place = _with_part(place, "_drafts", "_posts")
    named = DATED_NAME.fullmatch(relative.stem)
    # a bundle is named by its folder; Jekyll ignores posts without a date in their names
    is_bundle = relative.stem == "index"
    if site.engine.dated_names or named or (ours and are_dated(posts) and not is_bundle):
        name = f"{day:%Y-%m-%d}-{slug_from_name(Path(name))}{relative.suffix}"
    return place / name


def _draft_path(site: Site, relative: Path, header: Header) -> Path:
    """Return the path of a post as a draft; a Jekyll file name keeps its date if the header has none."""
    if site.engine.dated_names:
        has_date = dates.parse_date(header.text("date")) is not None
        name = f"{slug_from_name(Path(relative.name))}{relative.suffix}" if has_date else relative.name
        return _with_part(relative.parent, "_posts", "_drafts") / name
    drafts, posts = site.folders.drafts.relative_to(site.root), site.folders.posts.relative_to(site.root)
    if drafts == posts or not relative.is_relative_to(posts):
        return relative
    return drafts / relative.relative_to(posts)


def _with_part(place: Path, old: str, new: str) -> Path:
    return Path(*(new if part == old else part for part in place.parts))


def _planned(work: _Work, kind: Kind, new: Path, now: datetime) -> Plan:
    site, path = work.site, work.path
    if new != path and os.path.lexists(new):
        hint = "rename one of the two files"
        raise BlogError("another file has the path that this post would get", hint=hint, path=new)
    header = work.read()
    relative = site.relative(new)
    problem = site.engine.problem(relative, header)
    if problem and kind == "publish":
        raise BlogError(
            "the engine could not build the blog with this post", problem, "change its header", path
        )
    moment = post_moment(site, new, header)
    visibility = visibility_of(site, relative, header, moment, now)
    url = post_url(site, new, header) if kind == "publish" else ""
    if new != path:
        work.what.append(f"{site.relative(path)} moves to {relative}")
    work.what += _reader_sentences(site, new, header, url, moment, visibility) if kind == "publish" else []
    if url:
        others = (site.relative(other) for other in _posts_at(site, url) if other not in (path, new))
        work.what += [
            f"{other} has the same address, and readers get only one of the two" for other in others
        ]
    if kind == "unpublish" and relative.is_relative_to(_DRAFTS):
        work.what.append(
            f"{site.engine.name} has no drafts: the post moves to {_DRAFTS}, which is not published"
        )
    public, edits = visibility.public, tuple(work.edits)
    return Plan(kind, path, new, work.before, edits, work.text, url, public, tuple(work.what))


def _reader_sentences(
    site: Site, new: Path, header: Header, url: str, moment: datetime | None, visibility: Visibility
) -> list[str]:
    """Return sentences about the address and the visibility of a published post."""
    where = f"{site.engine.home(site.options)}{url}"
    lines = [f"its address will be {where}" if url else "its address is not known before the site is built"]
    named, own = site.engine.name_date(new), site.engine.written_date(site, new, header)
    day = moment.astimezone(dates.zone(site.timezone)).date() if moment else None
    if site.engine.dated_names and named and own and day and named.date() != day and f"{day:%d}" in url:
        lines.append(f"its address has the day {day} (in the site's time zone), its file name {named.date()}")
    if visibility.state == "scheduled" and visibility.moment is not None:
        lines.append(f"it is scheduled for {dates.format_date(visibility.moment)}")
    elif not visibility.public:
        lines.append(f"the site's settings hide it from readers, {visibility.sentence}")
    return lines


def _posts_at(site: Site, url: str) -> Iterator[Path]:
    """Yield the published posts that have the address `url`; reads the header of each post."""
    for path in post_paths(site):
        with suppress(DraftroomError):  # a post that cannot be read has no address yet
            header = header_of(site, read_post(path).parts, path)
            if post_url(site, path, header) == url and not site.engine.is_draft(site.relative(path), header):
                yield path
