"""Edits worked out elsewhere, such as those of another program: the cursor stays at its word."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.document._document import Selection

from tests.ui.test_work_per_key import editing
from tui.edits import Edit, difference, position_of
from tui.edits import apply as applied
from tui.ui.widgets.editor.cursor import after_edit


def marked(text: str) -> tuple[str, tuple[int, int]]:
    """A text and the position of the bar in it."""
    at = text.index("|")
    plain = text.replace("|", "")
    return plain, position_of(plain, at)


STAYING = [
    # before the edit, on its first row and above it
    ("the ri|ver is low ", "the ri|ver is low\nand late\n"),
    ("t|he river\nis low ", "t|he river\nis low\n"),
    # at its end: the end of a row
    ("the river |", "the river|"),
    ("the river |\n", "the river|\n"),
    ("the river|", "the river|\n"),
    ("the river |", "the river|\n"),
    ("the river|", "the river|\n\n[^1]: low water\n"),
    ("the rievr|", "the river|"),
    ("the ferry is late|", "the ferry\nis late|"),
    ("the ferry\nis late|\n", "the ferry is late|\n"),
    # at its end: the start of a word
    ("the  |river", "the |river"),
    ("the ferry\n|is late", "the ferry |is late"),
    ("- |river", "* |river"),
    ("|river", "## |river"),
    # in it
    ("it was  so|  late", "was so| late"),
    ("* the  fer|ry  \n* is\n* late", "- the fer|ry\n- is\n- late"),
    # behind it
    ("the  ferry is la|te", "the ferry is la|te"),
    ("the  ferry\nis la|te", "the\nferry\nis la|te"),
]


@pytest.mark.parametrize(("before", "after"), STAYING)
async def test_the_cursor_stays_at_its_word(before: str, after: str) -> None:
    (old, cursor), (new, wanted) = marked(before), marked(after)
    edit = difference(old, new)
    assert edit is not None
    async with editing(old) as (app, _):
        app.editor.move_cursor(cursor)
        app.editor.change([edit])
        assert app.editor.text == new
        assert app.editor.cursor_location == wanted
        app.editor.undo()
        assert (app.editor.text, app.editor.cursor_location) == (old, cursor)
        app.editor.move_cursor((0, 0))
        app.editor.redo()
        assert (app.editor.text, app.editor.cursor_location) == (new, wanted)


async def test_the_cursor_stays_through_edits_above_at_and_below_it() -> None:
    edits = [
        Edit((0, 0), (0, 0), "# low water\n\n", ""),
        Edit((2, 9), (2, 10), "", " "),
        Edit((3, 6), (3, 6), "\n", ""),
    ]
    async with editing("the river \nis low") as (app, _):
        app.editor.selection = Selection((0, 4), (0, 10))
        app.editor.change(edits)
        assert app.editor.text == "# low water\n\nthe river\nis low\n"
        assert app.editor.selection == Selection((2, 4), (2, 9))
        app.editor.undo()
        assert app.editor.text == "the river \nis low"
        assert app.editor.selection == Selection((0, 4), (0, 10))


PIECES = st.sampled_from(["a", "river", " ", "  ", "\n", "\r\n", "日", "- ", "*"])
TEXTS = st.lists(PIECES, max_size=12).map("".join)


@given(TEXTS, TEXTS, st.integers(0, 99))
def test_the_cursor_is_in_the_text_and_behind_as_many_letters(old: str, new: str, at: int) -> None:
    edit = difference(old, new)
    if edit is None:
        return
    row, column = cursor = position_of(old, min(at, len(old)))
    rows = old.split("\n")
    cursor = row, min(column, len(rows[row].removesuffix("\r")))
    found = after_edit(cursor, edit, _line(old, cursor[0])[cursor[1] :])
    assert found[1] <= len(_line(applied(old, edit), found[0]))
    if _letters(old) == _letters(new):
        assert _letters(_until(old, cursor)) == _letters(_until(new, found))


def _line(text: str, row: int) -> str:
    rows: Sequence[str] = text.split("\n")
    return rows[row].removesuffix("\r")


def _letters(text: str) -> str:
    return "".join(text.split())


def _until(text: str, place: tuple[int, int]) -> str:
    return "\n".join([*text.split("\n")[: place[0]], text.split("\n")[place[0]][: place[1]]])
