"""The pages and collections of a Jekyll site, and their addresses.

The documents of a collection have addresses only with `output: true` in its configuration. Without it they
are only values for templates, and a `link` to one breaks the build.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from tui.blog import dates
from tui.blog.config import Options, flag_option, inside, table_option, text_option
from tui.blog.engines.jekyll.addresses import KEPT_BY_PRETTY, PERMALINK_STYLES
from tui.blog.engines.jekyll.defaults import with_defaults
from tui.blog.naming import hyphenate, slug_from_name
from tui.blog.permalinks import encoded, expanded
from tui.blog.post_files import opens_with_header
from tui.blog.site import Site
from tui.blog.urls import post_moment
from tui.files.header import Header

_MARKDOWN = "markdown,mkdown,mkdn,mkd,md"
_HTML = frozenset((".html", ".xhtml", ".htm"))
_KEPT = frozenset((".css", ".js", ".json", ".txt", ".xml", ".csv", ".svg", ".yml", ".webmanifest", *_HTML))
"""File extensions that no converter changes."""

_MOST_DOCUMENTS = 5_000
_HIDDEN = (".", "_", "#")


def collections(site: Site) -> Mapping[str, Options]:
    """Return the site's collections besides its posts, by name, each with its settings."""
    listed = site.options.get("collections")
    if isinstance(listed, list):
        listed = {name: {} for name in listed if isinstance(name, str)}
    found = listed if isinstance(listed, dict) else {}
    return {str(name): table_option(found, name) for name in found if str(name) not in ("posts", "drafts")}


def collection_folder(site: Site, name: str) -> Path:
    """Return the folder of a collection's documents."""
    return site.folders.posts.parent / f"_{name}"


def document_paths(site: Site, name: str) -> list[Path] | None:
    """Return the files of a collection's documents, sorted by path.

    Returns None when there are too many, or when the settings define another order.
    """
    if {"order", "sort_by"} & collections(site)[name].keys():
        return None
    folder = collection_folder(site, name)
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(_HIDDEN)]
        for each in names:
            path = Path(place) / each
            if not each.startswith(_HIDDEN) and not each.endswith("~") and opens_with_header(path):
                found.append(path)
        if len(found) > _MOST_DOCUMENTS:
            return None
    return sorted(found)


def collection_of(site: Site, path: Path) -> str:
    """Return the name of the collection that a file lies in; "" for none."""
    home = site.folders.posts.parent
    first = path.relative_to(home).parts[0] if path.is_relative_to(home) else ""
    return first[1:] if first[:1] == "_" and first[1:] in collections(site) else ""


def is_hidden(site: Site, path: Path) -> bool:
    """Whether Jekyll skips a file because of its name or that of a folder above it."""
    kept = site.options.get("include")
    inside_source = path.relative_to(site.source).parts
    return not kept and any(part.startswith(_HIDDEN) or part.endswith("~") for part in inside_source)


def document_url(site: Site, name: str, path: Path, header: Header) -> str:
    """Return the address of a document of a collection; "" when it is unknown."""
    header = with_defaults(site, site.relative(path), header, name)
    inner = path.relative_to(collection_folder(site, name))
    suffix = _output_suffix(site, path)
    template = header.text("permalink") or text_option(collections(site)[name], "permalink")
    template = template or "/:collection/:path" + _ending(site)
    slug = header.text("slug") or slug_from_name(inner)
    words = {
        "collection": name,
        "path": inner.with_suffix("").as_posix().rstrip("."),
        "title": hyphenate(slug, KEPT_BY_PRETTY),
        "slug": hyphenate(slug).lower(),
        "name": hyphenate(path.stem).lower(),
        "categories": "/".join(dict.fromkeys(each.lower() for each in header.texts("categories"))),
        "output_ext": suffix,
    }
    moment = post_moment(site, path, header)
    written = {key: encoded(word) for key, word in words.items()}
    zone = dates.zone(site.timezone)
    return _sanitised(expanded(template, written, moment and moment.astimezone(zone))) if suffix else ""


def page_url(site: Site, path: Path, header: Header) -> str:
    """Return the address of a page (a file with a header in no collection); "" when it is unknown."""
    relative = path.relative_to(site.source)
    header = with_defaults(site, site.relative(path), header, "pages")
    suffix = _output_suffix(site, path)
    if not suffix:
        return ""
    stem = path.name.removesuffix(path.suffix).rstrip(".")
    folder = "" if relative.parent == Path() else f"{relative.parent.as_posix()}/"
    if suffix not in _HTML:
        template = "/:path/:basename:output_ext"
    elif stem == "index":
        template = "/:path/"
    else:
        template = "/:path/:basename" + _ending(site)
    address = header.text("permalink") or template
    for word, value in (("path", folder), ("basename", stem), ("output_ext", suffix)):
        address = address.replace(f":{word}", encoded(value))
    return _sanitised(address)


def _output_suffix(site: Site, path: Path) -> str:
    """Return the extension that a file is published with; "" when a plugin may change it."""
    suffix = path.suffix.lower()
    markdown = text_option(site.options, "markdown_ext") or _MARKDOWN
    if suffix[1:] in markdown.split(","):
        return ".html"
    if suffix in (".scss", ".sass"):
        return ".css"
    return path.suffix if suffix in _KEPT else ""


def _ending(site: Site) -> str:
    """Return the end of an address in the site's permalink style."""
    style = text_option(site.options, "permalink") or "date"
    if style == "pretty" or (style not in PERMALINK_STYLES and style.endswith("/")):
        return "/"
    if style in ("date", "ordinal", "none") or style.endswith(":output_ext"):
        return ":output_ext"
    return ""


def _sanitised(address: str) -> str:
    return address and re.sub("/+", "/", f"/{address}".replace("..", "/").replace("./", ""))


def is_published(site: Site, header: Header) -> bool:
    """Whether Jekyll builds a page or a document with such a header."""
    return header.flag("published") is not False or flag_option(site.options, "unpublished")


def has_output(site: Site, name: str) -> bool:
    """Whether the documents of a collection get addresses of their own."""
    return flag_option(collections(site)[name], "output")


def has_theme(site: Site) -> bool:
    """Whether the site uses a theme, which may add files from elsewhere."""
    return bool(text_option(site.options, "theme") or text_option(site.options, "remote_theme"))


def is_generated(site: Site) -> bool:
    """Whether a program generates the folder that the site is built from; files may be missing now."""
    return site.written is not None or not os.path.isdir(site.source)


def includes_folder(site: Site) -> Path:
    """Return the folder of the site's own includes."""
    return inside(site.source, text_option(site.options, "includes_dir"), "_includes").resolve()
