"""The choice of a theme: each is shown as the keyboard comes to it."""

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
    """Lets the writer choose."""

    def __init__(
        self, desk: Desk, colours: Callable[[], Theme], use: Callable[[str], None], ask: Ask, say: Say
    ) -> None:
        """`colours` is the theme of now, `use` paints the app with another (ThemeError)."""
        self._desk = desk
        self._colours = colours
        self._use = use
        self._ask = ask
        self._say = say

    async def choose(self) -> None:
        """Pick a theme; without a choice the one of before is back."""
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
