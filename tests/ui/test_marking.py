"""Words marked on the page with the mouse."""

from pathlib import Path

import pytest
from textual.events import MouseMove

from tests.ui.support import make_blog, writing
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.paint.cells import Line
from tui.paint.inlines import Look
from tui.paint.lines import layout
from tui.ui.widgets.block_places import NOWHERE, Places, Row
from tui.ui.widgets.marking import Marked, marked_line, marked_words

PAGE = """the water was **so low** that the posts stood about in it.

- oats
- a jar

the heron\\
came back
"""


def rows_of(text: str, width: int) -> tuple[list[Row], Page]:
    page = Page.parse(text, DIALECTS["jekyll"])
    places = Places()
    places.take_look(Look())
    places.show(page, (), width, (0, 0))
    places.look_down(0, 100)
    return places.rows(0, places.total), page


def all_of(rows: list[Row]) -> Marked:
    return Marked((0, 0), (len(rows) - 1, 200))


def test_a_paragraph_that_was_wrapped_is_copied_as_one_line_and_other_rows_stay() -> None:
    rows, page = rows_of(PAGE, 24)
    assert len([row for row in rows if row.block == 0]) > 2
    assert marked_words(rows, 0, all_of(rows), page.blocks).split("\n") == [
        "the water was so low that the posts stood about in it.",
        "",
        "● oats",
        "● a jar",
        "",
        "the heron",
        "came back",
    ]


def test_a_word_that_was_broken_is_whole_again() -> None:
    address = "https://example.org/a-very-long-name-of-a-river/and/its/banks"
    rows, page = rows_of(f"### the weir by the long wall\n\nsee {address} there\n", 18)
    words = f"the weir by the long wall\n\nsee {address} there"
    assert marked_words(rows, 0, all_of(rows), page.blocks) == words


@pytest.mark.parametrize("fenced", [True, False])
def test_code_is_copied_as_it_was_typed_however_it_is_cut(fenced: bool) -> None:
    code = ["if low:", "\twalk_along_the_river_for_as_long_as_it_is_light()", "", "x = 1"]
    text = "\n".join(["```python", *code, "```"] if fenced else [f"    {row}" for row in code])
    rows, page = rows_of(f"see\n\n{text}\n\nthen\n", 24)
    assert any("…" in row.line.text for row in rows)
    assert marked_words(rows, 0, all_of(rows), page.blocks).split("\n") == ["see", "", *code, "", "then"]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ((0, 4), (0, 8), "water"),
        ((0, 8), (0, 4), "water"),
        ((0, 10), (1, 4), "was so low that"),
        ((0, 90), (0, 95), ""),
        ((7, 4), (7, 300), "heron"),
    ],
)
def test_some_words_are_copied(one: tuple[int, int], other: tuple[int, int], words: str) -> None:
    rows, page = rows_of(PAGE, 20)
    assert marked_words(rows, 0, Marked(one, other), page.blocks) == words


def test_marked_cells_lie_on_the_ground_of_a_selection_and_the_text_is_the_same() -> None:
    [line] = layout(Page.parse("the *water* was 川 low", DIALECTS["jekyll"]).blocks[0], 60)
    marked = marked_line(line, range(6, 16))
    assert marked.text == line.text
    assert "".join(span.text for span in marked.spans if "selection" in span.roles) == "ter was 川"
    assert marked_line(line, range(0)) is line


def test_rows_outside_are_not_marked() -> None:
    marked = Marked((3, 5), (5, 2))
    assert [marked.cells(y, 10) for y in range(2, 7)] == [
        range(0),
        range(5, 10),
        range(10),
        range(3),
        range(0),
    ]
    assert marked_words([Row(Line(), NOWHERE)], 0, marked, ()) == ""


async def test_words_marked_with_the_mouse_are_copied_and_no_click(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md") as writer:
        preview = writer.screen.preview
        y = next(y for y, row in enumerate(writer.rows()) if "the water was so low" in row[104:])
        x = writer.rows()[y].index("the water was so low", 104)
        at = preview.region
        cursor = writer.screen.editor.cursor_location
        await writer.pilot.mouse_down(preview, offset=(x + 4 - at.x, y - at.y))
        await writer.pilot._post_mouse_events(
            [MouseMove], preview, offset=(x + 12 - at.x, y + 1 - at.y), button=1
        )
        await writer.pilot.mouse_up(preview, offset=(x + 12 - at.x, y + 1 - at.y))
        await writer.settle()
        assert preview.marked_words.startswith("water was so low that")
        assert writer.screen.editor.cursor_location == cursor
        words = preview.marked_words
        await writer.press("ctrl+c")
        assert writer.app.clipboard == words
        assert "copied" in writer.told[-1]
        await writer.pilot.click(preview, offset=(x + 4 - at.x, y - at.y))
        await writer.settle()
        assert preview.marked_words == ""
        assert writer.screen.editor.cursor_location == (9, 4)


async def test_what_is_marked_stays_marked_however_the_page_is_scrolled(tmp_path: Path) -> None:
    rows = "".join(
        f"- [a bank](https://example.org/{'a-long-way/' * 9}) and\n\n<!-- {'mud ' * 90} -->\n\nend {n}\n\n"
        for n in range(90)
    )
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    post.write_text(f"---\ntitle: low water\n---\n\n{rows}")
    async with writing(post) as writer:
        await writer.press("ctrl+end")
        preview = writer.screen.preview
        y = next(y for y, row in enumerate(writer.rows()) if row[104:].strip() == "end 84")
        x = writer.rows()[y].index("end 84", 104) - preview.region.x
        await writer.pilot.mouse_down(preview, offset=(x, y))
        await writer.pilot._post_mouse_events([MouseMove], preview, offset=(x + 5, y), button=1)
        await writer.pilot.mouse_up(preview, offset=(x + 5, y))
        assert preview.marked_words == "end 84"
        for _ in range(20):
            preview.scroll_relative(y=-7, animate=False, immediate=True)
            await writer.pilot.pause()
            assert preview.marked_words == "end 84"
