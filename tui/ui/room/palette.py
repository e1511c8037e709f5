"""The palette: opens the picked post, does the picked command, or lists the posts of the picked tag."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tui.commands import Command
from tui.session.asking import Picking
from tui.session.session import Session
from tui.ui.picks import Tag, find_picks


class Palette:
    """Lets the writer pick a post, a command or a tag."""

    def __init__(
        self,
        session: Session,
        keys: Mapping[str, tuple[str, ...]],
        do: Callable[[str], None],
        choose_tag: Callable[[str], None],
    ) -> None:
        """Create it; `do` does a command by its id, and `choose_tag` lists the posts of a tag."""
        self._session = session
        self._keys = keys
        self._do = do
        self._choose_tag = choose_tag

    async def choose(self) -> None:
        """Ask for a post, a command or a tag, and open, do or list it."""
        session = self._session
        entries = session.desk.blog.entries()
        unsaved = {draft.path for draft in session.desk.drafts.unsaved()}
        picking = Picking(
            lambda typed: find_picks(entries, self._keys, unsaved, typed),
            "find a post",
            aside="> commands   # tags",
        )
        picked = await session.ports.ask.now(picking)
        if isinstance(picked, Path):
            session.post.open(picked)
            session.ports.view.focus_text()
        elif isinstance(picked, Command):
            self._do(picked.id)
        elif isinstance(picked, Tag):
            self._choose_tag(str(picked))
