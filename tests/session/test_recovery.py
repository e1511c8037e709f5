"""Text that was never saved: what becomes of it by each answer."""

from pathlib import Path

import pytest

from tests.desk.support import WEIR, make_blog
from tests.session.room import sitting
from tui.desk.desk import Desk
from tui.settings import Settings, places

NAME = "_posts/2024-10-12-the-weir.md"
LEFT = WEIR.replace("the water", "low, the water")


async def left_unsaved(post: Path) -> None:
    """Type into a post, and end without a save."""
    async with sitting(post) as room:
        room.text.type("low, ", (9, 0))


def still_unsaved(post: Path) -> list[str]:
    """Return the texts that a next start would offer."""
    desk = Desk.at(post, Path("/"), places(), Settings())
    try:
        return [unsaved.text for unsaved in desk.find_unsaved()]
    finally:
        desk.close()


@pytest.mark.parametrize(
    ("answer", "text", "told"),
    [
        ("r", LEFT, ["restored; it is on disk once you save"]),
        ("k", WEIR, []),
        ("d", WEIR, ["dropped; for 30 days it is still found by: draftroom recover"]),
    ],
    ids=["restore", "keep for later", "drop"],
)
async def test_each_answer_does_what_it_says(tmp_path: Path, answer: str, text: str, told: list[str]) -> None:
    post = make_blog(tmp_path) / NAME
    await left_unsaved(post)
    async with sitting(post) as room:
        room.ask.answers = [answer]
        room.session.recovery.begin()
        await room.are_done()
        assert room.text.text == text
        assert room.told == told
        assert post.read_text() == WEIR
    assert still_unsaved(post) == ([] if answer == "d" else [LEFT])


async def test_what_was_typed_before_the_answer_stays(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    await left_unsaved(post)
    async with sitting(post) as room:
        room.text.type("x", (11, 0))
        room.ask.answers = ["r"]
        room.session.recovery.begin()
        await room.are_done()
        assert room.text.text == LEFT.replace("a second", "xa second")


async def test_places_that_both_changed_are_chosen_one_by_one(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    await left_unsaved(post)
    async with sitting(post) as room:
        room.text.type("high, ", (9, 0))
        room.ask.answers = ["r", ("theirs",)]
        room.session.recovery.begin()
        await room.are_done()
        assert room.text.text == LEFT


async def test_what_was_saved_meanwhile_is_not_asked_about(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    await left_unsaved(post)
    post.write_text(LEFT)
    async with sitting(post) as room:
        room.session.recovery.begin()
        await room.are_done()
        assert room.ask.asked == []
