"""The clocks on the screen: the status line, the footer at a save, goals, and nothing painted while idle."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.desk.timing import TestClock
from tests.ui.support import Writer, make_blog, writing
from tests.ui.test_publishing import DRAFT, NAME, blog_with_draft, choose, published, until
from tui.files import journal
from tui.files.ledger import Seconds
from tui.settings import Settings

LOW_WATER = "_posts/2024-10-12-low-water.md"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> TestClock:
    """A clock that journals go by; `set_clock` is for the app's own."""
    clock = TestClock()
    both = SimpleNamespace(time=lambda: clock.wall, monotonic=lambda: clock.monotonic)
    monkeypatch.setattr(journal, "time", both)
    return clock


def set_clock(writer: Writer, clock: TestClock) -> None:
    clocks = writer.app.desk.clocks
    clocks._wall, clocks._monotonic = lambda: clock.wall, lambda: clock.monotonic


async def write(writer: Writer, clock: TestClock, words: int, pause: float) -> None:
    """Type words of one letter, with a pause before each."""
    for _ in range(words):
        clock.wait(pause)
        await writer.type("a")
        await writer.type(" ")
    writer.screen.session.tick()
    await writer.settle()


async def test_a_save_puts_words_and_minutes_into_the_footer_as_a_step_of_its_own(
    tmp_path: Path, clock: TestClock
) -> None:
    post = blog_with_draft(tmp_path) / NAME
    async with writing(post) as writer:
        set_clock(writer, clock)
        assert "writing 13 min" in writer.status
        assert "5 words as published" in writer.status
        await write(writer, clock, 4, 50)
        assert "writing 15 min" in writer.status
        await writer.press("ctrl+s")
        written = DRAFT.replace("the river", "a a a a the river", 1)
        assert post.read_text() == written.replace("5w / 13min", "9w / 15min")
        assert "    saved    draft    writing 15 min    9 words" in writer.status
        await writer.press("ctrl+z")
        assert writer.screen.editor.text == written
        assert writer.app.desk.clocks.waiting(post) == Seconds(150)
        await writer.press("ctrl+y")
        assert writer.app.desk.clocks.waiting(post) == Seconds(30)


async def test_where_nothing_changed_the_footer_stays(tmp_path: Path, clock: TestClock) -> None:
    post = blog_with_draft(tmp_path) / NAME
    async with writing(post) as writer:
        set_clock(writer, clock)
        await write(writer, clock, 4, 50)
        await writer.press(*["ctrl+z"] * 8)
        await writer.press("ctrl+s")
        assert post.read_text() == writer.screen.editor.text == DRAFT
        await writer.type("a ")
        await writer.press("ctrl+s")
        assert post.read_text().endswith("\n6w / 15min / min")


async def test_f8_switches_and_closing_fills_in_the_last_number(tmp_path: Path, clock: TestClock) -> None:
    post = blog_with_draft(tmp_path) / NAME
    async with writing(post, (80, 24)) as writer:
        set_clock(writer, clock)
        await writer.press("f8")
        assert "post-processing 0 min" in writer.status
        await write(writer, clock, 4, 50)
        assert "post-processing 2 min" in writer.status
        await writer.press("ctrl+s")
        assert post.read_text().endswith("\n9w / 13min / min")
        await choose(writer, "close post")
        assert post.read_text().endswith("\n9w / 13min / 2min")
        await writer.press("f8")
        assert "writing 13 min" in writer.status
    async with writing(post) as writer:
        await until(writer, "writing 13 min")
        assert writer.app.desk.clocks.waiting(post) == Seconds(0, 30)


async def test_taking_back_gives_the_minutes_back(tmp_path: Path, clock: TestClock) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        set_clock(writer, clock)
        await writer.press("f8")
        await write(writer, clock, 4, 50)
        await writer.press("f9")
        await until(writer, "the footer becomes: 9w / 13min / 2min")
        await writer.press("p")
        await until(writer, "published: /2")
        assert writer.app.desk.clocks.waiting(published(blog)) == Seconds(0, 30)
        await choose(writer, "take back")
        await until(writer, "every byte")
        await writer.press("t")
        await until(writer, "taken back")
        assert writer.app.desk.clocks.waiting(blog / NAME) == Seconds(0, 150)


async def test_a_goal_is_a_quiet_bar(tmp_path: Path, clock: TestClock) -> None:
    post = make_blog(tmp_path) / LOW_WATER
    async with writing(post, settings=Settings(spelling=False, goal="8 words a day")) as writer:
        set_clock(writer, clock)
        assert "0 of 8 words today" in writer.status
        await write(writer, clock, 2, 1)
        assert "————————————    2 of 8 words today" in writer.status
    async with writing(post) as writer:
        assert "——" not in writer.status


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_while_nobody_types_the_line_stays(
    tmp_path: Path, clock: TestClock, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    post = blog_with_draft(tmp_path) / NAME
    async with writing(post, size, Settings(spelling=False, goal="3 minutes a sitting")) as writer:
        set_clock(writer, clock)
        await write(writer, clock, 2, 30)
        painted: list[object] = []
        monkeypatch.setattr(writer.screen.status, "refresh", lambda *_, **__: painted.append(1))
        for _ in range(3):
            clock.wait(120)
            writer.screen.session.tick()
        assert not painted


async def test_another_rule_of_counting_is_named_and_followed(tmp_path: Path, clock: TestClock) -> None:
    text = DRAFT.replace("took the jetty", "didn't take it")
    post = make_blog(tmp_path, {NAME: text}) / NAME
    async with writing(post, settings=Settings(spelling=False, words_rule="whitespace")) as writer:
        set_clock(writer, clock)
        assert "5 words by whitespace" in writer.status
        await write(writer, clock, 1, 1)
        assert "6 words by whitespace" in writer.status
        await writer.press("ctrl+s")
        assert post.read_text().endswith("\n6w / 13min / min")
    async with writing(post) as writer:
        assert "7 words as published" in writer.status


async def test_saving_at_the_end_keeps_the_footer_of_every_post(tmp_path: Path, clock: TestClock) -> None:
    blog = blog_with_draft(tmp_path)
    other = blog / "_drafts" / "reeds.md"
    other.write_text(DRAFT)
    async with writing(blog / NAME) as writer:
        set_clock(writer, clock)
        await write(writer, clock, 4, 50)
        writer.screen.session.post.open(other)
        await writer.settle()
        await write(writer, clock, 4, 50)
        await writer.press("ctrl+q", "s")
    assert (blog / NAME).read_text().endswith("\n9w / 15min / min")
    assert other.read_text().endswith("\n9w / 16min / min")
