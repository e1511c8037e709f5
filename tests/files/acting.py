"""An act in a folder of its own, and a process that is killed at one of its system calls."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.files.faults import watched
from tui.files.acts import Act, acts, new_act, perform, resume

BEFORE = b"---\ntitle: the weir\n---\n\nlow water\r\nall week \xff"
AFTER = b"---\ntitle: the weir\ndate: 2026-03-01\n---\n\nlow water\r\nall week \xff"


def make_act(root: Path, same_place: bool = False) -> Act:
    old = root / "_drafts" / "weir.md"
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(BEFORE)
    new = old if same_place else root / "_posts" / "2026-03-01-weir.md"
    return new_act(root / "state", "publish", old, new, BEFORE, AFTER)


def found(act: Act) -> str:
    """Say in a word what lies at the act's paths."""
    old = act.old.read_bytes() if act.old.exists() else None
    new = act.new.read_bytes() if act.new.exists() else None
    if act.old == act.new:
        return {BEFORE: "before", AFTER: "after"}.get(old or b"", "damaged")
    return {(BEFORE, None): "before", (None, AFTER): "after", (BEFORE, AFTER): "both"}.get(
        (old, new), "damaged"
    )


def resumed(root: Path) -> None:
    """Do what the next start does."""
    for act in acts(root / "state"):
        if act.state == "begun":
            resume(act)


def killed_at(root: Path, nth: int, same_place: bool) -> bool:
    """Perform an act in a process that is killed at its n-th system call; whether it came so far."""
    command = [sys.executable, "-m", "tests.files.acting", str(root), str(nth), str(int(same_place))]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    return done.returncode == -signal.SIGKILL


def _act_and_die(root: Path, nth: int, same_place: bool) -> None:
    act = make_act(root, same_place)
    calls = 0

    def kill(name: str, arguments: tuple[Any, ...]) -> None:
        nonlocal calls
        calls += 1
        if calls == nth:
            os.kill(os.getpid(), signal.SIGKILL)

    with watched(kill):
        perform(act)


if __name__ == "__main__":
    _act_and_die(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "1")
