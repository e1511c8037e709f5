"""Rows 9 to 12 of the fault table: two draftrooms on one post, and other programs that change its file."""

import os
import signal
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.ui.support import RIVER, make_blog

LOW = "_posts/2024-10-12-low-water.md"
CTRL_P, DOWN = "\x10", "\x1b[B"
SOON = 10
"""Seconds: twice what noticing takes on a machine that does little else."""


@pytest.fixture(autouse=True)
def quiet(draftroom_home: Path) -> None:
    """No second process: nothing here is about spelling."""
    (draftroom_home / "config").mkdir()
    (draftroom_home / "config" / "config.toml").write_text("spelling = false\n")


def replace(post: Path, text: str) -> None:
    """Write a file as git and most editors do; same time, so that only the bytes tell."""
    status = post.stat()
    other = post.with_name("other.tmp")
    other.write_text(text)
    os.utime(other, ns=(status.st_atime_ns, status.st_mtime_ns))
    os.replace(other, post)


def type_first(terminal: Terminal, text: str) -> None:
    """Type at the start of the post and see it."""
    terminal.wait_for("the water was")
    terminal.press(text)
    terminal.wait_for(f"{text}the water was")


def leave(terminal: Terminal) -> None:
    terminal.press(CTRL_Q)
    assert terminal.wait_for_exit() == 0


# --- row 12


def test_row_12_the_second_draftroom_only_reads_until_it_takes_over(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as first:
        type_first(first, "heron, ")
        with start(post) as second:
            second.wait_for("read only")
            second.press(f"xyz\r\x7f{CTRL_S}")
            second.settle(0.2)
            second.wait_for("    the water was **so low**")
            second.press(CTRL_P)
            second.wait_for("find a post")
            second.press("> take over\r")
            second.wait_for("the other draftroom did not save this")  # what the first has typed
            first.wait_for("read only", seconds=SOON)
            first.press(f"xyz\x7f{CTRL_S}")
            first.settle(0.6)
            first.wait_for("    heron, the water was **so low**")
            assert post.read_text() == RIVER
            second.answer("r")
            second.wait_for("restored; it is on disk once you save")
            second.press("oar, ")
            second.wait_for("oar, heron, the water was")
            second.press(CTRL_S)
            second.wait_for("    saved")
            leave(second)
    assert post.read_text() == RIVER.replace("the water was", "oar, heron, the water was")


def test_row_12_a_killed_draftroom_frees_its_post(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as first:
        first.wait_for("F1 help")
        with start(post) as second:
            second.wait_for("read only")
            first.kill(signal.SIGKILL)
            second.wait_for("the post is yours to write again", seconds=SOON)
            assert "read only" not in second.text
            type_first(second, "oar, ")
            second.press(CTRL_S)
            second.wait_for("    saved")
            leave(second)
    assert post.read_text() == RIVER.replace("the water was", "oar, the water was")


# --- rows 9, 10, 11


def test_rows_10_and_9_changes_elsewhere_are_taken_in_and_the_cursor_stays_at_its_words(
    tmp_path: Path,
) -> None:
    """First where nothing was typed, then where something is not saved."""
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        terminal.wait_for("F1 help")  # the post is painted before it is opened
        terminal.press(DOWN * 2)
        terminal.settle(0.2)
        theirs = RIVER.replace("the water was", "an otter came.\n\nthe water was")
        replace(post, theirs)
        terminal.wait_for("an otter came.", times=2, seconds=SOON)
        assert "unsaved" not in terminal.text
        terminal.press("oar, ")
        terminal.wait_for("oar, a second paragraph")
        replace(post, theirs.replace("otter", "eel"))
        terminal.wait_for("an eel came.", times=2, seconds=SOON)
        terminal.wait_for("oar, a second paragraph")
        terminal.wait_for("unsaved")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        leave(terminal)
    assert post.read_text() == theirs.replace("otter", "eel").replace("a second", "oar, a second")


def test_row_9_a_change_of_the_same_words_is_shown_beside_ours_when_saving(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    theirs = RIVER.replace("the water was", "an otter was")
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        replace(post, theirs)
        terminal.wait_for("changed outside", seconds=SOON)
        terminal.wait_for("heron, the water was")
        terminal.press(CTRL_S)
        terminal.wait_for("you and another program changed the same place")
        terminal.wait_for("not chosen")
        terminal.wait_for("heron, the water was")
        terminal.wait_for("an otter was")
        assert post.read_text() == theirs
        terminal.settle(0.6)
        terminal.press("b")
        terminal.wait_for("1 of 1 chosen")
        terminal.press("\r")
        terminal.wait_for("    saved")
        leave(terminal)
    written = post.read_text()
    assert "heron, the water was" in written
    assert "an otter was" in written


def test_row_11_a_deleted_post_is_written_again_only_after_yes(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        post.unlink()
        terminal.wait_for("file gone", seconds=SOON)
        terminal.wait_for("heron, the water was")
        terminal.press(CTRL_S)
        terminal.wait_for("the file was deleted or moved")
        terminal.settle(0.1)
        assert not post.exists()
        terminal.answer("w")
        terminal.wait_for("    saved")
        leave(terminal)
    assert post.read_text() == RIVER.replace("the water was", "heron, the water was")


def test_row_11_a_renamed_folder_is_noticed_and_made_again_only_after_yes(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        post.parent.rename(post.parent.with_name("_old"))
        terminal.wait_for("file gone", seconds=SOON)
        terminal.press(CTRL_S)
        terminal.wait_for("the file was deleted or moved")
        terminal.answer("k")
        terminal.wait_for("heron, the water was", times=2)
        assert not post.parent.exists()
        terminal.press(CTRL_S)
        terminal.wait_for("the file was deleted or moved")
        terminal.answer("w")
        terminal.wait_for("    saved")
    assert post.read_text() == RIVER.replace("the water was", "heron, the water was")
