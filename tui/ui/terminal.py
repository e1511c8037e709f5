"""Controls the terminal while the first picture of the post is shown, before the app has taken it over.

This lasts until the app's driver takes over, or until `give_back`. Keys wait in the terminal until the app
reads them; echo and line editing are turned off, so that they do not spoil the picture. The app gets the old
attributes, and restores them when it leaves.
"""

import os
import signal
import sys
import termios

_SYNC, _SYNC_END = "\x1b[?2026h", "\x1b[?2026l"
_TAKE = "\x1b[?1049h\x1b[?25l\x1b[?7l"
_GIVE_BACK = "\x1b[?7h\x1b[?25h\x1b[?1049l"
_INPUT, _LOCAL, _CHARACTERS = 0, 3, 6
"""The indexes of these attributes in a list of `termios`."""

Attributes = list[int | list[bytes | int]]
"""The attributes of a terminal, as `termios` returns them."""

_held: list[Attributes] = []
"""The old attributes of the terminal while we control it, otherwise empty."""


def is_for_pictures() -> bool:
    """Return whether this terminal shows every colour, and we may write to it."""
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
    except OSError:  # the terminal has no job control
        return False


def take(picture: str) -> None:
    """Take the terminal, and show a picture on its alternate screen. Raises OSError, `termios.error`."""
    terminal = sys.stdin.fileno()
    _held.append(termios.tcgetattr(terminal))
    ours = termios.tcgetattr(terminal)
    ours[_INPUT] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON)
    ours[_LOCAL] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    ours[_CHARACTERS][termios.VMIN] = 1
    ours[_CHARACTERS][termios.VSUSP] = (
        b"\0"  # Ctrl+Z during a start would leave the picture on the shell's screen
    )
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    termios.tcsetattr(terminal, termios.TCSANOW, ours)
    sys.stdout.write(_SYNC + _TAKE + picture + _SYNC_END)
    sys.stdout.flush()


def _end(number: int, _frame: object) -> None:
    """Restore the terminal and end, as the app does on a signal."""
    give_back()
    os._exit(128 + number)


def hand_over() -> Attributes | None:
    """Hand the terminal over to the app; return its old attributes, None if we did not control it."""
    return _held.pop() if _held else None


def give_back() -> None:
    """Restore the terminal, if we still control it."""
    before = hand_over()
    if before is not None:
        sys.stdout.write(_GIVE_BACK)
        sys.stdout.flush()
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSANOW, before)
