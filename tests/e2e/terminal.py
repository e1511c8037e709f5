"""A real pseudo-terminal for the installed command: keys in, a painted screen out (pyte)."""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from pathlib import Path
from types import TracebackType

import pyte

from tests.rest import PATIENCE, Patience, rests

A_FRAME = 0.03
"""Seconds: a painted frame arrives in pieces of 4 KB, and the rest of it this much later at most."""

A_CALM_MOMENT = 0.9
"""Seconds: a question that comes by itself takes no letter sooner."""

# What pyte takes for text: strings (OSC, DCS, APC), private CSI forms, mode requests, colon colours.
_JUNK = re.compile(
    r"\x1b[PX^_\]].*?(?:\x1b\\|\x07)|\x1b\[[<=>][0-?]*[ -/]*[@-~]|\x1b\[\?[0-9;]*[ -/]+[@-~]"
    r"|\x1b\[\?[0-9;]*u|\x1b\[[0-9;]*:[0-9;:]*m|\x1b\[[0-9;]*[ -/]+[@-~]",
    re.DOTALL,
)
_PARTIAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[PX^_\]](?:(?!\x1b\\|\x07).)*|[ -/]*)?\Z", re.DOTALL)


def _take_terminal() -> None:
    """Make standard input the controlling terminal: its end hangs up on the program, its size is told of."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """A terminal with a program in it."""

    def __init__(
        self, command: list[str], cwd: Path, env: dict[str, str], size: tuple[int, int] = (160, 45)
    ) -> None:
        columns, rows = size
        self.written = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._rows: list[str] | None = None
        self._master, slave = pty.openpty()
        self._name = os.ttyname(slave)
        self._closed = False
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        environment = {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"}
        for name in ("COLUMNS", "LINES"):  # these would be believed more than the terminal itself
            environment.pop(name, None)
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=environment,
            start_new_session=True,
            preexec_fn=_take_terminal,
        )
        os.close(slave)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self.close()

    @property
    def pid(self) -> int:
        """The program's process id."""
        return self._process.pid

    def kill(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def close(self) -> None:
        """Close the terminal, as closing its window does; what was painted can still be read."""
        if not self._closed:
            self._closed = True
            os.close(self._master)

    def _read(self, seconds: float) -> bool:
        if self._closed:
            time.sleep(min(seconds, 0.005))
            return False
        ready, _, _ = select.select([self._master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self._master, 65536)
        except OSError:  # Linux says EIO when the program has closed its end
            return False
        if not data:
            return False
        self.written += data
        text = self._rest + self._decode(data)
        partial = _PARTIAL.search(text)
        self._rest = text[partial.start() :] if partial else ""
        text = text[: partial.start()] if partial else text
        self._stream.feed(_JUNK.sub("", text))
        self._rows = None
        return True

    @property
    def rows(self) -> list[str]:
        """The painted rows."""
        if self._rows is None:
            self._rows = [row.rstrip() for row in self._screen.display]
        return self._rows

    @property
    def text(self) -> str:
        """What is painted."""
        return "\n".join(self.rows)

    def press(self, keys: str) -> None:
        """Send keys as the bytes that a terminal sends."""
        os.write(self._master, keys.encode())

    def answer(self, letter: str) -> None:
        """Answer a question after a moment; what comes sooner was meant for the post."""
        self.settle(A_CALM_MOMENT)
        self.press(letter)

    def wait_for(self, words: str, times: int = 1, seconds: float = PATIENCE) -> None:
        """Read until some words are painted so many times, and the rest of their frame with them.

        `seconds` are those in which the program rests.
        """
        patience = Patience(self.pid, seconds)
        while self.text.count(words) < times:
            if not self._read(0.05) and patience.is_over():
                raise AssertionError(f"{words!r} is not on the screen {times} times:\n{self.text}")
        self.settle(A_FRAME)

    def look(self, seconds: float) -> None:
        """Read for a while, whatever the program is at."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)

    def settle(self, seconds: float = 0.25) -> None:
        """Read until nothing is painted for a while and the program rests, on however busy a machine."""
        patience = Patience(self.pid)
        while self._read(seconds) or not rests(self.pid, self._name):
            if patience.is_over():
                raise AssertionError(f"the program never rests:\n{self.text}")

    def rests(self) -> bool:
        """Tell whether the program waits for something, and has read what was typed."""
        return rests(self.pid, self._name)

    def wait_for_exit(self, reading: bool = True) -> int:
        """Wait until the program has left, and read meanwhile or nothing; returns its exit code."""
        patience = Patience(self.pid)
        while self._process.poll() is None:
            if patience.is_over():
                raise AssertionError(f"the program goes on:\n{self.text}")
            if reading:
                self._read(0.05)
            else:
                time.sleep(0.05)
        while reading and self._read(0.05):
            pass
        return self._process.returncode
