"""The first picture of the post: there before the app, in the same places, and gone when no app comes."""

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.bench.ruler import start
from tests.bench.screen import COLUMNS, ROWS, module
from tests.bench.screen import Terminal as Stamped
from tests.e2e.terminal import Terminal
from tests.ui.support import make_blog
from tui.settings import LeftOff, Places, Remembered, write_remembered

LOW = Path("_posts") / "2024-10-12-low-water.md"
LETTERS = "quick fingers zigzag over the keys before there is an app"
PATIENCE = 600.0
"""Seconds: what a test that fails takes, on however busy a machine."""
OTHER_SCREEN, BACK = b"\x1b[?1049h", b"\x1b[?1049l"

PAINT = """
import os, signal, sys
from contextlib import suppress
from pathlib import Path
from tui.desk.opening import Opening
from tui.errors import PostError
from tui.settings import places, read_settings
from tui.ui.firstpaint import paint
from tui.ui.terminal import give_back
with suppress(PostError):
    paint(Opening(places(), read_settings(places()), Path(sys.argv[1]), Path.cwd()))
"""


def painting(tmp_path: Path, then: str = "", post: Path | None = None, **environ: str) -> Terminal:
    """Start what paints the first picture alone, and does something else `then`."""
    home = {"DRAFTROOM_HOME": str(tmp_path / "home")}
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, "-c", PAINT + then, str(post or make_blog(tmp_path) / LOW)]
    return Terminal(command, Path.cwd(), {**inherited, **home, **environ})


def painted(terminal: Terminal) -> list[str]:
    """Return the rows that are painted once the program has left."""
    assert terminal.wait_for_exit() == 0
    return terminal.rows


def with_text(tmp_path: Path, text: str) -> Path:
    return make_blog(tmp_path, {str(LOW): text}) / LOW


def test_the_app_paints_over_the_first_picture_which_never_goes(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    pictures: list[list[str]] = []
    with Stamped(module("tui", str(post)), {"DRAFTROOM_HOME": str(tmp_path / "home")}) as terminal:
        start(terminal, "the water was", PATIENCE)
        first = list(terminal.rows)
        terminal.on_picture = lambda _stamp: pictures.append(list(terminal.rows))
        terminal.wait(lambda: "F1" in terminal.rows[-1], PATIENCE)
    at = next(y for y, row in enumerate(first) if "the water was" in row)
    column = first[at].index("the water was")
    assert len(pictures) > 1
    assert {rows[at][column : column + 13] for rows in pictures} == {"the water was"}
    assert not first[-1].strip()  # the status line says nothing before there is an app


BOOK = "---\ntitle: x\n---\n\n" + "\n\n".join(
    f"paragraph {number}: " + "the river rose and went again " * (number % 7) for number in range(60)
)


@pytest.mark.parametrize(
    ("cursor", "top"),
    [
        ((40, 3), (30, 0)),
        ((122, 9), (100, 0)),
        ((122, 9), (122, 0)),
        ((44, 170), (44, 67)),
        ((900, 9), (800, 9)),
    ],
    ids=["in the middle", "at the end", "above the last screen", "within a paragraph", "of a longer text"],
)
def test_the_post_is_painted_where_its_writer_left_off_and_the_app_shows_the_same(
    tmp_path: Path, cursor: tuple[int, int], top: tuple[int, int]
) -> None:
    post = with_text(tmp_path, BOOK)
    here = Places(*(tmp_path / "home" / name for name in ("config", "state", "cache", "themes")))
    write_remembered(here, Remembered(str(post.parents[1]), str(post), LeftOff(cursor, top)))
    pictures: list[list[str]] = []
    with Stamped(module("tui", str(post)), {"DRAFTROOM_HOME": str(tmp_path / "home")}) as terminal:
        start(terminal, "paragraph", PATIENCE)
        first = list(terminal.rows)
        terminal.on_picture = lambda _stamp: pictures.append(list(terminal.rows))
        terminal.wait(lambda: "F1" in terminal.rows[-1], PATIENCE)
        terminal.settle()
    assert not first[-1].strip(), "the app painted this"
    assert "paragraph 0:" not in "\n".join(row[:100] for row in first)
    column = min(row.index("paragraph") for row in first if "paragraph" in row)  # the page is further right
    words = [row[column : column + 68].rstrip() for row in first[:-1]]
    assert sum("paragraph" in row for row in words) > 3
    for rows in pictures:
        assert [row[column : column + 68].rstrip() for row in rows[:-1]] == words


def test_the_other_screen_is_taken_once_and_left_once(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    command = [sys.executable, "-m", "tui", str(post)]
    home = {"DRAFTROOM_HOME": str(tmp_path / "home")}
    with Terminal(command, Path.cwd(), {**os.environ, **home}) as terminal:
        terminal.wait_for("F1 help")
        assert terminal.written.count(OTHER_SCREEN) == 1
        terminal.press("\x11")
        assert terminal.wait_for_exit() == 0
        assert terminal.written.count(BACK) == 1


def test_what_is_typed_before_there_is_an_app_comes_in_order(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    with Stamped(module("tui", str(post)), {"DRAFTROOM_HOME": str(tmp_path / "home")}) as terminal:
        start(terminal, "the water was", PATIENCE)
        assert not terminal.rows[-1].strip(), "the app is there already"
        for letter in f"{LETTERS}x\x7f\rand a row\r":
            terminal.write(letter)
        assert terminal.wait(lambda: any("and a row" in row for row in terminal.rows), PATIENCE) is not None
        assert terminal.wait(lambda: "unsaved" in terminal.rows[-1], PATIENCE) is not None
        terminal.write("\x13")
        assert terminal.wait(lambda: " saved" in terminal.rows[-1], PATIENCE) is not None
    assert f"{LETTERS}\nand a row\n" in post.read_text()


def test_keys_are_not_echoed_into_the_picture(tmp_path: Path) -> None:
    then = "print(sys.stdin.read(1) == 'q', end='')"
    with painting(tmp_path, then) as terminal:
        terminal.wait_for("the water was")
        terminal.press("q")
        assert "True" in "".join(painted(terminal))
    assert b"q" not in terminal.written.split(OTHER_SCREEN)[1].split(b"True")[1]


@pytest.mark.parametrize("then", ["give_back()", "os.kill(os.getpid(), signal.SIGTERM)"])
def test_the_terminal_is_as_it_was_when_no_app_comes(tmp_path: Path, then: str) -> None:
    with painting(tmp_path, then) as terminal:
        before = termios.tcgetattr(terminal._master)
        code = terminal.wait_for_exit()
        assert code == (128 + signal.SIGTERM if "kill" in then else 0)
        assert terminal.written.count(OTHER_SCREEN) == terminal.written.count(BACK) == 1
        assert termios.tcgetattr(terminal._master)[3] == before[3]


def test_an_error_is_said_on_the_screen_of_the_shell(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / LOW
    config = tmp_path / "home" / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text('[keys]\n"post.safe" = "ctrl+s"\n')  # the first picture needs no keys
    command = [sys.executable, "-m", "tui", str(post)]
    home = {"DRAFTROOM_HOME": str(tmp_path / "home")}
    with Terminal(command, Path.cwd(), {**os.environ, **home}) as terminal:
        assert terminal.wait_for_exit() == 2
        assert b"there is no command" in terminal.written.split(BACK)[1]


@pytest.mark.parametrize("value", ["1", ""])
def test_nothing_is_painted_where_no_colours_are_wanted(tmp_path: Path, value: str) -> None:
    with painting(tmp_path, NO_COLOR=value) as terminal:
        painted(terminal)
        assert terminal.written == b""


@pytest.mark.parametrize("name", ["nothing.md", "picture.png", "a-folder"])
def test_what_is_no_post_is_not_painted(tmp_path: Path, name: str) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "a-folder").mkdir()
    with painting(tmp_path, post=tmp_path / name) as terminal:
        painted(terminal)
        assert terminal.written == b""


@pytest.mark.parametrize(("header", "blank"), [(ROWS, 0), (1, ROWS), (ROWS - 6, 3)])
def test_a_post_whose_words_begin_below_the_screen_is_left_to_the_app(
    tmp_path: Path, header: int, blank: int
) -> None:
    rows = "".join(f"key{n}: value\n" for n in range(header))
    text = f"---\n{rows}---\n" + "\n" * blank + "words\n"
    with painting(tmp_path, post=with_text(tmp_path, text)) as terminal:
        painted(terminal)
        assert terminal.written == b""


def test_a_hostile_post_paints_pictures_of_controls(tmp_path: Path) -> None:
    post = with_text(tmp_path, "---\ntitle: x\n---\n\nriver\x1b[2Jbank \x9b31m\n")
    with painting(tmp_path, post=post) as terminal:
        text = "\n".join(painted(terminal))
        assert b"\x1b[2J" not in terminal.written
    assert "river␛[2Jbank" in text


def test_rows_as_long_as_a_book_are_painted_up_to_the_end_of_the_screen(tmp_path: Path) -> None:
    post = with_text(tmp_path, "---\ntitle: x\n---\n\n" + "the river rose " * 50_000)
    with painting(tmp_path, post=post) as terminal:
        rows = painted(terminal)
    assert sum("the river" in row for row in rows) > ROWS - 10
    assert max(map(len, rows)) < COLUMNS
