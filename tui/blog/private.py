"""Our own folder in a site, which no engine shall publish: what an engine has to be told for that.

A folder whose name begins with a dot is not private by that: Eleventy reads it like any other where its
input is the site's root.
"""

from pathlib import Path

from tui.blog.site import Site

PRIVATE = ".draftroom"
"""The folder in a site's root for what is draftroom's alone: templates, and drafts where the engine has no
place for them.

Jekyll (4.3.1) leaves out every name that begins with a dot, Hugo (0.168) reads `content/` alone, Pelican
its PATH, `content/` as a rule. Eleventy (3.1.8) reads folders with dots where its input is the root, and
leaves out only what `.eleventyignore` names.
"""


def ignore_file(site: Site) -> Path | None:
    """Return the file in which a site's engine has to be told to leave our folder out, None without need."""
    return site.root / site.engine.ignore_file if site.engine.ignore_file else None


def with_private(text: str) -> str:
    """Return the text of such a file with our folder named in it; the same text where it is."""
    rows = [row.strip().strip("/") for row in text.splitlines()]
    if PRIVATE in (row.removeprefix("./") for row in rows):
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else ending
    return f"{text}{gap}{PRIVATE}{ending}"
