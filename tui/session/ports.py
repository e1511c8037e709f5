"""What the session needs of the room around it: a text, somebody to ask and to tell, jobs, and a view.

The screen gives real ones; a test gives small ones of its own.
"""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tui.edits import Edit, Position
from tui.errors import DraftroomError
from tui.files.sittings import Past
from tui.session.asking import Answer, Inquiry
from tui.session.hint import Hint
from tui.settings import LeftOff


class Text(Protocol):
    """The text that is being written; rows and columns count characters of the whole file."""

    read_only: bool

    @property
    def text(self) -> str:
        """The whole text."""

    @property
    def selection(self) -> tuple[Position, Position]:
        """Where the selection starts, and the cursor at its end; the same where nothing is selected."""

    @property
    def cursor_location(self) -> Position:
        """Row and column of the cursor."""

    @property
    def left_off(self) -> LeftOff:
        """What a later start needs to go on here."""

    def row_text(self, row: int) -> str:
        """Return one row."""

    def get_text_range(self, start: Position, end: Position) -> str:
        """Return what lies between two positions."""

    def open(self, path: Path, text: str, left_off: LeftOff) -> bool:
        """Show the text of a post; whether nothing is known of it from earlier in this run."""

    def moved(self, path: Path) -> None:
        """Note that the post lies elsewhere now."""

    def remember_past(self, path: Path, past: Past) -> None:
        """Let undo reach back to earlier sittings."""

    def change(self, edits: Sequence[Edit]) -> None:
        """Do edits as one step of undo; the cursor stays with its words."""

    def move_cursor(self, location: Position, select: bool = False, center: bool = False) -> None:
        """Put the cursor somewhere."""

    def action_undo(self) -> None:
        """Take the last step back."""


class Ask(Protocol):
    """Asks the writer; an answer is None when there is none."""

    async def now(self, inquiry: Inquiry[Answer]) -> Answer | None:
        """Ask at once: the writer has just given the command for it."""

    async def unasked(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Inquiry[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask in a pause of the typing, and say `words` in the status line until then.

        `prepare` makes the inquiry, anew each time it is shown; None means that nothing is left to ask.
        With `at_once` no pause is waited for. A question that somebody types over is asked again later,
        or, with `if_typed`, that is done instead, and the answer is None.
        """

    def open(self, words: str = "") -> bool:
        """Open the question that waits with these words, or the next one; whether there is one."""

    @property
    def hint(self) -> Hint | None:
        """What the status line says of the question that waits."""


class Say(Protocol):
    """Tells the writer something, in a notice that goes by itself."""

    def tell(self, text: str) -> None:
        """Say that something was done, or why not."""

    def error(self, error: DraftroomError) -> None:
        """Say what went wrong, where, and what to do."""


class Timer(Protocol):
    """Something that will be done after some time."""

    def reset(self) -> None:
        """Count that time from now on."""

    def stop(self) -> None:
        """Cancel it."""


Work = Callable[[], Coroutine[Any, Any, None]]
"""Something to run, as a call that begins it."""


class Job(Protocol):
    """Something that runs."""

    def cancel(self) -> object:
        """End it where it waits."""


class Jobs(Protocol):
    """Runs what takes time beside the writer."""

    def start(self, work: Work, group: str, name: str) -> Job:
        """Run something; an error that it does not catch ends the app."""

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Do something later."""

    def after_frame(self, do: Callable[[], None]) -> None:
        """Do something once what changed is painted."""


class View(Protocol):
    """What is shown besides the text. Each call says what is no longer true; one drawing follows them all."""

    def text_changed(self) -> None:
        """Steps were done to the text that its draft has not taken yet."""

    def page_changed(self) -> None:
        """The open post has another page, or is another post."""

    def list_changed(self) -> None:
        """Other posts are there, open, or unsaved."""

    def status_changed(self) -> None:
        """The status line has something else to say."""

    def files_changed(self) -> None:
        """Files that the page shows (images) may be others now."""

    def focus_text(self) -> None:
        """Give the text the keyboard."""

    def leave(self, code: int) -> None:
        """End the app with an exit code."""


class Spelling(Protocol):
    """What knows the misspelt words of the open post."""

    def opened(self) -> None:
        """Begin anew with the post that was opened."""

    def edited(self, edits: Sequence[Edit]) -> None:
        """Take note of edits."""

    def mended(self, location: Position) -> Edit | None:
        """Return the edit that mends the word at a position, None where there is none."""

    async def stop(self) -> None:
        """End the process that knows words."""


@dataclass(frozen=True, slots=True)
class Ports:
    """All of them."""

    text: Text
    ask: Ask
    say: Say
    jobs: Jobs
    view: View
    spelling: Spelling
