"""Addresses on Hugo 0.168: by the permalinks of the section, else by the path within `content/`."""

import re
from pathlib import Path

from tui.blog.config import flag_option, table_option, text_option
from tui.blog.engines.hugo.post_dates import FILE_NAME, first_date, name_without_date
from tui.blog.permalinks import clean, encoded, expanded
from tui.blog.site import Site
from tui.blog.urls import post_moment
from tui.files.header import Header


def address(site: Site, path: Path, header: Header) -> str:
    """Return the address of a post, percent-encoded."""
    return encoded(_address(site, site.root / path, header))


def in_content(site: Site, path: Path) -> str:
    """Return a path relative to the content folder."""
    root = site.folders.walked[0]
    inside = path.relative_to(root) if path.is_relative_to(root) else Path(path.name)
    return inside.as_posix()


def _address(site: Site, path: Path, header: Header) -> str:
    if header.text("url"):
        return clean(header.text("url"))
    content = site.folders.walked[0]
    place = path.relative_to(content) if path.is_relative_to(content) else Path(path.name)
    bundle = place.parent if place.stem == "index" else place.with_suffix("")
    sections = bundle.parts[:-1]
    dated = first_date("date", path, header, site.options)
    is_named = dated is not None and dated.key == FILE_NAME
    name = _name((is_named and name_without_date(bundle.name)) or bundle.name)
    own = _slug(header.text("slug"))
    slug = own or name
    section = sections[0] if sections else ""
    permalinks = table_option(site.options, "permalinks")
    template = text_option(permalinks, section) or text_option(table_option(permalinks, "page"), section)
    words = {
        "section": section,
        "sections": "/".join(sections),
        "sections[first]": section,
        "sections[last]": sections[-1] if sections else "",
        "title": _slug(header.text("title")),
        "slug": own or _slug(header.text("title")),
        "filename": name,
        "contentbasename": name,
        "slugorfilename": slug,
        "slugorcontentbasename": slug,
    }
    if template:
        address = expanded(template, words, post_moment(site, path, header)).lower()
    else:
        address = clean("/".join(("", *map(_name, sections), slug, "")))
    ugly = flag_option(site.options, "uglyurls") and address.endswith("/")
    return f"{address.rstrip('/')}.html" if ugly else address


def _name(text: str) -> str:
    """Return a name for an address: in lower case, spaces as hyphens, without characters such as `& ? !`."""
    return re.sub(r"[^\w.#+~-]", "", re.sub(r"\s", "-", text.lower()))


def _slug(text: str) -> str:
    """Return a title or a slug for an address: as `_name`, with runs of hyphens as one."""
    return re.sub("-+", "-", _name(text))
