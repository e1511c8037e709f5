"""Questions that come by themselves: one after the other, and none under the hands of somebody who types.

A question waits for a pause; meanwhile the status line says what waits, and which key opens it.

What is typed belongs to the text until the writer has seen the question. So a key counts by when it was
pressed, not by what lies on the screen when its turn comes. A question that came too early goes back to the
status line, and the text gets the key.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App

from tui.session.hint import Hint
from tui.ui.textual_internals.keyqueue import Press

if TYPE_CHECKING:  # the first letter waits for no dialog
    from tui.ui.dialogs.dialog import Dialog

LOOK_AGAIN = 0.1
"""Seconds between two looks whether a question that waits may open."""

UNTIL_PAINTED = 0.5
"""Seconds that keys wait at most for the picture of a question."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long questions wait, in seconds."""

    pause: float = 2.0
    """Without a key, before one that waits opens by itself: within a sentence hands rest for less."""

    moment: float = 0.7
    """From its first picture, while keys still go to the text: what nobody expects is not read sooner."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A question that waits."""

    words: str
    since: float
    is_wanted: bool = False
    """Whether the writer pressed the key that opens it."""


@dataclass(slots=True)
class _Shown:
    """The question that is on the screen."""

    dialog: Dialog[Any]
    moment: float
    painted: asyncio.Event = field(default_factory=asyncio.Event)
    since: float = 0.0
    """When it was painted first."""

    typed: bool = False
    """Whether it went away because somebody typed."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the text can take what was typed."""


class Unasked:
    """The one who opens questions that nobody asked for; the app tells of every key before it is done."""

    def __init__(self, app: App[None], patience: Patience, clock: Callable[[], float] = monotonic) -> None:
        """`clock` counts as events do: Textual gives them the machine's monotonic time."""
        self.patience = patience
        self.changed: Callable[[], None] = lambda: None
        """Called when `hint` is another one."""

        self._app = app
        self._clock = clock
        self._last = 0.0
        self._keys = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._shown: _Shown | None = None
        self._made = 0

    # --- for those who ask; each of them in a worker

    async def ask(
        self,
        words: str,
        make: Callable[[], Dialog[Answer]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask a question, of which the status line says `words` while it waits; returns the answer.

        `make` makes its dialog, each time anew. With `at_once` it waits for no pause: the writer has just
        called for it. Where somebody types all the same it is asked again in the next pause, or, with
        `if_typed`, not at all: that makes ready what the typing was meant for, and the answer is None.
        """

        async def made() -> Dialog[Answer]:
            return make()

        return await self.ask_anew(words, made, at_once, if_typed)

    async def ask_anew(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Dialog[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask as `ask` does what depends on the text, which may be another one each time.

        `prepare` gives None when there is nothing to ask any more; then the answer is None too.
        """
        while True:
            with self._being_made():
                called = await self._turn(words, at_once)
                dialog = await prepare()
                if dialog is None:
                    return None
                shown = _Shown(dialog, 0.0 if called else self.patience.moment)
                answering = await self._open(shown)
            if answering is None:
                continue
            try:
                answer: Answer | None = await answering
                if not shown.typed:
                    return answer
                if if_typed is not None:
                    await if_typed()
                    return None
            finally:
                self._shown = None
                shown.over.set()
            at_once = False

    @contextmanager
    def _being_made(self, more: int = 1) -> Iterator[None]:
        self._made += more
        try:
            yield
        finally:
            self._made -= more

    async def _turn(self, words: str, at_once: bool) -> bool:
        """Wait until a question may open; whether the writer called for it by the key."""
        waiting = _Waiting(words, self._clock())
        try:
            while not await self._may_open(waiting, at_once):
                if waiting not in self._waiting:
                    self._waiting.append(waiting)
                    self.changed()
                with self._being_made(-1):
                    await asyncio.sleep(LOOK_AGAIN)
        finally:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
                self.changed()
        return waiting.is_wanted

    async def _may_open(self, waiting: _Waiting, at_once: bool) -> bool:
        if self._is_covered:
            return False
        is_next = not self._waiting or self._waiting[0] is waiting
        return at_once or waiting.is_wanted or (is_next and await self._is_quiet(waiting.since))

    @property
    def _is_covered(self) -> bool:
        """Whether the writer is at another dialog, or has a mouse button down."""
        return self._app.screen.is_modal or self._app.mouse_captured is not None

    def _has_paused(self, since: float) -> bool:
        """Whether no key was heard for long enough, counted from when a question began to wait."""
        return self._clock() >= max(self._last, since) + self.patience.pause

    async def _is_quiet(self, since: float) -> bool:
        """Whether nobody types; keys that have arrived and were not looked at count too."""
        if not self._has_paused(since):
            return False
        heard = asyncio.Event()
        if self._app.call_later(heard.set):  # behind all keys that the app has to look at
            await heard.wait()
        return self._has_paused(since)

    async def _open(self, shown: _Shown) -> asyncio.Task[Any] | None:
        """Show a question between two keys; returns what waits for its answer.

        None when the writer has opened a dialog while this one was made ready.
        """

        def painted() -> None:
            shown.since = self._clock()
            shown.painted.set()

        shown.dialog.when_painted = painted
        async with self._keys:
            if self._is_covered:
                return None
            self._shown = shown
            answering = asyncio.create_task(self._app.push_screen_wait(shown.dialog))
            with suppress(TimeoutError):  # a dialog that is half built cannot be taken away
                await asyncio.wait_for(shown.painted.wait(), UNTIL_PAINTED)
        return answering

    # --- for the writer

    @property
    def hint(self) -> Hint | None:
        """What the status line says of the question that waits."""
        return Hint(self._waiting[0].words, (("text.escape", "see it"),)) if self._waiting else None

    def open(self, words: str = "") -> bool:
        """Open the question that waits with these words, or whichever is next; whether there is one."""
        for waiting in self._waiting:
            if words in ("", waiting.words):
                waiting.is_wanted = True
                return True
        return False

    # --- for the app

    @property
    def is_opening(self) -> bool:
        """Whether a question is on its way to the screen, and not painted yet."""
        return self._made > 0

    def heard(self, press: Press) -> None:
        """Take note that a key was pressed, or something pasted."""
        self._last = max(self._last, press.time)

    @asynccontextmanager
    async def turn_of(self, press: Press) -> AsyncIterator[None]:
        """Do a key in here, when a question that it is not meant for is gone; none opens meanwhile."""
        async with self._keys:
            shown = self._shown
            if shown is not None and shown.dialog.is_active and self._is_for_the_text(shown, press):
                shown.typed = True
                await shown.dialog.dismiss(None)
                await shown.over.wait()
            yield

    def is_too_soon(self, event: events.Event) -> bool:
        """Whether something was pressed before the writer can have seen the question on the screen."""
        shown = self._shown
        return shown is not None and not (shown.painted.is_set() and event.time >= shown.since + shown.moment)

    def _is_for_the_text(self, shown: _Shown, press: Press) -> bool:
        """Whether a key is none of the question's: pressed too soon, or a letter that means nothing to it.

        Esc is always for the question: it changes nothing.
        """
        if isinstance(press, events.Paste):
            return True
        if press.key == "escape":
            return False
        is_other = press.is_printable and press.character not in shown.dialog.letters
        return is_other or self.is_too_soon(press)
