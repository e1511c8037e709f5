"""Mishaps: odd bytes, odd moments and odd surroundings that must neither crash nor lose a letter."""

import asyncio
import re
from pathlib import Path

import pytest
from textual import events
from textual.widgets.text_area import Selection
from textual.worker import WorkerFailed

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.session.saving import Saving
from tui.session.tagging import Tagging
from tui.ui.dialogs import dialog
from tui.ui.dialogs.question import QuestionScreen

LOW = "_posts/2024-10-12-low-water.md"
H = "---\ntitle: x\n---\n"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.mark.parametrize("key", ["ctrl+x", "ctrl+shift+k"])
async def test_the_last_row_can_be_cut(tmp_path: Path, key: str) -> None:
    async with writing(make_blog(tmp_path, {LOW: H + "one\ntwo"}) / LOW) as writer:
        writer.screen.editor.move_cursor((4, 0))
        await writer.press(key)
        assert writer.screen.editor.text == H + "one\n"


async def test_a_lone_cr_before_a_new_row(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {LOW: H + "a\rb\n"}) / LOW) as writer:
        writer.screen.editor.move_cursor((3, 2))
        await writer.press("enter", "backspace")
        assert writer.screen.editor.text == H + "a\rb\n"


@pytest.mark.parametrize("keys", [("ctrl+a", "ctrl+c"), ("ctrl+x",), ("ctrl+k",)])
async def test_undecodable_bytes_are_copied(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with writing(make_blog(tmp_path, {LOW: H + "caf\udce9 one\n"}) / LOW) as writer:
        await writer.press(*keys)


async def test_a_zero_date_is_no_reason_to_fall(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {LOW: RIVER.replace("2024-10-12T07:20:00+00:00", "0001-01-01T00:00:00+14:00")})
    async with writing(blog / LOW) as writer:
        assert "low water" in writer.painted()


@pytest.mark.parametrize("keys", [("ctrl+p",), ("ctrl+t",), ("ctrl+n",), ("ctrl+f",)])
async def test_nothing_pasted_is_raw(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        await writer.press(*keys)
        assert writer.app.screen.focused is not None
        writer.app.screen.focused.post_message(events.Paste("q\x1b[2J\x9b\u202e"))
        await writer.settle()
        assert not RAW.search(writer.painted())


async def test_a_found_selection_is_not_raw(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {LOW: H + "a\x1b]52;c;QUJD\x07b\n"}) / LOW) as writer:
        writer.screen.editor.selection = Selection((3, 0), (3, 9))
        await writer.press("ctrl+f")
        assert not RAW.search(writer.painted())


async def test_a_completed_tag_is_not_raw(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {LOW: '---\ntags: ["g\\e[2J"]\n---\nb\n'}) / LOW) as writer:
        await writer.press("ctrl+n", "t", "tab", "g", "tab")
        assert not RAW.search(writer.painted())


async def test_joined_bytes_are_saved(tmp_path: Path) -> None:
    post = make_blog(tmp_path, {LOW: H + "\udcc3 \udca9 one\n"}) / LOW
    async with writing(post) as writer:
        writer.screen.editor.move_cursor((3, 1))
        await writer.press("delete", "ctrl+s")
        assert post.read_bytes().startswith(H.encode() + b"\xc3\xa9")
        assert "unsaved" not in writer.status


async def test_a_second_save_during_the_first_is_not_lost(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        await writer.type("x")
        writer.screen.action_do("post.save")
        writer.screen.editor.insert("y")
        writer.screen.action_do("post.save")
        await writer.settle()
        assert "unsaved" not in writer.status


async def theme_of_ones_own(writer: Writer) -> Path:
    theme = writer.app.desk.places.themes / "mine.toml"
    theme.parent.mkdir(parents=True)
    theme.write_text('inherits = "ink"\n')
    writer.app.use_theme("mine")
    return theme


async def test_the_theme_in_use_is_gone(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        (await theme_of_ones_own(writer)).unlink()
        writer.screen.action_do("theme.choose")
        await writer.settle()


async def test_the_theme_in_use_breaks_while_others_are_shown(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        theme = await theme_of_ones_own(writer)
        writer.screen.action_do("theme.choose")
        await writer.settle()
        theme.write_text("[")
        await writer.press("up", "escape")


async def test_nothing_is_typed_where_no_post_is(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {"x.txt": "no"})) as writer:
        await writer.press("ctrl+b")
        assert writer.screen.editor.text == ""


async def test_a_folder_that_may_not_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        await writer.type("x")

        def denied(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        with monkeypatch.context() as patched:
            patched.setattr("os.stat", denied)
            writer.screen.session.tick()
            await writer.press("ctrl+s")
        assert "unsaved" in writer.status


async def test_a_post_replaced_by_a_folder_can_be_saved_as_a_copy(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("mine ")
        post.unlink()
        post.mkdir()
        await writer.press("ctrl+s")
        assert "save the text here as a copy" in writer.painted()
        await writer.press("c")
        await writer.settle()
    assert "mine the water" in post.with_name("2024-10-12-low-water.md.copy").read_text()


async def test_quitting_asks_about_a_post_that_was_changed_outside(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("mine ")
        post.write_text("theirs")
        await writer.press("ctrl+q", "s")
        assert "another program changed the same place" in writer.painted()
        await writer.press("escape")
        assert "mine the water" in writer.screen.editor.text
    assert post.read_text() == "theirs"


async def press_until_it_falls(post: Path, key: str) -> None:
    """Press a key by which the app falls over."""
    async with writing(post) as writer:
        await writer.press_and_go_on(key)
        while not writer.app._exception:
            await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("key", "does"),
    [("ctrl+t", (Tagging, "choose")), ("ctrl+s", (Saving, "save_open"))],
    ids=["tags", "save"],
)
async def test_an_error_of_ours_in_a_command_ends_the_app_as_any_other(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    key: str,
    does: tuple[type, str],
) -> None:
    def fall(_: object) -> None:
        raise RuntimeError("an error of ours")

    monkeypatch.setattr(*does, fall)
    with pytest.raises((RuntimeError, WorkerFailed), match="an error of ours"):
        await press_until_it_falls(make_blog(tmp_path) / LOW, key)
    assert "an error of ours" in capsys.readouterr().err


async def test_typing_on_does_not_answer_a_question_that_was_called_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dialog, "CALM", 60.0)
    async with writing(make_blog(tmp_path) / LOW) as writer:
        await writer.type("mine ")
        await writer.press("ctrl+q")
        await writer.type("what was said and done")
        await writer.press("enter")
        assert "keep writing" in writer.painted()
        await writer.press("escape")
        assert "mine the water" in writer.screen.editor.text


async def test_two_answers_at_once_are_one(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        await writer.type("mine ")
        await writer.press("ctrl+q")
        question = writer.app.screen
        assert isinstance(question, QuestionScreen)
        question.dismiss("k")
        question.dismiss("k")
        await writer.settle()
        assert writer.app.screen is writer.screen


async def test_quitting_saves_all_that_can_be_saved_and_stays_for_the_rest(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    ferry = blog / "_drafts" / "the-ferry-is-late.md"
    async with writing(blog / LOW) as writer:
        await writer.type("mine ")
        writer.screen.session.post.open(ferry)
        await writer.type("soon ")
        (blog / LOW).write_text("theirs")
        await writer.press("ctrl+q", "s")
        await writer.settle()
        await writer.press("escape")
        await writer.settle()
        assert writer.app.is_running
        told = [notification.message for notification in writer.app._notifications]
        assert "not all is saved, so draftroom stays open" in told
    assert "soon" in ferry.read_text()
    assert (blog / LOW).read_text() == "theirs"
