"""The installed command in a real terminal: start, type, see, save, leave."""

import base64
import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.ui.support import RIVER, make_blog

COMMAND = str(Path(sys.executable).parent / "draftroom")
CTRL_Q, CTRL_S, ESCAPE, F1, F2 = "\x11", "\x13", "\x1b", "\x1bOP", "\x1bOQ"


def start(target: Path, size: tuple[int, int] = (160, 45)) -> Terminal:
    return Terminal([COMMAND, str(target)], target.parent, dict(os.environ), size)


def test_type_see_save_leave(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle()
        terminal.press("heron, ")
        terminal.wait_for("heron, the water was", times=2)
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_bytes() == RIVER.replace("the water was", "heron, the water was").encode()


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (20, 5)])
def test_it_starts_and_leaves_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post, size) as terminal:
        terminal.wait_for("water")
        terminal.press(F1)
        terminal.settle()
        terminal.press(ESCAPE)
        terminal.settle()
        terminal.press(F2)
        terminal.settle()
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0


def test_leaving_puts_the_terminal_back(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("the water was")
        terminal.settle()
        terminal.press(CTRL_Q)
        terminal.wait_for_exit()
        assert terminal.written.rindex(b"\x1b[?1049l") > terminal.written.rindex(b"\x1b[?1049h")


def ignore_hang_up() -> None:
    """As under nohup: the terminal is the controlling one, but its end sends no signal that counts."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def test_it_leaves_when_its_terminal_is_gone(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    master, slave = pty.openpty()
    environment = {**os.environ, "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [COMMAND, str(post)],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=environment,
        start_new_session=True,
        preexec_fn=ignore_hang_up,
    )
    os.close(slave)
    painted = b""
    while b"water" not in painted:
        painted += os.read(master, 65536)
    os.close(master)
    assert process.wait(timeout=600) == 1


def test_without_a_terminal_it_says_so_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [COMMAND, str(make_blog(tmp_path))],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "terminal" in done.stderr


def test_a_broken_theme_is_named_and_the_default_used(tmp_path: Path, draftroom_home: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    themes = draftroom_home / "config" / "themes"
    themes.mkdir(parents=True)
    (themes / "dusk.toml").write_text("[roles")
    (draftroom_home / "config" / "config.toml").write_text('theme = "dusk"\n')
    with start(post) as terminal:
        terminal.wait_for("the theme cannot be read")
        terminal.wait_for("dusk.toml")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0


def test_what_is_copied_goes_to_the_system_clipboard(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("the water was")
        terminal.settle()
        terminal.press("\x1b[1;2C" * 3 + "\x03")
        terminal.settle()
        assert b"\x1b]52;c;" + base64.b64encode(b"the") in terminal.written
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
