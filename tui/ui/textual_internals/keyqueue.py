"""Keys one after the other: each is done, its command too, before the next one is looked at.

Textual lets a widget take letters at once but runs commands only when their key has bubbled up to the
app: keys that arrive together (a fast typist, a lagging line, a key macro) would change places, `x`,
left, `y` become `xy`, and letters typed after Ctrl+P land in the post.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.widget import Widget

PATIENCE = 0.5
"""Seconds that a key may take before the next one is looked at all the same."""

ASKING = "asking"
"""The group of workers that open one dialog after the other: keys wait while none of theirs is there."""

LOOK_AGAIN = 0.002
"""Seconds between two looks whether a dialog is there."""

PAINTED, NEXT_KEY, AT_REST = 0.01, 0.025, 0.15
"""Seconds after a key: it is painted by then; the next one is not there yet; nobody types."""

MOST_PATIENT = 4.0
"""Seconds that are waited for a pause in the typing: few write a whole sentence without one."""

Press = events.Key | events.Paste


def _is_typed(event: Press, target: Widget) -> bool:
    """Whether a widget takes it as a letter: a run of those keeps its order in the queue of the widget."""
    return (
        isinstance(event, events.Key)
        and event.is_printable
        and "+" not in event.key
        and target.check_consume_key(event.key, event.character)
    )


def _never(press: Press) -> bool:
    return False


class KeyQueue:
    """What was pressed and pasted and not yet done."""

    def __init__(
        self,
        app: App[None],
        press: Callable[[Press], Awaitable[None]],
        turn_of: Callable[[Press], AbstractAsyncContextManager[None]] = lambda _: nullcontext(),
    ) -> None:
        """`press` is what the app itself does with a key; `turn_of` is entered before and left after it."""
        self._app = app
        self._press = press
        self._turn_of = turn_of
        self._waiting: deque[Press] = deque()
        self._task: asyncio.Task[None] | None = None
        self._typing: Widget | None = None
        """What may not have taken all its letters yet: the task that gave them ends whenever none waits."""

        self._is_held: Callable[[Press], bool] = _never
        self._last = -AT_REST
        """When the last key was done, as the event loop counts time."""

    @property
    def idle(self) -> bool:
        """Whether everything that was pressed is done."""
        return self._task is None or self._task.done()

    def add(self, event: Press) -> None:
        """Take a key or a paste."""
        self._waiting.append(event)
        self._begin()

    def _begin(self) -> None:
        if self.idle:
            self._task = asyncio.get_running_loop().create_task(self._run())
            self._task.add_done_callback(self._ended)

    # --- while the screen that knows every command is not there yet

    def hold(self, is_held: Callable[[Press], bool]) -> None:
        """Do nothing from the first key on of which `is_held` says so, until `go_on`."""
        self._is_held = is_held

    async def between_keys(self) -> None:
        """Wait until nobody types, or a key is held; at the latest for the moment right after a key.

        What takes as long as some frames is not noticed then.
        """
        now = asyncio.get_running_loop().time
        end = now() + MOST_PATIENT
        while not self._holds_a_key and now() - self._last < AT_REST:
            if now() > end and PAINTED <= now() - self._last <= NEXT_KEY:
                return
            await asyncio.sleep(PAINTED / 2)

    @property
    def _holds_a_key(self) -> bool:
        return bool(self._waiting) and self._is_held(self._waiting[0])

    async def pause(self, typing: Widget) -> None:
        """Hold all keys until `go_on`; return when the widget has taken the keys before."""
        self.hold(lambda press: True)
        if self._task is not None:
            await asyncio.wait([self._task])
        await self._is_done(typing)

    def go_on(self) -> None:
        """Do what was held, and all that comes."""
        self.hold(_never)
        if self._waiting:
            self._begin()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Let the app fall over an error of ours as it does elsewhere; a task keeps it to itself."""
        error = None if task.cancelled() else task.exception()
        if isinstance(error, Exception):
            self._app.call_next(task.result)  # raised where the app catches it, and not once it has ended

    async def _run(self) -> None:
        while self._waiting and not self._app._exit and not self._holds_a_key:
            event = self._waiting.popleft()
            if self._typing is not None and not _is_typed(event, self._typing):
                await self._is_done(self._typing)
                self._typing = None
            async with self._turn_of(event):
                await self._dialog_is_ready()
                target = self._app.focused or self._app.screen
                is_typed = _is_typed(event, target)
                await self._press(event)
                self._last = asyncio.get_running_loop().time()
                if is_typed:
                    self._typing = target
                    continue
                await self._is_done(target)
            await self._until(self._dialogs_are_open)  # outside its turn: between two keys questions open

    async def _dialog_is_ready(self) -> None:
        """Wait until a dialog that was just opened has the keyboard."""
        await self._until(lambda: self._app.focused is not None)

    def _dialogs_are_open(self) -> bool:
        """Whether nobody who asks is on the way to a dialog, or at what follows from an answer."""
        asking = [each for each in self._app.workers if each.group == ASKING and not each.is_finished]
        return len(asking) <= sum(screen.is_modal for screen in self._app.screen_stack)

    async def _until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so, for no longer than a key may take."""
        end = asyncio.get_running_loop().time() + PATIENCE
        while not is_so() and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(LOOK_AGAIN)

    async def _is_done(self, target: Widget) -> None:
        """Wait until a widget, and all that its messages bubble up to, have gone through their queues."""
        for node in target.ancestors_with_self:
            if not isinstance(node, DOMNode):
                return
            done = asyncio.Event()
            if not node.call_later(done.set):
                return
            try:
                await asyncio.wait_for(done.wait(), PATIENCE)
            except TimeoutError:
                return
