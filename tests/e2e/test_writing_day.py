"""A writing day in a real terminal: the clock, the footer, publishing in a small Jekyll site with git."""

import os
import subprocess
from pathlib import Path

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import COMMAND, CTRL_Q, CTRL_S
from tests.ui.test_publishing import NAME, blog_with_draft, published

F8, F9 = "\x1b[19~", "\x1b[20~"


def test_clock_save_publish_commit(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    env = dict(os.environ)
    for who in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{who}_NAME": "a", f"GIT_{who}_EMAIL": "a@river.example"}
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-q", "-m", "begin")):
        subprocess.run(["git", *arguments], cwd=blog, env=env, check=True)
    with Terminal([COMMAND, str(blog / NAME)], blog, env) as terminal:
        terminal.wait_for("5 words as published")
        terminal.wait_for("writing 13 min")
        terminal.press("high ")
        terminal.wait_for("high the river", times=2)
        terminal.press(F8)
        terminal.wait_for("post-processing 0 min")
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        assert (blog / NAME).read_bytes().endswith(b"**  \n6w / 13min / min")
        terminal.press(F9)
        terminal.wait_for("https://river.example/2")
        assert (blog / NAME).exists()
        terminal.answer("\r")
        terminal.wait_for("commit exactly these files")
        terminal.answer("c")
        terminal.wait_for("committed as")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert not (blog / NAME).exists()
    assert published(blog).read_bytes().endswith(b"**  \n6w / 13min / 0min")
    said = ["git", "log", "-1", "--no-renames", "--name-status", "--format=%s"]
    done = subprocess.run(said, cwd=blog, capture_output=True, text=True, check=True)
    rows = done.stdout.split("\n")
    assert rows[0] == "Publish phil's spark"
    assert sorted(filter(None, rows[1:])) == [f"A\t_posts/{published(blog).name}", f"D\t{NAME}"]
