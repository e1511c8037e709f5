"""What a start leaves out, and what a program does that nobody uses: nothing."""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import start
from tests.ui.support import make_blog

FIRST_FRAME = """
    tui tui.__main__ tui.cli tui.cli.failing tui.cli.start tui.commands
    tui.desk tui.desk.journals tui.desk.locks tui.desk.opening tui.edits tui.errors
    tui.files tui.files.broken_headers tui.files.folders tui.files.journal tui.files.lock tui.files.names
    tui.files.post tui.files.sittings tui.output
    tui.paint tui.paint.cells tui.paint.code tui.paint.source tui.paint.source_code tui.paint.source_inlines
    tui.safe tui.session tui.session.hint tui.settings
    tui.ui tui.ui.app tui.ui.background tui.ui.depth tui.ui.firstpaint tui.ui.garbage
    tui.session.hint tui.ui.keys tui.ui.layout tui.ui.panes tui.ui.report
    tui.ui.terminal tui.ui.theme tui.ui.unasked
    tui.ui.screens tui.ui.screens.opening
    tui.ui.textual_internals tui.ui.textual_internals.application tui.ui.textual_internals.compositor
    tui.ui.textual_internals.document tui.ui.textual_internals.driver tui.ui.textual_internals.history
    tui.ui.textual_internals.key_names tui.ui.textual_internals.key_parser tui.ui.textual_internals.keyqueue
    tui.ui.textual_internals.notices tui.ui.textual_internals.painting tui.ui.textual_internals.sequences
    tui.ui.textual_internals.text_area
    tui.ui.widgets tui.ui.widgets.heights
    tui.ui.widgets.editor tui.ui.widgets.editor.area tui.ui.widgets.editor.breaks
    tui.ui.widgets.editor.colours
    tui.ui.widgets.editor.cursor tui.ui.widgets.editor.document tui.ui.widgets.editor.editor
    tui.ui.widgets.editor.lists tui.ui.widgets.editor.looks tui.ui.widgets.editor.rows
    tui.ui.widgets.editor.view
"""
"""All of ours that is imported before the first letter can be typed."""

LIBRARIES = {"platformdirs", "rich", "textual"}
"""All of others, but for what these need themselves."""

HEAVY = {
    "click",
    "frontmatter",
    "mistune",
    "pygments",
    "spellchecker",
    "sqlite3",
    "tomlkit",
    "watchfiles",
    "yaml",
}

FIRST_FRAME_SHOWN = """
import os, sys
from tui.__main__ import main
from tui.ui.screens.opening import OpeningScreen

def leave(screen):
    with open(os.environ["MODULES"], "w") as file:
        print(*sys.modules, file=file)
    screen.app.exit()

OpeningScreen.on_painted = leave
sys.argv[0] = "draftroom"
main()
"""
IDLE_SECONDS, LOOKS = 2.0, 20
MOST_WAKINGS = 1_000
"""An idle app is woken some thirty times a second, by its clocks; a busy machine may stretch the seconds."""


def printed(code: str) -> list[str]:
    """Return the words that some Python prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_the_first_frame_imports_what_it_needs_and_nothing_else(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    listed = tmp_path / "modules"
    command = [sys.executable, "-c", FIRST_FRAME_SHOWN, str(post)]
    with Terminal(command, tmp_path, {**os.environ, "MODULES": str(listed)}) as terminal:
        assert terminal.wait_for_exit() == 0
    imported = set(listed.read_text().split())
    assert {name for name in imported if name.split(".")[0] == "tui"} == set(FIRST_FRAME.split())
    assert not HEAVY & imported
    assert imported >= LIBRARIES


def test_the_way_in_imports_nothing_before_the_collector_is_off() -> None:
    imported = printed(
        "import sys; before = set(sys.modules); import tui.__main__; print(*set(sys.modules) - before)"
    )
    assert set(imported) <= {"gc", "tui", "tui.__main__"}


def test_the_first_picture_of_the_post_waits_for_nothing_that_only_the_app_needs() -> None:
    imported = printed("import sys, tui.ui.firstpaint; print(*sys.modules)")
    assert "tui.ui.theme" in imported
    assert not {"asyncio", "click", "mistune", "rich.console", "textual", "yaml"} & set(imported)


def test_the_collector_is_on_again_once_a_post_is_shown() -> None:
    code = """
import gc
from textual.app import App
from tui.ui.garbage import spare_what_lives
gc.disable()
spare_what_lives(App())
print(gc.isenabled(), gc.get_freeze_count() > 1_000)
"""
    assert printed(code) == ["True", "True"]


def test_an_idle_app_writes_nothing(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle(1.0)
        written = len(terminal.written)
        woken = _times_woken(terminal.pid)
        rested = False
        for _ in range(LOOKS):
            terminal.look(IDLE_SECONDS / LOOKS)
            rested |= terminal.rests()
        assert len(terminal.written) == written
        assert rested  # what turns in circles never does
        assert _times_woken(terminal.pid) - woken < MOST_WAKINGS


def _times_woken(process: int) -> int:
    """Return how often the thread that draws has waited for something and then gone on."""
    return int(psutil.Process(process).num_ctx_switches().voluntary)


def test_an_open_palette_writes_nothing(tmp_path: Path) -> None:
    with start(make_blog(tmp_path)) as terminal:
        terminal.wait_for("F1 help")
        terminal.press("\x10")
        terminal.wait_for("find a post")
        terminal.settle()
        written = len(terminal.written)
        terminal.look(IDLE_SECONDS)
        assert len(terminal.written) == written
