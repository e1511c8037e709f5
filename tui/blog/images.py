"""The files of a post's images, found on disk from their addresses in the post.

An image that an engine would find must not be reported as missing. So an address is looked up in every folder
that any engine takes files from. Addresses with a scheme or a host are not looked up.
"""

import os
import re
from pathlib import Path
from urllib.parse import unquote

from tui.blog.config import text_option
from tui.blog.site import Site

STATIC_FOLDERS = ("", "static", "assets", "content", "public", "source", "src")
"""Folders of a site whose files are published at its root: Jekyll and Eleventy publish their
own root (or `src`), Hugo `static` and `assets`, Pelican `content`."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:|//|#|\Z")
_UNKNOWN = re.compile(r"\{[{%]")
_PELICAN = re.compile(r"[{|](?:static|attach|filename|photo)[}|]")


def is_local(address: str) -> bool:
    """Tell whether an address names a file of the site."""
    return not _ELSEWHERE.match(address.strip()) and not _UNKNOWN.search(address)


def image_file(address: str, post: Path, site: Site) -> Path | None:
    """Return the file of an image by its address in a post; None when there is none. Reads the disk."""
    if not is_local(address):
        return None
    address = _PELICAN.sub("", re.split("[?#]", address.strip(), maxsplit=1)[0], count=1)
    path = unquote(address)
    base = text_option(site.options, "baseurl").strip("/")
    inside = path.lstrip("/")
    names = [inside, inside.removeprefix(f"{base}/")] if base else [inside]
    places = [post.parent / path] if not path.startswith("/") else []
    places += [site.root / folder / name for folder in STATIC_FOLDERS for name in names]
    return next((place for place in places if os.path.isfile(place)), None)
