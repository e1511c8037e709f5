"""What runs beside the writing: the reading of the folder, saves that leaving waits for, names of workers."""

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

from tests.ui.support import make_blog, writing
from tui.desk.reading import Reading
from tui.desk.saving import SavedPost, SaveJob
from tui.errors import DraftroomError
from tui.session.outside_changes import OutsideChanges
from tui.ui.screens.writing import WritingScreen

LOW = "_posts/2024-10-12-low-water.md"


async def test_a_reading_that_is_asked_for_while_one_runs_comes_once_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, runs = threading.Event(), 0
    run = Reading.run

    def held(self: Reading, *arguments: Any) -> bool:
        nonlocal runs
        runs += 1
        goes_on.wait()
        return run(self, *arguments)

    blog = make_blog(tmp_path)
    # what watches the folder would ask for one more, at a moment of its own
    monkeypatch.setattr(OutsideChanges, "watch", lambda changes: None)
    async with writing(blog / LOW) as writer:
        monkeypatch.setattr(Reading, "run", held)
        for name in ("first", "second", "third"):
            (blog / "_posts" / f"2024-01-01-{name}.md").write_text(f"---\ntitle: the {name}\n---\n")
            writer.screen.session.folder.read()
            await asyncio.sleep(0.05)
        assert runs == 1
        goes_on.set()
        await writer.settle()
        assert "the third" in writer.painted()
        assert runs == 2


async def test_posts_that_could_not_be_read_are_told_of_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(self: Reading, *_: Any) -> bool:
        raise DraftroomError("not all posts of the folder could be read")

    async with writing(make_blog(tmp_path) / LOW) as writer:
        monkeypatch.setattr(Reading, "run", fail)
        writer.screen.session.folder.read()
        await writer.settle()
        assert writer.told == ["not all posts of the folder could be read"]
        writer.app.clear_notifications()
        writer.screen.session.folder.read()
        await writer.settle()
        assert writer.told == []
        assert "a jar of silt" in writer.painted()


async def test_leaving_waits_for_a_save_that_runs_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    goes_on, run = threading.Event(), SaveJob.run

    def held(self: SaveJob) -> SavedPost:
        goes_on.wait()
        return run(self)

    monkeypatch.setattr(SaveJob, "run", held)
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("heron, ")
        writer.screen.action_do("post.save")
        leaving = asyncio.create_task(writer.screen.session.leaving.leave(3))
        await asyncio.sleep(0.2)
        assert not leaving.done()
        assert "saving" in writer.status
        assert "heron" not in post.read_text()
        goes_on.set()
        await leaving
        assert writer.app.return_code == 3
    assert "heron" in post.read_text()


async def test_no_worker_is_named_by_what_it_works_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual (8.2) makes a name of the arguments, which for a long post takes longer than the work."""
    names: list[str] = []
    run_worker = WritingScreen.run_worker

    def noted(self: WritingScreen, *arguments: Any, **named: Any) -> Any:
        names.append(str(named.get("description", "")))
        return run_worker(self, *arguments, **named)

    monkeypatch.setattr(WritingScreen, "run_worker", noted)
    post = make_blog(tmp_path) / LOW
    async with writing(post) as writer:
        await writer.type("heron, ")
        await writer.press("ctrl+s")
        post.write_text(post.read_text().replace("a second", "another"))
        writer.screen.session.outside.look()
        await writer.wait_for("another paragraph")
    assert names
    assert [name for name in names if "paragraph" in name] == []
