"""Rows of the editor: what is painted is as wide as the cursor thinks, whatever the text."""

import pytest

from tests.ui.test_work_per_key import INK, editing
from tui.safe import safe
from tui.ui.textual_internals.document import PostDocument
from tui.ui.widgets.editor.area import MARGIN
from tui.ui.widgets.editor.document import WrappedPost
from tui.ui.widgets.editor.rows import RowLook, paint_row


@pytest.mark.parametrize(
    "text",
    [
        "plain words in a row that is long enough to be wrapped",
        "\ta\tbb\tc\t\td and some words more, with\ttabs",
        "日本語a日\tb本 日本語 日本語 日本語",
        "a👩\u200d👩\u200d👧b🇩🇪c👍🏽d❤️e and on and on and on",
        "e\u0301a\u0308x\u200dq",
        "a\x1bb\x00c\x9bd\u202ee\u200bf",
        "שלום abc العربية",
    ],
)
@pytest.mark.parametrize("width", [8, 20, 60])
def test_each_column_is_painted_where_the_cursor_goes(text: str, width: int) -> None:
    wrapped = WrappedPost(PostDocument(text), width)
    for column in range(len(text) + 1):
        x, y = wrapped.location_to_offset((0, column))
        start, end = wrapped.section(0, y)
        strip = paint_row(text[start:end], start, RowLook(cursor=column), INK, 200)
        cells = 0
        cursor = INK.style("background", "text", "cursor")
        for segment in strip:
            if segment.style in (cursor, INK.style("cursor")):
                break
            cells += segment.cell_length
        assert cells - MARGIN == x, (column, y)


@pytest.mark.parametrize("emphasis", ["", "here"])
def test_the_ground_of_code_reaches_a_cell_into_both_margins(emphasis: str) -> None:
    look = RowLook(ground="code.background", emphasis=emphasis)
    width = 6 + 2 * MARGIN
    tint = INK.style("background", "code.background").bgcolor
    strip = paint_row("tide", 0, look, INK, width)
    grounds = [segment.style and segment.style.bgcolor for segment in strip for _ in segment.text]
    assert [ground == tint for ground in grounds] == [False, *[True] * (width - 2), False]


LETTERS = [
    *("a", "👩\u200d👩\u200d👧", "b", "🇩🇪", "👍🏽", "❤\ufe0f", "e\u0301", "日", "\t", "ש", "\u202e", "\x00"),
    "z",
]


async def test_the_cursor_goes_from_letter_to_letter_as_a_reader_sees_them() -> None:
    async with editing("".join(LETTERS)) as (app, pilot):
        editor = app.editor
        under = [INK.style("background", "text", "cursor"), INK.style("cursor")]
        for number, letter in enumerate(LETTERS):
            column = len("".join(LETTERS[:number]))
            assert editor.cursor_location == (0, column)
            (shown,) = [segment for segment in editor.render_line(0) if segment.style in under]
            assert shown.text.strip() == safe(letter).strip()
            x, _ = editor.wrapped.location_to_offset((0, column))
            for cell in range(x, x + shown.cell_length):
                assert await pilot.click(editor, offset=(MARGIN + cell, 0))
                assert editor.cursor_location == (0, column), cell
            await pilot.press("right")
        for letter in reversed(LETTERS):
            await pilot.press("left")
            assert editor.document[0].startswith(letter, editor.cursor_location[1])


async def test_backspace_and_delete_take_a_whole_letter() -> None:
    async with editing("".join(LETTERS)) as (app, pilot):
        await pilot.press(*["delete"] * 3, "end", *["backspace"] * 9)
        assert app.editor.text == LETTERS[3]
