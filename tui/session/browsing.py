"""Searches the texts of the blog's posts, for the filter of the list and for the palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tui.library.excerpts import Match
from tui.library.query import read_query
from tui.session.newest import Newest
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, View


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that meet a query, with the words around a match in each."""

    query: str = ""
    matches: Sequence[Match] = ()


class Browsing:
    """Finds posts by their texts, in a thread."""

    def __init__(self, post: OpenPost, jobs: Jobs, view: View) -> None:
        self.found: frozenset[Path] = frozenset()
        """The posts whose texts hold the words of the filter."""

        self.matches = Matches()
        """What was found for the palette."""

        self._desk = post.desk
        self._view = view
        self._filter = ""
        self._told: Callable[[], None] = _nobody
        self._filtering = Newest(jobs, "searches the posts", self._hold, self._take)
        self._matching = Newest(jobs, "searches the posts", self._match, self._take_matches)

    def search(self, typed: str) -> None:
        """Search for a filter; the list changes when posts are found."""
        if not typed.startswith(self._filter):
            self.found = frozenset()  # they are no part of what is found now
        self._filter = typed
        self._filtering.ask(typed)

    def match(self, query: str, told: Callable[[], None]) -> None:
        """Search for a query; `told` is called when `matches` has its posts."""
        self._told = told
        self._matching.ask(query)

    def _hold(self, typed: str) -> frozenset[Path]:
        return self._desk.blog.holding(read_query(typed).words)

    def _take(self, found: frozenset[Path]) -> None:
        self.found = found
        self._view.list_changed()

    def _match(self, query: str) -> Matches:
        return Matches(query, self._desk.blog.matches(read_query(query)))

    def _take_matches(self, matches: Matches) -> None:
        self.matches = matches
        self._told()


def _nobody() -> None:
    """Tell nobody."""
