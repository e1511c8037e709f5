"""Text and page keep together: by cursor, by wheel, by keys, by click."""

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.ui.screens import following
from tui.ui.widgets.preview import Preview

NAME = "_posts/2024-10-12-low-water.md"
ROWS = 300
LONG = RIVER + "\n" + "\n".join(f"heron {row} stood in the reeds\n" for row in range(ROWS))
LINKS = """---
title: links
---

plain, then [a towpath](https://example.org/towpath){:target="_blank"} and [a weir](https://example.org/weir).

the RNLI keeps [a boat](https://example.org/boat "the blue one").

*[RNLI]: royal national lifeboat institution
"""
IMAGES = """---
title: images
---

![the quay](assets/quay.jpg) and ![far](https://example.org/far.jpg)
"""


def long_blog(folder: Path) -> Path:
    return make_blog(folder, {NAME: LONG}) / NAME


async def wheel(writer: Writer, pane: Widget, turns: int) -> None:
    """Turn the wheel over a pane, downwards for a positive number of turns."""
    kind = events.MouseScrollDown if turns > 0 else events.MouseScrollUp
    for _ in range(abs(turns)):
        pane.post_message(
            kind(pane, 9, 9, 0, 0, 0, shift=False, meta=False, ctrl=False, screen_x=None, screen_y=None)
        )
        await writer.settle()


def numbers(text: str) -> list[int]:
    """Which of the herons are painted."""
    return [int(row.split("heron ")[1].split()[0]) for row in text.split("\n") if "heron " in row]


def in_text(writer: Writer) -> list[int]:
    return numbers(writer.part(30, 104))


def on_page(writer: Writer) -> list[int]:
    return numbers(writer.part(104, 160))


async def test_the_page_follows_the_cursor(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        await writer.press("ctrl+end")
        assert on_page(writer)[-1] == ROWS - 1
        await writer.press("ctrl+home")
        assert "12 october 2024" in writer.part(104, 160)


async def test_the_page_goes_where_the_wheel_takes_the_text(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        cursor = writer.screen.editor.cursor_location
        await wheel(writer, writer.screen.editor, 30)
        both = set(in_text(writer)) & set(on_page(writer))
        assert len(both) >= 15
        assert in_text(writer)[0] > 15
        assert writer.screen.editor.cursor_location == cursor


async def test_the_text_goes_where_the_wheel_takes_the_page(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        cursor = writer.screen.editor.cursor_location
        await wheel(writer, writer.screen.preview, 30)
        assert writer.screen.preview.scroll_offset.y == 30 * int(writer.app.scroll_sensitivity_y)
        assert on_page(writer)[0] > 15
        assert len(set(in_text(writer)) & set(on_page(writer))) >= 15
        assert writer.screen.editor.cursor_location == cursor


async def test_both_reach_their_ends_together(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        await writer.press("f6")
        assert writer.screen.preview.has_focus
        await writer.press("end")
        assert in_text(writer)[-1] == on_page(writer)[-1] == ROWS - 1
        await writer.press("pageup", "pageup")
        assert len(set(in_text(writer)) & set(on_page(writer))) >= 15
        await writer.press("home")
        assert "title: 'low water'" in writer.part(30, 104)
        assert "12 october 2024" in writer.part(104, 160)


async def test_a_key_after_scrolling_away_comes_back_to_the_cursor(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        await wheel(writer, writer.screen.preview, 30)
        await writer.type("frost")
        assert "frost" in writer.part(30, 104)
        assert "frost" in writer.part(104, 160)


async def test_typing_at_the_bottom_moves_the_page_by_rows(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        await writer.press("ctrl+end")
        await writer.type("oats ")
        for _ in range(30):
            before = writer.screen.preview.scroll_offset.y
            writer.screen.editor.insert("oats ")
            await writer.settle()
            assert 0 <= writer.screen.preview.scroll_offset.y - before <= 1


async def test_a_click_on_what_was_just_deleted_puts_the_cursor_at_the_end(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path)) as writer:
        writer.screen.preview.post_message(Preview.Clicked(ROWS, 0.5, "stood", 2))
        writer.screen.editor.delete((2, 0), writer.screen.editor.document.end)
        await writer.settle()
        assert writer.screen.editor.cursor_location == (2, 0)


async def test_a_click_on_a_word_of_the_page_puts_the_cursor_there(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / NAME) as writer:
        rows = writer.part(104, 160).split("\n")
        row = next(index for index, text in enumerate(rows) if "so low" in text)
        column = rows[row].index("low that")
        await writer.pilot.click(writer.screen.preview, offset=(column + 1, row))
        await writer.settle()
        assert writer.screen.editor.cursor_location == (9, RIVER.split("\n")[9].index("low**") + 1)


async def test_the_link_under_the_mouse_is_told(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: LINKS}) / NAME) as writer:
        rows = writer.part(104, 160).split("\n")
        row = next(index for index, text in enumerate(rows) if "towpath" in text)
        await writer.pilot.hover(writer.screen.preview, offset=(rows[row].index("towpath"), row))
        await writer.settle()
        assert "https://example.org/towpath, opens a new tab" in writer.status
        await writer.pilot.hover(writer.screen.preview, offset=(rows[row].index("plain"), row))
        await writer.settle()
        assert "example.org" not in writer.status


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("RNLI", "royal national lifeboat institution"),
        ("boat", "the blue one, https://example.org/boat"),
    ],
)
async def test_the_title_under_the_mouse_is_told(tmp_path: Path, word: str, told: str) -> None:
    async with writing(make_blog(tmp_path, {NAME: LINKS}) / NAME) as writer:
        rows = writer.part(104, 160).split("\n")
        row = next(index for index, text in enumerate(rows) if word in text)
        await writer.pilot.hover(writer.screen.preview, offset=(rows[row].index(word), row))
        await writer.settle()
        assert told in writer.status
        await writer.pilot.hover(writer.screen.preview, offset=(2, 2))
        await writer.settle()
        assert told not in writer.status


async def seen(writer: Writer, words: str) -> bool:
    """Wait some time for words on the page."""
    for _ in range(100):
        if words in writer.part(104, 160):
            return True
        await writer.pilot.pause(0.02)
    return False


async def test_an_image_whose_file_is_not_there_is_told_until_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "IMAGES_AFTER", 0.01)
    blog = make_blog(tmp_path, {NAME: IMAGES})
    async with writing(blog / NAME) as writer:
        assert await seen(writer, "(assets/quay.jpg), missing and")
        assert "far.jpg), missing" not in writer.painted()
        (blog / "assets").mkdir()
        (blog / "assets" / "quay.jpg").touch()
        writer.screen.look_outside()
        assert await seen(writer, "(assets/quay.jpg) and")


async def test_the_link_under_the_cursor_is_told(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: LINKS}) / NAME) as writer:
        text = LINKS.split("\n")[4]
        for word, told in (("towpath]", "https://example.org/towpath, opens a new tab"), ("weir]", "/weir")):
            writer.screen.editor.move_cursor((4, text.index(word)))
            await writer.settle()
            assert told in writer.status
            assert ("new tab" in told) == ("new tab" in writer.status)
        writer.screen.editor.move_cursor((4, 0))
        await writer.settle()
        assert "example.org" not in writer.status


async def test_the_page_of_another_post_begins_at_its_top_without_a_bar(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    (blog / NAME).write_text(LONG)
    async with writing(blog / NAME, size=(160, 45)) as writer:
        await writer.press("ctrl+end", "f2", "down")
        for _ in range(6):
            if "a jar of silt" in writer.part(104, 160):
                break
            await writer.press("down")
        page = writer.part(104, 160)
        assert "a jar of silt" in page
        assert "│" not in page


async def test_a_page_that_was_hidden_begins_at_its_top(tmp_path: Path) -> None:
    async with writing(long_blog(tmp_path), size=(80, 24)) as writer:
        await writer.press("f6")
        assert "12 october 2024" in writer.painted()
        assert "│ the water was so low" in writer.painted()
