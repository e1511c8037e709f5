"""Searches the texts of the blog's posts, for the filter of the list and for the palette."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.library.excerpts import Match
from tui.library.query import read_query
from tui.library.searching import NOTHING_HELD, Held
from tui.session.newest import Newest
from tui.session.open_post import OpenPost
from tui.session.ports import Jobs, View


@dataclass(frozen=True, slots=True)
class Matches:
    """The posts that meet a query, with the words around a match in each."""

    query: str
    matches: Sequence[Match]


class Browsing:
    """Finds posts by their texts, in a thread."""

    def __init__(self, post: OpenPost, jobs: Jobs, view: View) -> None:
        self.held = NOTHING_HELD
        """Which posts hold the words of the list's filter."""

        self.matches: Matches | None = None
        """What was found for the palette since it was opened."""

        self._desk = post.desk
        self._view = view
        self._filter = ""
        self._told: Callable[[], None] | None = None
        self._filtering = Newest(jobs, "searches the posts", self._hold, self._take)
        self._matching = Newest(jobs, "searches the posts", self._match, self._take_matches)

    def filter(self, typed: str) -> None:
        """Search for the list's filter; the list changes when posts are found."""
        if not typed.startswith(self._filter):
            self.held = NOTHING_HELD  # other posts hold what is typed now
        self._filter = typed
        self._filtering.ask(typed)

    def begin(self) -> None:
        """Forget what the palette found when it was open before: posts may have changed."""
        self.matches = None

    def match(self, query: str, told: Callable[[], None]) -> None:
        """Search for a query; `told` is called when `matches` has its posts."""
        self._told = told
        self._matching.ask(query)

    def _hold(self, typed: str) -> Held:
        return self._desk.blog.held(read_query(typed))

    def _take(self, held: Held) -> None:
        if held != self.held:
            self.held = held
            self._view.list_changed()

    def _match(self, query: str) -> Matches:
        return Matches(query, self._desk.blog.matches(read_query(query)))

    def _take_matches(self, matches: Matches) -> None:
        self.matches = matches
        if self._told is not None:
            self._told()
