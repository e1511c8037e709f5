"""What the next start knows: the blog and the post of now, whatever the disk says."""

from dataclasses import replace
from pathlib import Path

import pytest

from tui.desk.memory import Memory
from tui.settings import LeftOff, Places, Remembered, places, read_remembered


@pytest.fixture
def memory() -> Memory:
    return Memory(places(), Remembered())


def test_what_is_remembered_is_what_the_next_start_reads(memory: Memory) -> None:
    memory.remember(replace(memory.remembered, theme="paper"))
    assert memory.remembered == read_remembered(places())
    assert memory.remembered.theme == "paper"


def test_the_welcome_blog_is_never_the_last_one(memory: Memory) -> None:
    memory.blog_opened(Path("/blog"))
    memory.blog_opened(places().state / "welcome")
    assert read_remembered(places()).last_blog == "/blog"


def test_where_the_writer_left_a_post_is_remembered_until_another_is_opened(memory: Memory) -> None:
    memory.post_opened(Path("/blog/weir.md"))
    memory.remember(replace(memory.remembered, left_off=LeftOff((3, 4))))
    memory.post_opened(Path("/blog/weir.md"))
    assert read_remembered(places()).left_off == LeftOff((3, 4))
    memory.post_opened(Path("/blog/silt.md"))
    assert read_remembered(places()).left_off is None


def test_what_cannot_be_written_is_remembered_until_the_app_ends(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    nowhere = Places(tmp_path, tmp_path / "state", tmp_path, tmp_path)
    memory = Memory(nowhere, Remembered())
    memory.post_opened(Path("/blog/weir.md"))
    assert memory.remembered.last_post == "/blog/weir.md"
