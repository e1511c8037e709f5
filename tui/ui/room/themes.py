"""Lets the writer choose a theme; each is shown when the keyboard moves to it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tui.desk.desk import Desk
from tui.errors import DraftroomError
from tui.session.asking import Picking
from tui.session.picks import name_picks
from tui.session.ports import Ask, Say
from tui.ui.theme import Theme, shipped_themes, theme_files


class Themes:
    """Asks for a theme, and applies it."""

    def __init__(
        self, desk: Desk, colours: Callable[[], Theme], use: Callable[[str], None], ask: Ask, say: Say
    ) -> None:
        """Create it; `colours` returns the present theme, and `use` applies another (ThemeError)."""
        self._desk = desk
        self._colours = colours
        self._use = use
        self._ask = ask
        self._say = say

    async def choose(self) -> None:
        """Ask for a theme; without a choice, restore the theme from before."""
        names = sorted(theme_files((shipped_themes(), self._desk.places.themes)))
        before = self._colours().name
        picking = Picking(
            partial(name_picks, names),
            "a theme",
            on_point=self._show,
            at=names.index(before) if before in names else 0,
        )
        picked = await self._ask.now(picking)
        if not picked:
            self._show(before)
        else:
            self._desk.memory.remember(replace(self._desk.remembered, theme=str(picked)))

    def _show(self, name: object) -> None:
        try:
            self._use(str(name))
        except DraftroomError as error:
            self._say.error(error)
