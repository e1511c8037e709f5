"""Makes the dialog for an inquiry; each dialog is imported when it is first opened."""

from importlib import import_module
from typing import cast

from tui.session.asking import (
    Answer,
    Comparison,
    Inquiry,
    Listing,
    Looking,
    NewPostForm,
    Picking,
    Question,
    Resolution,
    SparkLine,
)
from tui.ui.dialogs.dialog import Dialog
from tui.ui.theme import Theme

DIALOGS = {
    Question: ("question", "QuestionScreen"),
    Comparison: ("comparing", "ComparingScreen"),
    Resolution: ("conflict", "ConflictScreen"),
    Looking: ("versions", "VersionsScreen"),
    Picking: ("picker", "Picker"),
    Listing: ("listing", "ListingScreen"),
    NewPostForm: ("new_post", "NewPostScreen"),
    SparkLine: ("spark", "SparkScreen"),
}
"""Module and class of the dialog for each inquiry; a dialog takes the theme and the inquiry."""


def dialog_of(inquiry: Inquiry[Answer], colours: Theme) -> Dialog[Answer]:
    """Return a dialog that shows an inquiry and is dismissed with its answer."""
    module, name = DIALOGS[type(inquiry)]
    dialog = getattr(import_module(f"tui.ui.dialogs.{module}"), name)
    return cast(Dialog[Answer], dialog(colours, inquiry))
