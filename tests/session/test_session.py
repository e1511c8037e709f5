"""A session: what is done at each step, tick and on the way out, and in which order."""

from pathlib import Path

import pytest

from tests.desk.support import WEIR, make_blog, stop_the_clock
from tests.session.room import sitting
from tui.edits import Step
from tui.session.asking import Question
from tui.session.hint import Hint
from tui.session.offers import Offer
from tui.session.post_states import NO_POST, READ_ONLY, Doing, refusal

NAME = "_posts/2024-10-12-the-weir.md"
OTHER = "_posts/2023-07-07-a-jar-of-silt.md"


async def test_the_journal_is_first_of_all_that_is_done_at_a_step(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        assert room.session.steps[0] == room.session.journaling.stepped


async def test_a_step_is_on_disk_before_anything_else_knows_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        order: list[str] = []
        journal = room.desk.journal_step

        def journaled(step: Step, live: object) -> None:
            order.append("journal")
            journal(step, lambda: room.text.text)

        monkeypatch.setattr(room.desk, "journal_step", journaled)
        monkeypatch.setattr(room.view, "text_changed", lambda: order.append("view"))
        room.text.type("x", (9, 0))
        assert order[:2] == ["journal", "view"]


async def test_a_post_that_is_being_written_is_left_alone_by_the_clock(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        ticks: list[int] = []
        room.session.ticks = (lambda: ticks.append(1),)
        room.session.tick()
        for doing in (Doing.SAVING, Doing.MOVING):
            with room.session.states.during(post, doing):
                room.session.tick()
        room.session.tick()
        assert len(ticks) == 2


async def test_a_post_whose_date_comes_is_shown_as_public_at_the_next_tick(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    async with sitting(make_blog(tmp_path) / NAME) as room:
        assert room.desk.draft is not None
        assert room.desk.draft.facts.visibility.state == "scheduled"
        room.view.stale.clear()
        room.session.tick()
        assert "page" not in room.view.stale
        stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
        room.session.tick()
        assert room.desk.draft.facts.public
        assert "page" in room.view.stale


def test_why_a_post_takes_no_change_is_said_in_one_place() -> None:
    assert refusal(None, False) == NO_POST


async def test_a_command_that_changes_the_text_says_why_it_does_not(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        room.text.read_only = True
        await room.session.tagging.choose()
        await room.session.linking.choose()
        room.session.clocks.close()
        room.session.offers.take()
        await room.session.publisher.publish()
        assert room.told == [READ_ONLY] * 5
        assert room.ask.asked == []


# --- offers


async def test_an_offer_goes_when_the_text_or_the_cursor_does(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        offers = room.session.offers
        taken: list[str] = []
        offers.make_here(Hint("mend it"), lambda: taken.append("here"))
        assert offers.hint == Hint("mend it")
        room.text.move_cursor((10, 0))
        assert offers.hint is None
        offers.make_here(Hint("mend it"), lambda: taken.append("here"))
        room.text.type("x", (9, 0))
        room.text.move_cursor((10, 0))
        offers.take()
        assert taken == []
        assert room.told == ["nothing is offered here"]


async def test_a_question_that_waits_comes_before_an_offer(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        room.session.offers.make(Offer(Hint("an offer"), lambda: True))
        room.ask.hint = Hint("a question")
        assert room.session.offers.hint == Hint("a question")
        room.ask.hint = None
        assert room.session.offers.hint == Hint("an offer")


# --- leaving


async def test_leaving_asks_nothing_where_all_is_saved(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        await room.session.leaving.ask()
        assert room.ask.asked == []
        assert room.view.left == 0


@pytest.mark.parametrize(
    ("answer", "on_disk", "left"),
    [("s", "one the water", 0), ("d", "the water", 0), ("k", "the water", None)],
    ids=["save", "drop", "keep writing"],
)
async def test_leaving_asks_once_about_all_that_is_not_saved(
    tmp_path: Path, answer: str, on_disk: str, left: int | None
) -> None:
    blog = make_blog(tmp_path)
    async with sitting(blog / NAME) as room:
        room.text.type("one ", (9, 0))
        room.session.post.open(blog / OTHER)
        room.text.type("two ", (8, 0))
        room.ask.answers = [answer]
        await room.session.leaving.ask()
        [asked] = room.ask.asked
        assert isinstance(asked, Question)
        assert asked.title == "2 posts are not saved"
        assert room.view.left == left
        assert f"\n{on_disk}" in (blog / NAME).read_text()
        assert room.session.post.is_front(blog / OTHER)


async def test_what_ends_with_the_app_ends_in_order(tmp_path: Path) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        session = room.session
        assert session.leaving.leavers == (
            session.publisher.stop,
            session.saving.is_over,
            session.ports.spelling.stop,
        )
        await session.leaving.leave(3)
        assert room.view.left == 3
        assert room.text.text == WEIR
