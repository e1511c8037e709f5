"""The palette: opens the picked post, does the picked command, or lists the posts of the picked tag."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from tui.commands import Command
from tui.session.asking import Pick, Picking, ShownList
from tui.session.session import Session
from tui.ui.picks import Place, Tag, find_picks, match_picks


class Palette:
    """Lets the writer pick a post, a command or a tag."""

    def __init__(
        self,
        session: Session,
        keys: Mapping[str, tuple[str, ...]],
        do: Callable[[str], None],
        choose_tag: Callable[[str], None],
        go_to: Callable[[str], None],
    ) -> None:
        """Create it.

        `do` does a command by its id, `choose_tag` lists the posts of a tag, and `go_to` goes to where the
        words of a query stand in the open post.
        """
        self._session = session
        self._keys = keys
        self._do = do
        self._choose_tag = choose_tag
        self._go_to = go_to
        self._list: ShownList | None = None

    async def choose(self) -> None:
        """Ask for a post, a command or a tag, and open, do or list it."""
        session = self._session
        session.browsing.begin()
        entries = session.desk.blog.entries()
        unsaved = {draft.path for draft in session.desk.drafts.unsaved()}

        def find(typed: str) -> Sequence[Pick]:
            if typed.startswith("/"):
                return self._find_texts(typed[1:].lstrip())
            return find_picks(entries, self._keys, unsaved, typed)

        picking = Picking(find, "find a post", aside="> commands   # tags   / text", on_show=self._shown)
        picked = await session.ports.ask.now(picking)
        if isinstance(picked, Path):
            session.post.open(picked)
            session.ports.view.focus_text()
        elif isinstance(picked, Place):
            session.post.open(picked.path)
            session.ports.view.focus_text()
            self._go_to(picked.query)
        elif isinstance(picked, Command):
            self._do(picked.id)
        elif isinstance(picked, Tag):
            self._choose_tag(str(picked))

    def _shown(self, shown: ShownList) -> None:
        self._list = shown

    def _find_texts(self, query: str) -> Sequence[Pick]:
        """Return the posts that a query has found so far; the list is made anew when there are others."""
        browsing = self._session.browsing
        found = browsing.matches
        if self._list is not None and (found is None or found.query != query):
            browsing.match(query, self._list.list_anew)
        return match_picks(found) if found else []
