"""One dialog on a screen of its own: no blog under it, no watching of files."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Generic, TypeVar

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.worker import WorkerCancelled

from tui.ui import app
from tui.ui.app import textual_theme
from tui.ui.textual_internals.keyqueue import KeyQueue
from tui.ui.theme import load_theme, shipped_themes
from tui.ui.widgets.comparison import ComparisonView

SHEET = Path(app.__file__).with_name(app.DraftroomApp.CSS_PATH)
COLOURS = load_theme("ink", (shipped_themes(),))
HOSTILE = "\x1b[2J\x1b]52;c;QUJD\x07 [bold]x[/bold] [/] \u202eevil\x9b31m \udce9"
RAW = set("\x1b\x07\x9b\u202e\udce9")
SIZES = [(200, 60), (100, 30), (80, 24), (64, 12), (40, 10), (20, 5), (1, 1)]
"""From spacious to absurd."""

Answer = TypeVar("Answer")


class Asked(App[None], Generic[Answer]):
    """Shows a dialog with the app's own sheet, theme and order of keys; what it gives comes into a list."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, dialog: ModalScreen[Answer]) -> None:
        super().__init__(css_path=[SHEET])
        self.dialog = dialog
        self.answers: list[Answer | None] = []
        self.presses = KeyQueue(self, super().on_event)
        self.register_theme(textual_theme(COLOURS))
        self.theme = COLOURS.name

    async def on_event(self, event: events.Event) -> None:
        """Do keys one after the other."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self.presses.add(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Show the dialog."""
        self.push_screen(self.dialog, self.answers.append)


class Reader(Generic[Answer]):
    """Who looks at a dialog, and presses keys."""

    def __init__(self, app: Asked[Answer], pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def answers(self) -> list[Answer | None]:
        """What the dialog gave: one answer when it is over."""
        return self.app.answers

    @property
    def view(self) -> ComparisonView:
        """The two texts."""
        return self.app.dialog.query_one(ComparisonView)

    async def press(self, *keys: str) -> None:
        """Press keys, then wait until nothing moves; without the pilot's pauses between keys."""
        for name in keys:
            letter = name if len(name) == 1 else " " if name == "space" else None
            self.app.presses.add(events.Key(name, letter))
        await self.settle()

    async def settle(self) -> None:
        """Wait for keys, for what is read and compared, and for the screen."""
        while not self.app.presses.idle:
            await asyncio.sleep(0.001)
        while len(self.app.workers):
            with suppress(WorkerCancelled):  # a newer one took its place
                await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        await self.pilot.pause()

    def rows(self) -> list[str]:
        """What is painted, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def row(self, words: str) -> str:
        """The one row that has these words."""
        return next(row for row in self.rows() if words in row)

    def painted(self) -> str:
        """What is painted, as one text."""
        return "\n".join(self.rows())


@asynccontextmanager
async def asked(
    dialog: ModalScreen[Answer], size: tuple[int, int] = (120, 30), until_read: bool = True
) -> AsyncIterator[Reader[Answer]]:
    """Show a dialog on a screen of its own, until its texts are read."""
    shown = Asked(dialog)
    async with shown.run_test(size=size) as pilot:
        reader = Reader(shown, pilot)
        if until_read:
            await reader.settle()
        yield reader
