"""A terminal at the end of a slow line: pictures it could not show in time are left out, the last is not."""

import time
from pathlib import Path

from tests.e2e.test_app import CTRL_Q, CTRL_S, ESCAPE, start
from tests.rest import Patience
from tests.ui.support import RIVER, make_blog

CTRL_P, DOWN = "\x10", "\x1b[B|"
LETTERS = "slowly the barges go up the river, one behind the other, and nobody waves at them any more "


def typed(root: Path, is_read: bool) -> int:
    """Type letter by letter, with the terminal read meanwhile or not; returns the bytes that were written."""
    post = make_blog(root) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle()
        before = len(terminal.written)
        for letter in LETTERS:
            terminal.press(letter)
            if is_read:
                terminal.settle(0.01)
            else:
                time.sleep(0.02)
        terminal.wait_for("at them any more the water was")
        written = len(terminal.written) - before
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER.replace("the water", f"{LETTERS}the water", 1)
    return written


def test_a_line_that_takes_nothing_for_a_while_gets_few_pictures_and_the_last_one(tmp_path: Path) -> None:
    assert typed(tmp_path / "slow", is_read=False) < typed(tmp_path / "fast", is_read=True) / 3


def test_a_dialog_before_a_line_that_takes_nothing_holds_up_no_save(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.press(CTRL_P)
        terminal.wait_for("find a post")
        for key in (DOWN * 15).split("|") + [*"her\x7f\x7f\x7f"] * 10:
            terminal.press(key)
            time.sleep(0.03)
        for keys in (ESCAPE, f"oar, {CTRL_S}"):
            terminal.press(keys)
            time.sleep(0.5)
        patience = Patience(terminal.pid)
        while "oar, the water" not in post.read_text():
            assert not patience.is_over()
            time.sleep(0.05)
