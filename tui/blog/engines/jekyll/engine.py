"""Jekyll 4: posts in any `_posts/`, drafts in any `_drafts/`.

`published: false` hides a post, `draft: true` does not (checked with Jekyll 4.3.1).
"""

import os
import re
from datetime import datetime
from pathlib import Path

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
from tui.blog.dates import DATED_NAME
from tui.blog.engines.jekyll.addresses import address, categories
from tui.blog.engines.jekyll.defaults import with_defaults
from tui.blog.engines.jekyll.kramdown import jekyll_dialect
from tui.blog.engines.jekyll.links import LINK_FORMS
from tui.blog.engines.jekyll.liquid import values_for
from tui.blog.engines.jekyll.ruby_dates import is_refused_by_ruby, rolled_day, ruby_date
from tui.blog.site import Engine, Folders, Site
from tui.blog.visibility import PUBLIC, Visibility, by_clock
from tui.files.header import Header, Typed

CONFIGS = ("_config.yml", "_config.yaml", "_config.toml")
FOLDERS = ("_posts", "_drafts", "_layouts", "_includes")
_CLOCK = re.compile(r"[0-9]{1,4}(?::[0-9]{1,2}){1,2}")
_OCTAL = re.compile("0[0-7]{1,20}")


def _recognises(folder: Path) -> bool:
    """Tell by a configuration and one of Jekyll's folders: Hexo and Jupyter Book also have a _config.yml."""
    config = first_file(folder, CONFIGS)
    if config is None or os.path.isdir(folder / "source" / "_posts"):
        return False
    if first_folder(folder, FOLDERS) is not None or any(folder.glob("*/_posts")):
        return True
    return first_folder(_source(folder, read_configuration(config).options), FOLDERS) is not None


def _configure(root: Path) -> Configuration:
    path = first_file(root, CONFIGS)
    return Configuration() if path is None else read_configuration(path)


def _folders(root: Path, options: Options) -> Folders:
    source = _source(root, options)
    home = inside(source, text_option(options, "collections_dir"), "")
    return Folders((source,), home / "_posts", home / "_drafts")


def _source(root: Path, options: Options) -> Path:
    return inside(root, text_option(options, "source"), "")


def _is_post(path: Path) -> bool:
    return _in_posts(path) or _in_drafts(path)


def _in_posts(path: Path) -> bool:
    return "_posts" in path.parts[:-1]


def _in_drafts(path: Path) -> bool:
    return "_drafts" in path.parts[:-1]


def _is_draft(path: Path, header: Header) -> bool:
    return _in_drafts(path) or header.flag("published") is False or header.flag("draft") is True


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    """Return the visibility: a public post has a dated name, no `published: false`, and no future date.

    The option `future` allows future dates. A file outside `_posts` is a page: it needs a header, no date.
    """
    if _in_drafts(path) and not flag_option(options, "show_drafts"):
        return Visibility("draft", reason="it lies among the drafts")
    if header.flag("published") is False and not flag_option(options, "unpublished"):
        return Visibility("unpublished", reason="its header says published: false")
    if not _is_post(path):
        return PUBLIC if header.kind != "none" else Visibility("unpublished", reason="it has no header")
    home, named = text_option(options, "collections_dir").strip("/"), DATED_NAME.fullmatch(path.stem)
    if home and f"/{home}/" not in f"/{path.as_posix()}":
        return Visibility("unpublished", reason=f"it does not lie in the site's collections_dir, {home}")
    if _in_posts(path) and (named is None or named[4] is None):
        return Visibility("unpublished", reason="its file's name does not begin with a date")
    return by_clock(None if flag_option(options, "future") else moment, now)


def _problem(path: Path, header: Header) -> str:
    """Return why Jekyll cannot build the site: an invalid date in the header or in the file name."""
    date = header.values.get("date", [])
    if (date is None or isinstance(date, str)) and is_refused_by_ruby(_as_ruby_reads(date)):
        return f"Jekyll cannot build a site with the date {header.text('date')!r}"
    named = DATED_NAME.fullmatch(path.stem)
    if (
        _in_posts(path)
        and named
        and named[4] is not None
        and is_refused_by_ruby(f"2024-{named[2]}-{named[3]}")
    ):
        return "Jekyll cannot build a site with a date in a file name that is not in the calendar"
    return ""


def _as_ruby_reads(value: str | None) -> str:
    """Return a date as Ruby reads it from YAML, "" for none; an unquoted `12:30` is the number 45000."""
    if isinstance(value, Typed) and value.kind == "int":
        if _CLOCK.fullmatch(value):
            return str(sum(int(part) * 60 ** (2 - at) for at, part in enumerate(value.split(":"))))
        return str(int(value, 8)) if _OCTAL.fullmatch(value) else value
    return value or ""


def _name_date(path: Path) -> datetime | None:
    """Return the date that a file name begins with, as Ruby reads it: 2024-02-31 is 2 March."""
    named = DATED_NAME.fullmatch(path.stem)
    return ruby_date("-".join(named.group(1, 2, 3))) if named else None


def _written_date(site: Site, path: Path, header: Header) -> datetime | None:
    return ruby_date(header.text("date")) or _name_date(path)


def _base(options: Options) -> str:
    base = text_option(options, "baseurl").strip("/")
    return f"/{base}" if base else ""


def _home(options: Options) -> str:
    return text_option(options, "url").rstrip("/") + _base(options)


def _loses_source_links(options: Options) -> bool:
    """Whether links to markdown sources break in posts.

    The plugin jekyll-relative-links (0.7) mends them in posts only with its option `collections`.
    """
    return not flag_option(table_option(options, "relative_links"), "collections", False)


JEKYLL = Engine(
    name="jekyll",
    dialect=jekyll_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=address,
    categories=categories,
    values=values_for,
    publishes_broken=True,
    written_date=_written_date,
    name_date=_name_date,
    with_defaults=with_defaults,
    problem=_problem,
    tag_split="space",
    tags_by_number=False,
    tag_keys=("tag", "tags"),
    hiding=(("published", "false", ""), ("draft", "true", "")),
    layout="post",
    dated_names=True,
    titles_names=True,
    plain_stamps_are_utc=True,
    home=_home,
    base=_base,
    link_forms=LINK_FORMS,
    loses_source_links=_loses_source_links,
    has_absolute_sources=True,
    instead={("draft", "true"): ("published", "false")},
    rolled_day=rolled_day,
)
