"""The editor: a TextArea that shows a post's source as it is and keeps every byte of it.

It owns the live text and the undo history of every post that was opened in this session. Each step,
also undo and redo, is told at once to the function `on_step` that the screen gave, because a message
would come a frame late.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual import events
from textual.cache import LRUCache
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets.text_area import EditHistory, Location, Selection

from tui.edits import Edit, Step, split_rows
from tui.files.sittings import Past
from tui.paint.source import Mark
from tui.settings import LeftOff
from tui.ui.keys import bindings
from tui.ui.textual_internals.document import PostDocument
from tui.ui.textual_internals.history import go_back_further
from tui.ui.theme import Theme
from tui.ui.widgets.editor.area import PostArea
from tui.ui.widgets.editor.lists import column_after, continued, shifted, step_over
from tui.ui.widgets.editor.looks import Looks, Moment, Painted, SpellingMarks
from tui.ui.widgets.editor.rows import paint_row

UNDO_STEPS = 100_000
"""Undo goes back to where the post was opened; Textual's own 50 steps forget without a word."""


@dataclass(frozen=True)
class _Stowed:
    """What an open post leaves behind while another one is shown."""

    document: PostDocument
    history: EditHistory
    selection: Selection
    top: Location
    """The position at the start of the first row in sight."""


def _is_command(key: str) -> bool:
    return key.startswith(("alt+", "ctrl+", "super+", "hyper+", "meta+"))


def _no_marks(row: int, text: str, cursor: int | None) -> Sequence[Mark]:
    return ()


class Editor(PostArea):
    """The source of a post in a centred column."""

    BINDINGS = bindings("editor")

    def __init__(self, colours: Theme, on_step: Callable[[Step], None]) -> None:
        self._looks: Looks
        self._strips: LRUCache[Painted, Strip] = LRUCache(512)
        self._painted: dict[int, Painted | None] = {}
        self._paragraph: tuple[int, tuple[int, int]] | None = None
        self._changed: set[int] = set()
        self._all_changed = False
        self._lexes = self._asked_to_lex = False
        self._stowed: dict[Path, _Stowed] = {}
        self._open: Path | None = None
        self._on_step = on_step
        self.colours = colours
        self.spelling_marks: SpellingMarks = _no_marks
        self.take_paste: Callable[[str], bool] = lambda text: False
        """Told of what is pasted; whether it took it, else it is typed as it is."""
        self.focus_mode = False
        super().__init__(id="editor", soft_wrap=True, tab_behavior="indent", highlight_cursor_line=False)
        self.cursor_blink = False
        self.history = self._new_history()

    # --- posts

    def open(self, path: Path, text: str, left_off: LeftOff) -> bool:
        """Show a post's text; a post that was open before in this session comes back as it was left.

        Return whether the post is new here. A new post is shown where an earlier session left off, as far as
        its text still reaches, and nothing in it can be undone.
        """
        self._stow()
        self._open = path
        stowed = self._stowed.pop(path, None)
        is_new = stowed is None or stowed.document.text != text
        if stowed is None or is_new:
            document = PostDocument(text)
            selection = Selection.cursor(document.nearest(left_off.cursor))
            stowed = _Stowed(document, self._new_history(), selection, left_off.top)
        self.history = stowed.history
        # before the document: a cursor below its last row would be looked up while it is laid out
        self.set_reactive(Editor.selection, Selection.cursor((0, 0)))
        self._show(stowed.document, stowed.top)
        self.selection = stowed.selection
        if self.wrapped.width:
            self._scroll_back(stowed.top, is_new)
        return is_new

    def go_on(self, other: "Editor") -> None:
        """Take over the open post of an editor that is not used any more, as a post that was open before."""
        other._stow()
        self._stowed |= other._stowed

    @property
    def left_off(self) -> LeftOff:
        """Where the writer is in the open post."""
        return LeftOff(self.cursor_location, self.top_location())

    def row_text(self, row: int) -> str:
        """Return one row."""
        return self.document[row]

    def moved(self, path: Path) -> None:
        """Note that the open post lies elsewhere now: text, cursor and undo stay."""
        self._open = path
        self._stowed.pop(path, None)

    def remember_past(self, path: Path, past: Past) -> None:
        """Let undo of an open post reach back to what was done in earlier sessions."""
        if path == self._open:
            go_back_further(self.history, past.undo, past.redo)
        elif path in self._stowed:
            go_back_further(self._stowed[path].history, past.undo, past.redo)

    def _scroll_back(self, top: Location, is_new: bool) -> None:
        self.scroll_to_location(top)
        if is_new:
            self.scroll_cursor_visible()

    def _stow(self) -> None:
        if self._open is not None and isinstance(self.document, PostDocument):
            self._stowed[self._open] = _Stowed(
                self.document, self.history, self.selection, self.top_location()
            )

    @staticmethod
    def _new_history() -> EditHistory:
        return EditHistory(UNDO_STEPS, checkpoint_timer=2.0, checkpoint_max_characters=100)

    def show_text(self, text: str) -> None:
        """Show a text that is no file's."""
        self._show(PostDocument(text))

    def _show(self, document: PostDocument, top: Location = (0, 0)) -> None:
        self._paragraph = None
        super()._show(document, top)
        self._looks = Looks(self.wrapped)

    # --- edits

    def _edited(self, edit: Edit) -> None:
        row = edit.start[0]
        one_row = row == edit.end[0] == edit.new_end[0]
        self._paragraph = None
        self._changed.add(row)
        # the rows next to it may be the head of a table now, or be none
        lines = self.document.lines
        self._changed |= {
            near for near in (row - 1, row + 1) if 0 <= near < len(lines) and "|" in lines[near]
        }
        self._all_changed |= self._looks.edited(row, one_row)
        self.check_idle()

    def _stepped(self, step: Step) -> None:
        self._on_step(step)

    async def on_key(self, event: events.Key) -> None:
        """Leave Esc to the screen, where TextArea would give the keyboard away, and Alt+S to commands."""
        if event.key == "escape" or _is_command(event.key):
            event.prevent_default()
        elif not self.read_only and self._enter_or_tab(event.key):
            event.prevent_default()
            event.stop()

    def _enter_or_tab(self, key: str) -> bool:
        """Do what Enter and Tab do here; returns whether they are done with that."""
        if key in ("tab", "shift+tab"):
            return self._tab(out=key == "shift+tab")
        return key == "enter" and self.selection.is_empty and self._enter(*self.cursor_location)

    async def on_paste(self, event: events.Paste) -> None:
        """Paste what the terminal sends, unless it is taken."""
        if not self.read_only and self.take_paste(event.text):
            event.prevent_default()

    def action_paste(self) -> None:
        """Paste what was copied here, unless it is taken."""
        if self.read_only or not self.take_paste(self.app.clipboard):
            super().action_paste()

    def _enter(self, row: int, column: int) -> bool:
        """Go on with the list or quote of a row, or end it; returns whether that is what Enter did."""
        text = self.document[row]
        mark = None if self._looks.is_code(row) else continued(text, column)
        if mark is None:
            return False
        if mark:
            self.type_text(f"\n{mark}", (row, column), (row, column))
        else:  # an empty row ends it: words right below an item would be the item's
            below = self.document.newline if row and self.document[row - 1].strip() else ""
            self.type_text(below, (row, 0), (row, len(text)))
        return True

    def _tab(self, out: bool) -> bool:
        """Indent the selected rows, or the item that the cursor is in; returns whether Tab is done with that.

        Without a selection spaces are typed in code alone: prose would become code.
        """
        (first, _), (last, column) = sorted(self.selection)
        rows = range(first, last + 1 if column or first == last else last)
        if self.selection.is_empty:
            row = self._looks.to_indent(first)
            if row.is_code and not out:
                return False
            if not (row.is_code or row.item):
                return True
        self._shift(rows, out)
        return True

    def _shift(self, rows: range, out: bool) -> None:
        """Indent rows, or take one indent away; what is selected stays so."""
        before = [self._looks.to_indent(row) for row in rows]
        after = shifted(before, out)
        moved = [row for row, was, text in zip(rows, before, after, strict=True) if was.text != text]
        if not moved:
            return

        def place(location: Location) -> Location:
            row, column = location
            if row not in rows:
                return location
            at = row - rows.start
            return row, column_after(column, before[at], after[at], not self.selection.is_empty)

        start, end = (moved[0], 0), (moved[-1], len(self.document[moved[-1]]))
        removed = self.get_text_range(start, end)
        endings = split_rows(removed)[1]
        texts = after[moved[0] - rows.start : moved[-1] + 1 - rows.start]
        text = "".join(row + ending for row, ending in zip(texts, endings, strict=True))
        selection = Selection(*map(place, self.selection))
        self.change([Edit(start, end, text, removed)], selection)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Whether a key is typed into the text: one with Alt or Ctrl is not, whatever character it has."""
        return not _is_command(key) and super().check_consume_key(key, character)

    def surround(self, mark: str) -> None:
        """Put a mark round the selected words, or take it away where it already is.

        Without words: the mark twice, the cursor between; pressed again the closing one is stepped over,
        or both go where nothing was written.
        """
        if self.read_only:
            return
        start, end = sorted(self.selection)
        if start == end and (step := step_over(self.document[start[0]], start[1], mark)):
            row, column = start
            if step == "out":
                self.move_cursor((row, column + len(mark)))
            else:
                self.replace("", (row, column - len(mark)), (row, column + len(mark)))
            return
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

    def on_idle(self) -> None:
        """Paint those rows of the screen that do not look as they were painted last.

        Once for all keys that came together. Only rows of the post that may look different are compared,
        unless rows have moved.
        """
        rows, self._changed = self._changed, set()
        everything = self._all_changed or self._rows_moved or (self.focus_mode and bool(rows))
        self._all_changed = self._rows_moved = False
        scroll, size = self.scroll_offset.y, self.size
        if everything:
            compared = [*range(size.height)]
        else:
            compared = sorted({y - scroll for row in rows for y in self._rows_on_screen(row)})
        looks = self._looks.at(self._moment(), self.spelling_marks, compared)
        changed = [y for y, look in looks.items() if y not in self._painted or self._painted[y] != look]
        if changed:
            self.refresh(*(Region(0, y, size.width, 1) for y in changed))

    def _rows_on_screen(self, row: int) -> range:
        """Return the y offsets at which a row of the post is in sight."""
        if row >= self.document.line_count:
            return range(0)
        scroll = self.scroll_offset.y
        top, bottom = self.wrapped.top_of(row), self.wrapped.bottom_of(row)
        return range(max(top, scroll), min(bottom + 1, scroll + self.size.height))

    def watch_selection(self, before: Selection, after: Selection) -> None:
        """Paint the rows that look different with the cursor or the selection elsewhere."""
        self._changed |= {before.end[0], after.end[0]}
        self._all_changed |= not (before.is_empty and after.is_empty)
        self.check_idle()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor only where the keyboard is."""
        self._changed.add(self.cursor_location[0])
        self.check_idle()

    def recolour(self, colours: Theme | None = None) -> None:
        """Paint everything anew with another theme; without one, only the rows that look different."""
        self._looks.forget_marks()
        if colours is None:
            self._all_changed = True
            self.check_idle()
        else:
            self.colours = colours
            self._strips.clear()
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint rows of the screen."""
        return ScrollView.render_lines(self, crop)

    def render_line(self, y: int) -> Strip:
        """Paint one row of the screen."""
        [painted] = self._looks.at(self._moment(), self.spelling_marks, (y,)).values()
        self._painted[y] = painted
        if self._looks.waits_for_lexer and not self._asked_to_lex:
            self._asked_to_lex = True
            self.call_after_refresh(self._lex)
        if painted is None:
            return Strip.blank(self.size.width, self.colours.style("background"))
        strip = self._strips.get(painted)
        if strip is None:
            text, look, width = painted
            strip = self._strips[painted] = paint_row(text, 0, look, self.colours, width)
        return strip

    def _lex(self) -> None:
        """Give code the colours of its tokens: its first picture does not wait for the lexer's imports."""
        self._lexes = True
        self.recolour()

    def _moment(self) -> Moment:
        width, height = self.size
        return Moment(
            self.scroll_offset.y,
            width,
            height,
            self.selection,
            self.shows_cursor,
            self.has_focus,
            self._focus_paragraph(),
            fades=self.colours.roles["dimmed"].fg != self.colours.roles["text"].fg,
            lexes=self._lexes,
        )

    def _focus_paragraph(self) -> tuple[int, int] | None:
        """Return the paragraph in focus; it is looked for once for each row that the cursor comes to."""
        if not self.focus_mode:
            return None
        cursor_row = self.cursor_location[0]
        if self._paragraph is None or self._paragraph[0] != cursor_row:
            self._paragraph = cursor_row, self.paragraph()
        return self._paragraph[1]

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
