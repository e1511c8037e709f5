"""Questions that come by themselves: what is typed reaches the text, and nothing is decided by it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events

from tests.ui.support import AT_ONCE, RIVER, Writer, make_blog, writing
from tests.ui.test_publishing import NAME as DRAFT_NAME
from tests.ui.test_publishing import blog_with_draft, repository  # noqa: F401  # a fixture
from tui.ui.dialogs.comparing import ComparingScreen
from tui.ui.dialogs.question import QuestionScreen
from tui.ui.unasked import Patience

LOW = "_posts/2024-10-12-low-water.md"
SENTENCE = "the reeds stood in the mud, and nobody had cut them. "
NEVER = Patience(pause=600.0, moment=600.0)
"""No pause is long enough, and every key is pressed too soon to be an answer."""

TOO_SOON = Patience(pause=0.0, moment=600.0)
"""Questions open at once, again and again, under the hands of somebody who types."""


@pytest.fixture
def crashed(tmp_path: Path) -> Path:
    """A post with one word that was typed and never saved."""
    return make_blog(tmp_path) / LOW


async def crash_while_writing(post: Path) -> None:
    async with writing(post) as writer:
        await writer.type("silt, ")


async def test_a_question_waits_while_somebody_types_and_the_status_line_says_so(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.wait_for("2024-10-12-low-water.md has text that was never saved")
        assert "Alt+E see it" in writer.status
        await writer.type(SENTENCE)
        assert writer.screen.editor.text == RIVER.replace("the water", f"{SENTENCE}the water", 1)
        assert writer.app.screen is writer.screen
        assert "has text that was never saved" in writer.status


async def test_it_opens_in_the_next_pause(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.type(SENTENCE)
        writer.app.unasked.patience = AT_ONCE
        await writer.wait_for("this text was not saved")
        await writer.press("k")
        assert "never saved" not in writer.status


async def test_its_key_opens_it_at_once_and_then_letters_are_answers(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.wait_for("has text that was never saved")
        await writer.press("alt+e")
        await writer.wait_for("this text was not saved")
        await writer.press("r")
        assert writer.screen.editor.text == RIVER.replace("the water", "silt, the water", 1)


async def test_what_is_typed_too_soon_after_it_opened_is_for_the_text(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=TOO_SOON) as writer:
        await writer.wait_for("this text was not saved")
        await writer.type("dr")
        await writer.press("enter", "k", "backspace")
        assert writer.screen.editor.text == RIVER.replace("the water", "dr\nthe water", 1)
        await writer.wait_for("this text was not saved")


async def test_keys_that_were_pressed_before_it_opened_are_for_the_text(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed) as writer:
        await writer.wait_for("this text was not saved")
        for letter in "drk":
            early = events.Key(letter, letter)
            early.time -= 60.0  # it was in the queue behind something that took long
            writer.app.post_message(early)
        await writer.settle()
        assert writer.screen.editor.text == RIVER.replace("the water", "drkthe water", 1)


async def test_letters_that_mean_nothing_to_it_are_for_the_text_however_late(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed) as writer:
        await writer.wait_for("this text was not saved")
        writer.app.unasked.patience = replace(AT_ONCE, pause=600.0)
        await writer.press("n", "p")
        assert isinstance(writer.app.screen, ComparingScreen)
        await writer.type("oars")
        assert writer.screen.editor.text == RIVER.replace("the water", "oarsthe water", 1)
        assert "Alt+E see it" in writer.status


async def test_a_paste_is_for_the_text(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed) as writer:
        await writer.wait_for("this text was not saved")
        writer.app.post_message(events.Paste("drop it all, "))
        await writer.settle()
        assert "drop it all, the water" in writer.screen.editor.text


async def test_esc_leaves_it_however_soon(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=TOO_SOON) as writer:
        await writer.wait_for("this text was not saved")
        await writer.press("escape")
        assert writer.app.screen is writer.screen
        assert writer.screen.editor.text == RIVER
        assert "never saved" not in writer.status


async def test_it_opens_over_no_dialog_that_the_writer_opened(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.press("ctrl+p")
        writer.app.unasked.patience = AT_ONCE
        await writer.type("silt")
        assert "a jar of silt" in writer.painted()
        await writer.press("escape")
        await writer.wait_for("this text was not saved")


async def test_what_is_saved_all_the_same_is_not_asked_about(crashed: Path) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.wait_for("has text that was never saved")
        await writer.type("silt, ")
        await writer.press("ctrl+s", "alt+e")
        await writer.wait_until(lambda: "never saved" not in writer.status)
        assert writer.app.screen is writer.screen


async def test_a_question_that_waits_holds_up_no_leaving_and_is_asked_at_the_next_start(
    crashed: Path,
) -> None:
    await crash_while_writing(crashed)
    async with writing(crashed, patience=NEVER) as writer:
        await writer.wait_for("has text that was never saved")
        await writer.press("ctrl+q")
        assert not writer.app.is_running
    async with writing(crashed) as writer:
        await writer.wait_for("this text was not saved")


# --- each question that may come under somebody's hands


async def lose(writer: Writer) -> None:
    await writer.type("mine ")
    (writer.screen.desk.site.root / LOW).unlink()
    await writer.press("ctrl+s")


async def touch(writer: Writer) -> None:
    await writer.type("mine ")
    (writer.screen.desk.site.root / LOW).write_text(RIVER.replace("the water was", "theirs was"))
    await writer.press("ctrl+s")


async def break_it(writer: Writer) -> None:
    await writer.type("mine ")
    post = writer.screen.desk.site.root / LOW
    post.unlink()
    post.mkdir()
    await writer.press("ctrl+s")


@pytest.mark.parametrize(
    ("cause", "title"),
    [
        (lose, "the file was deleted or moved"),
        (touch, "you and another program changed the same place"),
        (break_it, "the file is no post any more"),
    ],
)
async def test_what_a_save_asks_opens_at_once_and_swallows_nothing(
    tmp_path: Path, cause: Callable[[Writer], Awaitable[None]], title: str
) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post, patience=NEVER) as writer:
        await cause(writer)
        await writer.wait_for(title)
        assert writer.app.screen is not writer.screen
        on_disk = post.read_bytes() if post.is_file() else b""
        await writer.type(SENTENCE)
        assert f"mine {SENTENCE}the water" in writer.screen.editor.text
        assert title in writer.status
        assert (post.read_bytes() if post.is_file() else b"") == on_disk
        await writer.press("ctrl+s")
        await writer.wait_for("esc" if "same place" in title else "keep writing")
        assert writer.app.screen is not writer.screen


async def test_a_conflict_that_was_typed_over_is_asked_about_as_the_text_is_now(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post, patience=NEVER) as writer:
        await touch(writer)
        await writer.wait_for("you and another program")
        await writer.type("oars ")
        await writer.press("alt+e")
        await writer.wait_for("0 of 1 chosen")
        await writer.press("m", "enter")
        await writer.wait_for("    saved")
    assert "mine oars the water" in post.read_text()


async def test_what_publishing_asks_is_asked_anew_of_what_was_typed_meanwhile(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / DRAFT_NAME, patience=NEVER) as writer:
        await writer.press("f9")
        await writer.wait_for("publish this post")
        await writer.type("pike ")
        assert "pike the river" in writer.screen.editor.text
        assert "publishing waits for your answer" in writer.status
        await writer.press("alt+e")
        await writer.wait_for("the footer becomes: 6w")
        await writer.press("p")
        await writer.wait_for("published: /2")
    assert not (blog / DRAFT_NAME).exists()


async def test_a_commit_and_a_push_wait_for_a_pause(repository: Path) -> None:  # noqa: F811
    async with writing(repository / DRAFT_NAME, patience=NEVER) as writer:
        await writer.press("f9")
        await writer.wait_for("publish this post")
        writer.app.unasked.patience = replace(NEVER, moment=0.0)
        await writer.press("escape", "f9")
        await writer.wait_for("publish this post")
        await writer.press("p")
        await writer.wait_for("it can be committed to git")
        await writer.type("cpcp ")
        assert "cpcp the river" in writer.screen.editor.text
        assert writer.app.screen is writer.screen


async def test_whoever_types_on_after_the_title_types_into_the_new_post(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW, patience=TOO_SOON) as writer:
        await writer.press("ctrl+n")
        await writer.type("one")
        await writer.press("enter")
        await writer.wait_for("new posts of this blog begin like this")
        assert not (blog / "_drafts" / "one.md").exists()
        await writer.type("not today")
        draft = writer.screen.desk.draft
        assert draft is not None
        assert (draft.path.name, "not today" in draft.text) == ("one.md", True)
        assert not (blog / ".draftroom").exists()
    assert (blog / LOW).read_text() == RIVER


async def test_esc_at_the_proposal_leads_back_to_the_title_and_makes_no_post(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / LOW) as writer:
        await writer.press("ctrl+n")
        await writer.type("one")
        await writer.press("enter")
        await writer.wait_for("new posts of this blog begin like this")
        await writer.press("escape")
        await writer.wait_for("_drafts/one.md")
        assert not (blog / "_drafts" / "one.md").exists()
        await writer.press("enter")
        await writer.wait_for("new posts of this blog begin like this")
        await writer.press("n")
        assert (blog / "_drafts" / "one.md").exists()
        assert not (blog / ".draftroom").exists()


async def test_a_click_too_soon_answers_nothing(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW, patience=NEVER) as writer:
        await lose(writer)
        await writer.wait_for("the file was deleted or moved")
        question = writer.app.screen
        assert isinstance(question, QuestionScreen)
        row = next(index for index, row in enumerate(writer.rows()) if "write it again" in row)
        for kind in (events.MouseDown, events.MouseUp):
            at = kind(None, 80, row, 0, 0, 1, False, False, False)
            writer.app.post_message(at)
        await writer.settle()
        assert writer.app.screen is question
