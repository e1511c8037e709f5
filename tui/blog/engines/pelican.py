"""Pelican 4: articles under PATH, with `Key: value` headers and a status.

`pelicanconf.py` is a program and is never run. Only its assignments of literals are read; computed values are
unknown.
"""

import os
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tui.blog.config import (
    Configuration,
    Options,
    flag_option,
    inside,
    read_configuration,
    table_option,
    text_option,
)
from tui.blog.engines.jekyll.liquid import values_without_site
from tui.blog.naming import pelican_slug, slug_from_name
from tui.blog.permalinks import DATE_CODE, DATE_CODES, clean
from tui.blog.site import Engine, Folders, LinkForm, Site
from tui.blog.urls import post_moment
from tui.blog.visibility import Visibility, by_clock
from tui.files.header import Header
from tui.files.splice import Reader
from tui.markup.dialect import DIALECTS, Dialect

CONFIG = "pelicanconf.py"

_FIELD = re.compile(r"\{(\w+)(?::([^{}]*))?\}")


def _recognises(folder: Path) -> bool:
    return os.path.isfile(folder / CONFIG)


def _configure(root: Path) -> Configuration:
    found = read_configuration(root / CONFIG)
    names = {"title": "SITENAME", "timezone": "TIMEZONE"}
    own = {name: found.options[key] for name, key in names.items() if key in found.options}
    return Configuration({**found.options, **own}, found.problem)


def _folders(root: Path, options: Options) -> Folders:
    default = "content" if os.path.isdir(root / "content") else ""
    content = inside(root, text_option(options, "PATH"), default)
    named = options.get("ARTICLE_PATHS")
    names = [name for name in named if isinstance(name, str)] if isinstance(named, list | tuple) else []
    articles = tuple(inside(content, name, "") for name in names) or (content,)
    return Folders(articles, articles[0], articles[0])


def _is_post(path: Path) -> bool:
    """Return whether a file is an article, not a page (PAGE_PATHS is `pages` by default)."""
    return "pages" not in path.parts[:-1]


def _is_draft(path: Path, header: Header) -> bool:
    return header.text("status").casefold() == "draft"


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    """Return the visibility by status: a `hidden` post is public but not listed, a `skip` is not built."""
    usual = text_option(table_option(options, "DEFAULT_METADATA"), "status")
    status = (header.text("status") or usual or "published").casefold()
    if status in ("draft", "skip"):
        return Visibility("draft" if status == "draft" else "unpublished", reason=f"its status is {status}")
    shows_future = flag_option(options, "WITH_FUTURE_DATES", default=True)
    return by_clock(None if shows_future else moment, now)


def _dialect(options: Options) -> Dialect:
    """Return Pelican's dialect with the extensions that the setting MARKDOWN names."""
    own = table_option(options, "MARKDOWN")
    listed = own.get("extensions")
    named = [*table_option(own, "extension_configs"), *(listed if isinstance(listed, list | tuple) else ())]
    names = {str(name).rpartition(".")[2] for name in named}
    extra = not own or "extra" in names
    return replace(
        DIALECTS["pelican"],
        tables=extra or "tables" in names,
        footnotes=extra or "footnotes" in names,
        definitions=extra or "def_list" in names,
        abbreviations=extra or "abbr" in names,
        attribute_lists=extra or "attr_list" in names,
        heading_attributes="list" if extra or "attr_list" in names else "none",
        hard_wrap="nl2br" in names,
        typography="smarty" in names or flag_option(options, "TYPOGRIFY"),
    )


def _address(site: Site, path: Path, header: Header) -> str:
    """Return the address of a post, by default made from its title."""
    by_name = text_option(site.options, "SLUGIFY_SOURCE") == "basename"
    source = "" if by_name else header.text("title")
    slug = header.text("slug") or pelican_slug(source or slug_from_name(path))
    draft = _is_draft(path, header)
    default = "drafts/{slug}.html" if draft else "{slug}.html"
    template = text_option(site.options, "DRAFT_URL" if draft else "ARTICLE_URL") or default
    moment = post_moment(site, path, header)
    fields = {"slug": slug, "category": pelican_slug(header.text("category")), "lang": header.text("lang")}

    def value(field: re.Match[str]) -> str:
        if field[1] == "date" and moment:
            return DATE_CODE.sub(lambda code: DATE_CODES[code[0]](moment), field[2] or "")
        return fields.get(field[1]) or field[0]

    address = _FIELD.sub(value, template)
    return "" if _FIELD.search(address) else clean(f"/{address}")


def _categories(site: Site, path: Path, header: Header) -> tuple[str, ...]:
    """Return the category of the header, else the folder that the post lies in (`USE_FOLDER_AS_CATEGORY`)."""
    named = header.text("category")
    if named or not flag_option(site.options, "USE_FOLDER_AS_CATEGORY", default=True):
        return (named,) if named else ()
    folder = (site.root / path).parent
    return () if folder == site.folders.walked[0] else (folder.name,)


def _home(options: Options) -> str:
    return text_option(options, "SITEURL").rstrip("/")


def _filename(site: Site, path: Path, url: str) -> str:
    root = site.folders.walked[0]
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return f"{{filename}}/{inside.as_posix()}"


PELICAN = Engine(
    name="pelican",
    dialect=_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=_address,
    categories=_categories,
    values=values_without_site,
    publishes_broken=False,
    tag_split="comma",
    header_kind="pelican",
    reader=Reader(comma_tags=True, new_kind="pelican"),
    draft_marks=(("Status", "draft"),),
    hiding=(("Status", "draft", "published"),),
    ascii_slugs=True,
    home=_home,
    link_forms=(LinkForm("filename", re.compile(r"\]\(\{filename\}"), _filename),),
)
