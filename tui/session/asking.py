"""What the writer can be asked, as values: the room makes a dialog of each.

Every inquiry names the type of its answer; None always means that there was none.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from tui.compare.merge import Choice, Piece
from tui.paint.cells import Span

Answer = TypeVar("Answer")

Letters = Sequence[tuple[str, str]]
"""Answers by their letters: `(("s", "save and quit"), …)`."""


class Inquiry(Generic[Answer]):
    """Anything that can be asked."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Question(Inquiry[str]):
    """A title, what it is about, and answers; the answer is a letter."""

    title: str
    about: Sequence[str | Span]
    answers: Letters


@dataclass(frozen=True, slots=True)
class Comparison(Inquiry[str]):
    """Two texts side by side, and what can be done with them; the answer is a letter."""

    title: str
    about: Sequence[str]
    left_title: str
    right_title: str
    left: str
    right: str
    answers: Letters


Chosen = tuple[Choice, ...] | Literal["copy"]
"""What comes of a conflict: a choice for each place, or a copy of the text here instead."""


@dataclass(frozen=True, slots=True)
class Resolution(Inquiry[Chosen]):
    """Two texts that changed the same places: which one holds at each."""

    title: str
    pieces: Sequence[Piece]
    mine_title: str
    theirs_title: str


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier version in a list: when it was, what kind it is, and a note."""

    when: str
    what: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Looking(Inquiry[str]):
    """Earlier versions beside the text of now; the answer is the text that shall be restored."""

    versions: Sequence[Version]
    load: Callable[[int], Awaitable[str]]
    now: str


@dataclass(frozen=True, slots=True)
class Pick:
    """One row to pick: what `value` it stands for, and which letters of it were matched."""

    text: str
    value: object
    group: str = ""
    side: str = ""
    matched: tuple[tuple[int, int], ...] = ()
    checked: bool | None = None
    indent: int = 0
    """Cells that the text stands farther to the right."""


class ShownList(Protocol):
    """A list while it is shown."""

    @property
    def is_attached(self) -> bool:
        """Whether it still is."""

    def list_anew(self) -> None:
        """List again what fits what is typed."""


@dataclass(frozen=True, slots=True)
class Picking(Inquiry[object]):
    """A list that typing narrows; the answer is the value of the row that was picked.

    `words` stand in the empty line, `aside` at its right. `on_point` is told of each row that the keyboard
    comes to. With `on_check` Enter tells it of the row and stays; leaving gives None.
    """

    find: Callable[[str], Sequence[Pick]]
    words: str
    aside: str = ""
    on_point: Callable[[object], None] | None = None
    on_check: Callable[[object], None] | None = None
    on_show: Callable[[ShownList], None] | None = None
    at: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a listing: what it is called, what stands left and right, and all there is to say of it."""

    text: str
    value: object
    lead: str = ""
    side: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Inquiry[object]):
    """Rows to go through; `act` does what a letter means and returns the rows that are left then.

    The answer is the value of the row at which Enter was pressed.
    """

    title: str
    rows: Sequence[Row]
    enter: str
    letters: Letters
    act: Callable[[str, object], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class NewPost:
    """What a new post shall be."""

    title: str
    tags: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class NewPostForm(Inquiry[NewPost]):
    """Title and tags of a new post; `file_name` says where one of a title, draft or not, will lie."""

    tags: Sequence[str]
    file_name: Callable[[str, bool], str]
    proposed: NewPost


@dataclass(frozen=True, slots=True)
class SparkLine(Inquiry[str]):
    """One line for a thought."""
