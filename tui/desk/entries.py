"""Entries: what the library keeps of each post, read out of its file by every room that knows a part.

The named boundary where one bad post must not stop the others: whatever cannot be read becomes an
entry that says so.
"""

from pathlib import Path

from tui.blog.site import Site, find_site, post_paths
from tui.desk.drafts import open_draft
from tui.errors import BlogError, PostError
from tui.library.index import Entry, Index
from tui.settings import Places


def describe(site: Site, path: Path) -> Entry:
    """Return the entry of a post; one that cannot be read is listed with its problem."""
    try:
        draft = open_draft(path, site)
    except PostError as error:
        return Entry(path, path.stem, "", (), 0, False, False, str(error))
    facts = draft.facts
    problem = str(draft.problem) if draft.problem else ""
    return Entry(path, facts.title, facts.date, facts.tags, draft.words, facts.draft, facts.public, problem)


def read_blog(folder: Path, places: Places) -> tuple[Site, list[Entry]]:
    """Return the site of a folder and all its posts, newest first, as they are on disk now.

    Raises BlogError when there is no such folder, or no post in it.
    """
    if not folder.exists():
        raise BlogError("there is no such folder", hint="check the path", path=folder)
    site = find_site(folder)
    index = Index.open(places.cache, site.root)
    try:
        index.refresh(post_paths(site), lambda path: describe(site, path))
        entries = index.entries()
    finally:
        index.close()
    if not entries:
        hint = "name the folder of your blog, or make a first post with: draftroom new TITLE"
        raise BlogError("there are no posts in this folder", hint=hint, path=site.root)
    return site, entries
