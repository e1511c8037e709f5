"""The arguments that several commands share, and the settings, site, draft or posts that they name."""

import os
from pathlib import Path

import click

from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.drafts import Draft, open_draft
from tui.desk.entries import read_blog
from tui.errors import BlogError
from tui.library.entry import Entry
from tui.library.query import Query, read_query
from tui.output import print_line
from tui.prose.word_count import PUBLISHED, Counting
from tui.settings import Settings, check_keys, places, read_remembered, read_settings


def nonempty_tag(text: str) -> str:
    """Return an argument as a tag.

    Raises BadParameter when it is blank, as an unset variable of a shell script makes it.
    """
    if not text.strip():
        raise click.BadParameter("it is empty")
    return text.strip()


def nonempty_path(text: str) -> Path:
    """Return an argument as a path.

    Raises BadParameter when it is empty, which `Path` would read as the current folder.
    """
    if not text:
        raise click.BadParameter("it is empty")
    return Path(text)


AS_JSON = click.option("--json", "json_wanted", is_flag=True, help="Print one JSON value.")
IN_FOLDER = click.argument("folder", type=nonempty_path, required=False)
IN_BLOG = click.option(
    "--in",
    "folder",
    type=nonempty_path,
    metavar="FOLDER",
    help="The blog; otherwise the one above this folder.",
)
FILES = click.argument("files", type=nonempty_path, nargs=-1, required=True)


def chosen_settings() -> Settings:
    """Return the settings, with the ids under `keys` checked. Raises SettingsError."""
    # imported here: only the app and the commands that read settings need the table of commands
    from tui.commands import BY_ID

    here = places()
    settings = read_settings(here)
    check_keys(settings.keys, BY_ID.keys(), here.config / "config.toml")
    return settings


def asked(text: str) -> Query:
    """Return what a query means, whose last word is whole; what cannot be read is printed on stderr."""
    query = read_query(f"{text} ")
    for problem in query.problems:
        print_line(f"{problem.message}; left out", error=True)
    return query


def absolute(path: Path) -> Path:
    """Return a path from the root of the disk, because the other rooms look at the folders above a post.

    Links in it are kept.
    """
    return Path(os.path.abspath(path))


def draft_of(path: Path) -> Draft:
    """Return the draft of a post. Raises PostError."""
    return open_draft(absolute(path), site_above(path))


def site_above(path: Path) -> Site:
    """Return the site that holds a post."""
    return find_site(absolute(path).parent)


def entries_of(site: Site, counting: Counting = PUBLISHED) -> list[Entry]:
    """Return the posts of a blog; none when the folder cannot be read as a blog."""
    try:
        return read_blog(site.root, places(), counting)[1]
    except BlogError:
        return []


def blog_folder(folder: Path | None) -> Path:
    """Return the named folder; without one, the current folder if it is in a blog, else the last blog."""
    if folder is not None:
        return folder
    here = Path.cwd()
    last = read_remembered(places()).last_blog
    if not find_site(here).engine.is_site and os.path.isdir(last):
        return Path(last)
    return here


def path_in_blog(path: Path, root: Path) -> str:
    """Return a path relative to the root of its blog; a path outside the blog is returned as it is."""
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
