"""Rows of the editor: what is painted is as wide as the cursor thinks, whatever the text."""

import pytest

from tui.ui.theme import load_theme, shipped_themes
from tui.ui.widgets.editor.document import PostDocument, WrappedPost
from tui.ui.widgets.editor.rows import RowLook, paint_row

INK = load_theme("ink", (shipped_themes(),))


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
        assert cells - 1 == x, (column, y)
