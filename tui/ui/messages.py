"""Messages from workers to the writing screen: values, never widgets."""

from pathlib import Path

from textual.message import Message

from tui.errors import DraftroomError
from tui.files.post import Post
from tui.library.index import Entry


class LibraryRead(Message):
    """The folder was compared with the index; `done` when nothing is left to read."""

    def __init__(self, entries: tuple[Entry, ...], done: bool) -> None:
        super().__init__()
        self.entries = entries
        self.done = done


class Saved(Message):
    """A post is on disk as `post` says."""

    def __init__(self, post: Post) -> None:
        super().__init__()
        self.post = post


class SaveFailed(Message):
    """A post could not be written; what the writer typed is still there."""

    def __init__(self, path: Path, error: DraftroomError) -> None:
        super().__init__()
        self.path = path
        self.error = error
