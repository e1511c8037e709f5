"""What the session is given of the app: dialogs to ask by, notices to tell by, workers and timers."""

from collections.abc import Awaitable, Callable
from typing import Any

from textual.app import App
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

from tui.errors import DraftroomError
from tui.session.asking import Answer, Inquiry
from tui.session.hint import Hint
from tui.session.ports import Work
from tui.ui.dialogs.dialog import Dialog
from tui.ui.report import show_error, tell
from tui.ui.room.dialogs import dialog_of
from tui.ui.theme import Theme
from tui.ui.unasked import Unasked


class Dialogs:
    """Asks by a dialog over the screen."""

    def __init__(self, app: Callable[[], App[Any]], colours: Callable[[], Theme], unasked: Unasked) -> None:
        self._app = app
        self._colours = colours
        self._unasked = unasked

    async def now(self, inquiry: Inquiry[Answer]) -> Answer | None:
        """Ask at once. To be called from a job."""
        return await self._app().push_screen_wait(self._dialog(inquiry))

    async def unasked(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Inquiry[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask in a pause of the typing, as `Unasked.ask_anew`."""

        async def made() -> Dialog[Answer] | None:
            inquiry = await prepare()
            return None if inquiry is None else self._dialog(inquiry)

        return await self._unasked.ask_anew(words, made, at_once, if_typed)

    def open(self, words: str = "") -> bool:
        """Open the question that waits with these words, or the next one; whether there is one."""
        return self._unasked.open(words)

    @property
    def hint(self) -> Hint | None:
        """What the status line says of the question that waits."""
        return self._unasked.hint

    def _dialog(self, inquiry: Inquiry[Answer]) -> Dialog[Answer]:
        return dialog_of(inquiry, self._colours())


class Notices:
    """Tells by notices."""

    def __init__(self, app: Callable[[], App[Any]]) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """Show a short notice."""
        tell(self._app(), text)

    def error(self, error: DraftroomError) -> None:
        """Show what went wrong, where, and what to do."""
        show_error(self._app(), error)


class Workers:
    """Runs jobs as workers of a screen: they end with it, and an error of theirs ends the app."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    def start(self, work: Work, group: str, name: str) -> Worker[None]:
        """Run something in a group that others can wait for."""

        async def run() -> None:
            await work()

        return self._screen.run_worker(run, name=name, group=group, description=name)

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Do something later."""
        return self._screen.set_timer(seconds, do)

    def after_frame(self, do: Callable[[], None]) -> None:
        """Do something once what changed is painted."""
        self._screen.call_after_refresh(do)
