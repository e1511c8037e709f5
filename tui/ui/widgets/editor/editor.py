"""The editor: a TextArea that shows a post's source as it is and keeps every byte of it.

It owns the live text and the undo history of every post that was opened in this session. Each step,
undo and redo among them, is told at once to the function the screen gave (`on_step`): a message
would come a frame late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.cache import LRUCache
from textual.document._document import Selection
from textual.document._document_navigator import DocumentNavigator
from textual.document._history import EditHistory
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from tui.edits import Edit, Step
from tui.files.sittings import Past
from tui.paint.source import START, Coloured, Mark, State, colour
from tui.ui.keys import bindings
from tui.ui.theme import Theme
from tui.ui.widgets.editor.area import PostArea, go_back_further
from tui.ui.widgets.editor.document import PostDocument, WrappedPost
from tui.ui.widgets.editor.lists import STEP, continued, is_item, outdent
from tui.ui.widgets.editor.rows import RowLook, paint_row

UNDO_STEPS = 100_000
"""Undo goes back to where the post was opened; Textual's own 50 steps forget without a word."""

SpellingMarks = Callable[[int, str, int | None], Sequence[Mark]]
"""From a row's number, its text and the cursor's column (None: not there) to the marks under its words."""


@dataclass(frozen=True)
class _Stowed:
    """What an open post leaves behind while another one is shown."""

    document: PostDocument
    history: EditHistory
    selection: Selection
    scroll: float


def _is_command(key: str) -> bool:
    return key.startswith(("alt+", "ctrl+", "super+", "hyper+", "meta+"))


def _no_marks(row: int, text: str, cursor: int | None) -> Sequence[Mark]:
    return ()


class Editor(PostArea):
    """The source of a post in a centred column."""

    BINDINGS = bindings("editor")

    def __init__(self, colours: Theme, on_step: Callable[[Step], None]) -> None:
        self._states: list[State] = [START]
        self._strips: LRUCache[object, Strip] = LRUCache(512)
        self._coloureds: LRUCache[tuple[str, State], Coloured] = LRUCache(512)
        self._stowed: dict[Path, _Stowed] = {}
        self._open: Path | None = None
        self._on_step = on_step
        self.colours = colours
        self.spelling_marks: SpellingMarks = _no_marks
        self.focus_mode = False
        super().__init__(id="editor", soft_wrap=True, tab_behavior="indent", highlight_cursor_line=False)
        self.cursor_blink = False
        self.history = self._new_history()
        self._height = 0

    # --- posts

    def open(self, path: Path, text: str, row: int) -> bool:
        """Show a post's text; one that was open before in this session comes back as it was left.

        Otherwise the cursor is put at the start of `row`, and nothing can be undone: returns whether so.
        """
        self._stow()
        self._open = path
        stowed = self._stowed.pop(path, None)
        is_new = stowed is None or stowed.document.text != text
        if stowed is None or is_new:
            stowed = _Stowed(PostDocument(text), self._new_history(), Selection.cursor((row, 0)), 0)
        self.history = stowed.history
        # before the document: a cursor below its last row would be looked up while it is laid out
        self.set_reactive(Editor.selection, Selection.cursor((0, 0)))
        self._show(stowed.document)
        self.selection = stowed.selection
        # the height is known only after the first layout
        self.call_after_refresh(self._scroll_back, stowed.scroll)
        return is_new

    def remember_past(self, path: Path, past: Past) -> None:
        """Let undo reach back to what was done in earlier sittings with a post that is open."""
        if path == self._open:
            go_back_further(self.history, past)
        elif path in self._stowed:
            go_back_further(self._stowed[path].history, past)

    def _scroll_back(self, scroll: float) -> None:
        self.scroll_to(y=scroll, animate=False, immediate=True)
        self.scroll_cursor_visible()

    def _stow(self) -> None:
        if self._open is not None and isinstance(self.document, PostDocument):
            self._stowed[self._open] = _Stowed(self.document, self.history, self.selection, self.scroll_y)

    @staticmethod
    def _new_history() -> EditHistory:
        return EditHistory(UNDO_STEPS, checkpoint_timer=2.0, checkpoint_max_characters=100)

    def _set_document(self, text: str, language: str | None) -> None:
        self._show(PostDocument(text))

    def _show(self, document: PostDocument) -> None:
        self.document = document
        self.wrapped_document = WrappedPost(document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._states = [START]
        self._rewrap_and_refresh_virtual_size()
        self._height = self.wrapped_document.height
        self.refresh()

    # --- edits

    def _edited(self, edit: Edit) -> None:
        one_row = edit.start[0] == edit.end[0] == edit.new_end[0]
        self._repaint_from(edit.start[0], one_row)

    def _stepped(self, step: Step) -> None:
        self._on_step(step)

    async def _on_key(self, event: events.Key) -> None:
        """Leave Esc to the screen, where TextArea would give the keyboard away, and Alt+S to commands."""
        if event.key == "escape" or _is_command(event.key):
            event.prevent_default()
        elif event.key in ("enter", "tab", "shift+tab") and not self.read_only and self.selection.is_empty:
            row, column = self.cursor_location
            text = self.document[row]
            done = self._enter(row, column, text) if event.key == "enter" else self._tab(event.key, row, text)
            if done:
                event.prevent_default()
                event.stop()

    def _enter(self, row: int, column: int, text: str) -> bool:
        """Go on with the list or quote of a row, or end it; returns whether that is what Enter did."""
        mark = None if self._coloured(row, text).ground else continued(text, column)
        if mark is None:
            return False
        if mark:
            self._replace_via_keyboard(f"\n{mark}", (row, column), (row, column))
        else:
            self._replace_via_keyboard("", (row, 0), (row, len(text)))
        return True

    def _tab(self, key: str, row: int, text: str) -> bool:
        """Indent a list item; four spaces only within code, where prose would become code."""
        if self._coloured(row, text).ground and key == "tab":
            return False
        if is_item(text) and key == "tab":
            self.replace(STEP, (row, 0), (row, 0))
        elif is_item(text):
            self.replace("", (row, 0), (row, outdent(text)))
        return True

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is typed into the text: Alt+S comes with the character s, and is not."""
        return not _is_command(key) and super().check_consume_key(key, character)

    def cut_rest(self) -> None:
        """Cut from the cursor to the end of its row, or the line ending where that is all there is."""
        if self.read_only:
            return
        row, column = self.cursor_location
        rest = self.document[row][column:]
        end = (row, column + len(rest)) if rest else (row + 1, 0)
        if rest or row + 1 < self.document.line_count:
            self.app.copy_to_clipboard(rest or self.document.newline)
            self.history.checkpoint()
            self._replace_via_keyboard("", (row, column), end)

    def action_delete_to_start_of_line(self) -> None:
        """Delete to the start of the row, not only of the screen's row."""
        row, column = self.cursor_location
        if column:
            self._replace_via_keyboard("", (row, 0), (row, column))

    def surround(self, mark: str) -> None:
        """Put a mark round the selected words, or take it away where it already is."""
        if self.read_only:
            return
        start, end = sorted(self.selection)
        words = self.get_text_range(start, end)
        size = len(mark)
        if len(words) > 2 * size and words.startswith(mark) and words.endswith(mark):
            inner = words[size:-size]
        else:
            inner = f"{mark}{words}{mark}"
        self.history.checkpoint()
        result = self.replace(inner, start, end, maintain_selection_offset=False)
        if not words:
            row, column = result.end_location
            self.move_cursor((row, column - size))
        else:
            self.selection = Selection(start, result.end_location)

    # --- painting

    def _repaint_from(self, row: int, one_row: bool) -> None:
        """Paint a row that was edited, and those below it where they moved or look different now."""
        wrapped = self.wrapped_document
        assert isinstance(wrapped, WrappedPost)
        after = self._states[row + 1] if row + 1 < len(self._states) else None
        same_below = one_row and wrapped.height == self._height
        if same_below and after is not None and self._coloured(row, self.document[row]).state == after:
            self._refresh_row(row)
        else:
            del self._states[row + 1 :]
            self.refresh_lines(wrapped.top_of(row), max(self.size.height, self._height - wrapped.top_of(row)))
        self._height = wrapped.height

    def _refresh_row(self, row: int) -> None:
        wrapped = self.wrapped_document
        assert isinstance(wrapped, WrappedPost)
        if row < self.document.line_count:
            top = wrapped.top_of(row)
            self.refresh_lines(top, wrapped.bottom_of(row) - top + 1)

    def watch_selection(self, before: Selection, after: Selection) -> None:
        """Paint the rows that the cursor left and came to; a selection repaints all."""
        if self.focus_mode or not (before.is_empty and after.is_empty):
            self.refresh()
        else:
            for row in {before.end[0], after.end[0]}:
                self._refresh_row(row)

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor only where the keyboard is."""
        self._refresh_row(self.cursor_location[0])

    def recolour(self, colours: Theme | None = None) -> None:
        """Paint everything anew, with another theme where one is given."""
        self.colours = colours or self.colours
        self._strips.clear()
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint rows of the screen."""
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        width = self.size.width
        wrapped = self.wrapped_document
        assert isinstance(wrapped, WrappedPost)
        place = wrapped.row_at(y + self.scroll_offset.y)
        if place is None or not wrapped.width:  # not wrapped yet: a paragraph would be one row
            return Strip.blank(width, self.colours.style("background"))
        row, index = place
        start, end = wrapped.section(row, index)
        text = self.document[row]
        look = self._look(row, text, start, end)
        key = (text[start:end], start, look, self.colours.name, width)
        strip = self._strips.get(key)
        if strip is None:
            strip = paint_row(text[start:end], start, look, self.colours, width)
            self._strips[key] = strip
        return strip

    def _look(self, row: int, text: str, start: int, end: int) -> RowLook:
        last = end == len(text)
        cursor_row, cursor_column = self.selection.end
        cursor = cursor_column if cursor_row == row and self._draw_cursor else None
        if cursor is not None and not (start <= cursor < end or (last and cursor == end)):
            cursor = None
        emphasis = self._emphasis(row)
        coloured = self._coloured(row, text)
        marks = coloured.marks
        if emphasis != "dimmed":
            typing = cursor_column if cursor_row == row and self.has_focus else None
            marks = (*marks, *self.spelling_marks(row, text, typing))
        visible = tuple(mark for mark in marks if mark.start < end and mark.end > start)
        return RowLook(visible, coloured.ground, self._selected(row, text), cursor, emphasis)

    def _selected(self, row: int, text: str) -> tuple[int, int] | None:
        (top, top_column), (bottom, bottom_column) = sorted(self.selection)
        if self.selection.is_empty or not top <= row <= bottom:
            return None
        return top_column if row == top else 0, bottom_column if row == bottom else len(text) + 1

    def _coloured(self, row: int, text: str) -> Coloured:
        while len(self._states) <= row:
            known = len(self._states) - 1
            self._states.append(self._colour(self.document[known], self._states[known]).state)
        return self._colour(text, self._states[row])

    def _colour(self, text: str, state: State) -> Coloured:
        """Colour a row once, not for each row of the screen that it takes."""
        coloured = self._coloureds.get((text, state))
        if coloured is None:
            coloured = self._coloureds[text, state] = colour(text, state)
        return coloured

    def _emphasis(self, row: int) -> str:
        if not self.focus_mode:
            return ""
        top, bottom = self.paragraph()
        return "focus" if top <= row <= bottom else "dimmed"

    def paragraph(self) -> tuple[int, int]:
        """Return the first and the last row of the paragraph that the cursor is in."""
        lines = self.document.lines
        top = bottom = self.cursor_location[0]
        if not lines[top].strip():
            return top, bottom
        while top and lines[top - 1].strip():
            top -= 1
        while bottom + 1 < len(lines) and lines[bottom + 1].strip():
            bottom += 1
        return top, bottom

    def visible_rows(self) -> range:
        """Return the rows of the post that are on the screen."""
        wrapped = self.wrapped_document
        assert isinstance(wrapped, WrappedPost)
        first = wrapped.row_at(self.scroll_offset.y) or (0, 0)
        last = wrapped.row_at(self.scroll_offset.y + self.size.height - 1)
        return range(first[0], last[0] + 1 if last else self.document.line_count)
