"""Hugo: posts under `content/`, each folder of it a section.

The one thing you would get wrong: configuration keys are case-insensitive (`baseURL`, `baseurl`);
`configure` returns them in lower case. `_index.md` is a section's own page, not a post.
"""

import re
from datetime import datetime
from pathlib import Path

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
from tui.blog.engines.profile import Engine, Folders, first_file, first_folder, is_past
from tui.files.header import Header
from tui.files.regular import read_regular
from tui.files.splice import Reader

CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
OLD_CONFIGS = ("config.toml", "config.yaml", "config.yml", "config.json")
"""Hugo's names before 0.110; Zola has a config.toml too, with `base_url`."""

PUBLISHED = ("publishDate", "pubdate", "published")
EXPIRES = ("expiryDate", "unpublishdate")
DATES = ("date", *PUBLISHED, *EXPIRES, "lastmod", "modified")
"""Header keys that hold dates; the later ones of a kind are other names for the first."""

PARTS = ("markup", "permalinks", "frontmatter")
"""Tables that may have a file of their own in `config/_default`."""

SECTIONS = ("posts", "post", "blog", "articles")

_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}.*)?"
    r"|[0-9]+|[A-Z][a-z]{2}, .*|[0-9]{2} [A-Z][a-z]{2} [0-9]{4}.*"
)
"""What may be a date for Hugo (0.168); `2023-3-4` and `2023-03-04T23:30` are none."""

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


def _first_date(header: Header, keys: tuple[str, ...]) -> datetime | None:
    return next((found for key in keys if (found := dates.parse_date(header.text(key)))), None)


def _is_public(path: Path, header: Header, moment: datetime | None, now: datetime, options: Options) -> bool:
    """No draft, nothing that is still to come (`publishDate` before `date`), nothing that has expired."""
    zone = dates.zone(text_option(options, "timezone"))
    planned = _first_date(header, PUBLISHED)
    expiry = _first_date(header, EXPIRES)
    rendered = table_option(header.values, "build") or table_option(header.values, "_build")
    if rendered.get("render") == "never" or _problem(path, header):
        return False
    begins = moment if planned is None else dates.in_zone(planned, zone)
    return (
        (not _is_draft(path, header) or flag_option(options, "builddrafts"))
        and (is_past(begins, now) or flag_option(options, "buildfuture"))
        and (expiry is None or dates.in_zone(expiry, zone) > now or flag_option(options, "buildexpired"))
    )


def _problem(path: Path, header: Header) -> str:
    """Every key that Hugo takes for a date has to be one, `published: false` of other engines among them."""
    for key in DATES:
        text = header.text(key)
        if text and (not _DATE.fullmatch(text) or (text[4:5] == "-" and dates.parse_date(text) is None)):
            return f"Hugo builds no site with {f'{key}: {text}'!r}, which it takes for a date"
    return ""


def header_date(header: Header) -> datetime | None:
    """Return the date in a header: the first there is of its date, of its publication, of its last change."""
    return _first_date(header, ("date", *PUBLISHED, "lastmod", "modified"))


def date_order(options: Options) -> tuple[str, ...]:
    """Return where Hugo looks for a post's date: `:filename` is its name, `:default` or a key its header."""
    value = table_option(options, "frontmatter").get("date")
    return tuple(map(str, value)) if isinstance(value, list) else (":default",)


HUGO = Engine(
    name="hugo",
    dialect=hugo_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    is_public=_is_public,
    publishes_broken=False,
    problem=_problem,
    tag_split="one",
    reader=Reader(folds_keys=True),
    draft_marks=(("draft", "true"),),
    hiding=(("draft", "true", "false"),),
)
