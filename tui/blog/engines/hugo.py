"""Hugo: posts under `content/`, each folder of it a section.

The one thing you would get wrong: keys are case-insensitive, those of the configuration (`baseURL`,
`baseurl`) as those of headers; `configure` and `header_of` return them in lower case. `_index.md` is a
section's own page, not a post.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from tui.blog import dates
from tui.blog.config import (
    Configuration,
    Options,
    flag_option,
    inside,
    read_configuration,
    table_option,
    text_option,
)
from tui.blog.engines.goldmark import hugo_dialect
from tui.blog.engines.profile import Engine, Folders, first_file, first_folder
from tui.blog.visibility import Visibility, by_clock
from tui.files.header import Header
from tui.files.regular import read_regular
from tui.files.splice import Reader

CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
OLD_CONFIGS = ("config.toml", "config.yaml", "config.yml", "config.json")
"""Hugo's names before 0.110; Zola has a config.toml too, with `base_url`."""

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

PARTS = ("markup", "permalinks", "frontmatter")
"""Tables that may have a file of their own in `config/_default`."""

SECTIONS = ("posts", "post", "blog", "articles")

_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}.*)?"
    r"|[0-9]+|[A-Z][a-z]{2}, .*|[0-9]{2} [A-Z][a-z]{2} [0-9]{4}.*"
)
"""What may be a date for Hugo (0.168); `2023-3-4` and `2023-03-04T23:30` are none."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BASE_URL = re.compile(rb"(?im)^[ \t]*[\"']?baseurl[\"']?[ \t]*[:=]")


def _config(folder: Path) -> Path | None:
    for place in (folder, folder / "config" / "_default"):
        found = first_file(place, CONFIGS)
        if found is not None:
            return found
    for place in (folder, folder / "config" / "_default"):
        found = first_file(place, OLD_CONFIGS)
        if found is not None and _names_base_url(found):
            return found
    return None


def _names_base_url(path: Path) -> bool:
    try:
        return _BASE_URL.search(read_regular(path, 65536)) is not None
    except OSError:
        return False


def _recognises(folder: Path) -> bool:
    return _config(folder) is not None


def _configure(root: Path) -> Configuration:
    path = _config(root)
    if path is None:
        return Configuration()
    found = read_configuration(path)
    options: dict[str, object] = {}
    for name in PARTS:
        part = first_file(
            path.parent, tuple(f"{name}.{suffix}" for suffix in ("toml", "yaml", "yml", "json"))
        )
        if part is not None and path.parent.name == "_default":
            options[name] = dict(read_configuration(part).options)
    options |= {key.lower(): value for key, value in found.options.items()}
    return Configuration(options, found.problem)


def _folders(root: Path, options: Options) -> Folders:
    content = inside(root, text_option(options, "contentdir"), "content")
    section = first_folder(content, SECTIONS) or content / SECTIONS[0]
    return Folders((content,), section, section)


def _is_post(path: Path) -> bool:
    return not path.name.startswith("_index.")


def _is_draft(path: Path, header: Header) -> bool:
    return header.text("draft").casefold() == "true"


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    """No draft, nothing that is still to come (`publishDate` before `date`), nothing that has expired."""
    rendered = table_option(header.values, "build") or table_option(header.values, "_build")
    if rendered.get("render") == "never":
        return Visibility("unpublished", reason="its header says build: render: never")
    if _is_draft(path, header) and not flag_option(options, "builddrafts"):
        return Visibility("draft", reason="its header says draft: true")
    zone = dates.zone(text_option(options, "timezone"))
    begins = ends = None
    if not flag_option(options, "buildfuture"):
        planned = first_date("publishdate", path, header, options)
        if planned is not None and planned.key != "date":
            begins = dates.in_zone(planned.moment, zone)
        elif "date" in _places("publishdate", options):
            begins = moment
    if not flag_option(options, "buildexpired"):
        expiry = first_date("expirydate", path, header, options)
        ends = dates.in_zone(expiry.moment, zone) if expiry else None
    return by_clock(begins, now, ends)


def _problem(path: Path, header: Header) -> str:
    """Every key that Hugo takes for a date has to be one, `published: false` of other engines among them."""
    for key in DATES:
        text = header.text(key)
        if text and (not _DATE.fullmatch(text) or (text[4:5] == "-" and dates.parse_date(text) is None)):
            return f"Hugo builds no site with {f'{key}: {text}'!r}, which it takes for a date"
    return ""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of a post and where it was found: a header key in lower case, or `FILE_NAME`."""

    key: str
    moment: datetime


def first_date(kind: DateKind, path: Path, header: Header, options: Options) -> Dated | None:
    """Return a post's date of a kind: the first that Hugo finds in the places where the site has it look.

    The header's keys are in lower case. What git or the disk knows of a file is left out.
    """
    for key in _places(kind, options):
        found = _name_date(path) if key == FILE_NAME else dates.parse_date(header.text(key))
        if found is not None:
            return Dated(key, found)
    return None


def name_without_date(name: str) -> str:
    """Return what Hugo makes of a file's name that a date was taken from."""
    return name[_DAY_LENGTH:].strip(" -_")


def _places(kind: DateKind, options: Options) -> Iterator[str]:
    own = {key.lower(): value for key, value in table_option(options, "frontmatter").items()}
    listed = own.get(kind)
    for place in map(str, listed) if isinstance(listed, list) else _USUAL[kind]:
        for key in _USUAL[kind] if place == ":default" else (place.lower(),):
            yield from (key, *_OTHER_NAMES.get(key, ()))


_DAY_LENGTH = len("2024-01-31")


def _name_date(path: Path) -> datetime | None:
    name = path.parent.name if path.stem == "index" else path.stem
    return dates.parse_date(name[:_DAY_LENGTH]) if _DAY.match(name) else None


HUGO = Engine(
    name="hugo",
    dialect=hugo_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    publishes_broken=False,
    problem=_problem,
    tag_split="one",
    reader=Reader(folds_keys=True),
    draft_marks=(("draft", "true"),),
    hiding=(("draft", "true", "false"),),
)
