"""A copy of a text beside its post: the way out where two texts cannot be one."""

from tui.desk.drafts import Draft
from tui.desk.saving import Saves
from tui.errors import DraftroomError
from tui.session.ports import Say


def save_copy(draft: Draft, saves: Saves, say: Say) -> None:
    """Write a draft's text into a file of its own, and say where it is."""
    try:
        say.tell(f"a copy of the text is in {saves.copy(draft)}")
    except DraftroomError as error:
        say.error(error)
