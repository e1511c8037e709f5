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
from tests.ui.support import RIVER, make_blog
from tui.desk.recovery import find_unsaved

LOW = "_posts/2024-10-12-low-water.md"


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
    with start(post) as terminal:
        most = at_most(terminal)
        terminal.press("heron, " * 8)
        terminal.wait_for("heron, the water was")
        children = spelling_workers(terminal)
        began = time.monotonic()
        end(terminal)
        code = terminal.wait_for_exit()
        took = time.monotonic() - began
        written = terminal.written
    assert took < most
    assert code == 128 + (signal.SIGTERM if end is shut_down else signal.SIGHUP)
    [found] = find_unsaved([draftroom_home / "state" / "journals"])
    assert found.text == RIVER.replace("the water was", "heron, " * 8 + "the water was")
    assert post.read_text() == RIVER
    assert b"Traceback" not in written
    if there_to_see:
        assert written.rindex(b"\x1b[?1049l") > written.rindex(b"\x1b[?1049h")
    _, alive = psutil.wait_procs(children, timeout=3)
    assert alive == []


def at_most(terminal: Terminal) -> float:
    """Wait for the app; returns the seconds in which it must leave: one, or on a busy machine its start."""
    terminal.wait_for("F1 help")
    return max(1.0, time.time() - psutil.Process(terminal.pid).create_time())


def spelling_workers(terminal: Terminal) -> list[psutil.Process]:
    """Wait for the child that checks spelling; returns it."""
    end = time.monotonic() + 10
    while not (children := psutil.Process(terminal.pid).children()):
        assert time.monotonic() < end, "no spelling worker was started"
        terminal.look(0.05)
    return children


def test_rows_2_and_3_a_second_signal_changes_nothing(tmp_path: Path, draftroom_home: Path) -> None:
    """A closing window sends SIGHUP, its session SIGTERM a moment later, and then comes SIGKILL."""
    post = make_blog(tmp_path) / LOW
    with start(post) as terminal:
        most = at_most(terminal)
        terminal.press("heron, ")
        terminal.wait_for("heron, the water was")
        began = time.monotonic()
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGHUP):
            os.kill(terminal.pid, number)
        terminal.close()
        terminal.wait_for_exit()
        assert time.monotonic() - began < most
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
        psutil.Process(terminal.pid).wait(3)


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
