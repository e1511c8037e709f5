"""Searches the open post: the find bar asks for words, and the selection shows the match."""

from collections.abc import Callable

from textual.widgets.text_area import Selection

from tui.library.excerpts import excerpt
from tui.library.query import read_query
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.findbar import FindBar, find_all


class TextSearch:
    """Goes from match to match."""

    def __init__(self, editor: Editor, bar: FindBar, focus_text: Callable[[], None]) -> None:
        self._editor = editor
        self._bar = bar
        self._focus_text = focus_text

    def open(self) -> None:
        """Open the find bar, with the selected words in it."""
        words = self._editor.selected_text
        self._bar.open(words if "\n" not in words else "")

    def close(self) -> None:
        """Close the find bar, and go back to the text."""
        self._bar.display = False
        place = min(self._editor.selection)
        self._editor.selection = Selection.cursor(place)  # otherwise the next letter would replace the match
        self._focus_text()

    def go_to(self, query: str, first_row: int) -> None:
        """Go to where the words of a query stand, from a row on; `next` then goes on to the same words."""
        found = excerpt("\n".join(self._editor.document.lines[first_row:]), read_query(query).words)
        if found is None:
            return
        words = found.text[slice(*found.ranges[0])]
        self._bar.remember(words)
        self._editor.selection = Selection.cursor((first_row + found.row, found.column))
        self._editor.scroll_cursor_visible(center=True)

    def next(self) -> None:
        """Go to the next match."""
        self._find(backwards=False, from_here=False)

    def previous(self) -> None:
        """Go to the previous match."""
        self._find(backwards=True, from_here=False)

    def typed(self) -> None:
        """Go to the first match of the typed words, from the cursor on."""
        self._find(backwards=False, from_here=True)

    def _find(self, backwards: bool, from_here: bool) -> None:
        wanted = self._bar.wanted
        if not wanted:
            self._bar.say("")
            return
        places = find_all(self._editor.document.lines, wanted)
        if not places:
            self._bar.say("nowhere")
            return
        start, end = sorted(self._editor.selection)
        if backwards:
            before = [place for place in places if place < start]
            place = before[-1] if before else places[-1]
        else:
            beyond = (start[0], start[1] + 1) if start == end and not from_here else end
            edge = start if from_here else beyond
            place = next((place for place in places if place >= edge), places[0])
        row, column = place
        self._editor.selection = Selection(place, (row, column + len(wanted)))
        self._editor.scroll_cursor_visible(center=True)
        self._bar.say(f"{places.index(place) + 1} of {len(places)}")
