"""Hostile text in the dialogs that compare: after a crash, earlier versions with git subjects, a conflict."""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commandline import run
from tests.e2e.terminal import Terminal
from tests.e2e.test_app import CTRL_Q, CTRL_S, ESCAPE, start
from tests.e2e.test_hostile import CTRL_P, LITERAL, PAYLOADS, hostile_blog

CONTROLS = tuple(kind for kind in PAYLOADS if kind not in LITERAL)
DOWN, RIGHT = "\x1b[B", "\x1b[C"


def commit(post: Path, subject: str) -> None:
    """Keep the blog in git, with a subject."""
    who = {f"GIT_{role}_{what}": "mira" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    place = {"PATH": os.environ["PATH"], "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for arguments in (["init", "-q"], ["add", post.name], ["commit", "-q", "-m", subject]):
        subprocess.run(["git", *arguments], cwd=post.parent, env={**who, **place}, check=True)


def crash(post: Path) -> None:
    """Type something and be killed."""
    with start(post) as terminal:
        terminal.wait_for("river")
        terminal.settle()
        terminal.press("typed ")
        terminal.wait_for("typed", times=2)
        terminal.kill(signal.SIGKILL)


def tour(terminal: Terminal, post: Path) -> None:
    """See what a crash left, the earlier versions and a conflict, then leave."""
    terminal.wait_for("this text was not saved")
    terminal.settle(0.1)
    terminal.answer("k")
    terminal.settle(0.2)
    for keys in (CTRL_P, "> earlier versions", "\r"):
        terminal.press(keys)
        terminal.settle(0.2)
    terminal.wait_for("git:")
    for keys in (DOWN, RIGHT, "n", ESCAPE, "mine "):
        terminal.press(keys)
        terminal.settle(0.2)
    body = post.read_bytes()
    head = body.index(b"---\n\n") + 5
    post.write_bytes(body[:head] + b"theirs " + body[head:])
    terminal.press(CTRL_S)
    terminal.wait_for("in the file")
    terminal.settle(0.1)
    for keys in (DOWN, ESCAPE, CTRL_Q):
        terminal.press(keys)
        terminal.settle(0.2)
    terminal.wait_for("not saved")
    terminal.answer("d")
    assert terminal.wait_for_exit() == 0


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
@pytest.mark.parametrize("kinds", [CONTROLS, LITERAL], ids=["controls", "markup"])
def test_nothing_reaches_the_terminal_raw(tmp_path: Path, kinds: Sequence[str]) -> None:
    payloads = [PAYLOADS[kind] for kind in kinds]
    post = hostile_blog(tmp_path, " ".join(payloads))
    commit(post, " ".join(payloads))
    crash(post)
    with start(post) as terminal:
        tour(terminal, post)
        written = terminal.written
    for payload in payloads:
        if payload not in map(PAYLOADS.get, LITERAL):
            assert payload.encode() not in written
            assert (payload[:4].encode() if payload[0] == "\x1b" else payload.encode()) not in written


def test_what_recover_lists_is_harmless(tmp_path: Path) -> None:
    post = hostile_blog(tmp_path, PAYLOADS["clear"])
    named = post.with_name(f"2024-10-11-{PAYLOADS['clear']}.md")
    crash(named)
    listed = run("recover").printed()
    assert "\x1b" not in listed
    assert "2024-10-11" in listed
