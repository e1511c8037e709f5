"""Questions that the writer did not ask for: they open one after the other, and never while the writer types.

A question waits for a pause; until then the status line names it and the key that opens it.

Typed letters belong to the text until the writer has seen the question. So the time when a key was pressed
decides, not what is on the screen when it is handled. A question that opened too early goes back to the
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
"""Seconds between two checks whether a waiting question may open."""

UNTIL_PAINTED = 0.5
"""The most seconds that keys wait for a question to be painted."""

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long questions wait, in seconds."""

    pause: float = 2.0
    """Seconds without a key before a question opens by itself; pauses within a sentence are shorter."""

    moment: float = 0.7
    """Seconds after it is painted in which keys still go to the text, because nobody reads faster."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """A question that waits."""

    words: str
    since: float
    is_wanted: bool = False
    """Whether the writer pressed the key that opens the question."""


@dataclass(slots=True)
class _Shown:
    """The question that is on the screen."""

    dialog: Dialog[Any]
    moment: float
    painted: asyncio.Event = field(default_factory=asyncio.Event)
    since: float = 0.0
    """The time at which it was first painted."""

    typed: bool = False
    """Whether it was closed because the writer typed."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when the dialog is closed and the text can take the typed keys."""


class Unasked:
    """Opens questions in pauses; the app reports every key to it before the key is handled."""

    def __init__(self, app: App[None], patience: Patience, clock: Callable[[], float] = monotonic) -> None:
        """Create it; `clock` must be the clock of Textual's events, which is the machine's monotonic time."""
        self.patience = patience
        self.changed: Callable[[], None] = lambda: None
        """Called when `hint` has changed."""

        self._app = app
        self._clock = clock
        self._last = 0.0
        self._keys = asyncio.Lock()
        self._waiting: list[_Waiting] = []
        self._shown: _Shown | None = None
        self._made = 0

    # --- for the code that asks, which must run in a worker

    async def ask(
        self,
        words: str,
        make: Callable[[], Dialog[Answer]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask a question when the writer pauses; until then the status line says `words`. Return the answer.

        `make` makes its dialog each time it is shown. `at_once` waits for no pause; it is for questions that
        the writer has just called for. If the writer types on, the question is asked again in the next pause;
        with `if_typed`, that is awaited instead, before the typed keys are handled, and the answer is None.
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
        """Ask like `ask`, with a dialog that `prepare` makes from the text each time it is shown.

        If `prepare` returns None, nothing is left to ask, and the answer is None.
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
        """Wait until a question may open; return whether the writer opened it with the key."""
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
        """Return whether another dialog is open, or a mouse button is pressed."""
        return self._app.screen.is_modal or self._app.mouse_captured is not None

    def _has_paused(self, since: float) -> bool:
        """Return whether no key was pressed for long enough since a question began to wait."""
        return self._clock() >= max(self._last, since) + self.patience.pause

    async def _is_quiet(self, since: float) -> bool:
        """Return whether nobody types; keys that have arrived but are not handled yet count as typing."""
        if not self._has_paused(since):
            return False
        heard = asyncio.Event()
        if self._app.call_later(heard.set):  # behind all keys that the app has to look at
            await heard.wait()
        return self._has_paused(since)

    async def _open(self, shown: _Shown) -> asyncio.Task[Any] | None:
        """Show a question between two keys; return the task that waits for its answer.

        None if the writer has opened another dialog meanwhile.
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
            with suppress(TimeoutError):  # a dialog that is not fully mounted cannot be removed
                await asyncio.wait_for(shown.painted.wait(), UNTIL_PAINTED)
        return answering

    # --- for the writer

    @property
    def hint(self) -> Hint | None:
        """The hint for the question that waits, None without one."""
        return Hint(self._waiting[0].words, (("text.escape", "see it"),)) if self._waiting else None

    def open(self, words: str = "") -> bool:
        """Open the waiting question that has these words, else the next one; return whether one waits."""
        for waiting in self._waiting:
            if words in ("", waiting.words):
                waiting.is_wanted = True
                return True
        return False

    # --- for the app

    @property
    def is_opening(self) -> bool:
        """Whether a question is being opened and is not painted yet."""
        return self._made > 0

    def heard(self, press: Press) -> None:
        """Note that a key was pressed, or something was pasted."""
        self._last = max(self._last, press.time)

    @asynccontextmanager
    async def turn_of(self, press: Press) -> AsyncIterator[None]:
        """Handle a key inside this context: a question that it is not meant for is closed, and none opens."""
        async with self._keys:
            shown = self._shown
            if shown is not None and shown.dialog.is_active and self._is_for_the_text(shown, press):
                shown.typed = True
                await shown.dialog.dismiss(None)
                await shown.over.wait()
            yield

    def is_too_soon(self, event: events.Event) -> bool:
        """Return whether a press came before the writer can have seen the question on the screen."""
        shown = self._shown
        return shown is not None and not (shown.painted.is_set() and event.time >= shown.since + shown.moment)

    def _is_for_the_text(self, shown: _Shown, press: Press) -> bool:
        """Return whether a key is for the text: pressed too soon, or a letter that the question does not use.

        Esc is always for the question, because it changes nothing.
        """
        if isinstance(press, events.Paste):
            return True
        if press.key == "escape":
            return False
        is_other = press.is_printable and press.character not in shown.dialog.letters
        return is_other or self.is_too_soon(press)
