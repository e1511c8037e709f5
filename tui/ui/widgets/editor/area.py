"""The base of the editor: a text area that does edits, undo and redo, and tells of every step.

Each edit of a batch is wrapped before the next one, because the rows of the next one count from there.
"""

from collections.abc import Sequence

from textual.reactive import reactive
from textual.widgets import TextArea
from textual.widgets.text_area import Edit as AreaEdit
from textual.widgets.text_area import EditResult, Location, Selection

from tui.edits import Act, Edit, Step
from tui.ui.textual_internals.history import add_step, joined_last_step, result_of, select_after
from tui.ui.widgets.editor.cursor import after_edit
from tui.ui.widgets.editor.view import PostView

MARGIN = 2
"""Cells left and right of the text: the bar of focus mode stands two left of it, the cursor one right."""


class Change(AreaEdit):
    """An edit worked out elsewhere; cursor and selection stay with their words, also when it is redone."""

    stays: Selection | None = None
    """What is selected after it."""

    def do(self, text_area: TextArea, record_selection: bool = True) -> EditResult:
        """Do the edit; return where its text ends and what it replaced."""
        ends = text_area.selection
        following = [text_area.document[row][column:] for row, column in ends]
        result = super().do(text_area, record_selection)
        if self.stays is None:
            edit = Edit(self.top, self.bottom, self.text, result.replaced_text)
            start, end = (after_edit(place, edit, rest) for place, rest in zip(ends, following, strict=True))
            self.stays = Selection(start, end)
        select_after(self, self.stays)
        return result


class PostArea(PostView):
    """A TextArea that tells of every step, undo and redo among them, with its edits as ours."""

    # Textual's own repaints the whole widget at each move of the cursor; `watch_selection` paints its rows.
    selection = reactive(Selection(), init=False, always_update=True, repaint=False)

    # --- edits

    def edit(self, edit: AreaEdit) -> EditResult:
        """Do an edit and tell of it; a position beyond the text, as when the last row is cut, is its end."""
        edit.from_location = self._within(edit.from_location)
        edit.to_location = self._within(edit.to_location)
        result = super().edit(edit)
        done = self._noted(edit.top, edit.bottom, edit.text, result)
        if done.text or done.removed:
            act: Act = "joined" if joined_last_step(self.history) else "typed"
            self._stepped(Step(act, (done,)))
        return result

    def _within(self, location: Location) -> Location:
        row, column = location
        if row >= self.document.line_count:
            return self.document.end
        return row, min(column, len(self.document[row]))

    def change(self, edits: Sequence[Edit], selection: Selection | None = None) -> None:
        """Do edits that were worked out elsewhere as one step of undo.

        The cursor stays with its words unless a `selection` is given.
        """
        batch = [Change(edit.text, edit.start, edit.end, False) for edit in edits]
        if batch:
            batch[-1].stays = selection
        done = []
        for edit in batch:
            result = edit.do(self)
            done.append(self._rewrapped(edit.top, edit.bottom, edit.text, result))
            edit.after(self)
        if batch:
            add_step(self.history, batch)
            self._settled(batch[-1:], Step("typed", tuple(done)))

    def undo_edits(self, edits: Sequence[AreaEdit]) -> None:
        """Take back the edits of one step, the last one first."""
        undone = []
        for edit in reversed(edits):
            done = result_of(edit)
            if done is not None:
                result = edit.undo(self)
                undone.append(self._rewrapped(edit.top, done.end_location, done.replaced_text, result))
        self._settled(edits[:1], Step("undone", tuple(undone)))

    def redo_edits(self, edits: Sequence[AreaEdit]) -> None:
        """Do the edits of one step again."""
        redone = []
        for edit in edits:
            result = edit.do(self, record_selection=False)
            redone.append(self._rewrapped(edit.top, edit.bottom, edit.text, result))
        self._settled(edits[-1:], Step("redone", tuple(redone)))

    def _rewrapped(self, start: Location, end: Location, text: str, result: EditResult) -> Edit:
        """Wrap what one edit of a batch changed, because the rows of the next one count from there."""
        self.wrapped.wrap_range(start, end, result.end_location)
        return self._noted(start, end, text, result)

    def _settled(self, edits: Sequence[AreaEdit], step: Step) -> None:
        self.note_size()
        for edit in edits:
            edit.after(self)
        self._stepped(step)
        self.post_message(self.Changed(self))

    def _noted(self, start: Location, end: Location, text: str, result: EditResult) -> Edit:
        edit = Edit(start, end, text, result.replaced_text)
        self._edited(edit)
        return edit

    def _edited(self, edit: Edit) -> None:
        """Take note of an edit that was done and wrapped."""
        raise NotImplementedError

    def _stepped(self, step: Step) -> None:
        """Tell of a step whose edits were done."""
        raise NotImplementedError

    def typed_form(self, text: str) -> str:
        """Return what is typed or pasted with the post's own line endings."""
        rows = text.replace("\r\n", "\n").replace("\r", "\n")
        return rows.replace("\n", self.document.newline)

    def cut_rest(self) -> None:
        """Cut the selection; without one, the rest of the row, or at its end the line ending."""
        if self.read_only:
            return
        if not self.selection.is_empty:
            self.action_cut()
            return
        row, column = self.cursor_location
        rest = self.document[row][column:]
        end = (row, column + len(rest)) if rest else (row + 1, 0)
        if rest or row + 1 < self.document.line_count:
            self.app.copy_to_clipboard(rest or self.document.newline)
            self.history.checkpoint()
            self.type_text("", (row, column), end)

    def action_delete_to_start_of_line(self) -> None:
        """Delete the selection; without one, all up to the start of the row, not of the row of the screen."""
        row, column = self.cursor_location
        if not self.selection.is_empty:
            self.delete_text(*self.selection)
        elif column:
            self.type_text("", (row, 0), (row, column))

    # --- what Textual would do for the whole document

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Match no brackets: prose has smileys, and the search would read the whole post."""
        return None

    @property
    def gutter_width(self) -> int:
        """The margin left of the text."""
        return MARGIN

    @property
    def wrap_width(self) -> int:
        """The cells there are for the text, between its margins."""
        return max(0, self.scrollable_content_region.width - 2 * MARGIN)
