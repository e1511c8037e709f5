"""Entries: what lists show of each post, read from its file.

A post that cannot be read must not stop the others, so it becomes an entry that says why.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from html import unescape
from pathlib import Path

from tui.blog import dates
from tui.blog.facts import read_facts
from tui.blog.post_facts import PostFacts
from tui.blog.post_files import post_paths
from tui.blog.recognition import find_site
from tui.blog.site import Site, dialect_for
from tui.blog.visibility import Visibility
from tui.desk.drafts import Draft, open_draft
from tui.errors import BlogError, PostError
from tui.library.entry import Entry
from tui.library.index import Index, Read
from tui.library.query import EVERYTHING, Query
from tui.library.searching import search
from tui.prose.word_count import PUBLISHED, Counting
from tui.settings import Places


def describe(site: Site, path: Path, counting: Counting = PUBLISHED) -> Entry:
    """Return the entry of a post; one that cannot be read gets an entry with its problem."""
    try:
        draft = open_draft(path, site, counting)
    except PostError as error:
        return unread(path, str(error))
    return _entry(draft, draft.facts)


def unread(path: Path, problem: str) -> Entry:
    """Return the entry of a post that cannot be read, with its file name and the problem."""
    seen = Visibility("unpublished", reason="it cannot be read")
    return Entry(path, path.stem, "", (), 0, False, seen, problem)


def entry_of(draft: Draft, site: Site) -> Entry | None:
    """Return the entry of a draft's current text at this moment, without reading or parsing anything.

    Returns None when a new parse is needed: the page is not finished, or the text has another dialect now.
    """
    if draft.page.finished and dialect_for(site, draft.header, draft.page.body) == draft.page.dialect:
        return _entry(draft, read_facts(site, draft.post, draft.header))
    return None


def _entry(draft: Draft, facts: PostFacts) -> Entry:
    problem = str(draft.problem) if draft.problem else facts.problem
    words, seen = draft.words, facts.visibility
    labels = facts.tags, facts.categories
    title = unescape(facts.title)  # a theme puts the title into its HTML as it is
    return Entry(draft.path, title, facts.date, labels[0], words, facts.draft, seen, problem, labels[1])


def read_here(site: Site, counting: Counting, paths: Iterable[Path]) -> Iterator[tuple[Path, Entry]]:
    """Yield posts with their entries, read in this process; files that the disk cannot read are left out."""
    for path in paths:
        try:
            entry = describe(site, path, counting)
        except OSError:  # removed meanwhile, or the disk fails: the next reading tries again
            continue
        yield path, entry


def refresh(
    index: Index,
    site: Site,
    counting: Counting = PUBLISHED,
    on_progress: Callable[[int, int], None] | None = None,
    read: Read | None = None,
) -> bool:
    """Bring the index up to date with the files and the time; return whether it changed.

    Posts that time made public or expired are read again, although their files did not change.
    `on_progress(done, of)` is called in between. `read` reads the posts; without it this process does.
    """
    now = dates.now(site.timezone)
    due = [entry.path for entry in index.entries() if entry.visibility.is_due(now)]
    return index.refresh(post_paths(site), read or partial(read_here, site, counting), on_progress, again=due)


def site_of(folder: Path) -> Site:
    """Return the site of a folder. Raises BlogError when there is no such folder."""
    if not os.path.isdir(folder):  # unlike Path.is_dir it never raises, however long the name
        title = "this is a file, not a folder" if os.path.exists(folder) else "there is no such folder"
        raise BlogError(title, hint="name the folder of your blog", path=folder)
    return find_site(folder)


def index_of(site: Site, places: Places, counting: Counting = PUBLISHED) -> Index:
    """Return the index of a site; each combination of settings that entries depend on has its own."""
    return Index.open(
        places.cache, site.root, f"{site.engine.name} {site.options!r} {site.written} {counting}"
    )


def read_blog(
    folder: Path, places: Places, counting: Counting = PUBLISHED, query: Query = EVERYTHING
) -> tuple[Site, list[Entry]]:
    """Return the site of a folder and its posts as they are on disk now: all, or those that meet a query.

    Raises BlogError when there is no such folder, no post in it, or no index to search their text in.
    """
    site = site_of(folder)
    index = index_of(site, places, counting)
    try:
        refresh(index, site, counting)
        entries = index.entries()
        found = search(query, entries, index)
    finally:
        index.close()
    if not entries:
        hint = "name the folder of your blog, or make a first post with: draftroom new TITLE"
        raise BlogError("there are no posts in this folder", hint=hint, path=site.root)
    if found is None:
        hint = "free some space, or let draftroom write there"
        raise BlogError("the posts cannot be searched: no index can be written", hint=hint, path=places.cache)
    return site, found
