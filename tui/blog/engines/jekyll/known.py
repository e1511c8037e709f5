"""A cache of the files of a site that Liquid in posts uses.

A file is read again when its time or size changes. Its facts also depend on the site's settings, so these are
part of the cache's key.
"""

import os
from functools import lru_cache
from pathlib import Path

from tui.blog.facts import read_facts
from tui.blog.post_facts import PostFacts
from tui.blog.site import Site, header_of
from tui.errors import DraftroomError
from tui.files.header import Header
from tui.files.post import Post, read_post

Known = tuple[Post, Header, PostFacts]


def known(site: Site, path: Path) -> Known | None:
    """Return a file of the site with its header and facts; None when it cannot be read."""
    return _read(site.root, path, _stamp(path), _Sites(site))


class _Sites:
    """A site as a hashable key of the cache: two are equal when their settings are."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sites) and self.site == other.site

    def __hash__(self) -> int:
        return hash(self.site.root)


@lru_cache(maxsize=2048)
def _read(root: Path, path: Path, stamp: tuple[int, int], sites: _Sites) -> Known | None:
    try:
        post = read_post(path)
        header = header_of(sites.site, post.parts, path)
    except DraftroomError:
        return None
    return post, header, read_facts(sites.site, post, header)


def _stamp(path: Path) -> tuple[int, int]:
    try:
        state = os.stat(path)
    except OSError:
        return (0, 0)
    return state.st_mtime_ns, state.st_size
