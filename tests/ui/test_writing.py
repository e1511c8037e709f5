"""The main job: open a blog, write, see the page, save."""

from pathlib import Path

from tests.ui.support import RIVER, make_blog, writing

LOW_WATER = "_posts/2024-10-12-low-water.md"


async def test_a_folder_opens_with_its_newest_post_and_its_tags(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        sidebar = writer.part(0, 30)
        for words in ("all", "drafts", "untagged", "river", "mornings", "kitchen", "low water", "2023"):
            assert words in sidebar
        assert "**so low**" in writer.part(30, 104)


async def test_the_page_shows_the_header_as_a_head_and_never_as_junk(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        page = writer.part(104, 160)
        assert "low water" in page
        assert "12 october 2024   river  mornings" in page
        assert "layout" not in page
        assert "the water was so low that" in page


async def test_what_is_typed_is_on_the_page(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.type("heron, ")
        assert "heron, the water was" in writer.part(30, 104)
        assert "heron, the water was" in writer.part(104, 160)
        assert "unsaved" in writer.status


async def test_saving_changes_only_what_was_typed(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        await writer.type("heron, ")
        await writer.press("ctrl+s")
        assert "saved" in writer.status
        assert "unsaved" not in writer.status
    expected = RIVER.replace("the water was", "heron, the water was")
    assert (blog / LOW_WATER).read_text() == expected


async def test_an_unchanged_post_is_never_written(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    before = (blog / LOW_WATER).stat()
    async with writing(blog / LOW_WATER) as writer:
        await writer.type("x")
        await writer.press("ctrl+z", "ctrl+s")
        assert "saved" in writer.status
    after = (blog / LOW_WATER).stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


async def test_undo_and_redo(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.type("heron")
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == RIVER
        await writer.press("ctrl+y")
        assert "heronthe water" in writer.screen.editor.text


async def test_another_post_keeps_the_unsaved_one(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW_WATER) as writer:
        await writer.type("heron")
        await writer.press("ctrl+p")
        await writer.type("jar")
        await writer.press("enter")
        assert "made up its mind" in writer.part(30, 104)
        assert "unsaved low water" in writer.part(0, 30)
        assert "1 other post unsaved" in writer.status
        await writer.press("ctrl+p")
        await writer.type("low")
        await writer.press("enter")
        assert "heronthe water" in writer.part(30, 104)
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == RIVER


async def test_a_shorter_post_opens_with_the_cursor_far_down_in_a_longer_one(tmp_path: Path) -> None:
    long = RIVER + "\n".join(f"row {row}" for row in range(200))
    blog = make_blog(
        tmp_path, {"_posts/2024-10-12-low-water.md": long, "_posts/2023-01-01-short.md": "short\n"}
    )
    async with writing(blog / LOW_WATER) as writer:
        await writer.press(*["pagedown"] * 4)
        await writer.press("ctrl+p")
        await writer.type("short")
        await writer.press("enter")
        assert "short" in writer.part(30, 104)
        await writer.press("ctrl+n")
        await writer.type("first")
        await writer.press("enter", "n")
        assert "title: 'first'" in writer.screen.editor.text
