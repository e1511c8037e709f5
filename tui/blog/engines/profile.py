"""What differs from one static site engine to the next: `Engine`, one frozen value each.

The one thing you would get wrong: `is_draft` is what the writer means and `visibility` what the engine
does, and they disagree in real blogs: `draft: true` in `_posts/` is published by Jekyll.
"""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tui.blog.config import Configuration, Options
from tui.blog.visibility import Visibility
from tui.files.header import Header
from tui.files.splice import YAML, Reader
from tui.markup.dialect import Dialect

TagSplit = Literal["space", "comma", "one", "either"]
"""How a string of tags becomes tags; "either": at commas when it has one, else at spaces."""

DATED_NAME = re.compile(r"([0-9]{2,4})-([0-9]{1,2})-([0-9]{1,2})(?:-(.*))?", re.DOTALL)
"""Year, month, day and rest of a file name without its extension."""


PRIVATE = ".draftroom"
"""The folder in a site's root for what is draftroom's alone: templates, and drafts where the engine has no
place for them.

Jekyll (4.3.1) leaves out every name that begins with a dot, Hugo (0.168) reads `content/` alone, Pelican
its PATH, `content/` as a rule. Eleventy (3.1.8) reads folders with dots where its input is the root, and
leaves out only what `.eleventyignore` names (see `tui.blog.private`).
"""


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
    """Whether a file without a header is no post there."""


def no_problem(path: Path, header: Header) -> str:
    """Return "": the engine builds whatever the header says."""
    return ""


@dataclass(frozen=True, slots=True)
class Engine:
    """The rules of one engine. Paths given to its functions are relative to the site's root."""

    name: str
    dialect: Callable[[Options], Dialect]
    """The options → the markdown that the site's posts are written in."""

    recognises: Callable[[Path], bool]
    """Whether a folder is the root of such a site."""

    configure: Callable[[Path], Configuration]
    """The root → its configuration; text keys `title` and `timezone` are there when known."""

    folders: Callable[[Path, Options], Folders]
    """(root, options) → where its posts are."""

    is_post: Callable[[Path], bool]
    """Whether a markdown file found in the walked folders is a post."""

    is_draft: Callable[[Path, Header], bool]
    """Whether the writer marked it as a draft, by place or header."""

    visibility: Callable[[Path, Header, datetime | None, datetime, Options], Visibility]
    """(path, header, its moment, now, options) → what readers get of it."""

    publishes_broken: bool
    """Whether a post whose header cannot be read is published all the same."""

    tag_split: TagSplit
    tag_keys: tuple[str, ...] = ("tags",)
    """Header keys that hold tags; the first one present counts. A key other than `tags` holds one tag."""

    problem: Callable[[Path, Header], str] = no_problem
    """Why the engine could not build the site with such a post, "" when it could."""

    header_kind: Literal["yaml", "pelican"] = "yaml"
    """The header a new post gets where there are no others to learn from."""

    reader: Reader = YAML
    """What it makes of headers, where engines differ."""

    draft_marks: tuple[tuple[str, str], ...] = ()
    """Header keys and values that mark a new draft where its folder does not."""

    hiding: tuple[tuple[str, str, str], ...] = ()
    """Header keys, the values of theirs that hide a post, and what these become when it is published: ""
    takes the key out."""

    layout: str = ""
    """The `layout` of a new post where there are no others to learn from."""

    dated_names: bool = False
    """Whether a post's file name must begin with its date."""

    ascii_slugs: bool = False
    """Whether slugs spell letters in ASCII and drop punctuation, where others put a hyphen."""

    titles_names: bool = False
    """Whether a missing title is made from the file name with each word capitalised."""

    plain_stamps_are_utc: bool = False
    """Whether an unquoted timestamp without a zone means UTC, not the site's zone."""


def first_folder(root: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first of the named folders that exists under a root."""
    return next((root / name for name in names if os.path.isdir(root / name)), None)


def first_file(root: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first of the named files that exists in a folder."""
    return next((root / name for name in names if os.path.isfile(root / name)), None)
