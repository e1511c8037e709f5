"""Everything that the writer can be asked, as values; the user interface shows a dialog for each.

Every inquiry names the type of its answer. An answer of None means that the writer gave none.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, Protocol, TypeVar

from tui.compare.merge import Choice, Piece
from tui.paint.cells import Span

Answer = TypeVar("Answer")

Letters = Sequence[tuple[str, str]]
"""Pairs of a letter to press and what it does: `(("s", "save and quit"), …)`."""


class Inquiry(Generic[Answer]):
    """The base of everything that can be asked; `Answer` is the type of what comes back."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Question(Inquiry[str]):
    """A question with a few possible answers; the answer is one of their letters.

    `about` holds the lines below the title.
    """

    title: str
    about: Sequence[str | Span]
    answers: Letters


@dataclass(frozen=True, slots=True)
class Comparison(Inquiry[str]):
    """Two texts side by side, with a few possible answers; the answer is one of their letters."""

    title: str
    about: Sequence[str]
    left_title: str
    right_title: str
    left: str
    right: str
    answers: Letters


Chosen = tuple[Choice, ...] | Literal["copy"]
"""The answer to a conflict: a choice for each place, or "copy" to write our text to a file of its own."""


@dataclass(frozen=True, slots=True)
class Resolution(Inquiry[Chosen]):
    """Two texts that changed the same places; the writer chooses one of them for each place."""

    title: str
    pieces: Sequence[Piece]
    mine_title: str
    theirs_title: str


@dataclass(frozen=True, slots=True)
class Version:
    """One row in the list of earlier versions: its time, its kind, and a note."""

    when: str
    what: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Looking(Inquiry[str]):
    """Earlier versions beside the present text `now`; the answer is the text to restore.

    `load` reads the text of the version at an index of `versions`.
    """

    versions: Sequence[Version]
    load: Callable[[int], Awaitable[str]]
    now: str


@dataclass(frozen=True, slots=True)
class Pick:
    """One row to pick from a list.

    `value` is the answer when the row is picked, `matched` holds the ranges of letters in `text` that were
    found, and `checked` is None for a row without a check mark.
    """

    text: str
    value: object
    group: str = ""
    side: str = ""
    matched: tuple[tuple[int, int], ...] = ()
    checked: bool | None = None
    indent: int = 0
    """The indentation of the text, in cells."""


class ShownList(Protocol):
    """A list while it is shown."""

    @property
    def is_attached(self) -> bool:
        """Whether the list is still shown."""

    def list_anew(self) -> None:
        """Compute the rows again for the text that is typed."""


@dataclass(frozen=True, slots=True)
class Picking(Inquiry[object]):
    """A list that typing narrows; the answer is the value of the row that was picked.

    The empty input line shows `words`, and `aside` at its right. `on_point` is called with the value of each
    row that the keyboard moves to. With `on_check`, Enter calls it with the value and the list stays open;
    closing the list gives None. `at` is the index of the row that is selected first.
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
    """One row of a listing: its text, `lead` left of it, `side` right of it, and its full description."""

    text: str
    value: object
    lead: str = ""
    side: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing(Inquiry[object]):
    """A list of rows that letters act on; the answer is the value of the row at which Enter was pressed.

    `enter` says what Enter does. `act` gets a letter and the value of the selected row, does what the letter
    stands for, and returns the rows to show next.
    """

    title: str
    rows: Sequence[Row]
    enter: str
    letters: Letters
    act: Callable[[str, object], Awaitable[Sequence[Row]]]


@dataclass(frozen=True, slots=True)
class NewPost:
    """The title and tags of a new post, and whether it begins as a draft."""

    title: str
    tags: tuple[str, ...]
    draft: bool


@dataclass(frozen=True, slots=True)
class NewPostForm(Inquiry[NewPost]):
    """A form for a new post; `file_name` returns the path to show for a title, as a draft or not."""

    tags: Sequence[str]
    file_name: Callable[[str, bool], str]
    proposed: NewPost


@dataclass(frozen=True, slots=True)
class SparkLine(Inquiry[str]):
    """A single line in which the writer types a thought."""
