"""The dates of a post on Hugo (0.168): the places where the site looks for them, and the first found."""

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
"""The header keys in which Hugo (0.168) looks for each date, and other names of these keys, in lower case
(documentation: "Configure front matter")."""

DATES = ("date", "publishdate", "pubdate", "published", "expirydate", "unpublishdate", "lastmod", "modified")
"""Header keys that hold dates."""

FILE_NAME = ":filename"
"""The place that means the date at the start of the file name."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a post and where it was found: a header key in lower case, or `FILE_NAME`."""

    key: str
    moment: datetime


def first_date(kind: DateKind, path: Path, header: Header, options: Options) -> Dated | None:
    """Return a post's date of a kind: the first one in the places where the site looks for it.

    The keys of the header must be in lower case. Dates from git or the disk are not used.
    """
    for key in places(kind, options):
        found = _name_date(path) if key == FILE_NAME else dates.parse_date(header.text(key))
        if found is not None:
            return Dated(key, found)
    return None


def name_without_date(name: str) -> str:
    """Return the rest of a file name after the date, as Hugo uses it."""
    return name[_DAY_LENGTH:].strip(" -_")


def places(kind: DateKind, options: Options) -> Iterator[str]:
    """Yield the places where the site looks for a date of a kind, in order."""
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
    """Return the date of a post; the configuration may also take it from the file name."""
    found = first_date("date", path, header, site.options)
    return found.moment if found else None
