"""The application: theme, keys, the change from the opening screen to the writing screen, and leaving."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
from collections.abc import Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.screen import Screen
from textual.theme import Theme as TextualTheme

from tui.desk.opening import Opening
from tui.errors import DraftroomError
from tui.paint.cells import ROLES
from tui.ui.background import beside_the_writer
from tui.ui.keys import command_keys
from tui.ui.report import show_error
from tui.ui.screens.opening import Begun, OpeningScreen
from tui.ui.textual_internals.application import TerminalApp, let_go_without_result, mount_ahead
from tui.ui.textual_internals.driver import Driver
from tui.ui.textual_internals.keyqueue import KeyQueue, Press
from tui.ui.theme import DEFAULT, Depth, Theme, load_theme, shipped_themes
from tui.ui.unasked import Patience, Unasked

if TYPE_CHECKING:  # the first letter waits for none of this
    from tui.desk.desk import Desk
    from tui.desk.drafts import Draft
    from tui.ui.screens.writing import WritingScreen

_NEEDED_SOON = ("tui.ui.screens.writing",)
"""Modules to import beforehand, because otherwise one of the first keys would wait for them."""

SIGNAL_PATIENCE = 0.8
"""Seconds that leaving may take after a signal."""

HANG_UP_CHECK = 1.0
"""Seconds between two checks whether the terminal still exists."""


class DraftroomApp(TerminalApp):
    """draftroom on a terminal."""

    CSS_PATH = "app.tcss"
    TITLE = "draftroom"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        desk: Opening | Desk,
        post: Path | None,
        keys: Mapping[str, tuple[str, ...]],
        depth: Depth = "many",
        patience: Patience | None = None,
    ) -> None:
        """Begin with an opening, or show a desk, with a post if one is given.

        `keys` holds the keys of every command, `depth` the number of colours of the terminal, and `patience`
        how long questions wait that the writer did not ask for.
        """
        self._base = desk
        self.room: WritingScreen | None = None
        """The writing screen; None until it is made."""

        self.failure: DraftroomError | None = None
        """The error because of which there is no writing screen."""

        self._depth = depth
        self._post = post
        self.keys = keys
        self._command_keys = command_keys(keys)
        self._problems: list[DraftroomError] = []
        self._signalled = 0
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self.colours = self._first_theme()
        # set here, because Textual chooses how to leave out colours before it knows our theme
        super().__init__(driver_class=Driver, ansi_color=True if depth == "none" else None)
        self.unasked = Unasked(self, patience or Patience())
        self.presses = KeyQueue(self, super().on_event, self.unasked.turn_of)
        self._use(self.colours)
        self.set_keymap({command_id: ",".join(chosen) for command_id, chosen in keys.items()})

    @property
    def desk(self) -> Desk:
        """The desk of the writing screen, which must exist."""
        assert self.room is not None
        return self.room.desk

    def close(self) -> None:
        """Close journals and release locks; unsaved text is offered at the next start."""
        self._base.close()

    @property
    def theme_folders(self) -> tuple[Path, Path]:
        """The folders of themes: the shipped ones, then the writer's own."""
        return shipped_themes(), self._base.places.themes

    def _first_theme(self) -> Theme:
        wanted = self._base.remembered.theme or self._base.settings.theme
        try:
            return load_theme(wanted, self.theme_folders, self._depth)
        except DraftroomError as error:
            self._problems.append(error)
            return load_theme(DEFAULT, (shipped_themes(),), self._depth)

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen: the opening screen if there is no desk yet, else the writing screen."""
        if isinstance(self._base, Opening):
            self.presses.hold(self._waits_for_the_room)
            return OpeningScreen(self._base, self.colours)
        self.room = self._writing_screen(self._base, self._post)
        return self.room

    def _writing_screen(self, desk: Desk, post: Path | None, is_late: bool = False) -> WritingScreen:
        # imported here, because the first letter must not wait for its imports
        from tui.ui.screens.writing import WritingScreen

        return WritingScreen(desk, post, self.colours, self.keys, self.use_theme, self.unasked, is_late)

    # --- from the opening screen to the writing screen

    def _waits_for_the_room(self, press: Press) -> bool:
        """Return whether a key or a paste is more than typing, and must wait for the writing screen."""
        assert isinstance(self._base, Opening)
        if self._base.post is None or isinstance(press, events.Paste):
            return True
        return press.key in self._command_keys or press.key == "escape"

    @on(OpeningScreen.Painted)
    @work(description="make the rest ready")
    async def _make_writing_screen(self, message: OpeningScreen.Painted) -> None:
        """Make the writing screen while letters are typed, then let it go on with the post."""
        first = message.screen
        opening = first.opening
        try:
            desk, draft, post = await beside_the_writer(partial(_make_desk, opening))
        except DraftroomError as error:
            self.failure = error
            self.exit()
            return
        room = self._writing_screen(desk, post, is_late=True)
        await mount_ahead(self, room)
        await self.presses.between_keys()
        await self.presses.pause(first.editor)
        self._base = desk
        room.go_on(Begun(draft, first.editor, opening.steps) if draft is not None else None)
        let_go_without_result(self, first)
        self.switch_screen(room)
        self.room = room
        self.presses.go_on()

    async def on_event(self, event: events.Event) -> None:
        """Handle keys and pastes one after the other; ignore clicks on a question that was just opened."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.unasked.heard(event)
            self.presses.add(event)
        elif not (isinstance(event, events.MouseDown | events.MouseUp) and self.unasked.is_too_soon(event)):
            await super().on_event(event)

    def on_mount(self) -> None:
        """Show the errors in the settings."""
        for problem in self._problems:
            show_error(self, problem)
        if not self.is_headless:
            self.set_interval(HANG_UP_CHECK, self._leave_if_hung_up)
            self._event_loop = asyncio.get_running_loop()
            self.app_resume_signal.subscribe(self, self._resumed)
            if self._signalled:
                self._leave(self._signalled)

    def heed_signals(self) -> None:
        """Leave in order when a signal ends the app; an ignored one (nohup) stays ignored."""
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._leave_by_signal)

    def _leave_by_signal(self, number: int, _frame: object) -> None:
        """Make the journals durable, then leave without a question and restore the terminal.

        The sender of the signal does not wait long, and a terminal that no longer accepts output blocks both
        the event loop and Textual's exit. So the journals are synced here, and the rest has a time limit.
        """
        code = 128 + number
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, SIGNAL_PATIENCE)  # the alarm ends whatever still runs
        self._base.sync()
        if self._is_hung_up():
            os._exit(code)
        self._signalled = code
        if self._event_loop is not None:
            self._event_loop.call_soon_threadsafe(self._leave, code)

    def _leave(self, code: int) -> None:
        if self.room is not None:
            self.run_worker(self.room.session.leaving.leave(code))
        else:
            self.exit(return_code=code)

    def _resumed(self, _app: object) -> None:
        """After the shell had the terminal, paint everything and check for changes by other programs."""
        self.screen.refresh(layout=True)
        if self.room is not None:
            self.room.session.outside.look()

    def on_app_focus(self) -> None:
        """Check what other programs changed while another window had the keyboard."""
        if self.room is not None:
            self.room.session.look_around()

    def before_failure(self) -> None:
        """Sync the typed text to disk before an error of ours ends the app."""
        self._base.sync()

    def _leave_if_hung_up(self) -> None:
        """Leave when the terminal is gone, because the app would read from it for ever if SIGHUP is ignored.

        The process ends at once, because Textual's exit waits for the terminal to accept output.
        """
        if self._is_hung_up():
            self._base.sync()
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

    async def action_quit(self) -> None:
        """Let the writing screen leave, which asks about unsaved posts."""
        if self.room is not None and self.screen is self.room:
            self.room.action_do("app.quit")


def _make_desk(opening: Opening) -> tuple[Desk, Draft | None, Path | None]:
    """Return the desk for an opening, and the draft of its post; without a draft, the path of a post to open.

    Raises DraftroomError if the blog does not exist. A thread runs it, because most of its time goes into
    imports that the first letter must not wait for.
    """
    for name in _NEEDED_SOON:
        import_module(name)
    # imported here for the same reason
    from tui.desk.desk import Desk
    from tui.session.watching import import_what_watches

    import_what_watches()

    desk = Desk.from_opening(opening)
    if opening.post is not None:
        return desk, desk.drafts.draft_of(opening.post, opening.post.text), None
    return desk, None, desk.first_post()


def textual_theme(colours: Theme) -> TextualTheme:
    """Return a theme as a Textual theme, with a variable `$role-NAME` for each role.

    The variable is the role's text colour, or its ground if it has no text colour. A role with both has its
    ground in `$role-NAME-background`.
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
