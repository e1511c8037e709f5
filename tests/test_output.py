"""What is printed, and to whom: a terminal, a pipe, a reader who has left, a disk that is full."""

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commandline import run_in_shell
from tui.output import print_json, print_line, print_text

HOSTILE = "a\x1b[2J\r\x9b\u202e\t[bold]\nb"
FULL = Path("/dev/full")


class Terminal(io.TextIOWrapper):
    """A stdout that says it is a terminal."""

    def isatty(self) -> bool:
        return True


Stream = type[io.TextIOWrapper]
BOTH = pytest.mark.parametrize("stream", [io.TextIOWrapper, Terminal])


def written(stream: Stream, write: Callable[[], None]) -> bytes:
    """Return the bytes that a stdout of a kind, and of a wrong encoding, is given."""
    raw = io.BytesIO()
    with contextlib.redirect_stdout(stream(raw, "ascii")):
        write()
        return raw.getvalue()


@BOTH
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("    2  river", "    2  river\n"),
        (HOSTILE, "a␛[2J␍\ufffd\ufffd\t[bold] b\n"),
        ("é\udcff", "é\ufffd\n"),
    ],
)
def test_a_line_is_one_harmless_line_of_utf8(stream: Stream, text: str, line: str) -> None:
    assert written(stream, lambda: print_line(text)).decode() == line


def test_an_error_is_one_harmless_line_on_stderr(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_line(HOSTILE, error=True)
    out, err = capsysbinary.readouterr()
    assert (out, err.decode()) == (b"", "a␛[2J \ufffd\ufffd [bold] b\n")


@BOTH
def test_json_is_exact_and_harmless(stream: Stream) -> None:
    value = {"é\x1b": [HOSTILE, "\udcff\u2028\x7f\x85\ufeff\u200b\u2066", 1, True, None]}
    text = written(stream, lambda: print_json(value)).decode("utf-8")
    assert json.loads(text) == value
    assert "é" in text
    assert all(each.isprintable() or each == "\n" for each in text)


def test_html_is_exact_in_a_pipe_and_harmless_on_a_terminal() -> None:
    fragment = f"<p>{HOSTILE}\udcff</p>\n"
    assert written(io.TextIOWrapper, lambda: print_text(fragment)) == fragment.encode(
        "utf-8", "surrogateescape"
    )
    shown = "<p>a␛[2J␍\ufffd\ufffd\t[bold]\nb\ufffd</p>\n"
    assert written(Terminal, lambda: print_text(fragment)).decode() == shown


def test_a_stdout_that_is_closed_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    print_line("low")
    print_json({"low": 1})
    print_text("<p>low</p>")


@pytest.mark.parametrize("buffered", ["", "PYTHONUNBUFFERED=1 "])
def test_a_reader_who_leaves_is_no_error(tmp_path: Path, buffered: str) -> None:
    (tmp_path / "a.md").write_text("low water\n" * 20_000)
    for command in ("keys", "html a.md"):
        line = f"export PYTHONUNBUFFERED; {buffered}draftroom {command} | head -c 0; exit ${{PIPESTATUS[0]}}"
        assert run_in_shell(line, tmp_path).printed() == ""


def test_closed_streams_give_no_traceback(tmp_path: Path) -> None:
    assert run_in_shell("draftroom where >&-", tmp_path).printed() == ""
    assert run_in_shell("draftroom >&- <&-", tmp_path).refused()
    done = run_in_shell("draftroom words gone.md 2>&-", tmp_path)
    assert (done.code, done.out) == (2, "")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full disk to write to")
@pytest.mark.parametrize("command", ["where", "where --json", "--help"])
def test_a_full_disk_is_one_line(tmp_path: Path, command: str) -> None:
    assert "No space left" in run_in_shell(f"draftroom {command} >/dev/full", tmp_path).refused()


@pytest.mark.skipif(not FULL.exists(), reason="this system has no full disk to write to")
def test_an_error_that_nobody_can_be_told_has_its_exit_code(tmp_path: Path) -> None:
    done = run_in_shell("draftroom words gone.md 2>/dev/full", tmp_path)
    assert (done.code, done.out) == (2, "")


def test_a_folder_that_is_gone_under_our_feet_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    gone = run_in_shell("cd gone && rmdir ../gone && draftroom list", tmp_path)
    assert "No such file or directory" in gone.refused()
    assert os.listdir(tmp_path) == []
