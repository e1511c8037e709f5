"""The app's hold on the terminal: Textual's own, which leaves in sight what was painted before the app.

Many terminals clear the other screen when they are told to change to it,
though they show it already. And a key is late only when nothing is there to be read: on a busy machine the
clock alone says that of keys that have long come.
"""

import os
import select
from time import monotonic

from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tui.ui.terminal import hand_over
from tui.ui.textual_internals.key_parser import KeyParser

_OTHER_SCREEN = "\x1b[?1049h"

A_PICTURE = 3
"""Writes that one picture takes: its beginning, what is painted, its end."""

AT_ONCE = 4_096
"""Bytes that are read at once."""

A_LOOK = 0.1
"""Seconds between two looks whether the app gives the terminal back."""


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

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the app gives it back; runs in a thread."""
        parser = KeyParser()
        heard = monotonic()
        while not self.exit_event.is_set():
            left = None if parser.patience is None else max(0.0, heard + parser.patience - monotonic())
            if self._has_input(A_LOOK if left is None else min(left, A_LOOK)):
                data = os.read(self.fileno, AT_ONCE)
                if not data:  # the terminal is gone
                    return
                messages = parser.feed(data)
                heard = monotonic()
            elif left is not None and left <= A_LOOK:
                messages = parser.pause()
            else:
                continue
            for message in messages:
                self.process_message(message)
        if self._has_input(A_LOOK):  # a late answer to what was asked is nothing for the shell
            os.read(self.fileno, AT_ONCE)

    def _has_input(self, seconds: float) -> bool:
        return bool(select.select([self.fileno], [], [], seconds)[0])

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
