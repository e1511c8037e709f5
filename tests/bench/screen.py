"""A terminal with a program in it, and the moment at which each of its pictures arrived.

A thread of its own reads and stamps, so that the time pyte takes to draw is nobody's latency; and what lies
inside a synchronized update (mode 2026) is no picture until its end.
"""

import codecs
import fcntl
import os
import pty
import queue
import re
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import TracebackType

import psutil
import pyte

COLUMNS, ROWS = 160, 45
ROOT = Path(__file__).parents[2]

_NOT_INHERITED = ("LINES", "COLUMNS", "PYTHONDONTWRITEBYTECODE")
"""An installed program has its bytecode; one that compiles itself at every start is not what is measured."""

Columns = tuple[int, int]
"""The first column of a pane, and the one after its last."""

_SYNC, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_MODE_ASKED = re.compile(rb"\x1b\[\?(\d+)\$p")
# What pyte takes for text: strings (OSC, DCS, APC), private CSI forms, mode requests.
_JUNK = re.compile(
    r"\x1b[PX^_\]].*?(?:\x1b\\|\x07)|\x1b\[[<=>][0-?]*[ -/]*[@-~]"
    r"|\x1b\[\?[0-9;]*(?:[ -/]+[@-~]|u)|\x1b\[[0-9;]*[ -/]+[@-~]",
    re.DOTALL,
)
_PARTIAL = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|[PX^_\]](?:(?!\x1b\\|\x07).)*|[ -/]*)?\Z", re.DOTALL)


def module(name: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of this checkout."""
    return [sys.executable, "-m", name, *arguments]


def installed(*arguments: str) -> list[str]:
    """Return the command `draftroom` as it is installed beside this Python."""
    return [str(Path(sys.executable).with_name("draftroom")), *arguments]


@cache
def _before_all_others() -> tuple[str, ...]:
    """Return what goes before a command so that busy neighbours do not hold it up, if that is allowed."""
    ahead = ("chrt", "-r", "10")
    try:
        allowed = subprocess.run([*ahead, "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        return ()
    return ahead if allowed else ()


def _no_watcher(stamp: float) -> None:
    """Watch nothing."""


class Terminal:
    """A program in a pseudo-terminal; all moments are seconds of `time.perf_counter`."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a command in a terminal of 160 by 45 cells, before all others where the system lets us."""
        self.on_picture: Callable[[float], None] = _no_watcher
        """Told the moment of every picture."""
        self.bytes_out = 0
        self.columns = COLUMNS
        self.rows = [" " * COLUMNS] * ROWS
        self._last_picture = self._last_output = time.perf_counter()
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._rest = ""
        self._in_update = False
        self._arrived: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        inherited = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [*_before_all_others(), *command],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=ROOT,
            env={**inherited, "TERM": "xterm-256color", "COLORTERM": "truecolor", **environment},
            start_new_session=True,
        )
        os.close(slave)
        self._usage = psutil.Process(self._process.pid)
        self._reader = threading.Thread(target=self._read, daemon=True)

    def __enter__(self) -> "Terminal":
        self._switch_interval = sys.getswitchinterval()
        sys.setswitchinterval(0.0001)  # the reader must stamp at once, whatever the drawing is at
        self._reader.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._reader.join(timeout=5)
        os.close(self._master)
        sys.setswitchinterval(self._switch_interval)

    def _read(self) -> None:
        """Read, stamp and answer until the program has left."""
        tail = b""
        while True:
            try:
                data = os.read(self._master, 65536)
            except OSError:  # Linux says EIO when the program has closed its end
                return
            if not data:
                return
            self._arrived.put((time.perf_counter(), data))
            seen, end = tail + data, 0
            for asked in _MODE_ASKED.finditer(seen):
                known = 2 if asked[1] == b"2026" else 0
                os.write(self._master, b"\x1b[?%b;%d$y" % (asked[1], known))
                end = asked.end()
            tail = seen[max(end, len(seen) - 16) :]

    def write(self, keys: str) -> None:
        """Send keys as the bytes that a terminal sends."""
        os.write(self._master, keys.encode())

    @property
    def processor_seconds(self) -> float:
        """What the program has used so far, its children not counted."""
        used = self._usage.cpu_times()
        return float(used.user + used.system)

    @property
    def peak_memory(self) -> int:
        """The most bytes that the program held at once, its children not counted; on Linux only."""
        status = Path(f"/proc/{self._process.pid}/status").read_text("utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) * 1024

    def resize(self, columns: int) -> float:
        """Make the terminal wider or narrower; returns when."""
        self.columns = columns
        self._screen.resize(ROWS, columns)
        self.rows = [row.ljust(columns)[:columns] for row in self.rows]
        stamp = time.perf_counter()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
        self._process.send_signal(signal.SIGWINCH)  # for it, this is not the terminal of its session
        return stamp

    @property
    def last_picture(self) -> float:
        """When the last complete picture arrived."""
        return self._last_picture

    def _take(self, seconds: float) -> bool:
        """Draw what arrived next; returns whether a picture is complete."""
        try:
            stamp, data = self._arrived.get(timeout=max(seconds, 0.00001))
        except queue.Empty:
            return False
        self._last_output = stamp
        self.bytes_out += len(data)
        text = self._rest + self._decode(data)
        partial = _PARTIAL.search(text)
        self._rest = text[partial.start() :] if partial else ""
        text = text[: partial.start()] if partial else text
        begun, ended = text.rfind(_SYNC), text.rfind(_SYNC_END)
        self._in_update = begun > ended if begun != ended else self._in_update
        self._stream.feed(_JUNK.sub("", text))
        for y in self._screen.dirty:
            if y < ROWS:
                cells = self._screen.buffer[y]
                self.rows[y] = "".join([cells[x].data for x in range(self.columns)])
        self._screen.dirty.clear()
        if self._in_update:
            return False
        self._last_picture = stamp
        self.on_picture(stamp)
        return True

    def pane(self, columns: Columns) -> str:
        """Return what is painted in some columns."""
        left, right = columns
        return "\n".join([row[left:right] for row in self.rows])

    def wait(self, test: Callable[[], bool], seconds: float) -> float | None:
        """Return when the picture arrived for which `test` holds; None when none does in time."""
        end = time.perf_counter() + seconds
        if test():
            return self._last_picture
        while (left := end - time.perf_counter()) > 0:
            if self._take(min(left, 0.5)) and test():
                return self._last_picture
        return None

    def idle(self, seconds: float) -> None:
        """Let some time go by."""
        self.wait(lambda: False, seconds)

    def settle(self, quiet: float = 0.4, seconds: float = 20.0) -> None:
        """Wait until nothing has been written for a while."""
        self.wait(lambda: False, quiet)
        end = time.perf_counter() + seconds
        while time.perf_counter() < min(end, self._last_output + quiet):
            self._take(0.05)
