"""The first screen: it takes letters before there is a desk, and the writing screen goes on with them."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, make_blog, settle_page, settles_only_when_told
from tui.desk.desk import Desk
from tui.desk.drafts import LONG
from tui.desk.opening import Opening
from tui.files.journal import journals
from tui.files.sittings import read_sitting
from tui.settings import LeftOff, Remembered, Settings, places, write_remembered
from tui.ui.app import DraftroomApp
from tui.ui.background import beside_the_writer
from tui.ui.keys import chosen_keys
from tui.ui.screens.opening import OpeningScreen
from tui.ui.screens.writing import WritingScreen

LOW = "_posts/2024-10-12-low-water.md"


class Start:
    """A start that is held before the desk is made ready, until it may go on."""

    def __init__(self, writer: Writer, ready: asyncio.Event) -> None:
        self.writer = writer
        self.app = writer.app
        self._ready = ready

    async def press(self, *keys: str) -> None:
        """Press keys, as fast as they come; those that have to wait are not waited for."""
        for key in keys:
            await self.writer.pilot.press(key)
        await self.writer.pilot.pause()

    async def go_on(self) -> Writer:
        """Let the desk be made ready; wait until the writing screen is there, and all keys are done."""
        self._ready.set()
        await self.writer.wait_until(lambda: isinstance(self.app.screen, WritingScreen))
        await self.writer.wait_until(lambda: self.app.room is not None)
        await self.writer.settle()
        return self.writer


@asynccontextmanager
async def starting(
    target: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = (160, 45)
) -> AsyncIterator[Start]:
    """Start the app as the command does, on a blog or a post."""
    here, ready = places(), asyncio.Event()

    async def held(work: Callable[[], object]) -> object:
        await ready.wait()
        return await beside_the_writer(work)

    monkeypatch.setattr("tui.ui.app.beside_the_writer", held)
    opening = Opening(here, Settings(spelling=False), target, here.state)
    app = DraftroomApp(opening, None, chosen_keys({}, here.config / "config.toml"))
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Start(Writer(app, pilot), ready)
    finally:
        app.close()


def journal_text(post: Path) -> str:
    """What a crash in this moment would leave of a post."""
    [journal] = journals((places().state / "journals",), post)
    sitting = read_sitting(journal)
    assert sitting is not None
    return sitting.past.text


async def test_letters_are_taken_and_kept_before_there_is_a_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / LOW
    async with starting(post, monkeypatch) as start:
        assert isinstance(start.app.screen, OpeningScreen)
        await start.press("h", "i", "space")
        assert "hi the water was" in start.writer.painted()
        assert "hi the water was" in journal_text(post)
        writer = await start.go_on()
        assert "hi the water was" in writer.part(30, 100)
        assert "hi the water was" in writer.part(100, 160), "the page has them too"
        assert "unsaved" in writer.status
        await writer.press("ctrl+z")
        assert "hi the water was" not in writer.painted()
        assert "unsaved" not in writer.status
    assert post.read_text() == RIVER


async def test_cursor_and_selection_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    post = make_blog(tmp_path) / LOW
    async with starting(post, monkeypatch) as start:
        await start.press("right", "shift+right", "shift+right")
        first = start.app.screen
        assert isinstance(first, OpeningScreen)
        before = first.editor.selection
        assert not before.is_empty
        writer = await start.go_on()
        assert writer.screen.editor.selection == before


async def test_commands_and_what_is_pasted_wait_in_their_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / LOW
    async with starting(post, monkeypatch) as start:
        await start.press("a", "ctrl+s", "b")
        assert post.read_text() == RIVER, "nobody can save yet"
        writer = await start.go_on()
        assert post.read_text() == RIVER.replace("the water was", "athe water was", 1)
        assert "abthe water was" in writer.painted()


async def test_a_post_that_another_draftroom_writes_is_read_only_from_the_first_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / LOW
    other = Desk.at(post, tmp_path, places(), Settings())
    other.open(post)
    try:
        async with starting(post, monkeypatch) as start:
            await start.press("h")
            assert "hthe water" not in start.writer.painted()
            writer = await start.go_on()
            assert "read only" in writer.status
    finally:
        other.close()


async def test_it_begins_where_the_writer_left_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_blog(tmp_path)
    kept = Remembered(str(blog), str(blog / LOW), LeftOff((7, 3), (0, 0)))
    write_remembered(places(), kept)
    async with starting(blog, monkeypatch) as start:
        first = start.app.screen
        assert isinstance(first, OpeningScreen)
        assert first.editor.cursor_location == (7, 3)
        writer = await start.go_on()
        assert writer.screen.editor.cursor_location == (7, 3)


async def test_a_blog_never_opened_shows_its_newest_post_once_it_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = make_blog(tmp_path)
    async with starting(blog, monkeypatch) as start:
        await start.press("h", "i")  # there is no post yet: they wait for one
        writer = await start.go_on()
        assert writer.app.desk.draft is not None
        assert "hi" in writer.screen.editor.text


async def test_a_blog_that_cannot_be_read_ends_the_app_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / LOW
    async with starting(post, monkeypatch) as start:
        post.unlink()  # the desk looks for it again
        start._ready.set()
        await start.writer.wait_until(lambda: start.app.failure is not None)
        assert "2024-10-12-low-water.md" in str(start.app.failure)


async def test_a_long_post_has_its_text_first_and_its_page_and_words_when_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settles_only_when_told(monkeypatch)
    long = RIVER + "the river rose and went again.\n\n" * (LONG // 30)
    post = make_blog(tmp_path, {LOW: long}) / LOW
    async with starting(post, monkeypatch) as start:
        await start.press("h", "i")
        writer = await start.go_on()
        assert "reading the page…" in writer.part(100, 160)
        assert "the river rose" not in writer.part(100, 160)
        assert "words" not in writer.status
        await writer.press("x")
        await settle_page(writer)
        await writer.settle()
        assert "reading the page…" not in writer.painted()
        assert "hixthe water" in writer.part(100, 160), "with what was typed meanwhile"
        assert "words as published" in writer.status
        await writer.press("ctrl+s")
    assert post.read_text() == long.replace("the water", "hixthe water", 1)
