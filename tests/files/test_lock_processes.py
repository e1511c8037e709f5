"""The lock among processes: one writer per post, whoever dies, whoever takes over, whoever is faster."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tui.files import lock as room
from tui.files.lock import Taken, take
from tui.files.names import state_name

ROOT = Path(room.__file__).parents[2]

# Takes a post again and again, as its input says, and answers with what it has.
OTHER = """
import sys
from pathlib import Path
from tui.files.lock import Taken, take
lock = None
for line in sys.stdin:
    if line == "held\\n":
        print(lock is not None and lock.held, flush=True)
    elif line == "release\\n":
        if lock is not None:
            lock.release()
        print("released", flush=True)
    else:
        try:
            lock = take(Path(sys.argv[1]), Path(sys.argv[2]), over=line == "over\\n")
            print("taken", flush=True)
        except Taken as error:
            print(error.holder, flush=True)
"""


class Other:
    """Another process that wants the same post."""

    def __init__(self, state: Path, post: Path) -> None:
        command = [sys.executable, "-c", OTHER, str(state), str(post)]
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, cwd=ROOT, text=True)

    def say(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def answer(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def ask(self, word: str) -> str:
        self.say(word)
        return self.answer()

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "river.md"


@pytest.fixture
def start(state: Path, post: Path) -> Iterator[Callable[[], Other]]:
    others: list[Other] = []

    def begin() -> Other:
        others.append(Other(state, post))
        return others[-1]

    yield begin
    for other in others:
        other.kill()


def place_of(state: Path, post: Path) -> Path:
    return state / "locks" / f"{state_name(post)}.lock"


def test_a_second_process_is_told_who_writes(state: Path, post: Path, start: Callable[[], Other]) -> None:
    other = start()
    assert other.ask("take") == "taken"
    with pytest.raises(Taken, match=f"process {other.process.pid}, since 2") as error:
        take(state, post)
    assert error.value.holder is not None
    assert error.value.holder.pid == other.process.pid
    assert datetime.fromisoformat(error.value.holder.since).tzinfo is not None
    assert other.ask("release") == "released"
    lock = take(state, post)
    assert f"Holder(pid={os.getpid()}, since=" in other.ask("take")
    lock.release()
    assert other.ask("take") == "taken"


def test_a_killed_process_holds_nothing(state: Path, post: Path, start: Callable[[], Other]) -> None:
    other = start()
    assert other.ask("take") == "taken"
    other.kill()
    assert place_of(state, post).exists()
    lock = take(state, post)
    assert lock.held
    with pytest.raises(Taken, match=f"process {os.getpid()}"):
        take(state, post)
    lock.release()


def test_who_is_taken_over_finds_out_and_removes_nothing(
    state: Path, post: Path, start: Callable[[], Other]
) -> None:
    other = start()
    assert other.ask("take") == "taken"
    lock = take(state, post, over=True)
    assert other.ask("held") == "False"
    assert other.ask("release") == "released"
    assert lock.held
    assert str(os.getpid()) in other.ask("take")
    assert other.ask("over") == "taken"
    assert not lock.held
    lock.release()
    assert other.ask("held") == "True"
    assert [path.name for path in (state / "locks").iterdir()] == [place_of(state, post).name]


@pytest.mark.parametrize("word", ["take", "over"])
def test_racing_processes_never_both_hold_the_post(word: str, start: Callable[[], Other]) -> None:
    others = [start(), start()]
    for _ in range(150):
        for other in others:
            other.say(word)
        for other in others:
            other.answer()
        assert [other.ask("held") for other in others].count("True") == 1
        for other in others:  # at the same time: releases race, too
            other.say("release")
        for other in others:
            other.answer()


def test_a_post_goes_from_hand_to_hand_and_never_gets_stuck(start: Callable[[], Other]) -> None:
    others = [start(), start()]
    for number in range(150):
        giving, asking = others if number % 2 else reversed(others)
        assert giving.ask("take") == "taken"
        giving.say("release")
        asking.say("take")
        assert giving.answer() == "released"
        got = asking.answer() == "taken"
        assert asking.ask("held") == str(got)
        assert giving.ask("held") == "False"
        asking.ask("release")
