"""Eleventy 3: its configuration is a program, so its content is not read.

Eleventy has no mark for drafts. It publishes posts with `draft: true` or `published: false`; only the line
`permalink: false` keeps a page from being written (checked with 3.1.8). A new draft gets that line although
it lies in our own folder, because with the root as input only `.eleventyignore` keeps that folder out.
"""

import os
import re
from datetime import datetime
from functools import partial
from pathlib import Path

from tui.blog.config import Configuration, Options, first_file, read_configuration, table_option
from tui.blog.engines.jekyll.liquid import as_html, moment_of
from tui.blog.liquid_value import as_value
from tui.blog.naming import slug_from_name
from tui.blog.permalinks import clean
from tui.blog.post_facts import PostFacts
from tui.blog.private import PRIVATE
from tui.blog.site import Engine, Folders, Site
from tui.blog.visibility import PUBLIC, Visibility
from tui.files.header import Header, Typed
from tui.files.post import Post
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.liquid.values import Lazy, Values

CONFIGS = (
    ".eleventy.js",
    "eleventy.config.js",
    "eleventy.config.mjs",
    "eleventy.config.cjs",
    "eleventy.config.ts",
)
_FILE_SLUG = re.compile(r"\{\{-?\s*page\.fileSlug\s*-?\}\}")

FOLDERS = ("posts", "blog", "src/posts", "src/blog", "content/posts", "content/blog")


def _recognises(folder: Path) -> bool:
    if first_file(folder, CONFIGS) is not None:
        return True
    package = folder / "package.json"
    if not os.path.isfile(package):
        return False
    options = read_configuration(package).options
    return any("@11ty/eleventy" in table_option(options, key) for key in ("dependencies", "devDependencies"))


def _configure(root: Path) -> Configuration:
    return Configuration()


def _folders(root: Path, options: Options) -> Folders:
    """Return the usual folders for posts that exist; without any, all files with a header are posts."""
    found = tuple(root / name for name in FOLDERS if os.path.isdir(root / name))
    posts = found[0] if found else root / FOLDERS[0]
    drafts = root / PRIVATE / "drafts"
    return Folders((*(found or (root,)), drafts), posts, drafts, headed_only=not found)


def _is_post(path: Path) -> bool:
    return True


def _is_draft(path: Path, header: Header) -> bool:
    return _is_private(path) or header.flag("permalink") is False or header.flag("draft") is True


def _is_private(path: Path) -> bool:
    return path.parts[0] == PRIVATE


def _visibility(
    path: Path, header: Header, moment: datetime | None, now: datetime, options: Options
) -> Visibility:
    if _is_private(path):
        return Visibility("draft", reason="it lies among the drafts")
    if header.flag("permalink") is False:
        return Visibility("draft", reason="its header says permalink: false")
    return PUBLIC


def _dialect(options: Options) -> Dialect:
    return DIALECTS["eleventy"]  # changes made by the configuration program are unknown


_DATE = re.compile(
    r"[0-9]{4}-(?:W?[0-9]{2}(?:-[0-9]{1,2})?|[0-9]{3})(?:T[0-9:.,]+(?:Z|[+-][0-9:]+)?)?"
    r"|(?i:(?:git )?created|(?:git )?last modified|)"
)
"""A text that Eleventy (3) accepts as a date: ISO 8601, or the name of a date that it looks up."""


def _problem(path: Path, header: Header) -> str:
    """Return why Eleventy cannot build the site: tags that are not text, or an invalid date."""
    tags = header.values.get("tags")
    if isinstance(tags, Typed | dict):
        return f"Eleventy cannot build a site with the tags {str(tags)!r}, which are not text"
    date = header.values.get("date")
    if isinstance(date, str) and not isinstance(date, Typed) and not _DATE.fullmatch(date):
        return f"Eleventy cannot build a site with the date {date!r}"
    return ""


def _address(site: Site, path: Path, header: Header) -> str:
    if "permalink" in header.values:
        permalink = header.text("permalink")
        permalink = _FILE_SLUG.sub(lambda _: _file_slug(path), permalink)
        literal = header.flag("permalink") is None and "{" not in permalink
        return clean(f"/{permalink}").removesuffix("index.html") if permalink and literal else ""
    inputs = path.parts[:1] if path.parts[0] in ("src", "content") else ()
    place = path.relative_to(Path(*inputs)).with_suffix("")
    parts = place.parts[:-1] if place.name == "index" else place.parts
    return clean("/".join(("", *parts, "")))


def _file_slug(path: Path) -> str:
    """Return a file's `page.fileSlug`: its name (for `index` its folder's) without a date."""
    named = path.parent.name if path.stem == "index" else path.stem
    return slug_from_name(Path(f"{named}.md"))


def _values(site: Site, post: Post, header: Header | None, facts: PostFacts, dialect: Dialect) -> Values:
    """Return the values for templates in a post: its header, and the page values that need no program."""
    relative = site.relative(post.path)
    page = Lazy(
        {
            "url": lambda: facts.url,
            "date": lambda: moment_of(site, post.path, header),
            "inputPath": lambda: f"./{relative.as_posix()}",
            "fileSlug": lambda: slug_from_name(relative),
        }
    )
    own = {key: as_value(value) for key, value in (header.values if header else {}).items()}
    markdown = partial(as_html, dialect=dialect)
    return Values("eleventy", {**own, "page": page}, open=True, programs=True, markdown=markdown)


ELEVENTY = Engine(
    name="eleventy",
    dialect=_dialect,
    recognises=_recognises,
    configure=_configure,
    folders=_folders,
    is_post=_is_post,
    is_draft=_is_draft,
    visibility=_visibility,
    address=_address,
    values=_values,
    publishes_broken=False,
    problem=_problem,
    tag_split="comma",
    draft_marks=(("permalink", "false"), ("eleventyExcludeFromCollections", "true")),
    hiding=(
        ("permalink", "false", ""),
        ("eleventyExcludeFromCollections", "true", ""),
        ("draft", "true", ""),
    ),
    ignore_file=".eleventyignore",
)
