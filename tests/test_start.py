"""What a start leaves out, and what a program does that nobody uses: nothing."""

import subprocess
import sys
from pathlib import Path

import psutil

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import start
from tests.ui.support import make_blog

NOT_IN_THE_FIRST_FRAME = """
    markdown_it multiprocessing pygments spellchecker tomlkit tree_sitter watchfiles
    textual.widgets._data_table textual.widgets._markdown
    tui.compare.words tui.paint.comparison
    tui.ui.screens.comparing tui.ui.screens.conflict tui.ui.screens.help tui.ui.screens.new_post
    tui.ui.screens.versions tui.ui.widgets.comparison
    tui.desk.checking tui.desk.links tui.desk.sparks tui.prose.harm tui.prose.links tui.prose.proof
    tui.ui.screens.escaping tui.ui.screens.linking tui.ui.screens.listing tui.ui.screens.proofing
    tui.desk.reader tui.desk.reading tui.ui.screens.sparking
"""
IDLE_SECONDS = 2.0


def printed(code: str) -> list[str]:
    """Return the words that some Python prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_nothing_is_imported_that_the_first_frame_does_not_need() -> None:
    imported = printed("import sys, tui.cli, tui.desk.welcome, tui.ui.app, tui.ui.keys; print(*sys.modules)")
    assert "tui.ui.screens.writing" in imported
    assert not set(NOT_IN_THE_FIRST_FRAME.split()) & set(imported)


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
        written, used = len(terminal.written), processor_seconds(terminal)
        terminal.look(IDLE_SECONDS)
        assert len(terminal.written) == written
        assert (
            processor_seconds(terminal) - used < IDLE_SECONDS / 2
        )  # some 0.02; what turns in circles is told


def test_an_open_palette_writes_nothing(tmp_path: Path) -> None:
    with start(make_blog(tmp_path)) as terminal:
        terminal.wait_for("F1 help")
        terminal.press("\x10")
        terminal.wait_for("find a post")
        terminal.settle()
        written = len(terminal.written)
        terminal.look(IDLE_SECONDS)
        assert len(terminal.written) == written


def processor_seconds(terminal: Terminal) -> float:
    """Return what the app has used so far."""
    used = psutil.Process(terminal.pid).cpu_times()
    return float(used.user + used.system)
