"""The names of a post: its slug, its file's name, and the title that a name stands for.

A slug is made from any text and becomes part of a path. It can only hold letters, marks, digits and hyphens,
so it never leads out of its folder.
"""

import os
import re
import unicodedata
from datetime import datetime
from pathlib import Path, PurePath

from tui.blog.dates import DATED_NAME
from tui.blog.site import EXTENSIONS, Engine, Site

LONGEST_SLUG = 80
"""Most bytes of a slug in UTF-8; file systems allow 255 for a name."""

UNTITLED = "untitled"


def slugify(title: str, engine: Engine) -> str:
    """Return a title as the slug that a new file gets, at most 80 bytes, "untitled" when nothing is left.

    The rule is Jekyll's `slugify` in its default mode: letters, marks and digits stay, every run of
    other characters becomes one hyphen. Pelican's drops punctuation and writes ASCII.
    """
    if engine.ascii_slugs:
        slug = pelican_slug(title)
    else:
        slug = hyphenate(unicodedata.normalize("NFC", title)).lower()
    cut = slug.encode("utf-8")[:LONGEST_SLUG].decode("utf-8", "ignore")
    if len(cut) < len(slug) and "-" in cut and slug[len(cut)] != "-":
        cut = cut.rpartition("-")[0]
    return cut.strip("-") or UNTITLED


def file_name(site: Site, title: str, moment: datetime, draft: bool) -> str:
    """Return the name of a new post's file; a date in it is the day of `moment` in its own zone.

    The name of a Jekyll post must begin with the date; on other engines it does when most posts' names do.
    """
    name = f"{slugify(title, site.engine)}.md"
    dated = not draft if site.engine.dated_names else are_dated(site.folders.posts)
    return f"{moment:%Y-%m-%d}-{name}" if dated else name


def are_dated(folder: Path) -> bool:
    """Whether most of the posts in a folder have names that begin with a date."""
    try:
        names = [PurePath(name) for name in os.listdir(folder)]
    except OSError:
        return False
    posts = [name for name in names if name.suffix.lower() in EXTENSIONS]
    return 2 * sum(DATED_NAME.fullmatch(post.stem) is not None for post in posts) > len(posts)


def title_from_name(path: Path, capitalise: bool = False) -> str:
    """Return the words of a file name without its date; `capitalise` is for Jekyll's titles."""
    slug = slug_from_name(path)
    words = [word for word in slug.split("-") if word]
    return " ".join(word.capitalize() for word in words) if capitalise else " ".join(words)


def slug_from_name(path: PurePath) -> str:
    """Return a file name without date and extension; for `index.md` its folder's name without date."""
    stem = path.parent.name if path.stem == "index" and path.parent.name else path.stem
    found = DATED_NAME.fullmatch(stem)
    return found[4] if found and found[4] else stem


def hyphenate(text: str, kept: str = "") -> str:
    """Return a text with one hyphen for each run of characters that are not letters, marks or digits.

    This is Jekyll's `slugify` (4.3.1) in its default mode but with the case kept. With the characters `kept`
    it is the pretty mode.
    """
    pieces = "".join(each if each in kept or _is_word(each) else " " for each in text).split()
    return "-".join(pieces)


def pelican_slug(title: str) -> str:
    """Return a title as Pelican's slug: ASCII without punctuation; other scripts are lost."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii_only).strip()).lower()


def _is_word(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LM" or category == "Nd"
