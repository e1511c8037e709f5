"""The interfaces through which the session uses the app: text, questions, notices, jobs and view.

`tui/ui/room/ports.py` and the editor implement them; tests have small implementations of their own.
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
        """The start of the selection, and the cursor at its end; both are equal when nothing is selected."""

    @property
    def cursor_location(self) -> Position:
        """Row and column of the cursor."""

    @property
    def left_off(self) -> LeftOff:
        """The writer's place in the text, for a later start."""

    def row_text(self, row: int) -> str:
        """Return one row."""

    def get_text_range(self, start: Position, end: Position) -> str:
        """Return the text between two positions."""

    def open(self, path: Path, text: str, left_off: LeftOff) -> bool:
        """Show the text of a post; return whether it is opened for the first time in this run."""

    def moved(self, path: Path) -> None:
        """Take the new path of the post, whose file was moved."""

    def remember_past(self, path: Path, past: Past) -> None:
        """Add the steps of earlier sittings to what undo can take back."""

    def change(self, edits: Sequence[Edit]) -> None:
        """Apply edits as one undo step; the cursor stays at the same words."""

    def move_cursor(self, location: Position, select: bool = False, center: bool = False) -> None:
        """Move the cursor; `select` extends the selection, `center` scrolls its row to the middle."""

    def action_undo(self) -> None:
        """Undo the last step."""


class Ask(Protocol):
    """Asks the writer; an answer is None when there is none."""

    async def now(self, inquiry: Inquiry[Answer]) -> Answer | None:
        """Ask at once, for a question that follows from the writer's own command."""

    async def unasked(
        self,
        words: str,
        prepare: Callable[[], Awaitable[Inquiry[Answer] | None]],
        at_once: bool = False,
        if_typed: Callable[[], Awaitable[None]] | None = None,
    ) -> Answer | None:
        """Ask when the writer pauses, and show `words` in the status line until then.

        `prepare` is called each time the question is shown and makes the inquiry; None means that nothing is
        left to ask. `at_once` opens the question without waiting for a pause. A question is closed when
        the writer types on, and asked again later; with `if_typed`, that is called instead and the answer
        is None.
        """

    def open(self, words: str = "") -> bool:
        """Open the waiting question that has these words, else the next one; return whether one waits."""

    @property
    def hint(self) -> Hint | None:
        """The hint for the question that waits, None without one."""


class Say(Protocol):
    """Tells the writer something, in a notice that disappears by itself."""

    def tell(self, text: str) -> None:
        """Tell what was done, or why it was not done."""

    def error(self, error: DraftroomError) -> None:
        """Tell what went wrong, where, and what to do."""


class Timer(Protocol):
    """A call that is scheduled for later."""

    def reset(self) -> None:
        """Start the waiting time again from now."""

    def stop(self) -> None:
        """Cancel it."""


Work = Callable[[], Coroutine[Any, Any, None]]
"""A function that returns the coroutine to run."""


class Job(Protocol):
    """A running job."""

    def cancel(self) -> object:
        """Cancel the job at its next await."""


class Jobs(Protocol):
    """Runs work in the background, and calls functions later."""

    def start(self, work: Work, group: str, name: str) -> Job:
        """Run work as a job of a group; an error that it does not catch ends the app."""

    def after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Call `do` after a number of seconds."""

    def after_frame(self, do: Callable[[], None]) -> None:
        """Call `do` after the next frame is painted."""


class View(Protocol):
    """The rest of the screen. Each call marks a part as out of date; one drawing then updates all of them."""

    def text_changed(self) -> None:
        """Note that the text has steps which its draft does not have yet."""

    def page_changed(self) -> None:
        """Note that the page of the open post changed, or that another post was opened."""

    def list_changed(self) -> None:
        """Note that the list of posts changed, or which of them is open or unsaved."""

    def status_changed(self) -> None:
        """Note that the status line changed."""

    def files_changed(self) -> None:
        """Note that files which the page shows, such as images, may have changed."""

    def focus_text(self) -> None:
        """Give the text the keyboard."""

    def leave(self, code: int) -> None:
        """End the app with an exit code."""


class Spelling(Protocol):
    """Marks the misspelt words of the open post."""

    def opened(self) -> None:
        """Forget all marks, and begin with the post that was opened."""

    def edited(self, edits: Sequence[Edit]) -> None:
        """Mark the changed rows to be checked again."""

    def mended(self, location: Position) -> Edit | None:
        """Return the edit that corrects the word at a position, None if there is no correction."""

    async def stop(self) -> None:
        """End the spelling process."""


@dataclass(frozen=True, slots=True)
class Ports:
    """The ports that a session is given."""

    text: Text
    ask: Ask
    say: Say
    jobs: Jobs
    view: View
    spelling: Spelling
