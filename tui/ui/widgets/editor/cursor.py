"""Where the cursor goes when another hand edits the text round it: pure.

The writer looks at a word. So the cursor stays after the letter it was after, or at the start of the word it
was at. The end of an edited range still belongs to the range, so that a row that is put below the cursor does
not take the cursor along.
"""

import re

from tui.edits import Edit, Position, offset_of, position_of

_LETTER = re.compile(r"\S")


def after_edit(position: Position, edit: Edit, following: str) -> Position:
    """Return where a position is after an edit; `following` is what followed it in its row before."""
    (top, column), (bottom, end) = edit.start, edit.end
    row = position[0]
    if position < edit.start:
        return position
    if position > edit.end:
        new_row, new_column = edit.new_end
        return row - bottom + new_row, position[1] - end + new_column if row == bottom else position[1]
    inside = row - top, position[1] - (column if row == top else 0)
    before = edit.removed[: offset_of(edit.removed, inside)]
    at_word = not following[:1].isspace() and following != "" and (not before or before[-1].isspace())
    if at_word and position == edit.end:
        return edit.new_end
    ends = [letter.end() for letter in _LETTER.finditer(edit.text)]
    letters = len(_LETTER.findall(before))
    if at_word and letters < len(ends):
        offset = ends[letters] - 1
    else:
        offset = min(len(edit.text), ends[min(letters, len(ends)) - 1] if letters and ends else 0)
    new_row, new_column = position_of(edit.text, offset)
    return top + new_row, new_column if new_row else column + new_column
