"""Our own folder in a site, and the ignore file that keeps an engine from publishing it.

A name that begins with a dot is not enough: Eleventy reads such a folder like any other when its input is the
site's root.
"""

from pathlib import Path

from tui.blog.site import Site

PRIVATE = ".draftroom"
"""Our folder in a site's root: it holds templates, and drafts when the engine has no folder for them.

Jekyll (4.3.1) skips every name that begins with a dot. Hugo (0.168) reads only `content/`, and Pelican only
its PATH, usually `content/`. Eleventy (3.1.8) reads folders with a dot when its input is the root, and skips
only what `.eleventyignore` names.
"""


def ignore_file(site: Site) -> Path | None:
    """Return the file that makes a site's engine ignore our folder; None when it needs none."""
    return site.root / site.engine.ignore_file if site.engine.ignore_file else None


def with_private(text: str) -> str:
    """Return the text of an ignore file with our folder added; the same text if it is named already."""
    rows = [row.strip().strip("/") for row in text.splitlines()]
    if PRIVATE in (row.removeprefix("./") for row in rows):
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else ending
    return f"{text}{gap}{PRIVATE}{ending}"
