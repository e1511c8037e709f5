"""Another program changes the file of the open post (rows 9, 10 and 11 of the fault table)."""

import os
import threading
from pathlib import Path

import pytest

import tui.session.outside_changes as room
from tests.ui.support import RIVER, Writer, make_blog, settle_page, settles_only_when_told, writing
from tui.desk.drafts import Draft
from tui.desk.outside import Outside, look_outside

LOW = "_posts/2024-10-12-low-water.md"
FERRY = "_drafts/the-ferry-is-late.md"


async def until(writer: Writer, words: str) -> None:
    """Wait for the system to tell of a change, and for its words on the screen."""
    await writer.wait_until(lambda: words in writer.painted())
    await writer.settle()


async def look(writer: Writer) -> None:
    """Come back to the terminal, without waiting for the system."""
    writer.screen.session.outside.look()
    await writer.settle()


async def test_a_change_outside_is_shown_where_nothing_was_typed(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        writer.screen.editor.move_cursor((11, 2))
        post.write_text(RIVER.replace("was **so low**", "had gone,\nand was **so low**"))
        await until(writer, "had gone")
        assert writer.screen.editor.cursor_location == (12, 2)
        assert "saved" in writer.status
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == RIVER
        assert "unsaved" in writer.status


async def test_a_draft_made_by_another_program_is_listed_soon(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW) as writer:

        def is_listed() -> bool:  # the system watches from some moment on
            (blog / "_drafts" / "reeds.md").write_text("---\ntitle: reeds\n---\n\nmud\n")
            return "reeds" in writer.painted()

        await writer.wait_until(is_listed)


async def test_a_change_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        times = post.stat()
        post.write_text(RIVER.replace("so low", "so LOW"))
        os.utime(post, ns=(times.st_atime_ns, times.st_mtime_ns))
        await look(writer)
        assert "so LOW" in writer.screen.editor.text


async def test_changes_that_do_not_touch_are_merged(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("here ")
        post.write_text(RIVER.replace("nothing much", "nothing at all"))
        await look(writer)
        text = writer.screen.editor.text
        assert "here the water" in text
        assert "nothing at all" in text
        assert "unsaved" in writer.status
        await writer.press("ctrl+s")
    assert post.read_text() == text


async def test_saving_merges_when_nobody_looked_before(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("here ")
        post.write_text(RIVER.replace("nothing much", "nothing at all"))
        await writer.press("ctrl+s")
        assert "saved" in writer.status.split()
    assert "here the water" in post.read_text()
    assert "nothing at all" in post.read_text()


@pytest.mark.parametrize(
    ("keys", "kept"), [("m", "mine the water"), ("t", "theirs"), ("b", "mine the water")]
)
async def test_where_both_changed_the_writer_chooses_at_the_next_save(
    tmp_path: Path, keys: str, kept: str
) -> None:
    post = make_blog(tmp_path) / LOW
    theirs = RIVER.replace("the water was", "theirs was")
    async with writing(post) as writer:
        await writer.type("mine ")
        post.write_text(theirs)
        await look(writer)
        assert "changed outside" in writer.status
        assert "mine the water" in writer.screen.editor.text
        await writer.press("ctrl+s")
        assert post.read_text() == theirs
        assert "in the file" in writer.painted()
        await writer.press(keys, "enter")
        await writer.settle()
        assert "changed outside" not in writer.status
        versions = writer.screen.desk.saves.earlier_versions(post)
        assert {"typed here, not chosen", "written by another program, not chosen"} <= {
            version.what for version in versions
        }
    assert kept in post.read_text()
    assert ("theirs was" in post.read_text()) is (keys != "m")


async def test_later_means_that_nothing_is_written(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("mine ")
        post.write_text("theirs")
        await writer.press("ctrl+s")
        await writer.press("escape")
        assert "mine the water" in writer.screen.editor.text
    assert post.read_text() == "theirs"


async def test_a_deleted_file_is_said_and_written_again_only_after_yes(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        post.unlink()
        await until(writer, "file gone")
        await writer.press("ctrl+s")
        assert "deleted or moved" in writer.painted()
        await writer.press("k")
        assert not post.exists()
        await writer.press("ctrl+s")
        await writer.press("w")
        await writer.settle()
        assert "file gone" not in writer.status
    assert post.read_text() == RIVER


async def test_a_post_with_unsaved_text_is_compared_when_it_comes_back_to_the_front(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW) as writer:
        await writer.type("here ")
        writer.screen.session.post.open(blog / FERRY)
        await writer.settle()
        (blog / LOW).write_text(RIVER.replace("nothing much", "nothing at all"))
        writer.screen.session.post.open(blog / LOW)
        await writer.settle()
        assert "nothing at all" in writer.screen.editor.text
        assert "here the water" in writer.screen.editor.text


async def test_what_is_typed_while_the_file_is_compared_is_not_garbled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / LOW
    theirs = RIVER.replace("about nothing", "about an otter")
    async with writing(post) as writer:
        comparing, go_on = threading.Event(), threading.Event()

        def slowly(draft: Draft) -> Outside | None:
            comparing.set()
            go_on.wait(60)
            return look_outside(draft)

        await writer.type("heron ")
        monkeypatch.setattr(room, "look_outside", slowly)
        post.write_text(theirs)
        writer.screen.action_do("post.save")
        while not comparing.is_set():
            await writer.pilot.pause(0.01)
        writer.screen.editor.insert("oar\n\n")
        go_on.set()
        await until(writer, "an otter")
        while writer.screen.desk.drafts.unsaved():
            await writer.pilot.pause(0.01)
        assert writer.screen.editor.text == theirs.replace("the water", "heron oar\n\nthe water")
    assert post.read_text() == theirs.replace("the water", "heron oar\n\nthe water")


async def test_a_file_that_changes_again_while_the_writer_chooses_is_asked_about_again(
    tmp_path: Path,
) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("heron ")
        post.write_text(RIVER.replace("the water", "an otter"))
        await writer.press("ctrl+s")
        await until(writer, "in the file")
        again = RIVER.replace("the water", "a boat")
        post.write_text(again)
        writer.screen.session.outside.look()
        await writer.settle()
        await writer.press("m", "enter")
        await until(writer, "a boat")
        assert "in the file" in writer.painted()
        assert writer.screen.editor.text == RIVER.replace("the water", "heron the water", 1)
    assert post.read_text() == again


async def test_a_choice_holds_when_only_the_page_settled_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settles_only_when_told(monkeypatch)
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("[heron]: /reeds ")
        post.write_text(RIVER.replace("the water", "an otter"))
        await writer.press("ctrl+s")
        await until(writer, "in the file")
        await settle_page(writer)
        await writer.press("m", "enter")
        await writer.settle()
        assert "in the file" not in writer.painted()
    assert post.read_text() == RIVER.replace("the water", "[heron]: /reeds the water", 1)


async def test_a_post_that_was_deleted_and_written_anew_is_not_overwritten(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("mine ")
        post.unlink()
        await writer.press("ctrl+s")
        assert "deleted or moved" in writer.painted()
        post.write_text("written anew")
        await writer.press("w")
        await until(writer, "in the file")
        await writer.press("escape")
    assert post.read_text() == "written anew"


async def test_a_folder_that_went_and_came_back_is_looked_at_again(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        away = post.parent.with_name("_away")
        post.parent.rename(away)
        await look(writer)
        assert "file gone" in writer.status
        away.rename(post.parent)
        post.write_text(RIVER.replace("nothing much", "nothing at all"))
        writer.screen.session.tick()
        await look(writer)
        assert "nothing at all" in writer.screen.editor.text
        assert "file gone" not in writer.status


async def test_a_clean_post_whose_file_is_gone_has_something_to_save(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        post.unlink()
        await writer.press("ctrl+s")
        assert "deleted or moved" in writer.painted()
        await writer.press("escape")


async def test_undo_of_what_another_program_wrote_is_said(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        post.write_text(RIVER.replace("nothing much", "nothing at all"))
        await look(writer)
        await writer.press("ctrl+z")
        told = [notification.message for notification in writer.app._notifications]
        assert "that took back what another program wrote; redo brings it back" in told
