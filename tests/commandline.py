"""The command line in a test: run in this process, or as a writer runs it in a process of its own."""

import contextlib
import io
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from tui.cli.front_door import main

ACTS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029"


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def refused(self) -> str:
        """Return the one line on stderr; anything else is a failed test."""
        assert (self.code, self.out) == (2, ""), self
        assert self.err.count("\n") == 1
        assert self.err.endswith("\n")
        assert self.err.startswith("draftroom: ")
        assert_harmless(self.err)
        return self.err

    def printed(self) -> str:
        """Return what a command that went well printed."""
        assert (self.code, self.err) == (0, ""), self
        return self.out


def assert_harmless(text: str) -> None:
    """Nothing in a printed text can act on a terminal."""
    acting = [
        each for each in text if (each < " " and each != "\n") or "\x7f" <= each <= "\x9f" or each in ACTS
    ]
    assert acting == []


def run(*args: str, cwd: Path | None = None) -> Done:
    """Run a command in this process, its output in a pipe."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="") for _ in range(2))
    code: object = 0
    with contextlib.ExitStack() as stack:
        stack.enter_context(mock.patch.object(sys, "argv", ["draftroom", *args]))
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(err))
        if cwd is not None:
            stack.enter_context(contextlib.chdir(cwd))
        try:
            main()
        except SystemExit as left:
            code = left.code or 0
    assert isinstance(code, int)
    return Done(code, *(_written(stream) for stream in (out, err)))


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue().decode("utf-8", "surrogateescape")


def run_alone(*args: str | bytes, cwd: Path) -> Done:
    """Run `python -m tui` in a process of its own, its output in pipes."""
    command = [sys.executable, "-m", "tui", *args]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, cwd=cwd, timeout=600)
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def run_in_shell(line: str, cwd: Path) -> Done:
    """Run a shell line in which `draftroom` is the command."""
    script = f'draftroom() {{ "{sys.executable}" -m tui "$@"; }}\n{line}'
    done = subprocess.run(
        ["bash", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, cwd=cwd, timeout=600
    )
    return Done(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
