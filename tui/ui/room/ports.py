"""The app's implementations of the session's ports: dialogs, notices, workers and timers."""

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
    """Asks the writer with dialogs over the screen."""

    def __init__(self, app: Callable[[], App[Any]], colours: Callable[[], Theme], unasked: Unasked) -> None:
        self._app = app
        self._colours = colours
        self._unasked = unasked

    async def now(self, inquiry: Inquiry[Answer]) -> Answer | None:
        """Ask at once; must be called from a job."""
        return await self._app().push_screen_wait(self._dialog(inquiry))

    async def unasked(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Inquiry[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask when the writer pauses, like `Unasked.ask_anew`."""

        async def made() -> Dialog[Answer] | None:
            inquiry = await prepare()
            return None if inquiry is None else self._dialog(inquiry)

        return await self._unasked.ask_anew(words, made, at_once, if_typed)

    def open(self, words: str = "") -> bool:
        """Open the waiting question that has these words, else the next one; return whether one waits."""
        return self._unasked.open(words)

    @property
    def hint(self) -> Hint | None:
        """The hint for the question that waits, None without one."""
        return self._unasked.hint

    def _dialog(self, inquiry: Inquiry[Answer]) -> Dialog[Answer]:
        return dialog_of(inquiry, self._colours())


class Notices:
    """Tells the writer something with notices."""

    def __init__(self, app: Callable[[], App[Any]]) -> None:
        self._app = app

    def tell(self, text: str) -> None:
        """Show a short notice."""
        tell(self._app(), text)

    def error(self, error: DraftroomError) -> None:
        """Show what went wrong, where, and what to do."""
        show_error(self._app(), error)


class Workers:
    """Runs jobs as workers of a screen; they end with the screen, and an error in one ends the app."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen

    def start(self, work: Work, group: str, name: str) -> Worker[None]:
        """Run work in a group, for which other code can wait."""

        async def run() -> None:
            await work()

        return self._screen.run_worker(run, name=name, group=group, description=name)

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Call `do` after a number of seconds."""
        return self._screen.set_timer(seconds, do)

    def after_frame(self, do: Callable[[], None]) -> None:
        """Call `do` after the next frame is painted."""
        self._screen.call_after_refresh(do)
