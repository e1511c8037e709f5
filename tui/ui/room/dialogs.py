"""From an inquiry to the dialog that asks it."""

from typing import Any, cast

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


def dialog_of(inquiry: Inquiry[Answer], colours: Theme) -> Dialog[Answer]:
    """Return a dialog that asks an inquiry, and is dismissed with its answer."""
    return cast(Dialog[Answer], _dialog(inquiry, colours))


def _dialog(inquiry: Inquiry[Any], colours: Theme) -> Dialog[Any]:
    # each is imported when it is first opened: no start waits for it
    match inquiry:
        case Question():
            from tui.ui.dialogs import question

            return question.Question(colours, inquiry.title, inquiry.about, inquiry.answers)
        case Picking():
            return _picker(inquiry, colours)
        case Listing():
            from tui.ui.dialogs import listing

            return listing.Listing(
                colours, inquiry.title, inquiry.rows, inquiry.enter, inquiry.letters, inquiry.act
            )
        case Comparison():
            from tui.ui.dialogs.comparing import ComparingScreen

            return ComparingScreen(
                colours,
                inquiry.title,
                inquiry.about,
                inquiry.left_title,
                inquiry.right_title,
                inquiry.left,
                inquiry.right,
                inquiry.answers,
            )
        case Resolution():
            from tui.ui.dialogs.conflict import ConflictScreen

            return ConflictScreen(
                colours, inquiry.title, inquiry.pieces, inquiry.mine_title, inquiry.theirs_title
            )
        case Looking():
            from tui.ui.dialogs.versions import VersionsScreen

            return VersionsScreen(colours, inquiry.versions, inquiry.load, inquiry.now)
        case NewPostForm():
            from tui.ui.dialogs.new_post import NewPostScreen

            return NewPostScreen(colours, inquiry.tags, inquiry.file_name, inquiry.proposed)
        case SparkLine():
            from tui.ui.dialogs.spark import SparkScreen

            return SparkScreen(colours)
    raise TypeError(f"no dialog asks {type(inquiry).__name__}")


def _picker(picking: Picking, colours: Theme) -> Dialog[Any]:
    # the same as above
    from tui.ui.dialogs.picker import Picker

    picker = Picker(
        colours,
        picking.find,
        picking.words,
        picking.aside,
        picking.on_point,
        picking.on_check,
        picking.at,
    )
    if picking.on_show is not None:
        picking.on_show(picker)
    return picker
