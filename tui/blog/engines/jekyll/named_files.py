"""Finds the files that Liquid tags in a post name: includes, files beside it, posts, pages and documents.

The names may be hostile, so nothing outside the site's folder is read.
"""

import os
from pathlib import Path, PurePosixPath

from tui.blog.config import MOST_BYTES
from tui.blog.engines.jekyll.known import known
from tui.blog.engines.jekyll.pages import (
    collection_of,
    document_url,
    has_output,
    includes_folder,
    is_generated,
    is_hidden,
    is_published,
    page_url,
)
from tui.blog.post_files import opens_with_header, post_paths
from tui.blog.site import EXTENSIONS, Site
from tui.files.regular import read_regular
from tui.markup.liquid.values import Unknown


def find_include(site: Site, name: str) -> str | None:
    """Return the text of an include; None when it is not in the includes folder."""
    return _text(includes_folder(site), includes_folder(site) / name.lstrip("/"))


def find_beside(site: Site, folder: Path, name: str) -> str | None:
    """Return the text of a file in a post's folder or below; None when it is not in the site."""
    return _text(site.source.resolve(), folder / name.lstrip("/"))


def _text(root: Path, path: Path) -> str | None:
    try:
        path = path.resolve()
        if not path.is_relative_to(root):
            return None
        return read_regular(path, MOST_BYTES).decode("utf-8", "replace")
    except (OSError, ValueError):
        return None


def find_post(site: Site, name: str) -> str | None:
    """Return the address of the post that `post_url` names, such as `folder/2023-03-01-morning-bread`."""
    wanted = PurePosixPath(name)
    for suffix in sorted(EXTENSIONS):  # most posts lie there, which saves walking the folders
        path = site.folders.posts / f"{wanted.name}{suffix}"
        if path.parent / f"{name}{suffix}" == path and os.path.isfile(path):
            return _url(site, path)
    for path in post_paths(site):
        relative = PurePosixPath(site.relative(path).as_posix())
        if relative.stem == wanted.name and "_posts" in relative.parts:
            folders = [part for part in relative.parts[:-1] if part != "_posts"]
            if folders[len(folders) - len(wanted.parts[:-1]) :] == list(wanted.parts[:-1]):
                return _url(site, path)
    return Unknown(f"post_url {name}") if is_generated(site) else None


def find_file(site: Site, name: str) -> str | None:
    """Return the address of the file in a `link` tag; None without a file, `Unknown` if a plugin decides.

    Jekyll accepts a leading `/` only for files that are neither pages nor documents. The paths of documents
    do not include the folder of the collections.
    """
    for folder in dict.fromkeys((site.source, site.folders.posts.parent)):
        try:
            path = (folder / name.removeprefix("/")).resolve()
            if path.is_relative_to(site.source.resolve()) and os.path.isfile(path):
                return _address(site, folder / name.removeprefix("/"), name)
        except (OSError, ValueError):
            return None
    return Unknown(f"link {name}") if is_generated(site) else None


def _address(site: Site, path: Path, name: str) -> str | None:
    headed = opens_with_header(path)
    if "_posts" in path.parts:
        return None if name.startswith("/") else _url(site, path)
    collection = collection_of(site, path)
    if not headed:
        if collection:
            return Unknown(f"link {name}")
        return None if is_hidden(site, path) else f"/{name.removeprefix('/')}"
    found = known(site, path)
    if found is None:
        return Unknown(f"link {name}")
    header = found[1]
    if name.startswith("/") or not is_published(site, header):
        return None
    if collection:
        if not has_output(site, collection):
            return None
        return document_url(site, collection, path, header) or Unknown(f"link {name}")
    return None if is_hidden(site, path) else page_url(site, path, header) or Unknown(f"link {name}")


def _url(site: Site, path: Path) -> str | None:
    found = known(site, path)
    return found[2].url or Unknown(f"post_url {path.stem}") if found else None
