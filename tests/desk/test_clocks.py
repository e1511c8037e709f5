"""The clocks: time goes into the footer at a save, once, over crashes, undo, sleep and several sittings."""

from pathlib import Path

import pytest

from tests.desk.timing import TestClock, Writer
from tui.desk.clocks import Clocks
from tui.files.acts import new_act, perform, undo
from tui.files.journal import decide
from tui.files.ledger import Day, Seconds
from tui.prose.goals import Progress
from tui.settings import Settings

TAIL = """---
title: 'the kettle'
---\x20

the kettle sings. \n
---


<!-- bank -->

**words / writing / post-processing**\x20\x20
3w / 13min / min"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> TestClock:
    clock = TestClock()
    clock.stop_the_real_one(monkeypatch)
    return clock


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "kettle.md"
    path.write_text(TAIL, encoding="utf-8")
    return path


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def writer(post: Path, state: Path, clock: TestClock) -> Writer:
    return Writer(post, state, clock)


def test_twenty_words_in_two_minutes_change_their_line_and_the_last_one(writer: Writer, post: Path) -> None:
    writer.type(21, 6)
    writer.save()
    expected = TAIL.replace("the kettle sings", "tea " * 21 + "the kettle sings")
    assert post.read_text(encoding="utf-8") == expected.replace("3w / 13min / min", "24w / 15min / min")


def test_a_post_without_a_footer_gets_none(post: Path, state: Path, clock: TestClock) -> None:
    post.write_text("the kettle sings.\n", encoding="utf-8")
    writer = Writer(post, state, clock)
    writer.type(3, 50)
    assert writer.save() == ()
    assert post.read_text(encoding="utf-8") == "tea tea tea the kettle sings.\n"


def test_seconds_below_a_minute_wait_for_the_next_save(writer: Writer) -> None:
    writer.type(2, 50)
    writer.save()
    assert writer.last_line == "5w / 13min / min"
    writer.type(1, 15)
    writer.save()
    assert writer.last_line == "6w / 14min / min"
    assert writer.clocks.waiting(writer.draft.path) == Seconds(5)


def test_where_the_text_is_the_files_the_minutes_wait(writer: Writer, post: Path) -> None:
    writer.type(3, 40)
    for _ in range(3):
        writer.replace(writer.draft.first_row, "tea ", "")
    assert not writer.draft.unsaved
    assert writer.save() == ()
    assert post.read_text(encoding="utf-8") == TAIL
    writer.type(1, 1)
    writer.save()
    assert writer.last_line == "4w / 14min / min"


def test_hand_typed_minutes_are_added_to(writer: Writer) -> None:
    writer.type(3, 60)
    row = len(writer.draft.page.lines) - 1
    writer.replace(row, "13min", "1h 50min")
    writer.save()
    assert writer.last_line == "6w / 1h 52min / min"


def test_post_processing_stays_blank_until_it_is_closed(writer: Writer) -> None:
    assert writer.clocks.switch(writer.draft.path) == "postprocessing"
    writer.type(4, 50)
    writer.save()
    assert writer.last_line == "7w / 13min / min"
    assert writer.clocks.status(writer.draft.path) == "post-processing 2 min"
    writer.do(writer.clocks.closing_edits(writer.draft))
    writer.save()
    assert writer.last_line == "7w / 13min / 2min"
    assert writer.clocks.waiting(writer.draft.path) == Seconds(0, 30)
    writer.type(1, 40)
    writer.save()
    assert writer.last_line == "8w / 13min / 3min"


def test_closing_without_time_writes_none(writer: Writer) -> None:
    writer.do(writer.clocks.closing_edits(writer.draft))
    writer.save()
    assert writer.last_line == "3w / 13min / 0min"


def test_the_phase_is_known_at_the_next_start(writer: Writer, post: Path, clock: TestClock) -> None:
    writer.clocks.switch(post)
    again = Writer(post, writer.state, clock)
    assert again.clocks.phase(post) == "postprocessing"
    assert again.clocks.switch(post) == "writing"
    assert Writer(post, writer.state, clock).clocks.phase(post) == "writing"


def test_undo_of_the_footer_gives_its_minutes_back(writer: Writer) -> None:
    writer.type(4, 50)
    edits = writer.save()
    assert writer.last_line == "7w / 15min / min"
    writer.undo(edits)
    assert writer.clocks.waiting(writer.draft.path) == Seconds(150)
    writer.do(edits, "redone")
    assert writer.clocks.waiting(writer.draft.path) == Seconds(30)
    writer.undo(edits)
    writer.type(1, 10)
    writer.save()
    assert writer.last_line == "8w / 15min / min"


def test_undo_in_a_later_sitting_gives_them_back_too(writer: Writer, post: Path, clock: TestClock) -> None:
    writer.type(4, 50)
    edits = writer.save()
    writer.quit()
    clock.wait(5000)
    later = Writer(post, writer.state, clock)
    later.undo(edits)
    later.type(1, 10)
    later.save()
    assert later.last_line == "8w / 15min / min"


@pytest.mark.parametrize("ending", ["quit", "crash"])
def test_two_sittings_add_up_and_nothing_counts_twice(
    writer: Writer, post: Path, clock: TestClock, ending: str
) -> None:
    writer.type(4, 50)
    writer.save()
    writer.type(1, 20)
    getattr(writer, ending)()
    for _ in range(2):  # the second one finds the same
        clock.wait(3000)
        later = Writer(post, writer.state, clock)
        assert later.clocks.waiting(post) == Seconds(50)
        later.crash()
    later = Writer(post, writer.state, clock)
    later.type(2, 10)
    later.save()
    assert later.last_line == "9w / 16min / min"


def test_a_footer_that_a_crash_left_unsaved_counts_once_its_text_is_restored(
    writer: Writer, post: Path, clock: TestClock
) -> None:
    writer.type(4, 50)
    edits = writer.clocks.footer_edits(writer.draft)
    writer.do(edits)
    writer.crash()
    assert writer.journal is not None
    assert Writer(post, writer.state, clock).clocks.waiting(post) == Seconds(150)
    decide(writer.journal.path, "restored")
    assert Writer(post, writer.state, clock).clocks.waiting(post) == Seconds(30)


def test_text_that_was_dropped_takes_its_footer_along_but_not_the_time(
    writer: Writer, post: Path, clock: TestClock
) -> None:
    writer.type(4, 50)
    writer.do(writer.clocks.footer_edits(writer.draft))
    writer.quit()
    later = Writer(post, writer.state, clock)
    assert later.clocks.waiting(post) == Seconds(150)
    (sheet,) = later.book.sheets.values()
    assert sheet.days == {"2024-05-04": Day(Seconds(150), 0)}


def test_sleep_of_the_machine_is_no_time(writer: Writer, clock: TestClock) -> None:
    writer.type(2, 30)
    clock.sleep(8 * 3600)
    writer.type(1, 30)
    assert writer.clocks.waiting(writer.draft.path) == Seconds(60)


def test_time_outlives_its_journal(writer: Writer, post: Path, clock: TestClock) -> None:
    writer.type(2, 50)
    writer.quit()
    assert writer.journal is not None
    Writer(post, writer.state, clock)
    writer.journal.path.unlink()
    assert Writer(post, writer.state, clock).clocks.waiting(post) == Seconds(50)


def test_time_and_phase_go_where_the_post_goes(writer: Writer, post: Path, clock: TestClock) -> None:
    writer.type(2, 50)
    writer.clocks.switch(post)
    writer.save()
    writer.quit()
    new = post.rename(post.with_name("new.md"))
    writer.clocks.moved(post, new)
    for clocks in (writer.clocks, Writer(new, writer.state, clock).clocks):
        assert clocks.waiting(new) == Seconds(50)
        assert clocks.waiting(post) == Seconds()
        assert clocks.phase(new) == "postprocessing"


def test_words_of_a_crashed_sitting_are_in_the_ledger(writer: Writer, post: Path, clock: TestClock) -> None:
    writer.type(5, 10)
    writer.crash()
    (sheet,) = Writer(post, writer.state, clock).book.sheets.values()
    assert sheet.days == {"2024-05-04": Day(Seconds(40), 5)}


def test_the_status_line_is_told_what_runs(writer: Writer) -> None:
    assert writer.clocks.status(writer.draft.path) == "writing 13 min"
    writer.type(4, 50)
    assert writer.clocks.status(writer.draft.path) == "writing 15 min"
    writer.save()
    assert writer.clocks.status(writer.draft.path) == "writing 15 min"


@pytest.mark.parametrize(
    ("goal", "reached", "tomorrow"),
    [
        ("", None, None),
        ("10 words a day", Progress(0.5, "5 of 10 words today"), Progress(0.1, "1 of 10 words today")),
        ("2 minutes a sitting", Progress(0, "0 of 2 minutes this sitting"), None),
    ],
)
def test_a_goal_counts_all_posts_of_its_day_or_of_the_sitting(
    post: Path, state: Path, clock: TestClock, goal: str, reached: Progress | None, tomorrow: Progress | None
) -> None:
    settings = Settings(goal=goal)
    earlier = Writer(post, state, clock, settings)
    earlier.type(2, 5)
    earlier.save()
    earlier.quit()
    writer = Writer(post, state, clock, settings)
    writer.type(3, 1)
    assert writer.clocks.progress() == reached
    if tomorrow:
        clock.wait(86400)
        writer.type(1, 1)
        assert writer.clocks.progress() == tomorrow


def test_a_state_folder_that_takes_nothing_stops_no_writing(writer: Writer, post: Path) -> None:
    (writer.state / "ledger.jsonl").mkdir()
    writer.clocks.write_ledger()
    assert writer.clocks.switch(post) == "postprocessing"
    assert writer.clocks.phase(post) == "postprocessing"


def test_minutes_that_an_act_put_into_a_footer_are_not_counted_again(writer: Writer, post: Path) -> None:
    clocks, new, folders = writer.clocks, post.with_name("moved.md"), [writer.folder]
    clocks.switch(post)
    writer.type(7, 30)
    writer.save()
    closing = writer.draft.text[: -len("min")] + "3min"
    act = new_act(writer.state, "publish", post, new, writer.draft.post.raw, closing.encode())
    writer.quit()
    perform(act)
    for clock in (Clocks(writer.state, Settings()), Clocks(writer.state, Settings())):  # told twice
        clock.followed(act, folders)
    again = Writer(new, writer.state, writer.clock)
    assert again.clocks.waiting(new) == Seconds()
    again.clocks.followed(undo(writer.state, act), folders)
    assert Writer(post, writer.state, writer.clock).clocks.waiting(post) == Seconds(postprocessing=180)


def test_the_minutes_of_a_crashed_sitting_go_with_a_post_that_moves(writer: Writer, post: Path) -> None:
    writer.type(5, 60)
    writer.crash()
    new = post.with_name("moved.md")
    raw = post.read_bytes()
    act = perform(new_act(writer.state, "unpublish", post, new, raw, raw))
    Clocks(writer.state, Settings()).followed(act, [writer.folder])
    assert Writer(new, writer.state, writer.clock).clocks.waiting(new) == Seconds(240)
