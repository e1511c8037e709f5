import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tui
from tui.prose.spelling.worker import NICENESS

FOLDER = Path(tui.__file__).parent.parent


@pytest.fixture(scope="module")
def worker() -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "tui.prose.spelling.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=FOLDER,
    ) as process:
        yield process
        if process.poll() is None:
            process.kill()


def ask(worker: subprocess.Popen[bytes], request: object) -> Any:
    line = request if isinstance(request, bytes) else json.dumps(request).encode()
    assert worker.stdin
    assert worker.stdout
    worker.stdin.write(line + b"\n")
    worker.stdin.flush()
    return json.loads(worker.stdout.readline())


def test_verdicts_and_suggestions(worker: subprocess.Popen[bytes]) -> None:
    assert ask(worker, {"id": 1, "words": ["kichen", "Zorb", "tea", "zorbling"]}) == {
        "id": 1,
        "verdicts": {"kichen": "likely", "Zorb": "ignored", "tea": "known", "zorbling": "unknown"},
    }
    assert ask(worker, {"id": 2, "suggest": "kichen"})["suggestions"][0] == "kitchen"


def test_own_words_need_no_answer(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin
    worker.stdin.write(b'{"personal": ["zorbling"]}\n')
    assert ask(worker, {"id": 3, "words": ["zorbling"]})["verdicts"] == {"zorbling": "known"}
    assert ask(worker, {"id": 4, "personal": []}) == {"id": 4, "personal": 0}
    assert ask(worker, {"id": 5, "words": ["zorbling"]})["verdicts"] == {"zorbling": "unknown"}


@pytest.mark.parametrize(
    ("request_", "number"),
    [
        (b"", None),
        (b"{", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b"[1]", None),
        ({"id": 7}, 7),
        ({"id": 8, "words": "tea"}, 8),
        ({"id": 9, "words": [1, None]}, 9),
        ({"id": 10, "suggest": ["tea"]}, 10),
        ({"id": "x", "personal": {"tea": 1}}, "x"),
    ],
)
def test_a_bad_request_gets_an_error_and_the_next_one_an_answer(
    worker: subprocess.Popen[bytes], request_: object, number: object
) -> None:
    reply = ask(worker, request_)
    assert reply["id"] == number
    assert reply["error"]
    assert ask(worker, {"id": 11, "words": ["\ud800", "tea"]})["verdicts"]["tea"] == "known"


def test_an_interrupt_from_the_terminal_is_not_meant_for_it(worker: subprocess.Popen[bytes]) -> None:
    ask(worker, {"id": 12, "words": []})
    worker.send_signal(signal.SIGINT)
    assert ask(worker, {"id": 13, "words": ["tea"]})["id"] == 13


def test_it_steps_back_for_others(worker: subprocess.Popen[bytes]) -> None:
    ask(worker, {"id": 14, "words": []})
    own = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, worker.pid) == min(19, own + NICENESS)


def test_it_ends_when_nobody_asks_any_more(worker: subprocess.Popen[bytes]) -> None:
    assert worker.stdin
    worker.stdin.close()
    assert worker.wait(timeout=60) == 0


def test_it_loads_nothing_of_the_screen() -> None:
    code = "import sys, tui.prose.spelling.worker; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=FOLDER, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"textual", "mistune", "rich", "asyncio", "frontmatter"} & set(loaded)
    assert "spellchecker" in loaded
