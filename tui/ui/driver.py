"""The app's hold on the terminal: Textual's own, which leaves in sight what was painted before the app.

The thing one would get wrong: many terminals clear the other screen when they are told to change to it,
though they show it already.
"""

from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.ui.terminal import hand_over

_OTHER_SCREEN = "\x1b[?1049h"

A_PICTURE = 3
"""Writes that one picture takes: its beginning, what is painted, its end."""


class Driver(LinuxDriver):
    """What reads keys from a terminal, and writes to it."""

    _shows_post = False

    def start_application_mode(self) -> None:
        """Take the terminal over, from the first picture of the post or from the shell."""
        before = hand_over()
        self._shows_post = before is not None
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual has no types here
        self._shows_post = False
        if before is not None:
            self.attrs_before = before

    def size_now(self) -> Size:
        """Return the size that the terminal has in this moment, in cells."""
        return Size(*self._get_terminal_size())

    @property
    def is_behind(self) -> bool:
        """Whether the terminal has not taken what was painted before the last picture."""
        return self._writer_thread is not None and self._writer_thread._queue.qsize() > A_PICTURE

    def write(self, data: str) -> None:
        """Write to the terminal."""
        if not (self._shows_post and data == _OTHER_SCREEN):
            super().write(data)
