"""The open blog: its site, and the list of its posts from the index."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.blog.dates import now
from tui.blog.naming import file_name
from tui.blog.post_files import new_post_folder, post_paths
from tui.blog.site import Site
from tui.desk.aim import newest
from tui.desk.drafts import Draft
from tui.desk.entries import describe, index_of
from tui.library.entry import Entry
from tui.library.excerpts import Match, match
from tui.library.full_text import body_and_first_row
from tui.library.query import Query
from tui.library.searching import NOTHING_HELD, Held, held_by_texts, search
from tui.library.tags import tag_counts
from tui.prose.word_count import Counting
from tui.settings import Places

if TYPE_CHECKING:
    from tui.desk.reading import Reading


MOST_MATCHES = 40
"""How many posts are read for the words around a match: more than a screen has rows."""


class OpenBlog:
    """A blog with its index, until it is closed."""

    def __init__(self, site: Site, places: Places, counting: Counting) -> None:
        """Open the index of a site; `counting` says how the words of its posts are counted."""
        self.site = site
        self._counting = counting
        self._index = index_of(site, places, counting)
        self._reading: Reading | None = None

    def entries(self) -> tuple[Entry, ...]:
        """Return the blog's posts from the index, newest first."""
        return tuple(self._index.entries())

    def tags(self) -> list[str]:
        """Return the blog's tags, the most used first."""
        return [tag for tag, _ in tag_counts(self.entries())]

    def held(self, query: Query) -> Held:
        """Return which posts hold the words of a query; none where the texts cannot be searched."""
        return held_by_texts(query, self._index) or NOTHING_HELD

    def matches(self, query: Query) -> list[Match]:
        """Return the first posts that meet a query, each with the words around a match, read from disk."""
        found = search(query, self._index.entries(), self._index) or []
        return [match(entry, query) for entry in found[:MOST_MATCHES]]

    def first_post(self, last_post: str) -> Path | None:
        """Return the post to open first: the last one open if it is in this blog, else the newest."""
        last = Path(last_post) if last_post else None
        if last is not None and last.is_relative_to(self.site.root) and os.path.isfile(last):
            return last
        entries = self.entries()
        dated = [entry for entry in entries if not entry.draft]
        return next((entry.path for entry in (*dated, *entries)), None) or newest(post_paths(self.site))

    def reading(self, drafts: Mapping[Path, Draft]) -> "Reading":
        """Return a job for a worker: compare the folder with the index, and read the posts that changed.

        `drafts` are the open drafts; a post whose file is as its draft has it is not read.
        """
        from tui.desk.reading import Reading  # imported late to start faster

        self._reading = Reading(self._index, self.site, self._counting, drafts)
        return self._reading

    def relist(self, entry: Entry, body: str) -> None:
        """Update the list for a post that was saved; `body` is its text below the header.

        A file that is not listed stays unlisted.
        """
        if self._index.knows(entry.path):
            self._index.put(entry, body)

    def name_for(self, title: str, draft: bool) -> Path:
        """Return the path that a new post with this title would get."""
        moment = now(self.site.timezone)
        return new_post_folder(self.site, draft) / file_name(self.site, title, moment, draft)

    def create(
        self, title: str, tags: Sequence[str], draft: bool, template: str = "", text: str = ""
    ) -> tuple[Path, int]:
        """Make a new post from a template, by default the usual one; `text` is what the post begins with.

        Returns its path and the row to write on. Raises BlogError, PostError or SaveError.
        """
        from tui.desk.skeletons import create  # imported late to start faster

        path, row = create(self.site, title, tags, draft, self.entries(), template, text)
        self._index.put(describe(self.site, path, self._counting), body_and_first_row(path)[0])
        return path, row

    def stop_reading(self) -> None:
        """Stop reading the folder at once; posts read so far stay listed."""
        if self._reading is not None:
            self._reading.stop()

    def close(self) -> None:
        """Stop reading the folder and close the index."""
        self.stop_reading()
        self._index.close()
