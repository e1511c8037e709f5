"""What undo and redo hold: Textual's batches of edits, read and filled as whole steps."""

from collections.abc import Iterable, Sequence

from textual.widgets.text_area import Edit as AreaEdit
from textual.widgets.text_area import EditHistory, EditResult, Selection

from tui.edits import Edit


def _done(edit: Edit) -> AreaEdit:
    """Return an edit of ours as Textual would have kept it for undo."""
    done = AreaEdit(edit.text, edit.start, edit.end, maintain_selection_offset=False)
    done._edit_result = EditResult(edit.new_end, edit.removed)
    done._original_selection = Selection.cursor(edit.end)
    return done


def go_back_further(
    history: EditHistory, undo: Sequence[Iterable[Edit]], redo: Iterable[Iterable[Edit]]
) -> None:
    """Let undo go on with batches that were done before; redo too, where nothing was done since."""
    nothing_since = not history._undo_stack and not history._redo_stack
    history._undo_stack.extendleft([*map(_done, batch)] for batch in reversed(undo))
    if nothing_since:
        history._redo_stack.extend([*map(_done, batch)] for batch in redo)
        history.checkpoint()


def joined_last_step(history: EditHistory) -> bool:
    """Whether the last edit became part of the step before it, which undo takes back at once."""
    return len(history._undo_stack[-1]) > 1


def add_step(history: EditHistory, edits: Iterable[AreaEdit]) -> None:
    """Let undo take edits back as one step, which is the last one now."""
    history._undo_stack.append([*edits])
    history._redo_stack.clear()
    history.checkpoint()


def result_of(edit: AreaEdit) -> EditResult | None:
    """Return where the text of an edit ends and what it replaced, None before it is done."""
    return edit._edit_result


def select_after(edit: AreaEdit, selection: Selection) -> None:
    """Have something selected once an edit is done."""
    edit._updated_selection = selection
