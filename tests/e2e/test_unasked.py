"""A question that comes by itself, in a real terminal: every letter that was typed for the text is there."""

import signal
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.ui.support import RIVER, make_blog

LOW = "_posts/2024-10-12-low-water.md"
SENTENCE = "the reeds stood in the mud, and nobody had cut them. "
OFFER, WAITS = "this text was not saved", "has text that was never saved"
ALT_E = "\x1be"
BETWEEN_LETTERS = 0.12
"""Seconds: a hundred letters a minute and more are typed by most who write."""


@pytest.fixture
def crashed(tmp_path: Path, draftroom_home: Path) -> Path:
    """A post with words at its end that were typed and never saved: the app was killed."""
    (draftroom_home / "config").mkdir()
    (draftroom_home / "config" / "config.toml").write_text("spelling = false\n")
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.press("\x1b[1;5F")  # Ctrl+End
        terminal.press("silt.")
        terminal.wait_for("    silt.")
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
    return post


def type_like_a_person(terminal: Terminal, text: str) -> None:
    for letter in text:
        terminal.press(letter)
        terminal.look(BETWEEN_LETTERS)


def test_a_sentence_typed_as_soon_as_the_post_is_there_arrives_whole(crashed: Path) -> None:
    with start(crashed) as terminal:
        terminal.wait_for("the water was")
        type_like_a_person(terminal, SENTENCE)
        terminal.wait_for(OFFER)  # in the pause after it
        terminal.answer("r")
        terminal.wait_for("restored; it is on disk once you save")
        terminal.wait_for(f"{SENTENCE}the water")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert crashed.read_text() == RIVER.replace("the water", f"{SENTENCE}the water", 1) + "silt."


def test_a_sentence_typed_under_the_open_question_arrives_whole(crashed: Path) -> None:
    with start(crashed) as terminal:
        terminal.wait_for(OFFER)
        terminal.press(SENTENCE)  # in one go, in the moment in which it opened
        terminal.wait_for(WAITS)
        terminal.wait_for("nobody had cut them.")
        terminal.settle()
        terminal.press(ALT_E)
        terminal.wait_for(OFFER)
        terminal.answer("k")
        terminal.settle()
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert crashed.read_text() == RIVER.replace("the water", f"{SENTENCE}the water", 1)
