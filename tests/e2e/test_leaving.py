"""Leaving waits for nothing but what has to be finished, however long the posts of the folder are."""

import os
import signal
import sys
from contextlib import closing, suppress
from pathlib import Path

import psutil

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.rest import Patience
from tests.ui.support import KITCHEN, RIVER, make_blog
from tests.work import processor_time
from tui.blog.recognition import find_site
from tui.desk.entries import describe, index_of
from tui.library.entry import Entry
from tui.settings import places

PARAGRAPHS = 32_000
LONG = (
    RIVER.replace("low water", "a long post")
    + "the heron stood about, and the water was lower than June.\n\n" * PARAGRAPHS
)
"""1.9 MB."""

SMALL, HUGE = "_posts/2024-10-12-low-water.md", "_posts/2023-07-07-a-jar-of-silt.md"


def listed(blog: Path) -> list[Entry]:
    """What the next start would list at once."""
    with closing(index_of(find_site(blog), places())) as index:
        return index.entries()


def see(terminal: Terminal, words: str, times: int = 1) -> None:
    """Wait until some words are painted so many times, whatever the program and its children are at."""
    patience = Patience(terminal.pid)
    while terminal.text.count(words) < times:
        assert not patience.is_over(), terminal.text
        terminal.look(0.05)


def reader_of(terminal: Terminal) -> psutil.Process:
    """Wait for the process that reads the folder."""
    patience = Patience(terminal.pid)
    while not patience.is_over():
        for child in psutil.Process(terminal.pid).children():
            with suppress(psutil.Error):
                if "tui.desk.reader" in child.cmdline():
                    return child
        terminal.look(0.05)
    raise AssertionError("no process reads the folder")


def seconds_until_exit(terminal: Terminal) -> float:
    """Wait until the program has left; returns the processor time that it took for that."""
    process = psutil.Process(terminal.pid)
    before = last = sum(process.cpu_times()[:2])
    with suppress(psutil.Error):
        while process.status() != psutil.STATUS_ZOMBIE:
            last = sum(process.cpu_times()[:2])
            terminal.look(0.01)
        last = sum(process.cpu_times()[:2])
    return last - before


def test_a_long_post_beside_it_is_read_by_a_process_that_ends_with_the_app(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {SMALL: RIVER, HUGE: LONG})
    with start(blog / SMALL) as terminal:
        see(terminal, "the water was")
        reader = reader_of(terminal)
        reader.suspend()  # or it might be done too soon
        terminal.press("heron, ")
        see(terminal, "heron, the water was", times=2)
        children = psutil.Process(terminal.pid).children()
        terminal.press(CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert reader in children
    _, alive = psutil.wait_procs(children, timeout=120)
    assert alive == []
    assert (blog / SMALL).read_text() == RIVER.replace("the water was", "heron, the water was", 1)
    assert "a long post" not in [entry.title for entry in listed(blog)]


def test_a_long_post_that_was_saved_is_not_read_again(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {HUGE: LONG})
    with start(blog / HUGE) as terminal:
        see(terminal, "words as published")  # its page is read
        see(terminal, "a long post", times=3)  # in the text, on the page, and in the list
        terminal.press("heron, ")
        see(terminal, "heron, the water was")
        terminal.press(CTRL_S)
        while "heron, the water was" not in (blog / HUGE).read_text():
            terminal.look(0.05)
        see(terminal, "    saved")
        terminal.press(CTRL_Q)
        used = seconds_until_exit(terminal)
        assert terminal.wait_for_exit() == 0
    found: list[Entry] = []
    assert used < processor_time(lambda _: found.append(describe(find_site(blog), blog / HUGE)), 1) / 2
    assert listed(blog) == found


def test_a_reader_whose_app_was_killed_does_not_read_on(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {SMALL: RIVER, HUGE: LONG})
    with start(blog / SMALL) as terminal:
        see(terminal, "the water was")
        reader = reader_of(terminal)
        reader.suspend()
        terminal.kill(signal.SIGKILL)
        terminal.wait_for_exit()
        reader.resume()
        _, alive = psutil.wait_procs([reader], timeout=120)
    assert alive == []
    assert "a long post" not in [entry.title for entry in listed(blog)]


BUSY = """
import time
from tui.desk import recovery
from tui.desk.desk import Desk
from tui.desk.safety import Safety
def spin(*_):
    while True:
        pass
def sleep(*_):
    time.sleep(600)
Desk.find_unsaved, Safety.past, Desk.earlier_time = sleep, spin, sleep
from tui.cli.front_door import main
main()
"""
"""The app with threads that read for ever."""


def test_threads_that_read_hold_nobody_up(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {SMALL: RIVER, HUGE: KITCHEN})
    with Terminal([sys.executable, "-c", BUSY, str(blog / SMALL)], tmp_path, dict(os.environ)) as terminal:
        see(terminal, "F1 help")
        terminal.press("heron, ")
        see(terminal, "heron, the water was", times=2)
        terminal.press(CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
        assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")
        assert b"Traceback" not in terminal.written
    assert (blog / SMALL).read_text() == RIVER.replace("the water was", "heron, the water was")
