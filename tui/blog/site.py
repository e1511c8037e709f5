"""A site and its engine: the folder of a blog, and the rules of the program that publishes it.

`Engine` holds everything in which engines differ, so that a new engine is one value. `is_draft` says what the
writer means, `visibility` what the engine does. They may disagree: Jekyll publishes a post in `_posts/` with
`draft: true`.
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal

from tui.blog import dates
from tui.blog.config import Configuration, Options
from tui.blog.post_facts import PostFacts
from tui.blog.visibility import Visibility
from tui.files.header import Header, read_header
from tui.files.post import Parts, Post
from tui.files.splice import YAML, Reader
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Values

EXTENSIONS = frozenset((".md", ".markdown", ".mkd", ".mkdn", ".mkdown"))
POST_FOLDERS = ("_posts", "_drafts")

TagSplit = Literal["space", "comma", "one", "either"]
"""How a text of tags is split; "either" splits at commas when it has one, else at spaces."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a site keeps its posts; none of the folders needs to exist."""

    walked: tuple[Path, ...]
    """Where to look for posts."""

    posts: Path
    """Where a new post goes."""

    drafts: Path
    """Where a new draft goes."""

    headed_only: bool = False
    """Whether only files with a header are posts."""


@dataclass(frozen=True, slots=True)
class LinkForm:
    """One way to name another post in a link, so that the engine finds its address."""

    name: str
    is_used: re.Pattern[str]
    """Matches in a body that has such a link."""

    write: Callable[["Site", Path, str], str]
    """(site, path, address of a post) → the text between the link's parentheses."""


def no_problem(path: Path, header: Header) -> str:
    """Return "": no header breaks the build of the engine."""
    return ""


def no_own_dialect(options: Options, header: Header | None, body: str) -> Dialect | None:
    """Return None: all posts of a site have the same dialect."""
    return None


def no_rolled_day(date: str) -> str:
    """Return "": the engine accepts no day that is not in the calendar."""
    return ""


def without_home(options: Options) -> str:
    """Return "": the configuration does not name one."""
    return ""


def never(options: Options) -> bool:
    """Return False."""
    return False


def dated_by_header(site: "Site", path: Path, header: Header) -> datetime | None:
    """Return the date of the header, else the one that the file's name begins with."""
    return dates.parse_date(header.text("date")) or site.engine.name_date(path)


def categories_of_header(site: "Site", path: Path, header: Header) -> tuple[str, ...]:
    """Return the categories that the header names; a text is one category."""
    return tuple(dict.fromkeys((*header.texts("categories"), *header.texts("category"))))


def without_defaults(site: "Site", path: Path, header: Header, kind: str) -> Header:
    """Return the header as it is."""
    return header


@dataclass(frozen=True, slots=True)
class Engine:
    """The rules of one engine. Paths given to its functions are relative to the site's root."""

    name: str
    dialect: Callable[[Options], Dialect]
    """The options → the markdown dialect of the site's posts."""

    recognises: Callable[[Path], bool]
    """Whether a folder is the root of a site of this engine."""

    configure: Callable[[Path], Configuration]
    """The root → its configuration, with `title` and `timezone` as texts when known."""

    folders: Callable[[Path, Options], Folders]
    """(root, options) → where its posts are."""

    is_post: Callable[[Path], bool]
    """Whether a markdown file found in the walked folders is a post."""

    is_draft: Callable[[Path, Header], bool]
    """Whether the writer marked it as a draft, by place or header."""

    visibility: Callable[[Path, Header, datetime | None, datetime, Options], Visibility]
    """(path, header, its moment, now, options) → whether readers see the post."""

    address: Callable[["Site", Path, Header], str]
    """(site, path, header) → the post's address within the site; "" when it is unknown."""

    values: Callable[["Site", Post, Header | None, PostFacts, Dialect], Values]
    """(site, post, header, facts, dialect) → the values for templates in a post, read only when used."""

    publishes_broken: bool
    """Whether a post is published even when its header cannot be read."""

    tag_split: TagSplit
    tag_keys: tuple[str, ...] = ("tags",)
    """Header keys that hold tags; the first one present counts. A key other than `tags` holds one tag."""

    categories: Callable[["Site", Path, Header], tuple[str, ...]] = categories_of_header
    """(site, path, header) → the post's categories, in their order, each once."""

    written_date: Callable[["Site", Path, Header], datetime | None] = dated_by_header
    """(site, path, header) → the date of a post as it is written, naive without a zone."""

    name_date: Callable[[Path], datetime | None] = dates.file_date
    """A path → the date that the file's name begins with."""

    with_defaults: Callable[["Site", Path, Header, str], Header] = without_defaults
    """(site, path, header, kind) → the header with the site's default values added; the kind of page is ""
    for posts and drafts."""

    own_dialect: Callable[[Options, Header | None, str], Dialect | None] = no_own_dialect
    """(options, header, body) → the dialect of a post that differs from the site's, else None; the header is
    None when it cannot be read."""

    problem: Callable[[Path, Header], str] = no_problem
    """(path, header) → why the engine cannot build the site with such a post; "" when it can."""

    header_kind: Literal["yaml", "pelican"] = "yaml"
    """The kind of header of a new post when there are no others to learn from."""

    reader: Reader = YAML
    """How it reads and writes headers, where engines differ."""

    draft_marks: tuple[tuple[str, str], ...] = ()
    """Header keys and values that mark a new draft when its folder does not."""

    hiding: tuple[tuple[str, str, str], ...] = ()
    """(header key, the value that hides a post, the value when it is published); "" as the last removes the
    key."""

    layout: str = ""
    """The `layout` of a new post when there are no others to learn from."""

    dated_names: bool = False
    """Whether a post's file name must begin with its date."""

    ascii_slugs: bool = False
    """Whether slugs are ASCII and drop punctuation, which other engines replace by hyphens."""

    titles_names: bool = False
    """Whether a missing title is made from the file name with each word capitalised."""

    plain_stamps_are_utc: bool = False
    """Whether an unquoted timestamp without a zone means UTC, not the site's zone."""

    tags_by_number: bool = True
    """Whether a number as `tags` is read as a tag."""

    is_site: bool = True
    """Whether its folders are sites; False for a plain folder of files."""

    ignore_file: str = ""
    """The file in the root that names what the engine must not publish; "" when it needs none."""

    # --- links between posts

    home: Callable[[Options], str] = without_home
    """The options → the URL in front of addresses within the site."""

    base: Callable[[Options], str] = without_home
    """The options → the path that links to the site's own pages begin with, "" for none."""

    link_forms: tuple["LinkForm", ...] = ()
    """How posts can link to each other other than by address; the first form that a post uses counts."""

    loses_source_links: Callable[[Options], bool] = never
    """Whether a link to the markdown source of a page is broken in the published site."""

    has_absolute_sources: bool = False
    """Whether a link to a markdown file may be absolute, from the site's root."""

    # --- habits of other engines

    instead: Mapping[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    """A header key and value that do not hide a post here → the key and value that do."""

    rolled_day: Callable[[str], str] = no_rolled_day
    """A date as it was written → that day if the calendar lacks it (2024-02-31), else ""; only for engines
    that accept such dates."""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder with posts and the engine that publishes them."""

    root: Path
    engine: Engine
    title: str = ""
    timezone: str = ""
    """The zone's name, "" when the site names none."""

    options: Options = field(default_factory=dict)
    problem: str = ""
    """Why its configuration could not be read; the site works with the engine's defaults."""

    written: Path | None = None
    """The folder where the posts are written, when the configured source is only a copy that a program makes
    for the engine, usually in a folder whose name begins with a dot."""

    @property
    def folders(self) -> Folders:
        """Where the posts are, by the configuration and the folders that exist now."""
        if self.written is None:
            return self.engine.folders(self.root, self.options)
        source = self.written.relative_to(self.root).as_posix()
        return self.engine.folders(self.root, {**self.options, "source": source})

    @property
    def source(self) -> Path:
        """The folder that the site is built from."""
        return self.folders.walked[0]

    def relative(self, path: Path) -> Path:
        """Return a path as seen from the root; raises ValueError when it lies outside the site."""
        return Path(os.path.abspath(path)).relative_to(self.root)

    def place(self, path: Path) -> Path:
        """Return a path as Jekyll sees it: relative to the source, without the folder of the collections.

        A path outside the source is relative to the root (`relative_path` of a document, 4.3).
        """
        path, folders = self.root / self.relative(path), self.folders
        for folder in (folders.posts.parent, folders.walked[0]):
            if path.is_relative_to(folder):
                return path.relative_to(folder)
        return self.relative(path)


def header_of(site: Site, parts: Parts, path: Path | None = None) -> Header:
    """Return the metadata of a text with its keys as the site's engine reads them; raises HeaderError."""
    header = read_header(parts, path)
    return header.folded() if site.engine.reader.folds_keys else header


def dialect_for(site: Site, header: Header | None, body: str) -> Dialect:
    """Return the dialect of a post; `header` is None when it cannot be read."""
    engine = site.engine
    return engine.own_dialect(site.options, header, body) or engine.dialect(site.options)
