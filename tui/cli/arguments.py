"""What the commands' arguments have in common, and what they lead to."""

import os
from pathlib import Path

import click

from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.drafts import Draft, open_draft
from tui.desk.entries import read_blog
from tui.errors import BlogError
from tui.library.index import Entry
from tui.prose.words import PUBLISHED, Counting
from tui.settings import Settings, check_keys, places, read_remembered, read_settings


def filled_tag(text: str) -> str:
    """Return an argument as a tag. Raises BadParameter when it is blank: an unset variable in a shell."""
    if not text.strip():
        raise click.BadParameter("it is empty")
    return text.strip()


def filled_path(text: str) -> Path:
    """Return an argument as a path. Raises BadParameter when it is empty, which would be this folder."""
    if not text:
        raise click.BadParameter("it is empty")
    return Path(text)


AS_JSON = click.option("--json", "json_wanted", is_flag=True, help="Print one JSON value.")
IN_FOLDER = click.argument("folder", type=filled_path, required=False)
FILES = click.argument("files", type=filled_path, nargs=-1, required=True)


def chosen_settings() -> Settings:
    """Return the settings, their key ids checked. Raises SettingsError."""
    # the table of commands is needed by the app and by two commands only
    from tui.commands import BY_ID

    here = places()
    settings = read_settings(here)
    check_keys(settings.keys, BY_ID.keys(), here.config / "config.toml")
    return settings


def whole(path: Path) -> Path:
    """Return a path as it leads from the disk's root: a command line names it from where it is.

    What lies behind this door asks a path for the folders above it.
    """
    return Path(os.path.abspath(path))


def draft_of(path: Path) -> Draft:
    """Return the draft of a post. Raises PostError."""
    return open_draft(whole(path), site_above(path))


def site_above(path: Path) -> Site:
    """Return the site that a post is in."""
    return find_site(whole(path).parent)


def entries_of(site: Site, counting: Counting = PUBLISHED) -> list[Entry]:
    """Return the posts of a blog; none where it is no blog that can be listed."""
    try:
        return read_blog(site.root, places(), counting)[1]
    except BlogError:
        return []


def blog_folder(folder: Path | None) -> Path:
    """Return the folder named, else the one we are in if it is in a blog, else the last blog."""
    if folder is not None:
        return folder
    here = Path.cwd()
    last = read_remembered(places()).last_blog
    if not find_site(here).engine.is_site and os.path.isdir(last):
        return Path(last)
    return here


def inside(path: Path, root: Path) -> str:
    """Return a path as it is named within a blog."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
