"""Commands: what the keys, the palette and the dialogs do."""

from pathlib import Path

import pytest

from tests.ui.support import RIVER, make_blog, writing
from tui.commands import COMMANDS
from tui.ui.report import tell
from tui.ui.widgets.sidebar import Sidebar

LOW_WATER = "_posts/2024-10-12-low-water.md"


async def test_every_command_of_the_table_is_done_by_something(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        for command in COMMANDS:
            if command.where == "sidebar":
                assert callable(getattr(Sidebar, f"action_{command.action}", None)), command.id
            else:
                assert callable(writer.screen.commands.get(command.id)), command.id
        assert set(writer.screen.commands) <= {command.id for command in COMMANDS}


async def test_the_palette_lists_posts_commands_and_tags(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+p")
        assert "the ferry is late" in writer.painted()
        await writer.type(">theme")
        assert "choose a theme" in writer.painted()
        await writer.press("escape", "ctrl+p")
        await writer.type("#kit")
        await writer.press("enter")
        sidebar = writer.part(0, 30)
        assert "a jar of silt" in sidebar
        assert "low water" not in sidebar


async def test_a_new_post_is_made_with_the_blogs_own_tags(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        await writer.press("ctrl+n")
        await writer.type("phil's spark")
        assert "_drafts/phil-s-spark.md" in writer.painted()
        await writer.press("tab")
        await writer.type("riv")
        await writer.press("tab", "enter")
        assert "keys as in the newest post" in writer.painted()
        await writer.press("n")
        assert writer.app.desk.draft is not None
        assert writer.app.desk.draft.path == blog / "_drafts" / "phil-s-spark.md"
        assert writer.app.desk.draft.facts.title == "phil's spark"
        assert writer.app.desk.draft.facts.tags == ("river",)
        assert "phil's spark" in writer.part(0, 30)


async def test_tags_of_a_post_change_only_their_lines_and_undo_takes_it_back(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+t")
        await writer.type("kitchen")
        await writer.press("enter", "escape")
        assert writer.screen.editor.text == RIVER.replace("- mornings\n", "- mornings\n- kitchen\n")
        assert "river  mornings  kitchen" in writer.part(104, 160)
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == RIVER


async def test_quitting_asks_once_when_something_is_not_saved(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        await writer.type("x")
        await writer.press("ctrl+q")
        assert "one post is not saved" in writer.painted()
        await writer.press("escape")
        assert writer.app.is_running
        await writer.press("ctrl+q", "s")
    assert (blog / LOW_WATER).read_text() == RIVER.replace("the water", "xthe water")


async def test_quitting_with_everything_saved_asks_nothing(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+q")
        assert writer.app._exit


async def test_the_next_start_lands_where_the_writer_left_off(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    post = blog / LOW_WATER
    rows = "".join(f"row {number} of it\n\n" for number in range(80))
    post.write_text(f"---\ntitle: low water\n---\n\n{rows}")
    async with writing(post) as writer:
        await writer.press("ctrl+end", "up", "up", "right", "right")
        left_off = writer.screen.editor.left_off
        seen = writer.part(30, 110)
        await writer.press("ctrl+q")
    async with writing(blog) as writer:
        assert writer.screen.editor.left_off == left_off
        assert writer.part(30, 110) == seen
        writer.screen.session.post.open(blog / "_posts" / "2023-07-07-a-jar-of-silt.md")
        await writer.press("ctrl+q")
    async with writing(post) as writer:
        assert writer.screen.editor.cursor_location == (4, 0)


async def test_a_save_notes_where_the_writer_is(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW_WATER
    async with writing(post) as writer:
        await writer.press("down", "down")
        await writer.type("oar, ")
        await writer.press("ctrl+s")
        at = writer.screen.editor.cursor_location
    async with writing(post) as writer:
        assert writer.screen.editor.cursor_location == at == (11, 5)


async def test_finding_goes_from_place_to_place(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+f")
        await writer.type("the")
        assert "1 of 2" in writer.painted()
        assert writer.screen.editor.selected_text == "the"
        await writer.press("enter")
        assert "2 of 2" in writer.painted()
        await writer.press("escape", "f3")
        assert writer.screen.editor.selection.start == (9, 0)
        await writer.press("shift+f3")
        assert writer.screen.editor.selection.start == (9, 30)


async def test_focus_dims_all_but_the_paragraph(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f5")
        assert "kitchen" not in writer.painted()
        screen = writer.screen
        here, there = (screen.editor.render_line(y) for y in (9, 11))
        assert here._segments[1].style != there._segments[1].style
        await writer.press("escape")
        assert "kitchen" in writer.painted()


async def test_a_theme_is_shown_while_choosing_and_kept_when_chosen(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+p")
        await writer.type(">theme")
        await writer.press("enter", "down")
        assert writer.app.theme == "paper"
        await writer.press("escape")
        assert writer.app.theme == "ink"
        await writer.press("ctrl+p")
        await writer.type(">theme")
        await writer.press("enter", "down", "enter")
        assert writer.app.theme == "paper"
        assert writer.app.desk.remembered.theme == "paper"


async def test_help_lists_every_command(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER, size=(120, 140)) as writer:
        await writer.press("f1")
        painted = writer.painted()
        for command in COMMANDS:
            assert command.title in painted
        await writer.press("escape")
        assert "in the sidebar" not in writer.painted()


async def test_copy_and_paste(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("shift+right", "shift+right", "shift+right", "ctrl+c", "home", "ctrl+v")
        assert "thethe water" in writer.screen.editor.text
        assert writer.app.clipboard == "the"


async def test_marks_go_round_the_selected_words(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("shift+right", "shift+right", "shift+right", "alt+s")
        assert "**the** water" in writer.screen.editor.text
        await writer.press("alt+s")
        assert writer.screen.editor.text == RIVER


async def test_reserved_keys_do_nothing(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("ctrl+e", "ctrl+r", "ctrl+o", "alt+q")
        assert writer.screen.editor.text == RIVER
        assert writer.screen.editor.selection.is_empty


async def test_the_edge_of_the_page_moves_by_key_and_stays(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        assert writer.screen.arrangement.shown.preview == 56
        await writer.press("alt+left", "alt+left")
        assert writer.screen.arrangement.shown.preview == 64
    async with writing(blog / LOW_WATER) as writer:
        assert writer.screen.arrangement.shown.preview == 64


async def test_the_edge_of_the_page_moves_by_mouse(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.pilot.mouse_down(writer.screen.preview, offset=(0, 20))
        await writer.pilot.hover(writer.screen.editor, offset=(66, 20))
        await writer.pilot.mouse_up(writer.screen.editor, offset=(66, 20))
        await writer.settle()
        assert writer.screen.arrangement.shown.preview == 64


async def test_a_click_on_the_page_moves_the_cursor_there(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        rows = writer.part(104, 160).split("\n")
        row = next(index for index, text in enumerate(rows) if "a second paragraph" in text)
        await writer.pilot.click(writer.screen.preview, offset=(10, row))
        await writer.settle()
        assert writer.screen.editor.cursor_location == (11, 6)
        assert writer.screen.editor.has_focus


async def test_a_deleted_file_is_written_again_only_after_yes(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        await writer.type("mine ")
        (blog / LOW_WATER).unlink()
        await writer.press("ctrl+s")
        assert "deleted or moved" in writer.painted()
        await writer.press("w")
        await writer.settle()
    assert "mine the water" in (blog / LOW_WATER).read_text()


async def test_the_next_start_goes_on_where_the_last_one_ended(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / "_posts" / "2023-07-07-a-jar-of-silt.md"):
        pass
    async with writing(blog) as writer:
        assert "made up its mind" in writer.part(30, 104)
    async with writing(None) as writer:
        assert "made up its mind" in writer.part(30, 104)


async def test_an_empty_blog_says_so_and_a_first_post_can_be_made(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {"_posts/.keep": ""})
    async with writing(blog) as writer:
        assert "no posts here yet" in writer.painted()
        await writer.press("ctrl+n")
        await writer.type("first")
        await writer.press("enter")
        assert "title: first" in writer.screen.editor.text
        await writer.type("words")
        assert "words" in writer.part(104, 160)


@pytest.mark.parametrize(("height", "most"), [(45, 3), (14, 1)])
async def test_no_more_notices_are_told_at_once_than_fit_and_none_twice(
    height: int, most: int, tmp_path: Path
) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER, size=(160, height)) as writer:
        for word in ("heron", "weir", "oats", "oats", "silt", "silt"):
            tell(writer.app, word)
            await writer.settle()
        assert writer.told == ["heron", "weir", "oats", "silt"][-most:]
