"""Finds the site that a file or a folder belongs to, and the engine that publishes it.

A configuration file counts more than a `_posts/` folder without one, even when that folder is closer. The
search does not go above the home folder or a git repository.
"""

import os
from dataclasses import replace
from pathlib import Path

from tui.blog.config import text_option
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.site import POST_FOLDERS, Engine, Site

ENGINES = (JEKYLL, HUGO, ELEVENTY, PELICAN)
"""The engines whose sites can be recognised, in the order of the search."""


def find_site(path: Path) -> Site:
    """Return the site that a file or folder belongs to, searching upwards.

    The search ends at the home folder, at a folder with `.git`, and at the disk's root. When it finds
    nothing, the folder itself is a site with the plain engine.
    """
    path = Path(os.path.abspath(path))
    start = path if os.path.isdir(path) else path.parent
    home = Path(os.path.expanduser("~"))
    bare: Path | None = None
    for folder in (start, *start.parents):
        for engine in ENGINES:
            if engine.recognises(folder):
                site = _site(folder, engine)
                return replace(site, written=_written(site, bare)) if engine is JEKYLL else site
        if os.path.isdir(folder / "source" / "_posts") and os.path.isfile(folder / "_config.yml"):
            bare = None  # a Hexo site, whose engine is not supported
            break
        if bare is None and any(os.path.isdir(folder / name) for name in POST_FOLDERS):
            bare = folder
        if folder == home or os.path.exists(folder / ".git"):
            break
    return _site(bare, JEKYLL) if bare else _site(start, PLAIN)


def _site(root: Path, engine: Engine) -> Site:
    found = engine.configure(root)
    title = text_option(found.options, "title") or text_option(found.options, "name")
    return Site(root, engine, title, text_option(found.options, "timezone"), found.options, found.problem)


def _written(site: Site, bare: Path | None) -> Path | None:
    """Return the folder where a Jekyll site's posts are written; None when it is the configured source.

    `bare` is a folder with posts found on the way up. Without it, and when the source does not exist yet, it
    is the only folder in the root that has `_posts`.
    """
    if bare is not None:
        return None if bare.is_relative_to(site.source) else bare
    if os.path.isdir(site.source):
        return None
    found = [path.parent for path in site.root.glob("*/_posts") if path.parent.name[0] not in "._"]
    return found[0] if len(found) == 1 else None
