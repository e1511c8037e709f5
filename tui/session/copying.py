"""Writes a copy of a text beside its post, for when two texts cannot be merged."""

from tui.desk.drafts import Draft
from tui.desk.saving import Saves
from tui.errors import DraftroomError
from tui.session.ports import Say


def save_copy(draft: Draft, saves: Saves, say: Say) -> None:
    """Write a draft's text into a new file beside its post, and tell the writer its path."""
    try:
        say.tell(f"a copy of the text is in {saves.copy(draft)}")
    except DraftroomError as error:
        say.error(error)
