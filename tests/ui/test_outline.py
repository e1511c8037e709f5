"""The outline: the headings of a post, to go to one of them."""

from pathlib import Path

from tests.ui.support import RIVER, make_blog, writing
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.session.picks import heading_picks

NAME = "_posts/2024-10-12-low-water.md"
WALK = """
## on the towpath

herons, mostly.

### a *lantern*

and its light.

## home

> ## quoted

bread.
"""


def test_headings_are_picks_for_their_rows_deeper_ones_indented() -> None:
    page = Page.parse(WALK, DIALECTS["jekyll"], 9)
    picks = heading_picks(page, "")
    assert [(pick.text, pick.value, pick.indent) for pick in picks] == [
        ("on the towpath", 10, 0),
        ("a lantern", 14, 2),
        ("home", 18, 0),
    ]
    assert [(pick.text, pick.matched) for pick in heading_picks(page, "lan")] == [("a lantern", ((2, 5),))]


async def test_the_heading_one_is_under_is_chosen_and_enter_goes_to_another(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: RIVER + WALK}) / NAME) as writer:
        rows = (RIVER + WALK).split("\n")
        writer.screen.editor.move_cursor((rows.index("and its light."), 3))
        await writer.press("ctrl+g")
        chosen = next(row for row in writer.rows() if "▋" in row)
        assert "▋     a lantern" in chosen
        assert "quoted" not in "".join(row for row in writer.rows() if "▋" in row)
        await writer.press("down", "enter")
        assert writer.screen.editor.cursor_location == (rows.index("## home"), 0)
        assert writer.screen.editor.has_focus


async def test_the_outline_is_in_the_palette_and_narrows_by_typing(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: RIVER + WALK}) / NAME) as writer:
        await writer.press("ctrl+p")
        await writer.type(">go to head")
        assert "^G" in writer.painted()
        await writer.press("enter")
        await writer.type("home")
        await writer.press("enter")
        assert writer.screen.editor.document[writer.screen.editor.cursor_location[0]] == "## home"


async def test_going_nowhere_leaves_the_cursor(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: RIVER + WALK}) / NAME) as writer:
        before = writer.screen.editor.cursor_location
        await writer.press("ctrl+g", "down", "escape")
        assert writer.screen.editor.cursor_location == before


async def test_a_post_without_headings_says_so(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / NAME) as writer:
        await writer.press("ctrl+g")
        told = [notification.message for notification in writer.app._notifications]
        assert told == ["this post has no headings"]
