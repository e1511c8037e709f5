"""Links in the app: Ctrl+L, an address pasted over words or elsewhere, entities."""

from pathlib import Path

import pytest
from textual import events

from tests.ui.support import Writer, make_blog, writing
from tui.files.side_bank import SideBank
from tui.settings import Settings, places

POST, WEIR = "_posts/2024-10-12-low-water.md", "_posts/2023-03-01-the-weir.md"
HEAD = "---\nlayout: post\ntitle: 'low water'\ndate: '2024-10-12T07:20:00+00:00'\n---\n\n"
TAB = '{:target="_blank"}'
BANK = "\n<!-- hyperlink bank\noats https://oats.example/jar\nhttps://mud.example\n-->\n"
BODY = "the oats were gone by noon.\n"
OLD = (
    "---\nlayout: post\ntitle: the weir\ndate: 2023-03-01 08:00:00 +0000\n---\n\n"
    f"see [tide tables](https://tides.example/t){TAB} and [reeds](https://reeds.example){TAB}.\n"
)


def blog_with(root: Path, body: str = BODY + BANK) -> Path:
    return make_blog(root, {POST: HEAD + body, WEIR: OLD}) / POST


async def select_oats(writer: Writer) -> None:
    await writer.press(*["right"] * 4, *["shift+right"] * 4)


async def paste(writer: Writer, text: str) -> None:
    assert writer.app.focused is not None
    writer.app.post_message(events.Paste(text))
    await writer.settle()


async def test_the_bank_comes_first_and_a_used_entry_is_ticked_in_the_same_step(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        before = writer.screen.editor.text
        await select_oats(writer)
        await writer.press("ctrl+l")
        assert "link “oats” to" in writer.painted()
        await writer.wait_for("tides.example, 1 post")
        rows = [row for row in writer.rows() if "☐" in row]
        assert ["oats" in rows[0], "mud.example" in rows[1]] == [True, True]
        await writer.press("enter")
        text = writer.screen.editor.text
        assert f"the [oats](https://oats.example/jar){TAB} were gone" in text
        assert "[x] oats https://oats.example/jar\nhttps://mud.example\n-->" in text
        await writer.type("x")
        assert f"{TAB}x were" in writer.screen.editor.text
        await writer.press("ctrl+z", "ctrl+z")
        assert writer.screen.editor.text == before


async def test_what_is_used_is_ticked_in_the_list(tmp_path: Path) -> None:
    body = f"the [oats](https://oats.example/jar){TAB} were gone.\n{BANK}"
    async with writing(blog_with(tmp_path, body)) as writer:
        await writer.press("ctrl+l")
        assert "☑ oats" in writer.painted()


async def test_links_of_older_posts_and_posts_are_found_by_typing(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("ctrl+l")
        await writer.wait_for("reeds.example, 1 post")
        await writer.type("tides")
        await writer.press("enter")
        assert f"[tide tables](https://tides.example/t){TAB}the oats" in writer.screen.editor.text
        await writer.press("ctrl+l")
        await writer.type("weir")
        await writer.press("enter")
        assert "[the weir](/2023/03/01/the-weir.html)the oats" in writer.screen.editor.text


async def test_a_typed_address_is_the_first_choice(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await select_oats(writer)
        await writer.press("ctrl+l")
        await writer.pilot.press(*"https", "colon", "slash", "slash", *"a", "full_stop", *"example", "enter")
        await writer.settle()
        assert f"the [oats](https://a.example){TAB} were" in writer.screen.editor.text


async def test_the_setting_says_what_links_carry(tmp_path: Path) -> None:
    settings = Settings(spelling=False, link_attributes='{:rel="noopener"}')
    async with writing(blog_with(tmp_path), settings=settings) as writer:
        await select_oats(writer)
        await paste(writer, "https://oats.example/jar")
        assert '(https://oats.example/jar){:rel="noopener"} were' in writer.screen.editor.text


async def test_an_address_pasted_over_words_is_their_link(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        before = writer.screen.editor.text
        await select_oats(writer)
        await paste(writer, "https://oats.example/jar\n")
        assert f"the [oats](https://oats.example/jar){TAB} were" in writer.screen.editor.text
        assert "[x] oats https://oats.example/jar" in writer.screen.editor.text
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == before


async def test_so_is_one_pasted_by_key(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        writer.app.copy_to_clipboard("https://other.example")
        await select_oats(writer)
        await writer.press("ctrl+v")
        assert f"the [oats](https://other.example){TAB} were" in writer.screen.editor.text


async def test_elsewhere_it_is_typed_and_one_key_moves_it_to_the_bank(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        before = writer.screen.editor.text
        await paste(writer, "https://later.example/x")
        assert "https://later.example/xthe oats" in writer.screen.editor.text
        assert "Alt+E move it to the bank" in writer.status
        await writer.press("alt+e")
        assert writer.screen.editor.text == before.replace("\n-->", "\nhttps://later.example/x\n-->")
        assert "later.example/x is in the bank of this post" in writer.told
        await writer.press("ctrl+z")
        assert "https://later.example/xthe oats" in writer.screen.editor.text


async def test_typing_on_lets_the_offer_go(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await paste(writer, "https://later.example/x")
        await writer.type(" ")
        assert "move it to the bank" not in writer.status


async def test_a_post_without_a_bank_has_the_side_list(tmp_path: Path) -> None:
    post = blog_with(tmp_path, BODY)
    async with writing(post) as writer:
        await paste(writer, "https://later.example/x")
        await writer.press("alt+e")
        assert writer.screen.editor.text == HEAD + BODY
        side = SideBank(places().state, writer.app.desk.site.root).read()
        assert [each.url for each in side] == ["https://later.example/x"]
        await writer.press("ctrl+l")
        assert "later.example/x" in writer.painted()


async def test_other_text_and_the_header_are_pasted_as_they_are(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await paste(writer, "see https://a.example and b")
        assert "see https://a.example and bthe oats" in writer.screen.editor.text
        writer.screen.editor.move_cursor((2, 0))
        await paste(writer, "https://a.example")
        assert writer.screen.editor.text.split("\n")[2].startswith("https://a.example")


async def test_words_over_two_paragraphs_are_no_link(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path, "one\n\ntwo\n")) as writer:
        await writer.press("shift+down", "shift+down", "shift+end", "ctrl+l")
        assert "these words cannot be a link" in writer.told


async def test_an_entity_is_put_down_as_the_blog_writes_such(tmp_path: Path) -> None:
    async with writing(blog_with(tmp_path)) as writer:
        await writer.press("ctrl+p")
        await writer.type(">entity")
        await writer.press("enter")
        await writer.type("aster")
        assert "&#042;" in writer.painted()
        await writer.press("enter")
        assert "&#042;the oats" in writer.screen.editor.text
        assert writer.screen.editor.cursor_location[1] == 6


async def test_by_name_where_the_blog_names_them(tmp_path: Path) -> None:
    body = "it&rsquo;s late, &hellip; and so on.\n"
    async with writing(blog_with(tmp_path, body)) as writer:
        writer.screen.action_do("text.entity")
        await writer.settle()
        await writer.type("right single")
        await writer.press("enter")
        assert writer.screen.editor.text.endswith(f"&rsquo;{body}")


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5)])
async def test_hostile_links_are_harmless_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    bank = "\n<!-- hyperlink bank\n\x1b[2J\u202eoats https://oats.example/\x9bjar\n-->\n"
    async with writing(blog_with(tmp_path, BODY + bank), size=size) as writer:
        await writer.press("ctrl+l")
        assert not set("\x1b\x9b\u202e") & set(writer.painted())
        await writer.press("enter")
        assert not set("\x1b\x9b\u202e") & set(writer.painted())
