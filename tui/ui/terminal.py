"""The terminal before the app has it: ours while the first picture of the post is shown.

Until the app's driver takes it over, or until `give_back`. Keys wait in the terminal until the app reads
them. They must not be echoed into the picture nor be edited as a line, so the terminal is told both; the app
is told how it was before, and leaves it like that.
"""

import os
import signal
import sys
import termios

_SYNC, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_TAKE = "\x1b[?1049h\x1b[?25l\x1b[?7l"
_GIVE_BACK = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_INPUT, _LOCAL, _CHARACTERS = 0, 3, 6
"""Where a list of `termios` has these attributes."""

Attributes = list[int | list[bytes | int]]
"""What `termios` knows of a terminal."""

_held: list[Attributes] = []
"""The attributes that the terminal had, while it is ours."""


def is_for_pictures() -> bool:
    """Whether this terminal shows every colour, and is ours to write to."""
    said = os.environ.get
    coloured = said("COLORTERM", "").lower() in ("truecolor", "24bit") and said("NO_COLOR") is None
    if not coloured or said("TERM", "dumb") == "dumb" or not (sys.stdin and sys.stdout):
        return False
    if sys.stdout.encoding.lower() != "utf-8":
        return False
    return sys.stdin.isatty() and sys.stdout.isatty() and not _is_in_background(sys.stdin.fileno())


def _is_in_background(terminal: int) -> bool:
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:  # no shell has jobs in this terminal
        return False


def take(picture: str) -> None:
    """Show a picture on the terminal's other screen, ours from now on. Raises OSError, `termios.error`."""
    terminal = sys.stdin.fileno()
    _held.append(termios.tcgetattr(terminal))
    ours = termios.tcgetattr(terminal)
    ours[_INPUT] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    ours[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    ours[_CHARACTERS][termios.VMIN] = 1
    ours[_CHARACTERS][termios.VSUSP] = b"\0"  # a stopped start would leave its picture to the shell
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    termios.tcsetattr(terminal, termios.TCSANOW, ours)
    sys.stdout.write(_SYNC + _TAKE + picture + _SYNC_END)
    sys.stdout.flush()


def _end(number: int, _frame: object) -> None:
    """End by a signal as the app does, the terminal as it was."""
    give_back()
    os._exit(128 + number)


def hand_over() -> Attributes | None:
    """Return what attributes the terminal had, None where it was not ours; it is the app's from now on."""
    return _held.pop() if _held else None


def give_back() -> None:
    """Leave the terminal as it was, if it is still ours."""
    before = hand_over()
    if before is not None:
        sys.stdout.write(_GIVE_BACK)
        sys.stdout.flush()
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
