"""A slow disk: draftroom's own save is never another program's change, whoever asked for it."""

import asyncio
import threading
from pathlib import Path

import pytest

from tests.ui.support import Writer, make_blog, writing
from tui.desk.saving import SavedPost, SaveJob
from tui.errors import DraftroomError

LOW = "_posts/2024-10-12-low-water.md"


class SlowDisk:
    """Writes at once, and says only when it is let go that this is done."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.wrote, self.goes_on = threading.Event(), threading.Event()
        run = SaveJob.run

        def slowly(job: SaveJob) -> SavedPost:
            saved = run(job)
            self.wrote.set()
            self.goes_on.wait()
            return saved

        monkeypatch.setattr(SaveJob, "run", slowly)


async def look_while_it_writes(writer: Writer, disk: SlowDisk) -> None:
    """Look at the open post's file when it is written, and before the save is over."""
    await asyncio.to_thread(disk.wrote.wait)
    writer.screen.session.outside.look()
    for _ in range(20):  # what is found has its turn
        await writer.pilot.pause(0.005)
    disk.goes_on.set()


@pytest.mark.parametrize("keys", [("ctrl+s",), ("ctrl+q", "s")], ids=["saved", "left by saving"])
async def test_its_own_save_is_no_change_of_another_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        lost: list[str] = []
        desk = writer.screen.desk
        monkeypatch.setattr(desk.saves, "keep_both", lambda draft, other: lost.append(other))
        await writer.type("x")
        disk = SlowDisk(monkeypatch)
        looking = asyncio.create_task(look_while_it_writes(writer, disk))
        for key in keys:
            await writer.press_and_go_on(key)
        await looking
        await writer.wait_until(lambda: not desk.drafts.unsaved())
        assert lost == []
        assert "merged with what another program wrote" not in writer.told


async def test_leaving_by_saving_says_that_a_version_could_not_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        run = SaveJob.run

        def without_version(job: SaveJob) -> SavedPost:
            return SavedPost(run(job).post, DraftroomError("no version of the post could be kept"))

        kept: list[bool] = []
        monkeypatch.setattr(SaveJob, "run", without_version)
        monkeypatch.setattr(writer.screen.desk.clocks, "write_ledger", lambda: kept.append(True))
        await writer.type("x")
        await writer.press("ctrl+q", "s")
        assert "no version of the post could be kept" in writer.told
        assert kept
