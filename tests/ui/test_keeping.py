"""What keeps the text safe: the journal and its offer at the next start, undo over restarts, one writer."""

import shutil
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.errors import JournalError
from tui.files.journal import Journal
from tui.files.lock import Lock, take
from tui.settings import places

LOW = "_posts/2024-10-12-low-water.md"


async def crash_while_writing(post: Path, text: str) -> None:
    """Type into a post and leave as a crash does: nothing is asked, nothing is decided."""
    async with writing(post) as writer:
        await writer.type(text)


async def answer(writer: Writer, letter: str) -> None:
    await writer.press(letter)


async def test_the_next_start_offers_what_was_not_saved(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "unsaved ")
    async with writing(post) as writer:
        assert "this text was not saved" in writer.painted()
        assert "unsaved the water" in writer.painted()
        await answer(writer, "r")
        assert writer.screen.editor.text == RIVER.replace("the water", "unsaved the water", 1)
        assert "unsaved" in writer.status
        await writer.press("ctrl+s")
    assert "unsaved the water" in post.read_text()
    async with writing(post) as writer:
        assert "was not saved" not in writer.painted()


async def test_undo_goes_on_letter_by_letter_after_text_was_restored(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "one\ntwo ")
    async with writing(post) as writer:
        await answer(writer, "r")
        await writer.press("ctrl+z")
        assert "one\nthe water" in writer.screen.editor.text
        await writer.press("ctrl+z", "ctrl+z")
        assert writer.screen.editor.text == RIVER
        assert "saved" in writer.status.split()
        await writer.press("ctrl+y", "ctrl+y", "ctrl+y")
        assert "one\ntwo the water" in writer.screen.editor.text


async def test_what_is_kept_for_later_is_offered_again(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "unsaved ")
    for _ in range(2):
        async with writing(post) as writer:
            assert "this text was not saved" in writer.painted()
            await answer(writer, "k")
            assert writer.screen.editor.text == RIVER


async def test_what_is_dropped_is_not_offered_again(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "unsaved ")
    async with writing(post) as writer:
        await answer(writer, "d")
    async with writing(post) as writer:
        assert "was not saved" not in writer.painted()
        assert writer.screen.editor.text == RIVER


async def test_quitting_without_saving_is_no_crash(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("never mind ")
        await writer.press("ctrl+q", "d")
    async with writing(post) as writer:
        assert "was not saved" not in writer.painted()


async def test_a_post_whose_file_is_gone_is_restored_too(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    await crash_while_writing(blog / LOW, "unsaved ")
    (blog / LOW).unlink()
    async with writing(blog) as writer:
        assert "the file is gone" in writer.painted()
        await answer(writer, "r")
        assert "unsaved the water" in writer.screen.editor.text
        await writer.press("ctrl+s")
        await writer.press("w")
        await writer.settle()
    assert "unsaved the water" in (blog / LOW).read_text()


async def test_undo_reaches_back_over_a_restart(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    for word in ("first ", "second "):
        async with writing(post) as writer:
            await writer.type(word)
            await writer.press("ctrl+s")
    async with writing(post) as writer:
        assert "first second the water" in writer.screen.editor.text
        await writer.press("ctrl+z")
        assert "first the water" in writer.screen.editor.text
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == RIVER
        await writer.press("ctrl+z", "ctrl+y", "ctrl+y")
        assert "first second the water" in writer.screen.editor.text


async def test_undo_stops_at_what_another_program_wrote_between_two_starts(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("first ")
        await writer.press("ctrl+s")
    post.write_text(post.read_text().replace("nothing much", "nothing at all"))
    async with writing(post) as writer:
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == post.read_text()


async def test_a_full_disk_is_told_once_and_stops_no_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> Journal:
        raise JournalError("what you type is not kept against a crash", "no space left")

    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        monkeypatch.setattr(Journal, "start", full)
        await writer.type("still writing ")
        told = [notification.title for notification in writer.app._notifications]
        assert told == ["what you type is not kept against a crash"]
        await writer.press("ctrl+s")
    assert "still writing the water" in post.read_text()


@pytest.fixture
def other(tmp_path: Path) -> Lock:
    """Another draftroom that has the post open."""
    return take(places().state, make_blog(tmp_path) / LOW)


async def test_a_post_that_another_draftroom_writes_is_read_only(tmp_path: Path, other: Lock) -> None:
    post = tmp_path / "blog" / LOW
    async with writing(post) as writer:
        assert "read only" in writer.status
        await writer.type("nothing of this ")
        assert writer.screen.editor.text == RIVER
        other.release()
        writer.screen.session.tick()
        await writer.settle()
        assert "read only" not in writer.status
        await writer.type("but this ")
        assert "but this the water" in writer.screen.editor.text


async def test_taking_over_makes_the_post_ours(tmp_path: Path, other: Lock) -> None:
    post = tmp_path / "blog" / LOW
    async with writing(post) as writer:
        await writer.press("ctrl+p")
        await writer.type("> take over")
        await writer.press("enter")
        assert not other.held
        await writer.type("mine ")
        await writer.press("ctrl+s")
    assert "mine the water" in post.read_text()


async def test_a_post_that_was_taken_over_is_saved_by_nobody_here(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("mine ")
        take(places().state, post, over=True)
        writer.screen.session.tick()
        await writer.settle()
        assert "read only" in writer.status
        await writer.type("not this ")
        await writer.press("ctrl+s")
        assert "mine the water" in writer.screen.editor.text
        assert "not this" not in writer.screen.editor.text
    assert post.read_text() == RIVER


async def test_tags_of_a_read_only_post_stay(tmp_path: Path, other: Lock) -> None:
    async with writing(tmp_path / "blog" / LOW) as writer:
        await writer.press("ctrl+t")
        await writer.type("newly")
        await writer.press("enter", "escape")
        assert writer.screen.editor.text == RIVER


async def test_what_another_program_wrote_since_the_crash_stays(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "unsaved ")
    post.write_text(RIVER.replace("nothing much", "nothing at all"))
    async with writing(post) as writer:
        await answer(writer, "r")
        await writer.press("ctrl+s")
    assert post.read_text() == RIVER.replace("nothing much", "nothing at all").replace(
        "the water", "unsaved the water", 1
    )


async def test_text_typed_before_the_offer_goes_together_with_what_is_restored(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    await crash_while_writing(post, "unsaved ")
    async with writing(post) as writer:
        writer.screen.editor.insert("by now.", writer.screen.editor.document.end)
        await answer(writer, "r")
        assert writer.screen.editor.text == f"{RIVER}by now.".replace("the water", "unsaved the water", 1)
        await writer.press("ctrl+s")
    async with writing(post) as writer:
        assert "was not saved" not in writer.painted()


async def test_a_state_folder_that_was_deleted_is_made_again(tmp_path: Path, draftroom_home: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("before ")
        shutil.rmtree(draftroom_home / "state")
        writer.screen.session.tick()
        assert "read only" not in writer.status
        await writer.type("after ")
    async with writing(post) as writer:
        assert "before after the water" in writer.painted()
