"""Which site a file or a folder belongs to, and which engine publishes it.

Evidence has an order. A named configuration file beats a bare `_posts/` folder found lower down, and nothing
above the home folder or a git repository counts.
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
"""The engines that mark their sites, in the order in which they are looked for."""


def find_site(path: Path) -> Site:
    """Return the site that a file or folder belongs to, looking upwards.

    The home folder, a folder with `.git` and the disk's root are the last ones looked at. Without any
    site the folder itself is one, with the plain engine.
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
            bare = None  # Hexo's posts, which no engine here publishes
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
    """Return where a Jekyll site's posts are written, None where that is the source that it names.

    `bare` is a folder with posts, named from below. Without one it is the only such folder in the root, while
    the source is not made yet.
    """
    if bare is not None:
        return None if bare.is_relative_to(site.source) else bare
    if os.path.isdir(site.source):
        return None
    found = [path.parent for path in site.root.glob("*/_posts") if path.parent.name[0] not in "._"]
    return found[0] if len(found) == 1 else None
