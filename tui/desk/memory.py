"""What the app remembers between two starts: the blog and the post of now, and how the screen is set."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from tui.errors import DraftroomError
from tui.settings import Places, Remembered, write_remembered


class Memory:
    """What the next start will know."""

    def __init__(self, places: Places, remembered: Remembered) -> None:
        """Begin with what earlier runs left."""
        self._places = places
        self.remembered = remembered

    def remember(self, remembered: Remembered) -> None:
        """Keep what the next start should know; a state folder that cannot be written stops nothing."""
        self.remembered = remembered
        with suppress(DraftroomError):
            write_remembered(self._places, remembered)

    def blog_opened(self, root: Path) -> None:
        """Remember the blog that is open; the welcome blog is for those who have none, so never that."""
        if root != self._places.state / "welcome" and str(root) != self.remembered.last_blog:
            self.remember(replace(self.remembered, last_blog=str(root)))

    def post_opened(self, path: Path) -> None:
        """Remember the post in front, and forget where the writer left another one."""
        left_off = self.remembered.left_off if self.remembered.last_post == str(path) else None
        self.remember(replace(self.remembered, last_post=str(path), left_off=left_off))
