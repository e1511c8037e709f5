"""Saving: one road, one aftermath, and what another program does meanwhile."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from tests.desk.support import WEIR, make_blog
from tests.session.room import Room, sitting
from tui.desk.saving import SavedPost, SaveJob
from tui.errors import DraftroomError, SaveError

NAME = "_posts/2024-10-12-the-weir.md"
Save = Callable[[Room], Coroutine[Any, Any, None]]
MERGED = "merged with what another program wrote"


class SlowDisk:
    """Writes when it is let go, and says so when it is asked to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, after_writing: bool = False) -> None:
        self.goes_on = threading.Event()
        self.is_at_it = threading.Event()
        self.writes = 0
        run = SaveJob.run

        def slowly(job: SaveJob) -> SavedPost:
            self.writes += 1
            if after_writing:
                saved = run(job)
            self.is_at_it.set()
            self.goes_on.wait()
            return saved if after_writing else run(job)

        monkeypatch.setattr(SaveJob, "run", slowly)

    async def begins(self) -> None:
        await asyncio.to_thread(self.is_at_it.wait)


async def test_what_is_typed_during_a_save_is_saved_after_it_when_that_was_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        disk = SlowDisk(monkeypatch)
        room.text.type("one ", (9, 0))
        room.session.saving.save_open()
        await disk.begins()
        assert room.state() == "saving"
        room.text.type("two ", (9, 4))
        room.session.saving.save_open()
        room.session.saving.save_open()
        disk.goes_on.set()
        await room.are_done()
        assert disk.writes == 2
        assert post.read_text() == WEIR.replace("the water", "one two the water")
        assert room.state() == "saved"


async def test_what_is_typed_during_a_save_stays_unsaved_when_nobody_asked_for_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with sitting(make_blog(tmp_path) / NAME) as room:
        disk = SlowDisk(monkeypatch)
        room.text.type("one ", (9, 0))
        room.session.saving.save_open()
        await disk.begins()
        room.text.type("two ", (9, 4))
        disk.goes_on.set()
        await room.are_done()
        assert disk.writes == 1
        assert room.state() == "unsaved"


async def _by_command(room: Room) -> None:
    room.session.saving.save_open()
    await room.are_done()


async def _waited_for(room: Room) -> None:
    assert room.session.post.draft is not None
    assert await room.session.saving.save_now(room.session.post.draft.path)


@pytest.mark.parametrize("save", [_by_command, _waited_for])
async def test_our_own_save_is_no_change_of_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Save
) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        lost: list[str] = []
        monkeypatch.setattr(room.desk.saves, "keep_both", lambda draft, other: lost.append(other))
        disk = SlowDisk(monkeypatch, after_writing=True)
        room.text.type("one ", (9, 0))
        saving = asyncio.create_task(save(room))
        await disk.begins()
        room.session.outside.look()
        room.session.tick()
        await asyncio.sleep(0)
        disk.goes_on.set()
        await saving
        await room.are_done()
        assert MERGED not in room.told
        assert lost == []
        assert room.state() == "saved"


async def test_a_change_outside_during_a_save_is_found_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        disk = SlowDisk(monkeypatch, after_writing=True)
        room.text.type("one ", (9, 0))
        room.session.saving.save_open()
        await disk.begins()
        post.write_text(post.read_text().replace("a heron", "two herons"))
        disk.goes_on.set()
        await room.are_done()
        assert room.told == ["read again: the file was changed"]
        assert "one the water" in room.text.text
        assert "two herons" in room.text.text


@pytest.mark.parametrize("save", [_by_command, _waited_for])
async def test_a_version_that_could_not_be_kept_is_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, save: Save
) -> None:
    run = SaveJob.run

    def without_version(job: SaveJob) -> SavedPost:
        return SavedPost(run(job).post, DraftroomError("no version of the post could be kept"))

    monkeypatch.setattr(SaveJob, "run", without_version)
    async with sitting(make_blog(tmp_path) / NAME) as room:
        kept: list[bool] = []
        monkeypatch.setattr(room.desk.clocks, "write_ledger", lambda: kept.append(True))
        for text in ("one ", "two "):
            room.text.type(text, (9, 0))
            await save(room)
        assert room.told == ["no version of the post could be kept"]
        assert len(kept) == 2


async def test_a_disk_that_refuses_is_told_of_and_tried_again_when_so_wanted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path) / NAME
    run, refusals = SaveJob.run, [True]

    def refuses_once(job: SaveJob) -> SavedPost:
        if refusals and refusals.pop():
            raise SaveError("the disk is full", path=job.post.path)
        return run(job)

    monkeypatch.setattr(SaveJob, "run", refuses_once)
    async with sitting(post) as room:
        room.ask.answers = ["t"]
        room.text.type("one ", (9, 0))
        room.session.saving.save_open()
        await room.are_done()
        assert [getattr(asked, "title", "") for asked in room.ask.asked] == ["the disk is full"]
        assert "one the water" in post.read_text()
        assert room.state() == "saved"


async def test_a_file_that_is_gone_is_written_again_only_when_so_wanted(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        post.unlink()
        room.session.outside.look()
        await room.are_done()
        assert room.state() == "saved, file gone"
        room.ask.answers = ["k", "w"]
        room.session.saving.save_open()
        await room.are_done()
        assert not post.exists()
        room.session.saving.save_open()
        await room.are_done()
        assert post.read_text() == WEIR
        assert room.state() == "saved"


async def test_places_that_both_changed_are_asked_about_and_then_saved(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / NAME
    async with sitting(post) as room:
        room.text.type("one ", (9, 0))
        post.write_text(WEIR.replace("the water was", "a river was"))
        room.session.outside.look()
        await room.are_done()
        assert room.state() == "unsaved, changed outside"
        room.ask.answers = [("mine",)]
        room.session.saving.save_open()
        await room.are_done()
        assert post.read_text() == WEIR.replace("the water", "one the water")
        assert room.state() == "saved"
