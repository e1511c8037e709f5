"""Characters that readers would not see as they were meant: offered in the status line, escaped by one key.

The one thing you would get wrong: the writer types on, so the offer is looked for anew before it is taken.
Pressed again right after, the key takes the next way out, and after the last one what was typed is back.
"""

from dataclasses import dataclass

from tui.prose import harm
from tui.ui.hint import Hint
from tui.ui.screens.hinting import HintingScreen, Offer

FARTHEST = 80
"""Characters that may be typed behind it before it is let go."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where harm was found: the row of the post, the column behind the character, the row up to there."""

    row: int
    column: int
    before: str


class Escaping:
    """What looks for harm on a screen."""

    def __init__(self, screen: HintingScreen) -> None:
        self._screen = screen
        self._spot: _Spot | None = None

    def look(self) -> None:
        """Look at the word that was just typed, and at what was found before it in its row."""
        found = self._found()
        if found is None:
            self._spot = None
            return
        row, column = found.row, found.column + 1
        spot = _Spot(row, column, self._screen.editor.document[row][:column])
        self._spot = spot
        remedy = found.remedies[0]
        hint = Hint(f"{found.character}  {found.why}", (("text.escape", f"write {remedy.text}"),))
        self._screen.suggest(Offer(hint, lambda: self._holds(spot), lambda: self._take(0)))

    def _found(self) -> harm.Offer | None:
        draft, editor = self._screen.desk.draft, self._screen.editor
        if draft is None or editor.read_only or not editor.selection.is_empty:
            return None
        row, column = editor.cursor_location
        column = len(editor.document[row][:column].rstrip())
        found = harm.harm(draft.page, row, column) if column else None
        if found is None and self._spot is not None and self._holds(self._spot):
            found = harm.harm(draft.page, self._spot.row, self._spot.column)
        return found

    def _holds(self, spot: _Spot) -> bool:
        """Whether the cursor is still behind it, in the same row."""
        row, column = self._screen.editor.cursor_location
        if row != spot.row or not spot.column <= column <= spot.column + FARTHEST:
            return False
        return self._screen.editor.document[row].startswith(spot.before)

    def _take(self, number: int) -> None:
        """Do a remedy, and offer the next one."""
        screen, found = self._screen, self._found()
        if found is None:
            return
        screen.change(found.remedies[number].edits)
        self._spot = None
        self._offer_next(found, number + 1)

    def _offer_next(self, found: harm.Offer, number: int) -> None:
        screen = self._screen
        written = found.remedies[number - 1].text
        other = found.remedies[number].text if number < len(found.remedies) else "it as it was"

        def again() -> None:
            screen.editor.action_undo()
            screen.flush()
            if number < len(found.remedies):
                screen.change(found.remedies[number].edits)
                self._offer_next(found, number + 1)
            else:
                self.look()

        readers = f"readers see {found.character}, written {written}"
        screen.suggest_here(Hint(readers, (("text.escape", f"write {other}"),)), again)
