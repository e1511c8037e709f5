"""Messages from workers to the writing screen: values, never widgets."""

from pathlib import Path

from textual.message import Message

from tui.desk.clocks import Left
from tui.desk.drafts import Draft
from tui.desk.outside import Outside
from tui.desk.recovery import Unsaved
from tui.desk.saving import SavedPost
from tui.errors import DraftroomError
from tui.files.sittings import Past
from tui.library.index import Entry


class LibraryRead(Message):
    """The folder was compared with the index; `done` when the reading is over, `problem` why too soon."""

    def __init__(self, entries: tuple[Entry, ...], done: bool, problem: DraftroomError | None = None) -> None:
        super().__init__()
        self.entries = entries
        self.done = done
        self.problem = problem


class Saved(Message):
    """A post is on disk."""

    def __init__(self, saved: SavedPost) -> None:
        super().__init__()
        self.saved = saved


class SaveFailed(Message):
    """A post could not be written; what the writer typed is still there."""

    def __init__(self, path: Path, error: DraftroomError) -> None:
        super().__init__()
        self.path = path
        self.error = error


class LookedOutside(Message):
    """A draft was compared with its file; `found` is None where that is as it was read."""

    def __init__(self, draft: Draft, found: Outside | None) -> None:
        super().__init__()
        self.draft = draft
        self.found = found


class PastRead(Message):
    """Earlier sittings were read, which undo can go back to; `copies` are of interrupted saves."""

    def __init__(self, path: Path, past: Past, copies: tuple[Path, ...]) -> None:
        super().__init__()
        self.path = path
        self.past = past
        self.copies = copies


class TimeRead(Message):
    """What earlier sittings left of a post's time was read."""

    def __init__(self, path: Path, left: Left) -> None:
        super().__init__()
        self.path = path
        self.left = left


class UnsavedFound(Message):
    """Text was found that was never saved, the newest first."""

    def __init__(self, found: list[Unsaved]) -> None:
        super().__init__()
        self.found = found
