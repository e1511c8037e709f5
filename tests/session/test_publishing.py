"""Publishing: shown first, refused where the post is another one by then."""

from pathlib import Path

import pytest

from tests.desk.support import FERRY, make_blog, stop_the_clock
from tests.session.room import sitting

DRAFT = "_drafts/the-ferry-is-late.md"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")


async def test_a_draft_is_published_with_what_is_unsaved_and_taken_back_as_it_was(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with sitting(blog / DRAFT) as room:
        room.text.type("x", (5, 0))
        room.ask.answers = ["p"]
        await room.session.publisher.publish()
        await room.are_done()
        [post] = (blog / "_posts").glob("*-the-ferry-is-late.md")
        assert "xit always comes" in post.read_text()
        assert not (blog / DRAFT).exists()
        assert room.session.post.is_front(post)
        room.ask.answers = ["t"]
        await room.session.publisher.take_back()
        await room.are_done()
        assert (blog / DRAFT).read_text() == FERRY.replace("it always", "xit always")
        assert not post.exists()


async def test_nothing_is_published_when_another_program_wrote_while_the_question_stood_there(
    tmp_path: Path,
) -> None:
    blog = make_blog(tmp_path)
    async with sitting(blog / DRAFT) as room:

        async def edited() -> None:
            room.text.type("x", (5, 0))

        room.ask.answers, room.ask.before_answer = ["p"], edited
        await room.session.publisher.publish()
        assert room.told == ["the post changed meanwhile"]
        assert (blog / DRAFT).exists()
        assert list((blog / "_posts").glob("*-the-ferry-is-late.md")) == []


async def test_a_second_publishing_waits_for_the_first(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    async with sitting(blog / DRAFT) as room:
        room.ask.before_answer = room.session.publisher.publish
        room.ask.answers = ["k"]
        await room.session.publisher.publish()
        assert room.told == ["publishing is not over yet: git may still be running"]
        assert (blog / DRAFT).read_text() == FERRY
