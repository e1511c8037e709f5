"""What stands in for the room in tests of a session: no terminal, no widget, and timers that a test ends."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from tests.files.steps import Writer
from tui.desk.desk import Desk
from tui.edits import Edit, Position, Rows, Step
from tui.errors import DraftroomError
from tui.files.sittings import Past
from tui.session.asking import Answer, Inquiry
from tui.session.hint import Hint
from tui.session.ports import Ports, Work
from tui.session.session import Session
from tui.settings import LeftOff, Settings, places


class Text:
    """Live texts with undo and redo, one for each post; each step is told of."""

    def __init__(self) -> None:
        self.read_only = False
        self.cursor = 0, 0
        self.anchor = 0, 0
        self.on_step: Callable[[Step], None] = lambda step: None
        self._writers: dict[Path, Writer] = {}
        self._open = Path()

    @property
    def writer(self) -> Writer:
        return self._writers[self._open]

    @property
    def text(self) -> str:
        return self.writer.text

    @property
    def selection(self) -> tuple[Position, Position]:
        return self.anchor, self.cursor

    @property
    def cursor_location(self) -> Position:
        return self.cursor

    @property
    def left_off(self) -> LeftOff:
        return LeftOff(self.cursor)

    def row_text(self, row: int) -> str:
        return self.writer.rows.lines[row]

    def get_text_range(self, start: Position, end: Position) -> str:
        return self.writer.rows.between(start, end)

    def open(self, path: Path, text: str, left_off: LeftOff) -> bool:
        self._open = path
        is_new = path not in self._writers or self._writers[path].text != text
        if is_new:
            self._writers[path] = Writer(Rows(text))
        return is_new

    def moved(self, path: Path) -> None:
        self._writers[path] = self._writers.pop(self._open)
        self._open = path

    def remember_past(self, path: Path, past: Past) -> None:
        self._writers[path].undo_stack[:0] = past.undo

    def change(self, edits: Sequence[Edit]) -> None:
        self._tell(self.writer.change(edits))

    def move_cursor(self, location: Position, select: bool = False, center: bool = False) -> None:
        self.cursor = self.anchor = location

    def action_undo(self) -> None:
        self._tell(self.writer.undo())

    def type(self, text: str, at: Position) -> None:
        """Type somewhere; the cursor is behind it then."""
        step = self.writer.type(at, at, text)
        assert step is not None
        self.cursor = self.anchor = step.edits[-1].new_end
        self._tell(step)

    def _tell(self, step: Step | None) -> None:
        if step is not None:
            self.on_step(step)


@dataclass
class Ask:
    """Gives the answers that a test has put in, one after the other."""

    answers: list[object] = field(default_factory=list)
    asked: list[Inquiry[Any]] = field(default_factory=list)
    hint: Hint | None = None
    before_answer: Callable[[], Awaitable[None]] | None = None
    """What happens while the question is shown."""

    async def now(self, inquiry: Inquiry[Answer]) -> Answer | None:
        self.asked.append(inquiry)
        if self.before_answer is not None:
            await self.before_answer()
        return cast(Answer, self.answers.pop(0))

    async def unasked(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Inquiry[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        inquiry = await prepare()
        if inquiry is None:
            return None
        return await self.now(inquiry)

    def open(self, words: str = "") -> bool:
        return False


@dataclass
class Say:
    """Keeps what was told."""

    told: list[str] = field(default_factory=list)

    def tell(self, text: str) -> None:
        self.told.append(text)

    def error(self, error: DraftroomError) -> None:
        self.told.append(error.title)


@dataclass
class Timer:
    """Something that a test does when it likes."""

    do: Callable[[], None]

    def reset(self) -> None:
        """Nothing counts time here."""

    def stop(self) -> None:
        self.do = lambda: None


class Jobs:
    """Tasks of the event loop; timers wait for the test."""

    def __init__(self) -> None:
        self.timers: list[Timer] = []
        self._tasks: list[tuple[str, asyncio.Task[None]]] = []

    def start(self, work: Work, group: str, name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(work())
        self._tasks.append((group, task))
        return task

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        self.timers.append(Timer(do))
        return self.timers[-1]

    def after_frame(self, do: Callable[[], None]) -> None:
        do()

    def pause(self) -> None:
        """Let all timers be over."""
        timers, self.timers = self.timers, []
        for timer in timers:
            timer.do()

    async def are_done(self) -> None:
        """Wait for all jobs that end by themselves, and for those that they start."""
        while waiting := [task for group, task in self._tasks if group != "watch" and not task.done()]:
            await asyncio.gather(*waiting)
        for _, task in self._tasks:
            if task.done():
                task.result()

    def end(self) -> None:
        for _, task in self._tasks:
            task.cancel()


@dataclass
class View:
    """Keeps what was said to be stale, and with which code the app was left."""

    stale: set[str] = field(default_factory=set)
    left: int | None = None

    def text_changed(self) -> None:
        self.stale.add("text")

    def page_changed(self) -> None:
        self.stale.add("page")

    def list_changed(self) -> None:
        self.stale.add("list")

    def status_changed(self) -> None:
        self.stale.add("status")

    def files_changed(self) -> None:
        self.stale.add("files")

    def focus_text(self) -> None:
        self.stale.add("focus")

    def leave(self, code: int) -> None:
        self.left = code


class Spelling:
    """Knows no word that is wrong."""

    def opened(self) -> None:
        """Another post is open."""

    def edited(self, edits: Sequence[Edit]) -> None:
        """The post changed."""

    def mended(self, location: Position) -> Edit | None:
        return None

    async def stop(self) -> None:
        """Nothing runs."""


class Room:
    """A session with all that stands in for the room."""

    def __init__(self, target: Path) -> None:
        self.text, self.ask, self.say, self.jobs, self.view = Text(), Ask(), Say(), Jobs(), View()
        self.desk = Desk.at(target, Path("/"), places(), Settings())
        ports = Ports(self.text, self.ask, self.say, self.jobs, self.view, Spelling())
        self.session = Session(self.desk, ports)
        self.text.on_step = self.session.stepped

    @property
    def told(self) -> list[str]:
        return self.say.told

    def state(self) -> str:
        """How the open post stands, as the status line says it."""
        return self.session.states.words(self.session.post.draft, self.text.read_only)

    async def are_done(self) -> None:
        await self.jobs.are_done()


@asynccontextmanager
async def sitting(post: Path) -> AsyncIterator[Room]:
    """Sit down at a post."""
    room = Room(post)
    try:
        room.session.post.open(post)
        await room.are_done()
        room.told.clear()
        yield room
        await room.are_done()
    finally:
        room.jobs.end()
        room.desk.close()
