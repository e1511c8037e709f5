"""Resolves conflicts between the writer and another program: shows both sides of each, to choose one.

Nothing is merged until the writer has chosen in every conflict, and no choice is made in advance, so that no
text is dropped unread. `tui.ui.unasked` decides when the screen opens, and which letters are for it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.compare.merge import Choice, Conflict, Piece
from tui.compare.side_by_side import Pair, Passage, compare
from tui.paint.cells import Span
from tui.session.asking import Chosen, Resolution
from tui.ui.dialogs.two_texts import TwoTexts, place
from tui.ui.theme import Theme
from tui.ui.widgets.comparison import VIEW_LETTERS, ComparisonView, Difference, Side
from tui.ui.widgets.status import key

CHOICES: dict[str, Choice] = {"m": "mine", "t": "theirs", "b": "both"}
REST: dict[str, Choice] = {"M": "mine", "T": "theirs"}
NOT_CHOSEN = "not chosen"
ABOUT = "both sides changed the same places: choose what stays in each"
MUTED: dict[Choice | None, Side] = {"mine": "right", "theirs": "left", "both": "", None: ""}
"""The side that is painted muted after each choice."""

KEYS = (
    key("m", "mine"),
    key("t", "theirs"),
    key("b", "both"),
    key("u", NOT_CHOSEN),
    key("M T", "mine, theirs for the rest"),
    key("n p", "next, previous"),
    key("enter", "take it"),
    key("c", "save mine as a copy"),
    key("esc", "later"),
)


def conflict_pairs(pieces: Sequence[Piece]) -> tuple[tuple[Pair, ...], tuple[tuple[int, int], ...]]:
    """Return pieces as pairs, mine left and theirs right, and the first and last pair of each conflict."""
    pairs: list[Pair] = []
    extents = []
    my_row = their_row = 0
    for piece in pieces:
        mine, theirs = (piece.mine, piece.theirs) if isinstance(piece, Conflict) else (piece.text, piece.text)
        found = compare(mine, theirs)
        if isinstance(piece, Conflict):
            if all(pair.same for pair in found):
                found = (Pair(_marked(mine), _marked(theirs)),)
            extents.append((len(pairs), len(pairs) + len(found) - 1))
        pairs += [Pair(_moved(pair.left, my_row), _moved(pair.right, their_row)) for pair in found]
        my_row += mine.count("\n")
        their_row += theirs.count("\n")
    return tuple(pairs), tuple(extents)


def _moved(passage: Passage | None, rows: int) -> Passage | None:
    """Return a passage with its rows counted from the start of the whole text, not of its piece."""
    if passage is None:
        return None
    return replace(passage, first_row=passage.first_row + rows, last_row=passage.last_row + rows)


def _marked(text: str) -> Passage:
    """Return a passage in which the whole text is marked as different.

    It is for sides that differ in line breaks alone, which a comparison would fold away as the same. A text
    without words is shown as the number of its rows, so that there is something to see and to choose.
    """
    rows = text.count("\n")
    shown = text if text.strip() else f"({rows} blank {'row' if rows == 1 else 'rows'})"
    return Passage(shown, 0, rows, ((0, len(shown)),))


class ConflictScreen(TwoTexts[Chosen | None]):
    """Dismissed with a choice for each conflict, in order, with "copy", or with None for later."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "later", show=False, priority=True)]
    letters = VIEW_LETTERS | CHOICES.keys() | REST.keys() | {"u", "s", "c"}

    def __init__(self, colours: Theme, resolution: Resolution) -> None:
        view = ComparisonView(colours, resolution.mine_title, resolution.theirs_title, equals=True)
        super().__init__(colours, resolution.title, (ABOUT,), view)
        self._pieces = resolution.pieces
        self._extents: tuple[tuple[int, int], ...] = ()
        self._choices: list[Choice | None] = [
            None for piece in resolution.pieces if isinstance(piece, Conflict)
        ]
        self._notice = ""

    async def compare(self) -> None:
        """Compare the texts, and show them."""
        pairs, self._extents = await asyncio.to_thread(conflict_pairs, self._pieces)
        self._view.show(pairs, self._differences())

    def _differences(self) -> list[Difference]:
        count = len(self._choices)
        found = []
        for at, ((first, last), choice) in enumerate(zip(self._extents, self._choices, strict=True)):
            roles = ("strong",) if choice else ("warning",)
            label = (Span(f"{at + 1} of {count}   ", ("muted",)), Span(choice or NOT_CHOSEN, roles))
            found.append(Difference(first, last, label, MUTED[choice]))
        return found

    def on_comparison_view_pointed(self) -> None:
        """Show the number of the selected conflict, and how many have a choice."""
        self._show_state()

    def _show_state(self) -> None:
        chosen = sum(choice is not None for choice in self._choices)
        state = f"{chosen} of {len(self._choices)} chosen"
        at = place(self._view, "conflict")
        self._actions.show((self._notice,) if self._notice else (at, state), KEYS)

    def on_key(self, event: events.Key) -> None:
        """Move in the texts, choose, or finish with the choices."""
        event.stop()
        letter = event.character or ""
        self._notice = ""
        if self._view.take(event.key) or not self._extents:
            return
        if letter in CHOICES:
            self._choose(CHOICES[letter])
        elif letter == "u":
            self._choose(None)
        elif letter in REST:
            self._choices = [choice or REST[letter] for choice in self._choices]
            self._relabel()
        elif event.key in ("enter", "s"):
            self._take()
        elif letter == "c":
            self.dismiss("copy")

    def _choose(self, choice: Choice | None) -> None:
        """Choose a side for the selected conflict, and go to the next one without a choice.

        If the conflict is out of sight, it is only scrolled into sight: nobody shall choose unseen texts.
        """
        at = self._view.at
        if not self._view.in_sight:
            self._view.point(at)
            return
        self._choices[at] = choice
        self._relabel()
        following = [*range(at + 1, len(self._choices)), *range(at)]
        left = [other for other in following if self._choices[other] is None]
        if choice and left:
            self._view.point(left[0])

    def _relabel(self) -> None:
        self._view.relabel(self._differences())
        self._show_state()

    def _take(self) -> None:
        chosen = [choice for choice in self._choices if choice is not None]
        if len(chosen) == len(self._choices):
            self.dismiss(tuple(chosen))
            return
        self._notice = f"choose for the {len(self._choices) - len(chosen)} left first"
        self._view.point(self._choices.index(None))

    def action_later(self) -> None:
        """Leave the conflicts for later."""
        self.dismiss(None)
