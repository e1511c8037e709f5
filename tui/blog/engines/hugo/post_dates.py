"""The dates of a post under Hugo (0.168): where the site has it look for them, and what it finds first."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tui.blog import dates
from tui.blog.config import Options, table_option
from tui.blog.site import Site
from tui.files.header import Header

DateKind = Literal["date", "publishdate", "expirydate"]

_USUAL: Mapping[DateKind, tuple[str, ...]] = {
    "date": ("date", "publishdate", "lastmod"),
    "publishdate": ("publishdate", "date"),
    "expirydate": ("expirydate",),
}
_OTHER_NAMES = {
    "publishdate": ("pubdate", "published"),
    "expirydate": ("unpublishdate",),
    "lastmod": ("modified",),
}
"""Where Hugo (0.168) looks for the dates of a post, and what else their keys may be called (documentation:
"Configure front matter"); all in lower case, as it reads keys."""

DATES = ("date", "publishdate", "pubdate", "published", "expirydate", "unpublishdate", "lastmod", "modified")
"""Header keys that hold dates."""

FILE_NAME = ":filename"
"""What stands for the date that a file's name begins with, in the places where dates are looked for."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a post and where it was found: a header key in lower case, or `FILE_NAME`."""

    key: str
    moment: datetime


def first_date(kind: DateKind, path: Path, header: Header, options: Options) -> Dated | None:
    """Return a post's date of a kind: the first that Hugo finds in the places where the site has it look.

    The header's keys are in lower case. What git or the disk knows of a file is left out.
    """
    for key in places(kind, options):
        found = _name_date(path) if key == FILE_NAME else dates.parse_date(header.text(key))
        if found is not None:
            return Dated(key, found)
    return None


def name_without_date(name: str) -> str:
    """Return what Hugo makes of a file's name that a date was taken from."""
    return name[_DAY_LENGTH:].strip(" -_")


def places(kind: DateKind, options: Options) -> Iterator[str]:
    """Yield the places where the site has dates of a kind looked for, in their order."""
    own = {key.lower(): value for key, value in table_option(options, "frontmatter").items()}
    listed = own.get(kind)
    for place in map(str, listed) if isinstance(listed, list) else _USUAL[kind]:
        for key in _USUAL[kind] if place == ":default" else (place.lower(),):
            yield from (key, *_OTHER_NAMES.get(key, ()))


_DAY_LENGTH = len("2024-01-31")


def _name_date(path: Path) -> datetime | None:
    name = path.parent.name if path.stem == "index" else path.stem
    return dates.parse_date(name[:_DAY_LENGTH]) if _DAY.match(name) else None


def written_date(site: Site, path: Path, header: Header) -> datetime | None:
    """Return the date of a post; its name counts where the configuration says so, maybe before the header."""
    found = first_date("date", path, header, site.options)
    return found.moment if found else None
