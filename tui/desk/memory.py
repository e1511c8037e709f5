"""What the app remembers between two starts: the last blog and post, and the layout of the screen."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui.errors import DraftroomError
from tui.settings import Places, Remembered, write_remembered


class Memory:
    """Remembers values for the next start."""

    def __init__(self, places: Places, remembered: Remembered) -> None:
        """Begin with the values of earlier runs."""
        self._places = places
        self.remembered = remembered

    def remember(self, remembered: Remembered) -> None:
        """Keep values for the next start; a state folder that cannot be written is no error."""
        self.remembered = remembered
        with suppress(DraftroomError):
            write_remembered(self._places, remembered)

    def blog_opened(self, root: Path) -> None:
        """Remember the open blog, unless it is the welcome blog."""
        if root != self._places.state / "welcome" and str(root) != self.remembered.last_blog:
            self.remember(replace(self.remembered, last_blog=str(root)))

    def post_opened(self, path: Path) -> None:
        """Remember the post in front, and forget the cursor position of another post."""
        left_off = self.remembered.left_off if self.remembered.last_post == str(path) else None
        self.remember(replace(self.remembered, last_post=str(path), left_off=left_off))
