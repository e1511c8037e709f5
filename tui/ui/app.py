"""The application: theme, keys, one screen, and the way out; nothing else lives here."""

import asyncio
import os
import select
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.keys import key_to_character
from textual.theme import Theme as TextualTheme

from tui.desk.desk import Desk
from tui.errors import DraftroomError
from tui.paint.cells import ROLES
from tui.ui.driver import Driver
from tui.ui.keyqueue import KeyQueue
from tui.ui.report import show_error
from tui.ui.screens.writing import WritingScreen
from tui.ui.terminal import give_back
from tui.ui.theme import DEFAULT, Depth, Theme, load_theme, shipped_themes
from tui.ui.unasked import Patience, Unasked

SIGNAL_PATIENCE = 0.8
"""Seconds that the way out may take after a signal."""

HANG_UP_CHECK = 1.0
"""Seconds between two looks whether the terminal is still there."""


class DraftroomApp(App[None]):
    """draftroom on a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "draftroom"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        desk: Desk,
        post: Path | None,
        keys: Mapping[str, tuple[str, ...]],
        depth: Depth = "many",
        patience: Patience | None = None,
    ) -> None:
        """Show a desk, with a post in front where one is meant; `keys` are those of every command.

        `depth` is how many colours the terminal has; `patience` how long questions wait that come unasked.
        """
        self.desk = desk
        self._depth = depth
        self._post = post
        self.keys = keys
        self._problems: list[DraftroomError] = []
        self._signalled = 0
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self.colours = self._first_theme()
        # said here, because Textual chooses how to leave colours out before it knows our theme
        super().__init__(driver_class=Driver, ansi_color=True if depth == "none" else None)
        self.unasked = Unasked(self, patience or Patience())
        self.presses = KeyQueue(self, super().on_event, self.unasked.turn_of)
        self._use(self.colours)
        self.set_keymap({command_id: ",".join(chosen) for command_id, chosen in keys.items()})

    @property
    def theme_folders(self) -> tuple[Path, Path]:
        """Where themes are looked for: those shipped, then the writer's own."""
        return shipped_themes(), self.desk.places.themes

    def _first_theme(self) -> Theme:
        wanted = self.desk.remembered.theme or self.desk.settings.theme
        try:
            return load_theme(wanted, self.theme_folders, self._depth)
        except DraftroomError as error:
            self._problems.append(error)
            return load_theme(DEFAULT, (shipped_themes(),), self._depth)

    def get_default_screen(self) -> WritingScreen:
        """Return the one screen."""
        return WritingScreen(self.desk, self._post, self.colours, self.keys, self.use_theme, self.unasked)

    async def on_event(self, event: events.Event) -> None:
        """Do keys and pastes one after the other; what is clicked before it can have been seen is not."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.unasked.heard(event)
            self.presses.add(event)
        elif not (isinstance(event, events.MouseDown | events.MouseUp) and self.unasked.is_too_soon(event)):
            await super().on_event(event)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """Do the command of a key; what the pane with the keyboard takes as text is none.

        Textual finds that out too (8.2.8), but only after it has gone through every binding there is.
        """
        focused = self.focused if priority else None
        if focused is not None and focused.check_consume_key(key, key_to_character(key)):
            return False
        return await super()._check_bindings(key, priority)

    def on_mount(self) -> None:
        """Say what was wrong with the settings."""
        for problem in self._problems:
            show_error(self, problem)
        if not self.is_headless:
            self.set_interval(HANG_UP_CHECK, self._leave_if_hung_up)
            self._event_loop = asyncio.get_running_loop()
            self.app_resume_signal.subscribe(self, self._resumed)
            if self._signalled:
                self._leave(self._signalled)

    def heed_signals(self) -> None:
        """Leave in order when the system says so, from now on; what is ignored, as nohup has it, stays so."""
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._leave_by_signal)

    def _leave_by_signal(self, number: int, _frame: object) -> None:
        """Leave without a question, the terminal as it was; what is not saved is in its journal, durably.

        Whoever sends the signal does not wait long. A terminal that takes nothing any more holds up the event
        loop, and the way out of Textual; so what matters is done here, and the rest has a time limit.
        """
        code = 128 + number
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, SIGNAL_PATIENCE)  # the alarm ends whatever still runs
        self.desk.sync()
        if self._is_hung_up():
            os._exit(code)
        self._signalled = code
        if self._event_loop is not None:
            self._event_loop.call_soon_threadsafe(self._leave, code)

    def _leave(self, code: int) -> None:
        self.run_worker(self._writing_screen.leave(code))

    def _resumed(self, _app: object) -> None:
        """Paint everything anew after the shell had the terminal, and look what happened meanwhile."""
        self.screen.refresh(layout=True)
        self._writing_screen.look_outside()

    def on_resize(self, event: events.Resize) -> None:
        """Take the size that the terminal has now.

        Of two changes within a moment Textual (8.2.8) tells the first one last: the second signal is heard in
        the middle of the first.
        """
        if isinstance(self._driver, Driver):
            event.size = event.virtual_size = event.container_size = self._driver.size_now()

    def on_app_focus(self) -> None:
        """Look what other programs did while another window had the keyboard."""
        self._writing_screen.look_outside()
        self._writing_screen.read_library()

    @property
    def _writing_screen(self) -> WritingScreen:
        screen = self.screen_stack[0]
        assert isinstance(screen, WritingScreen)
        return screen

    def _handle_exception(self, error: Exception) -> None:
        """Make durable what was typed before an error of ours ends the app."""
        self.desk.sync()
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        """Print what ended the app where it is seen, when that was before the app had the terminal."""
        give_back()
        super()._print_error_renderables()

    def _leave_if_hung_up(self) -> None:
        """Leave when the terminal is gone: where the signal for that is ignored, reading goes on for ever.

        At once, because the usual way out waits for a terminal that takes nothing any more.
        """
        if self._is_hung_up():
            self.desk.sync()
            os._exit(1)

    def _is_hung_up(self) -> bool:
        poller = select.poll()
        poller.register(sys.__stdin__ or 0, 0)
        return any(event & (select.POLLHUP | select.POLLERR) for _, event in poller.poll(0))

    def use_theme(self, name: str) -> None:
        """Paint everything with another theme. Raises ThemeError."""
        self.colours = load_theme(name, self.theme_folders, self._depth)
        self._use(self.colours)
        for screen in self.screen_stack:
            recolour = getattr(screen, "recolour", None)
            if recolour is not None:
                recolour(self.colours)

    def _use(self, colours: Theme) -> None:
        self.register_theme(textual_theme(colours))
        self.theme = colours.name

    def copy_to_clipboard(self, text: str) -> None:
        """Copy, also what is no UTF-8: pasted here it is exact, elsewhere it has question marks."""
        super().copy_to_clipboard(text.encode("utf-8", "replace").decode())
        self._clipboard = text

    async def action_quit(self) -> None:
        """Leave by the writing screen, which asks when something is not saved."""
        screen = self.screen
        if isinstance(screen, WritingScreen):
            screen.action_app_quit()


def textual_theme(colours: Theme) -> TextualTheme:
    """Return a theme as Textual knows one: `$role-NAME` is a role's colour, and its ground where it is one.

    A role with both has its ground in `$role-NAME-background`.
    """
    variables = {}
    for role in ROLES:
        look = colours.role(role)
        name = f"role-{role.replace('.', '-')}"
        variables[name] = look.fg or look.bg
        if look.fg and look.bg:
            variables[f"{name}-background"] = look.bg
    if colours.ansi:  # Textual's own styles for such themes ask for these two (8.2.8)
        variables |= {"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"}
    text, background = colours.role("text").fg, colours.role("background").bg
    return TextualTheme(
        name=colours.name,
        primary=colours.role("accent").fg,
        foreground=text,
        background=background,
        surface=colours.role("surface").bg,
        panel=colours.role("overlay").bg,
        warning=colours.role("warning").fg,
        error=colours.role("error").fg,
        dark=colours.dark,
        ansi=colours.ansi,
        variables=variables,
    )
