"""How a blog writes links and entities, learned from its posts once while the app runs.

At the first start the index has no posts yet. What is returned then is not remembered, so that a later call
learns from the posts.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tui.blog.site import Site
from tui.desk.links import Manner, learn, library_of
from tui.errors import DraftroomError
from tui.files.post import read_post
from tui.files.side_bank import SideBank
from tui.library.entry import Entry
from tui.library.past_links import PastLink
from tui.markup.dialect import Dialect

EXAMPLES = 20
"""How many of the newest posts the style of links is learned from."""

_NUMERIC, _NAMED = re.compile(r"&#\d{1,7};"), re.compile(r"&(?!amp;|lt;|gt;)[a-zA-Z]\w{1,30};")


@dataclass(frozen=True, slots=True)
class _Learned:
    manner: Manner
    names_entities: bool


class BlogLinks:
    """The links of one blog. `read_past` runs in a worker; the rest reads at most `EXAMPLES` posts, once."""

    def __init__(self, site: Site, state: Path, wanted: str) -> None:
        """`wanted` is the setting `link_attributes`."""
        self.side = SideBank(state, site.root)
        self.past: list[PastLink] = []
        """The links in its posts as `read_past` found them last."""
        self._site = site
        self._wanted = wanted
        self._library = library_of()
        self._learned: dict[str, _Learned] = {}

    def manner(self, dialect: Dialect, entries: Iterable[Entry]) -> Manner:
        """Return how the blog writes its links in posts of a dialect."""
        return self._learn(dialect, entries).manner

    def names_entities(self, dialect: Dialect, entries: Iterable[Entry]) -> bool:
        """Tell whether the blog writes named entities (`&rsquo;`) more often than numbers (`&#8217;`)."""
        return self._learn(dialect, entries).names_entities

    def read_past(self, entries: Iterable[Entry], on_progress: Callable[[int], None] | None = None) -> None:
        """Find the links of all posts, reading only posts that changed. Only one worker at a time may run it.

        `on_progress` may raise to stop, as in `LinkLibrary.links`.
        """
        self.past = self._library.links(entries, on_progress)

    def _learn(self, dialect: Dialect, entries: Iterable[Entry]) -> _Learned:
        known = self._learned.get(dialect.name)
        if known is not None:
            return known
        bodies: list[str] = []
        for entry in sorted(entries, key=lambda entry: entry.draft):
            if len(bodies) == EXAMPLES:
                break
            with suppress(DraftroomError):  # a post that cannot be read is left out
                bodies.append(read_post(entry.path).parts.body)
        text = "\n".join(bodies)
        named = len(_NAMED.findall(text)) > len(_NUMERIC.findall(text))
        learned = _Learned(learn(self._site, dialect, bodies, self._wanted), named)
        if bodies:
            self._learned[dialect.name] = learned
        return learned
