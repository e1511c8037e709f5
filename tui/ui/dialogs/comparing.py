"""A question about two texts shown side by side: the unsaved text, and the text on disk.

The screen may open by itself, so Enter gives no answer. `tui.ui.unasked` decides when it opens, and which
letters are meant for it.
"""

import asyncio
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType

from tui.compare.side_by_side import compare
from tui.safe import safe_line
from tui.session.asking import Comparison
from tui.ui.dialogs.two_texts import TwoTexts, place
from tui.ui.theme import Theme
from tui.ui.widgets.comparison import VIEW_LETTERS, ComparisonView
from tui.ui.widgets.status import key


class ComparingScreen(TwoTexts[str]):
    """Dismissed with the letter of the answer; Esc gives the last one, which changes nothing.

    Answers are (letter, words). No answer may have the letter n or p: they go to the next and the previous
    difference.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", show=False, priority=True)]

    def __init__(self, colours: Theme, comparison: Comparison) -> None:
        view = ComparisonView(colours, comparison.left_title, comparison.right_title)
        super().__init__(colours, comparison.title, comparison.about, view)
        self._comparison = comparison
        self.letters = VIEW_LETTERS | {letter for letter, _ in comparison.answers}

    async def compare(self) -> None:
        """Compare the texts, and show them."""
        pairs = await asyncio.to_thread(compare, self._comparison.left, self._comparison.right)
        self._view.show(pairs)
        if not self._view.differences:
            self._view.say("both say the same, word by word")

    def on_comparison_view_pointed(self) -> None:
        """Show the number of the selected difference, and the keys."""
        answers = self._comparison.answers
        last = len(answers) - 1
        keys = [
            key(f"{letter} esc" if index == last else letter, safe_line(text))
            for index, (letter, text) in enumerate(answers)
        ]
        if len(self._view.differences) > 1:
            keys.append(key("n p", "next, previous"))
        self._actions.show((place(self._view, "difference"),), keys)

    def on_key(self, event: events.Key) -> None:
        """Move in the texts, or give the answer that has the letter."""
        if self._view.take(event.key):
            pass
        elif event.key in [letter for letter, _ in self._comparison.answers]:
            self.dismiss(event.key)
        event.stop()

    def action_back(self) -> None:
        """Give the last answer, which changes nothing."""
        self.dismiss(self._comparison.answers[-1][0])
