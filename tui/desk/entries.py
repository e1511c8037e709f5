"""Entries: what the library keeps of each post, read out of its file by every room that knows a part.

The named boundary where one bad post must not stop the others: whatever cannot be read becomes an
entry that says so.
"""

import os
from collections.abc import Callable
from pathlib import Path

from tui.blog import dates
from tui.blog.site import Site, find_site, post_paths
from tui.blog.visibility import Visibility
from tui.desk.drafts import open_draft
from tui.errors import BlogError, PostError
from tui.library.index import Entry, Index
from tui.prose.words import PUBLISHED, Counting
from tui.settings import Places


def describe(site: Site, path: Path, counting: Counting = PUBLISHED) -> Entry:
    """Return the entry of a post; one that cannot be read is listed with its problem."""
    try:
        draft = open_draft(path, site, counting)
    except PostError as error:
        unread = Visibility("unpublished", reason="it cannot be read")
        return Entry(path, path.stem, "", (), 0, False, unread, str(error))
    facts = draft.facts
    problem = str(draft.problem) if draft.problem else facts.problem
    words, seen = draft.words, facts.visibility
    return Entry(path, facts.title, facts.date, facts.tags, words, facts.draft, seen, problem)


def refresh(
    index: Index,
    site: Site,
    counting: Counting = PUBLISHED,
    on_progress: Callable[[int, int], None] | None = None,
) -> bool:
    """Bring the index up to date with the folder and the clock; returns whether it changed.

    A post whose date has come is public without its file having changed, and one that has expired is not,
    so what is due is read again. `on_progress` is told how many posts of how many are read.
    """
    now = dates.now(site.timezone)
    waiting = {entry.path: entry for entry in index.entries() if entry.visibility.is_due(now)}
    changed = index.refresh(post_paths(site), lambda path: describe(site, path, counting), on_progress)
    for entry in index.entries():
        if waiting.get(entry.path) == entry and (fresh := describe(site, entry.path, counting)) != entry:
            index.put(fresh)
            changed = True
    return changed


def site_of(folder: Path) -> Site:
    """Return the site of a folder. Raises BlogError when there is no such folder."""
    if not os.path.isdir(folder):  # unlike Path.is_dir it never raises, however long the name
        title = "this is a file, not a folder" if os.path.exists(folder) else "there is no such folder"
        raise BlogError(title, hint="name the folder of your blog", path=folder)
    return find_site(folder)


def index_of(site: Site, places: Places, counting: Counting = PUBLISHED) -> Index:
    """Return the index of a site; other settings have another, because entries depend on them."""
    return Index.open(
        places.cache, site.root, f"{site.engine.name} {site.options!r} {site.written} {counting}"
    )


def read_blog(folder: Path, places: Places, counting: Counting = PUBLISHED) -> tuple[Site, list[Entry]]:
    """Return the site of a folder and all its posts, newest first, as they are on disk now.

    Raises BlogError when there is no such folder, or no post in it.
    """
    site = site_of(folder)
    index = index_of(site, places, counting)
    try:
        refresh(index, site, counting)
        entries = index.entries()
    finally:
        index.close()
    if not entries:
        hint = "name the folder of your blog, or make a first post with: draftroom new TITLE"
        raise BlogError("there are no posts in this folder", hint=hint, path=site.root)
    return site, entries
