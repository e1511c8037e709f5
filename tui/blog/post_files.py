"""Finds the files of a site that are posts. Links to folders are not followed."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

from tui.blog.site import EXTENSIONS, POST_FOLDERS, Site
from tui.files.regular import read_regular

SKIPPED = frozenset(("_site", "node_modules", "public", "vendor"))

_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:---|\+\+\+)[ \t]*\r?\n")
_WALKED = EXTENSIONS | {".txt"}


def post_paths(site: Site) -> Iterator[Path]:
    """Yield the files that are posts for the site's engine, in the order of their names.

    Hidden files, folders of output or packages, and links to folders are left out. A folder that cannot be
    read counts as empty.
    """
    folders = site.folders
    for folder in folders.walked:
        for path in _walk(folder, deep=not _is_too_wide(site)):
            if site.engine.is_post(path.relative_to(site.root)) and _is_markdown(path, folders.headed_only):
                yield path


def new_post_folder(site: Site, draft: bool) -> Path:
    """Return the folder for a new post or draft; it may not exist yet."""
    return site.folders.drafts if draft else site.folders.posts


def opens_with_header(path: Path) -> bool:
    """Whether a file begins with the opening row of a YAML or TOML header; False when it cannot be read."""
    try:
        return _HEADER.match(read_regular(path, 64)) is not None
    except OSError:
        return False


def _is_too_wide(site: Site) -> bool:
    """Whether the site is only a folder, and that folder is the home folder or the root of the disk."""
    return not site.engine.is_site and site.root in (Path(os.path.expanduser("~")), Path(site.root.anchor))


def _is_markdown(path: Path, headed_only: bool) -> bool:
    suffix = path.suffix.lower()
    if suffix in EXTENSIONS:
        return not headed_only or opens_with_header(path)
    return suffix == ".txt" and opens_with_header(path)


def _walk(folder: Path, deep: bool) -> Iterator[Path]:
    """Yield the markdown and text files under a folder, without following links to folders."""
    waiting = [(str(folder), SKIPPED)]
    while waiting:
        place, skipped = waiting.pop()
        try:
            with os.scandir(place) as found:
                entries = sorted(
                    (entry for entry in found if entry.name[0] != "."), key=lambda entry: entry.name
                )
        except OSError:
            continue
        inner: list[tuple[str, frozenset[str]]] = []
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if deep and entry.name not in skipped:
                    # Every folder inside _posts holds posts, whatever its name.
                    inner.append((entry.path, frozenset() if entry.name in POST_FOLDERS else skipped))
            elif os.path.splitext(entry.name)[1].lower() in _WALKED and _is_file(entry):
                yield Path(entry.path)
        waiting.extend(reversed(inner))


def _is_file(entry: os.DirEntry[str]) -> bool:
    return os.path.isfile(entry.path) if entry.is_symlink() else entry.is_file()
