"""Sparks in the app: kept without leaving the post, listed with their age, a post begun from one."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.files.sparks import Sparks
from tui.settings import places

POST = "_posts/2024-10-12-low-water.md"


def keep(text: str, days: int) -> None:
    Sparks(places().state).catch(text, datetime.now().astimezone() - timedelta(days=days))


async def test_a_thought_is_kept_without_leaving_the_post(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with writing(blog / POST) as writer:
        before = writer.screen.editor.text
        await writer.press("ctrl+p")
        await writer.type(">keep a thought")
        await writer.press("enter")
        await writer.type("the ferry at noon")
        await writer.press("enter")
        assert writer.screen.editor.text == before
        (spark,) = Sparks(places().state).waiting()
        assert (spark.text, spark.blog) == ("the ferry at noon", str(blog))


async def test_nothing_is_kept_after_esc(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        writer.screen.action_do("spark.catch")
        await writer.settle()
        await writer.type("no")
        await writer.press("escape")
        assert not Sparks(places().state).read()


async def test_a_post_begun_from_a_spark_carries_it_in(tmp_path: Path) -> None:
    keep("healing boats: who paints them", 47)
    keep("a second thought", 0)
    async with writing(make_blog(tmp_path) / POST) as writer:
        writer.screen.action_do("spark.list")
        await writer.wait_for("47 days")
        assert "today" in writer.painted()
        await writer.press("down", "enter")
        assert "_drafts/healing-boats.md" in writer.painted()
        await writer.press("enter")
        if "keep this as" in writer.painted():
            await writer.press("n")
        draft = writer.app.desk.draft
        assert draft is not None
        assert draft.facts.title == "healing boats"
        assert "healing boats: who paints them -->\n" in draft.text
        row, column = writer.screen.editor.cursor_location
        rows = draft.text.split("\n")
        assert (rows[row], column) == ("", 0)
        assert "-->" in rows[row - 2]
        used = [spark for spark in Sparks(places().state).read() if spark.post]
        assert [spark.post for spark in used] == [str(draft.path)]


async def test_a_spark_is_dropped_only_after_yes(tmp_path: Path) -> None:
    keep("one", 2)
    keep("two", 1)
    async with writing(make_blog(tmp_path) / POST) as writer:
        writer.screen.action_do("spark.list")
        await writer.wait_for("2 listed")
        await writer.press("d", "k")
        assert len(Sparks(places().state).waiting()) == 2
        await writer.press("d", "d")
        assert [spark.text for spark in Sparks(places().state).waiting()] == ["one"]
        assert "two" not in writer.painted()


async def test_no_sparks_is_said(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        writer.screen.action_do("spark.list")
        await writer.wait_for("no sparks wait")


@pytest.mark.parametrize("size", [(80, 24), (40, 10), (20, 5), (1, 1)])
async def test_hostile_sparks_are_harmless_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    for number in range(30):
        keep(f"\x1b[2J\u202e{number} \x9b31m日本\na second row", number)
    async with writing(make_blog(tmp_path) / POST, size=size) as writer:
        writer.screen.action_do("spark.list")
        await writer.pilot.pause(0.2)
        await writer.press("pagedown", "pagedown", "up", "d")
        assert not set("\x1b\x9b\u202e") & set(writer.painted())
        await writer.press("escape", "escape")
        writer.screen.action_do("spark.catch")
        await writer.press("x", "escape")
