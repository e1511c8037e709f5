"""Text and page keep together: by cursor, by wheel, by keys, by click."""

from pathlib import Path

import pytest
from textual import events
from textual.widget import Widget

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.ui.room import page_images
from tui.ui.room.status_words import link_at
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
        writer.screen.preview.post_message(Preview.Clicked(ROWS, 2))
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


PLACES = (
    """---
title: places
---

it's the reeds, "isn't" it: the reeds[^oats] and [the mud](#mud), [the ice](#ice){:target="_blank"} and \
[the bank](/bank/){:target="_blank"}, <a href="bank.pdf">the sand</a>.

[^oats]: oats were *eaten*

"""
    + "\n\n".join(["reeds stood about"] * 60)
    + "\n\n## mud\n\nand mud\n"
)
ROW = 4


async def at_words(writer: Writer, words: str) -> tuple[int, int]:
    """Where some words are on the page, in cells of the preview."""
    rows = writer.part(104, 160).split("\n")
    row = next(index for index, text in enumerate(rows) if words in text)
    return rows[row].index(words), row


async def test_a_click_on_any_letter_puts_the_cursor_on_it(tmp_path: Path) -> None:
    text = PLACES.split("\n")[ROW]
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        for words, in_source, letter in (
            *(("it’s", "it's", 3), ("“isn’t”", '"isn\'t"', 5), ("reeds¹", "reeds[^oats]", 2)),
            *(("sand", "sand", 1), ("bank", "bank", 0), ("reeds,", "reeds,", 4)),
        ):
            x, y = await at_words(writer, words)
            await writer.pilot.click(writer.screen.preview, offset=(x + letter, y))
            await writer.settle()
            assert writer.screen.editor.cursor_location == (ROW, text.index(in_source) + letter), words


async def test_of_every_link_under_the_mouse_it_is_told_where_it_leads(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        for words, told in (
            ("mud", "#mud, double-click to go there"),
            ("ice", "#ice, no such heading"),
            ("bank", "/bank/, opens a new tab"),
            ("sand", "bank.pdf"),
            ("¹", "oats were eaten"),
        ):
            await writer.pilot.hover(writer.screen.preview, offset=await at_words(writer, words))
            await writer.settle()
            assert told in writer.status


@pytest.mark.parametrize("follow", ["two clicks", "ctrl"])
async def test_a_link_into_the_page_is_followed(tmp_path: Path, follow: str) -> None:
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        preview, editor = writer.screen.preview, writer.screen.editor
        place = await at_words(writer, "mud")
        await writer.pilot.click(preview, offset=place, control=follow == "ctrl")
        if follow == "two clicks":
            await writer.settle()
            assert editor.cursor_location == (ROW, PLACES.split("\n")[ROW].index("mud]"))
            await writer.pilot.double_click(preview, offset=place)
        await writer.settle()
        assert editor.cursor_location == (PLACES.split("\n").index("## mud"), 0)
        assert editor.has_focus
        assert "and mud" in writer.part(104, 160)


async def test_a_link_of_a_page_alone_is_followed_in_it(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME, size=(80, 24)) as writer:
        await writer.press("f6")
        rows = writer.rows()
        row = next(index for index, text in enumerate(rows) if "mud" in text)
        place = rows[row].index("mud"), row
        await writer.pilot.hover(writer.screen.preview, offset=place)
        await writer.settle()
        assert "#mud, Ctrl+click to go there" in writer.status
        await writer.pilot.click(writer.screen.preview, offset=place, control=True)
        await writer.settle()
        assert writer.screen.editor.cursor_location == (PLACES.split("\n").index("## mud"), 0)
        assert writer.screen.preview.has_focus
        assert "and mud" in writer.painted()


async def test_a_link_that_leads_nowhere_says_so(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        await writer.pilot.double_click(writer.screen.preview, offset=await at_words(writer, "ice"))
        await writer.settle()
        assert "there is no #ice on this page" in writer.told[0]


async def test_a_click_on_a_mark_goes_to_the_note_and_one_there_back(tmp_path: Path) -> None:
    rows = PLACES.split("\n")
    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        preview, editor = writer.screen.preview, writer.screen.editor
        await writer.pilot.click(preview, offset=await at_words(writer, "¹"))
        await writer.settle()
        assert editor.cursor_location == (6, rows[6].index("oats were"))
        x, y = await at_words(writer, "¹ oats were")
        await writer.pilot.hover(preview, offset=(x, y))
        await writer.settle()
        assert "click to go back" in writer.status
        await writer.pilot.click(preview, offset=(x, y))
        await writer.settle()
        assert editor.cursor_location == (ROW, rows[ROW].index("[^oats]"))


async def test_a_link_that_leads_nowhere_looks_broken_until_it_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "LOOK_AFTER", 0.01)

    def roles(writer: Writer) -> set[str]:
        lines = [line for line, _ in writer.screen.preview._rows]
        return {role for line in lines for span in line.spans if span.link == "#ice" for role in span.roles}

    async def looks(writer: Writer, expected: set[str]) -> None:
        await writer.wait_until(lambda: roles(writer) == expected)

    async with writing(make_blog(tmp_path, {NAME: PLACES}) / NAME) as writer:
        for text, broken in (("", True), ("\n## ice\n", False)):
            writer.screen.editor.insert(text, writer.screen.editor.document.end)
            await looks(writer, {"link", "warning"} if broken else {"link"})


def written(writer: Writer) -> list[str]:
    """The links that a terminal is told of, each once for every id."""
    strips = writer.app.screen._compositor.render_strips()
    styles = [segment.style for strip in strips for segment in strip if segment.style]
    return sorted({(style.link_id, style.link): style.link for style in styles if style.link}.values())


async def test_all_words_of_a_link_are_written_as_one(tmp_path: Path) -> None:
    text = (
        "---\ntitle: x\n---\n\n[low **water** over the many many rows of the page](https://example.org/ü)\n"
    )
    async with writing(make_blog(tmp_path, {NAME: text}) / NAME) as writer:
        assert written(writer) == ["https://example.org/%C3%BC"]


async def test_an_address_within_a_site_whose_own_is_known_is_written_as_a_link(tmp_path: Path) -> None:
    site = {"_config.yml": "url: https://example.org\n", NAME: PLACES}
    async with writing(make_blog(tmp_path, site) / NAME) as writer:
        assert written(writer) == ["https://example.org/bank/"]


@pytest.mark.parametrize(
    ("row", "column", "told"),
    [
        ('[so](/about/){:target="_blank"}', 2, "/about/, opens a new tab"),
        ("so [so](#sec-two) so", 5, "#sec-two"),
        ('[so](<https://ex.com/a b>){:target="_blank"}', 2, "https://ex.com/a b, opens a new tab"),
        ("[so]({% post_url 2024-10-12-low-water %})", 2, "{% post_url 2024-10-12-low-water %}"),
        ('[so](https://ex.com/a_(b) "so (so)")', 2, "https://ex.com/a_(b)"),
        ("[![so](a.png)](https://ex.com/)", 3, "https://ex.com/"),
        ("so <a class=x href='/a.pdf' target=\"_blank\">s<b>o</b></a>", 40, "/a.pdf, opens a new tab"),
        ("so <a name='x'>so</a> so", 8, ""),
        ("so [so](/x) so", 13, ""),
    ],
)
def test_of_every_link_under_the_cursor_it_is_told_where_it_leads(row: str, column: int, told: str) -> None:
    assert link_at(row, column) == told


async def on_the_page(writer: Writer, words: str) -> None:
    """Wait for words on the page."""
    await writer.wait_until(lambda: words in writer.part(104, 160))


async def test_an_image_whose_file_is_not_there_is_told_until_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_images, "LOOK_AFTER", 0.01)
    blog = make_blog(tmp_path, {NAME: IMAGES})
    async with writing(blog / NAME) as writer:
        await on_the_page(writer, "(assets/quay.jpg), missing and")
        assert "far.jpg), missing" not in writer.painted()
        (blog / "assets").mkdir()
        (blog / "assets" / "quay.jpg").touch()
        writer.screen.session.outside.look()
        await on_the_page(writer, "(assets/quay.jpg) and")


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
