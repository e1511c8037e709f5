"""Searches the texts of the blog's posts for what is typed into the filter of the list."""

import asyncio
from pathlib import Path

from tui.library.query import read_query
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, View


class Browsing:
    """Finds posts in a thread. Of several filters that are typed meanwhile, only the newest is searched."""

    def __init__(self, post: OpenPost, jobs: Jobs, view: View) -> None:
        self.found: frozenset[Path] = frozenset()
        """The posts whose texts hold the words of the filter."""

        self._post = post
        self._jobs = jobs
        self._view = view
        self._typed = ""
        self._is_searching = False

    def search(self, typed: str) -> None:
        """Search for a filter; the list changes when posts are found."""
        if not typed.startswith(self._typed):
            self.found = frozenset()  # they are no part of what is found now
        self._typed = typed
        if not self._is_searching:
            self._is_searching = True
            self._jobs.start(self._search, "browsing", "searches the posts")

    async def _search(self) -> None:
        found: frozenset[Path] = frozenset()
        searched = None
        try:
            while searched != self._typed:
                searched = self._typed
                words = read_query(searched).words
                found = await asyncio.to_thread(self._post.desk.blog.holding, words)
        finally:
            self._is_searching = False
        self.found = found
        self._view.list_changed()
