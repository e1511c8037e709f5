"""The folder is read beside the app: by a process for what takes long, which can be ended at any moment."""

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

import tui
from tests.desk.support import BROKEN, FERRY, SILT, WEIR, make_blog
from tests.rest import Patience
from tui.blog.recognition import find_site
from tui.desk import reading
from tui.desk.desk import Desk
from tui.desk.entries import describe
from tui.desk.reader import NICENESS, READY, Request, read_request
from tui.edits import Edit
from tui.errors import DraftroomError
from tui.prose.word_count import PUBLISHED
from tui.settings import Settings, places

FOLDER = Path(tui.__file__).parent.parent

LONG = (
    WEIR.replace("the weir", "a long post")
    + "\n"
    + "the water was so low that the posts stood about.\n\n" * 300
)
"""More than what is read without a process."""

STUMBLES = """
import os, sys, time
import tui.desk.reader as reader
known, reader.LONGEST = reader.describe, 0.2
def describe(site, path, counting):
    if "crash" in path.name:
        os._exit(9)
    while "spin" in path.name:
        pass
    if "sleep" in path.name:
        time.sleep(600)
    return known(site, path, counting)
reader.describe = describe
reader.main()
"""
"""A reading process to which some names of posts do what broken C code, a bomb or a dead disk does."""


def visit(blog: Path) -> Desk:
    return Desk.at(blog, blog, places(), Settings())


def run(desk: Desk) -> bool:
    return desk.reading().run(lambda done, of: None)


def titles(desk: Desk) -> list[str]:
    return sorted(entry.title for entry in desk.blog.entries())


@pytest.fixture
def stumbling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_COMMAND", (sys.executable, "-c", STUMBLES))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The ids of the processes that were started."""
    ids: list[int] = []

    def start(*command: object, **options: object) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(*command, **options)  # type: ignore[call-overload]  # passed on as it is
        ids.append(process.pid)
        assert isinstance(process, subprocess.Popen)
        return process

    monkeypatch.setattr(reading, "Popen", start)
    return ids


def test_a_process_describes_what_is_long_as_we_would(tmp_path: Path, started: list[int]) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG, "_posts/2024-01-02-silt.md": SILT})
    desk = visit(blog)
    told: list[tuple[int, int]] = []
    assert desk.reading().run(lambda done, of: told.append((done, of)))
    assert desk.blog.entries() == tuple(
        describe(find_site(blog), blog / "_posts" / name)
        for name in ("2024-01-01-long.md", "2024-01-02-silt.md")
    )
    assert told[-1] == (2, 2)
    assert len(started) == 1
    assert not psutil.pid_exists(started[0])
    assert not run(desk)
    assert len(started) == 1


def test_what_takes_no_frame_is_read_without_a_process(tmp_path: Path, started: list[int]) -> None:
    desk = visit(make_blog(tmp_path))
    assert run(desk)
    assert titles(desk) == ["a jar of silt", "the ferry is late", "the weir"]
    assert started == []


def test_what_lies_on_the_desk_is_not_read_again(
    tmp_path: Path, started: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG})
    desk = visit(blog)
    path = blog / "_posts" / "2024-01-01-long.md"
    desk.open(path)
    monkeypatch.setattr("tui.desk.entries.open_draft", None)
    assert run(desk)
    monkeypatch.undo()
    assert desk.blog.entries() == (describe(find_site(blog), path),)
    assert started == []


def test_a_draft_that_is_not_what_lies_on_the_disk_does_not_count(tmp_path: Path, started: list[int]) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG})
    desk = visit(blog)
    path = blog / "_posts" / "2024-01-01-long.md"
    row = desk.open(path).first_row
    path.write_text(LONG.replace("a long post", "written outside"))
    assert run(desk)
    assert titles(desk) == ["written outside"]
    desk.edited([Edit((row, 0), (row, 0), "typed ", "")], lambda: "")
    path.write_text(LONG)
    assert run(desk)
    assert desk.blog.entries() == (describe(find_site(blog), path),)
    assert len(started) == 2


def test_hostile_names_and_titles_come_through_whole(tmp_path: Path) -> None:
    posts = {
        "_posts/2024-01-01-caf\udce9 \n.md": LONG.replace("title: 'a long post'\n", ""),
        "_posts/2024-01-01-signs.md": LONG.replace("'a long post'", '"\\u2028 \\e[31m \\x85 🌊"'),
    }
    desk = visit(make_blog(tmp_path, posts))
    assert run(desk)
    coffee, signs = sorted(desk.blog.entries(), key=lambda entry: entry.path)
    assert (coffee, signs) == (describe(desk.site, coffee.path), describe(desk.site, signs.path))
    assert "\x1b" in signs.title
    assert "\udce9" in coffee.title
    assert os.fsencode(coffee.path.name) == b"2024-01-01-caf\xe9 \n.md"


def test_a_broken_post_stops_none(tmp_path: Path) -> None:
    posts = {
        "_posts/2024-01-01-broken.md": BROKEN + "again " * 2000,
        "_posts/2024-01-02-binary.md": "\0" * 10_000,
        "_posts/2024-01-03-long.md": LONG,
    }
    desk = visit(make_blog(tmp_path, posts))
    assert run(desk)
    problems = {entry.path.stem[11:]: bool(entry.problem) for entry in desk.blog.entries()}
    assert problems == {"broken": True, "binary": True, "long": False}


@pytest.mark.usefixtures("stumbling")
@pytest.mark.parametrize("name", ["crash", "spin"])
def test_a_post_that_ends_the_process_is_passed_over_once(
    tmp_path: Path, name: str, started: list[int]
) -> None:
    posts = {
        f"_posts/2024-01-01-{name}.md": LONG,
        "_posts/2024-01-02-after.md": LONG * 2,
        "_drafts/a.md": FERRY,
    }
    desk = visit(make_blog(tmp_path, posts))
    assert run(desk)
    assert titles(desk) == [f"2024-01-01-{name}", "a long post", "the ferry is late"]
    [problem] = filter(None, (entry.problem for entry in desk.blog.entries()))
    assert "reading it took too much" in problem
    assert len(started) == 2
    assert not run(desk)
    assert len(started) == 2


@pytest.mark.usefixtures("stumbling")
def test_a_process_that_ends_again_and_again_is_given_up_and_what_it_read_is_kept(tmp_path: Path) -> None:
    posts = {f"_posts/2024-01-0{number}-crash.md": LONG + "x" * number for number in range(1, 6)}
    desk = visit(make_blog(tmp_path, {**posts, "_drafts/a.md": FERRY}))
    with pytest.raises(DraftroomError, match=r"not all posts .* 2 are left"):
        run(desk)
    assert len(desk.blog.entries()) == 4
    run(desk)
    assert len(desk.blog.entries()) == 6


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (("/nowhere/python",), "No such file"),
        ((sys.executable, "-c", "raise SystemExit"), "1 are left"),
        ((sys.executable, "-c", "import time; print('{}', flush=True); time.sleep(600)"), "1 are left"),
        (
            (
                sys.executable,
                "-c",
                f"import time; print({READY.decode()!r}[:-1], '\\n[1]', sep='', flush=True)",
            ),
            "another version",
        ),
    ],
)
def test_without_a_process_of_ours_the_writer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], why: str
) -> None:
    desk = visit(make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG}))
    monkeypatch.setattr(reading, "_COMMAND", command)
    with pytest.raises(DraftroomError, match=why):
        run(desk)
    assert desk.blog.entries() == ()


@pytest.mark.usefixtures("stumbling")
def test_stopped_it_ends_at_once_and_keeps_what_it_read(tmp_path: Path, started: list[int]) -> None:
    desk = visit(
        make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG, "_posts/2024-01-02-sleep.md": LONG * 2})
    )
    work = desk.reading()
    thread = threading.Thread(target=work.run, args=(lambda done, of: None,))
    thread.start()
    wait_until_asleep(started)
    desk.close()
    thread.join(20)
    assert not thread.is_alive()
    assert not psutil.pid_exists(started[0])
    assert titles(desk) == ["a long post"]
    assert work.run(lambda done, of: None)  # stopped for good: it starts nothing any more
    assert len(started) == 1


def wait_until_asleep(started: list[int]) -> None:
    """Wait until the process has got to the post at which it sleeps."""
    patience = Patience(os.getpid())
    while not patience.is_over():
        if started:
            process = psutil.Process(started[0])
            before = process.cpu_times()
            time.sleep(0.3)
            if (
                process.status() == psutil.STATUS_SLEEPING
                and process.cpu_times() == before
                and before.user > 0
            ):
                return
    raise AssertionError("the process does not get to its post")


# --- the process itself


@contextmanager
def asked(request: Request, code: str = STUMBLES) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a reading process, and wait until it reads."""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=FOLDER) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(request.pickled())
        process.stdin.flush()
        assert process.stdout.readline() == READY
        yield process
        process.kill()


def request_for(blog: Path, *names: str) -> Request:
    return Request(find_site(blog), PUBLISHED, tuple(blog / "_posts" / name for name in names))


def test_a_request_is_the_same_on_the_other_side(tmp_path: Path) -> None:
    for engine in ("_config.yml", "hugo.toml", "eleventy.config.js", "pelicanconf.py", "nothing"):
        (tmp_path / engine).mkdir()
        (tmp_path / engine / engine).write_text("")
        request = request_for(tmp_path / engine, "a\udcff.md")
        there = read_request(io.BytesIO(request.pickled()))
        assert there == request
        assert there.site.engine == request.site.engine  # rules ask which one it is


def test_a_post_that_the_disk_does_not_give_keeps_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-01-long.md": LONG, "_posts/2024-01-02-away.md": LONG})
    desk = visit(blog)
    run(desk)
    for path in (blog / "_posts").glob("*.md"):
        path.write_text(LONG.replace("a long post", "written anew"))
    failing = STUMBLES.replace("while", "if 'away' in path.name:\n        raise OSError\n    while")
    monkeypatch.setattr(reading, "_COMMAND", (sys.executable, "-c", failing))
    assert run(desk)
    assert titles(desk) == ["a long post", "written anew"]
    monkeypatch.undo()
    assert run(desk)
    assert titles(desk) == ["written anew", "written anew"]


def test_it_ends_with_whoever_asked_though_it_is_busy(tmp_path: Path) -> None:
    with asked(request_for(make_blog(tmp_path), "sleep.md")) as process:
        assert process.stdin
        process.stdin.close()
        assert process.wait(timeout=20) == 0


def test_an_interrupt_from_the_terminal_is_not_meant_for_it(tmp_path: Path) -> None:
    with asked(request_for(make_blog(tmp_path), "2023-07-07-a-jar-of-silt.md", "sleep.md")) as process:
        process.send_signal(signal.SIGINT)
        assert process.stdout
        assert json.loads(process.stdout.readline())[0] == "a jar of silt"
        assert process.poll() is None


def test_it_steps_back_for_others(tmp_path: Path) -> None:
    with asked(request_for(make_blog(tmp_path), "sleep.md")) as process:
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == min(19, own + NICENESS)


def test_what_prints_does_not_get_among_the_answers(tmp_path: Path) -> None:
    code = STUMBLES.replace(
        "def describe(site, path, counting):", "def describe(site, path, counting):\n    print(1)"
    )
    with asked(request_for(make_blog(tmp_path), "2023-07-07-a-jar-of-silt.md"), code) as process:
        assert process.stdout
        assert json.loads(process.stdout.readline())[0] == "a jar of silt"


def test_it_loads_nothing_of_the_screen() -> None:
    code = "import sys, tui.desk.reader; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], cwd=FOLDER, capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"textual", "rich", "asyncio", "spellchecker"} & set(loaded)
