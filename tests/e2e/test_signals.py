"""Rows 2 and 3 of the fault table: the terminal is closed, or the system shuts down, over unsaved text."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import start
from tests.rest import Patience
from tests.ui.support import RIVER, make_blog
from tui.desk.recovery import find_unsaved

LOW = "_posts/2024-10-12-low-water.md"
PATIENT = """
import tui.ui.app
tui.ui.app.SIGNAL_PATIENCE = 600
from tui.cli.front_door import main
main()
"""
"""Leaves in order after a signal, however long a busy machine takes for that."""


def start_patient(post: Path) -> Terminal:
    return Terminal([sys.executable, "-c", PATIENT, str(post)], post.parent, dict(os.environ))


def hang_up(terminal: Terminal) -> None:
    terminal.kill(signal.SIGHUP)


def close_window(terminal: Terminal) -> None:
    terminal.close()


def shut_down(terminal: Terminal) -> None:
    terminal.kill(signal.SIGTERM)


@pytest.mark.parametrize(
    ("end", "there_to_see"),
    [
        pytest.param(hang_up, True, id="row-2-hang-up"),
        pytest.param(close_window, False, id="row-2-window-closed"),
        pytest.param(shut_down, True, id="row-3-shut-down"),
    ],
)
def test_nothing_typed_is_lost(
    tmp_path: Path, draftroom_home: Path, end: Callable[[Terminal], None], there_to_see: bool
) -> None:
    post = make_blog(tmp_path) / LOW
    with start_patient(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.press("heron, " * 8)
        terminal.wait_for("heron, the water was")
        children = spelling_workers(terminal)
        end(terminal)
        code = terminal.wait_for_exit()
        written = terminal.written
    assert code == 128 + (signal.SIGTERM if end is shut_down else signal.SIGHUP)
    [found] = find_unsaved([draftroom_home / "state" / "journals"])
    assert found.text == RIVER.replace("the water was", "heron, " * 8 + "the water was")
    assert post.read_text() == RIVER
    assert b"Traceback" not in written
    if there_to_see:
        assert written.rindex(b"\x1b[?1049l") > written.rindex(b"\x1b[?1049h")
    _, alive = psutil.wait_procs(children, timeout=600)
    assert alive == []


def spelling_workers(terminal: Terminal) -> list[psutil.Process]:
    """Wait for the child that checks spelling; returns it."""
    patience = Patience(terminal.pid)
    while not (children := psutil.Process(terminal.pid).children()):
        assert not patience.is_over(), "no spelling worker was started"
        terminal.look(0.05)
    return children


def test_rows_2_and_3_a_second_signal_changes_nothing(tmp_path: Path, draftroom_home: Path) -> None:
    """A closing window sends SIGHUP, its session SIGTERM a moment later, and then comes SIGKILL."""
    post = make_blog(tmp_path) / LOW
    with start_patient(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.press("heron, ")
        terminal.wait_for("heron, the water was")
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGHUP):
            os.kill(terminal.pid, number)
        terminal.close()
        terminal.wait_for_exit()
        assert b"Traceback" not in terminal.written
    [found] = find_unsaved([draftroom_home / "state" / "journals"])
    assert "heron, the water was" in found.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_row_3_a_terminal_that_takes_nothing_holds_nobody_up(tmp_path: Path, number: signal.Signals) -> None:
    with start(make_blog(tmp_path) / LOW) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle()
        for _ in range(60):  # so much is painted that the terminal, which nobody reads, is full
            terminal.press("heron weir\r")
            time.sleep(0.02)
        terminal.kill(number)
        assert terminal.wait_for_exit(reading=False) in (-signal.SIGALRM, 128 + number)


EARLY = """
import os, signal, time
from textual.drivers.linux_driver import LinuxDriver
start = LinuxDriver.start_application_mode
def start_and_be_told_to_leave(self):
    start(self)
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGTERM)
LinuxDriver.start_application_mode = start_and_be_told_to_leave
from tui.cli.front_door import main
main()
"""


def test_row_3_a_signal_at_the_very_start_puts_the_terminal_back(tmp_path: Path) -> None:
    command = [sys.executable, "-c", EARLY, str(make_blog(tmp_path) / LOW)]
    with Terminal(command, tmp_path, dict(os.environ)) as terminal:
        terminal.wait_for_exit()
        assert b"\x1b[?1049h" in terminal.written
        assert b"\x1b[?1049l" in terminal.written
