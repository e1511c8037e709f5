"""Hugo: posts under `content/`, whose folders are sections.

Keys are case-insensitive, both in the configuration (`baseURL`, `baseurl`) and in headers; `configure` and
`header_of` return them in lower case. `_index.md` is a section's own page, not a post.
"""

import re
from datetime import datetime
from pathlib import Path

from tui.blog import dates
from tui.blog.config import (
    Configuration,
    Options,
    first_file,
    first_folder,
    flag_option,
    inside,
    read_configuration,
    table_option,
    text_option,
)
from tui.blog.engines.hugo.addresses import address, in_content
from tui.blog.engines.hugo.goldmark import hugo_dialect
from tui.blog.engines.hugo.post_dates import DATES, first_date, places, written_date
from tui.blog.engines.jekyll.liquid import values_without_site
from tui.blog.site import Engine, Folders, LinkForm, Site
from tui.blog.visibility import Visibility, by_clock
from tui.files.header import Header
from tui.files.regular import read_regular
from tui.files.splice import Reader

CONFIGS = ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json")
OLD_CONFIGS = ("config.toml", "config.yaml", "config.yml", "config.json")
"""Names before Hugo 0.110. Zola also has a config.toml, but with `base_url`."""

PARTS = ("markup", "permalinks", "frontmatter")
"""Tables that may have a file of their own in `config/_default`."""

SECTIONS = ("posts", "post", "blog", "articles")

_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}:[0-9]{2}.*)?"
    r"|[0-9]+|[A-Z][a-z]{2}, .*|[0-9]{2} [A-Z][a-z]{2} [0-9]{4}.*"
)
"""The forms of a date for Hugo (0.168); `2023-3-4` and `2023-03-04T23:30` are not dates."""

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
    """Return the visibility: hidden are drafts, expired posts, and a future `publishDate` (else `date`)."""
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
        elif "date" in places("publishdate", options):
            begins = moment
    if not flag_option(options, "buildexpired"):
        expiry = first_date("expirydate", path, header, options)
        ends = dates.in_zone(expiry.moment, zone) if expiry else None
    return by_clock(begins, now, ends)


def _problem(path: Path, header: Header) -> str:
    """Return why Hugo cannot build the site: a date key without a date, such as `published: false`."""
    for key in DATES:
        text = header.text(key)
        if text and (not _DATE.fullmatch(text) or (text[4:5] == "-" and dates.parse_date(text) is None)):
            return f"Hugo cannot build a site with {f'{key}: {text}'!r}, which it reads as a date"
    return ""


def _home(options: Options) -> str:
    return text_option(options, "baseurl").rstrip("/")


def _ref(site: Site, path: Path, url: str) -> str:
    return f'{{{{< ref "/{in_content(site, path)}" >}}}}'


def _relref(site: Site, path: Path, url: str) -> str:
    return f'{{{{< relref "/{in_content(site, path)}" >}}}}'


HUGO = Engine(
    name="hugo",
    dialect=hugo_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=address,
    values=values_without_site,
    publishes_broken=False,
    written_date=written_date,
    problem=_problem,
    tag_split="one",
    reader=Reader(folds_keys=True),
    draft_marks=(("draft", "true"),),
    hiding=(("draft", "true", "false"),),
    home=_home,
    link_forms=(
        LinkForm("relref", re.compile(r"\{\{[<%]\s*relref\s"), _relref),
        LinkForm("ref", re.compile(r"\{\{[<%]\s*ref\s"), _ref),
    ),
    instead={("published", "false"): ("draft", "true")},
)
