"""Crashes and mishaps of the fault table, in a real terminal: what was painted is never lost.

Each test names its row. Replays read the journals alone, as the next start does.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import COMMAND, CTRL_Q, CTRL_S, start
from tests.files.inside import MOUNTS
from tests.ui.support import RIVER, make_blog
from tui.desk.recovery import Unsaved, find_unsaved
from tui.files.sittings import read_sitting

CTRL_T, CTRL_Z = "\x14", "\x1a"
LOW = "_posts/2024-10-12-low-water.md"
QUIET = 'spelling = false\nsidebar = false\npreview = "off"\n'
WORDS = ("heron", "silt", "oar", "a", "weir", "morning", "kettle", "jar", "of", "ferry")
OFFER = "this text was not saved"
HEAD = "---\ntitle: x\n---\n"


@pytest.fixture(autouse=True)
def quiet(draftroom_home: Path) -> None:
    """The editor alone on the screen, and no second process: most of these tests only start and type."""
    (draftroom_home / "config").mkdir()
    (draftroom_home / "config" / "config.toml").write_text(QUIET)


def unsaved(home: Path, *folders: Path) -> list[Unsaved]:
    return find_unsaved((home / "state" / "journals", *folders))


def type_first(terminal: Terminal, text: str) -> None:
    """Type at the start of the post and see it."""
    terminal.wait_for("the water was")
    terminal.press(text)
    terminal.wait_for(f"{text}the water was")


# --- row 1


def painted_words(terminal: Terminal) -> list[str]:
    """The numbered words on the screen, the last one maybe half painted."""
    return re.findall(r"\b[a-z]+\d*", terminal.text.split("title: x")[1].rpartition("\n")[0])


def kill_while_typing(terminal: Terminal, dice: random.Random, post: Path, home: Path) -> int:
    """Type, kill at a random moment, and hold the replay against the screen; returns the letters painted."""
    typed = [f"{dice.choice(WORDS)}{number}" for number in range(400)]
    keys = " ".join(typed).replace("7 ", "7\r")
    terminal.wait_for("F1 help")  # the post is painted before there is an app
    terminal.press(keys[0])
    terminal.settle(0.01)
    at = 1
    for _ in range(dice.randint(1, 20)):
        size = dice.choice((1, 1, 1, 2, 5, 30))
        terminal.press(keys[at : at + size])
        at += size
        terminal.look(dice.uniform(0, 0.03))
    terminal.kill(signal.SIGKILL)
    terminal.wait_for_exit()
    painted = " ".join(painted_words(terminal))
    assert " ".join(typed).startswith(painted)
    if painted:
        [found] = unsaved(home)
        kept = found.text.removeprefix(HEAD).replace("\n", " ")
        assert " ".join(typed).startswith(kept.strip())
        assert kept.startswith(painted)
        assert found.post == post
    assert post.read_text() == HEAD
    for journal in (home / "state" / "journals").glob(".*.journal"):
        journal.unlink()
    return len(painted)


def kill_rounds(rounds: int, seed: int, root: Path, home: Path) -> int:
    post = make_blog(root, {LOW: HEAD}) / LOW
    dice = random.Random(seed)
    letters = 0
    for _ in range(rounds):
        with start(post) as terminal:
            letters += kill_while_typing(terminal, dice, post, home)
    return letters


def test_row_1_killed_while_typing_nothing_painted_is_lost(tmp_path: Path, draftroom_home: Path) -> None:
    assert kill_rounds(5, 1, tmp_path, draftroom_home) > 0


@pytest.mark.soak
def test_row_1_killed_while_typing_two_hundred_times(tmp_path: Path, draftroom_home: Path) -> None:
    assert kill_rounds(200, 2, tmp_path, draftroom_home) > 10_000


def restore(terminal: Terminal) -> None:
    """Answer the question of the next start, after the moment in which letters are no answer."""
    terminal.wait_for(OFFER)
    terminal.settle(0.6)
    terminal.answer("r")
    terminal.wait_for("restored; it is on disk once you save")


def test_rows_1_and_22_the_next_start_restores_what_a_kill_left_and_a_kill_after_that(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
    with start(post) as terminal:
        restore(terminal)
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
    assert post.read_text() == RIVER
    with start(post) as terminal:
        restore(terminal)
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER.replace("the water was", "heron, the water was")


def test_row_1_undo_goes_back_over_a_restart(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert "heron, the water" in post.read_text()
    with start(post) as terminal:
        terminal.wait_for("heron, the water was")
        terminal.settle(0.3)
        terminal.press(CTRL_Z)
        terminal.wait_for("unsaved")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER


# --- row 20

BROKEN = """
import sys
from tui.cli.front_door import main
from tui.session import tagging
from tui.ui.widgets.editor.editor import Editor

def fall(*_: object) -> None:
    raise RuntimeError("a bug of ours")

Editor._enter = fall
tagging.tag_counts = fall
main()
"""


@pytest.mark.parametrize(("where", "key"), [("key", "\r"), ("worker", CTRL_T)])
def test_row_20_a_bug_of_ours_loses_nothing(
    tmp_path: Path, draftroom_home: Path, where: str, key: str
) -> None:
    post = make_blog(tmp_path) / LOW
    with Terminal([sys.executable, "-c", BROKEN, str(post)], tmp_path, dict(os.environ)) as terminal:
        type_first(terminal, "heron, ")
        terminal.press(key)
        assert terminal.wait_for_exit() == 1
        assert (
            b"this should not have happened; what you typed is offered at the next start" in terminal.written
        )
        assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")
    [found] = unsaved(draftroom_home)
    assert found.text == RIVER.replace("the water was", "heron, the water was")
    assert post.read_text() == RIVER


# --- row 25


def test_row_25_a_change_during_a_stop_is_noticed(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        terminal.wait_for("the water was")
        terminal.settle(0.2)
        terminal.kill(signal.SIGSTOP)
        post.write_text(RIVER.replace("the water was", "an otter was"))
        time.sleep(0.2)
        assert "otter" not in terminal.text
        terminal.kill(signal.SIGCONT)
        terminal.wait_for("an otter was", seconds=5)


# --- row 27


def state_is_a_file(home: Path) -> None:
    """Make a state folder impossible, for root too, on any system."""
    (home / "state").write_text("no folder")


def test_row_27_without_a_state_folder_the_journal_lies_beside_the_post(
    tmp_path: Path, draftroom_home: Path
) -> None:
    state_is_a_file(draftroom_home)
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press("oar ")
        terminal.wait_for("heron, oar the water was")
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
    assert "heron, the water was" in post.read_text()
    [found] = unsaved(draftroom_home, post.parent)
    assert "heron, oar the water was" in found.text
    assert found.sitting.journal.parent == post.parent


def read_only(*folders: Path) -> list[str]:
    """Return what runs a command with some folders read-only, for root too; skips where nobody may."""
    mounts = [
        f"mount --bind '{folder}' '{folder}' && mount -o remount,bind,ro '{folder}'" for folder in folders
    ]
    command = [*MOUNTS, "sh", "-c", f'{" && ".join(mounts)} && exec "$@"', "sh"]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this system grants no mounts")
    return command


def test_row_27_where_no_journal_can_be_written_it_is_said_once(tmp_path: Path, draftroom_home: Path) -> None:
    (draftroom_home / "state").mkdir()
    post = make_blog(tmp_path) / LOW
    command = [*read_only(draftroom_home / "state", post.parent), COMMAND, str(post)]
    with Terminal(command, tmp_path, dict(os.environ)) as terminal:
        type_first(terminal, "heron, ")
        terminal.wait_for("what you type is not kept against a crash")
        terminal.press("oar ")
        terminal.wait_for("heron, oar the water was")
        terminal.settle(0.1)
        assert terminal.text.count("what you type is not kept against a crash") == 1
        terminal.press(CTRL_S)
        terminal.wait_for("the post could not be saved")
        terminal.answer("k")
        terminal.wait_for("heron, oar the water was")
        terminal.wait_for("unsaved")


# --- row 28


def test_row_28_a_dirty_quit_asks_once_and_the_text_stays_in_its_journal(
    tmp_path: Path, draftroom_home: Path
) -> None:
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        type_first(terminal, "heron, ")
        terminal.press(CTRL_Q)
        terminal.wait_for("one post is not saved")
        terminal.answer("d")
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER
    [journal] = (draftroom_home / "state" / "journals").glob(".*.journal")
    assert unsaved(draftroom_home) == []
    sitting = read_sitting(journal)
    assert sitting is not None
    assert "heron, the water was" in sitting.past.text
    assert sitting.fate == "dropped"
