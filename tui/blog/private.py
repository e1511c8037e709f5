"""Our own folder in a site, which no engine shall publish: what an engine has to be told for that.

The one thing you would get wrong: a folder whose name begins with a dot is not private by that. Eleventy
reads it like any other where its input is the site's root.
"""

from pathlib import Path

from tui.blog.engines.profile import PRIVATE
from tui.blog.site import Site


def ignore_file(site: Site) -> Path | None:
    """Return the file in which a site's engine has to be told to leave our folder out, None without need."""
    return site.root / ".eleventyignore" if site.engine.name == "eleventy" else None


def with_private(text: str) -> str:
    """Return the text of such a file with our folder named in it; the same text where it is."""
    rows = [row.strip().strip("/") for row in text.splitlines()]
    if PRIVATE in (row.removeprefix("./") for row in rows):
        return text
    ending = "\r\n" if "\r\n" in text else "\n"
    gap = "" if not text or text.endswith("\n") else ending
    return f"{text}{gap}{PRIVATE}{ending}"
