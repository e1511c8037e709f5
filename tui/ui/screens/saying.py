"""What the status line says on the writing screen: how the post stands, or what is offered.

The one thing you would get wrong: what is offered takes the place of the facts, and goes by itself. It
never asks for anything, so it may come while somebody types.
"""

from tui.desk.drafts import Draft
from tui.ui.dates import listed_date, seen
from tui.ui.hint import Hint
from tui.ui.layout import EDITOR_MARGINS, FOCUS_WIDTH, PAGE_MARGINS, PAGE_WIDEST, text_column
from tui.ui.screens.commands import CommandScreen
from tui.ui.statusline import Facts, browsing, focused, hinted, writing
from tui.ui.widgets.status import NARROW, Status


class SayingScreen(CommandScreen):
    """A screen with a status line."""

    status: Status

    def show_status(self) -> None:
        """Show what there is to say in the status line."""
        draft = self.desk.draft
        unsaved = self.desk.drafts.unsaved()
        cursor = self.editor.cursor_location
        note = self.spelling.note(cursor) if self.editor.has_focus else ""
        facts = Facts(
            self._state(draft),
            seen(draft.facts.visibility, listed_date) if draft else "",
            draft.words if draft and draft.page.is_read else None,
            self.spelling.to_check if self.spelling.on else 0,
            note or self.link_note(),
            sum(other.path != draft.path for other in unsaved) if draft else 0,
            self.sidebar.count,
            self.desk.settings.words_rule if self.size.width >= NARROW else "",
            self.clock,
            self.goal,
        )
        hint = self.hint if self.wanted.keyboard != "sidebar" else None
        if hint is None and note and not self.editor.read_only and self.spelling.mended(cursor):
            hint = Hint(note, (("text.escape", "take it"),))
        if hint is not None:
            ground = "background" if self.wanted.focus else "status.background"
            view = hinted(facts.state, hint, self.keys, self.size.width, self._text_start(), ground)
            self.status.show(view)
            return
        if self.wanted.focus:
            column = text_column(self.size.width, FOCUS_WIDTH, EDITOR_MARGINS)
            self.status.show(focused(facts, self.size.width, column))
            return
        if self.wanted.keyboard == "sidebar":
            left, _ = text_column(self.shown.preview, PAGE_WIDEST, PAGE_MARGINS)
            page = self.shown.sidebar + self.shown.editor + left
            self.status.show(browsing(facts, self.keys, 4, PAGE_MARGINS[1], page))
        else:
            self.status.show(writing(facts, self.keys, self._text_start(), PAGE_MARGINS[1]))

    def _text_start(self) -> int:
        """Return the column where the line begins: that of the text, where the sidebar does not show."""
        if self.shown.sidebar or not self.shown.editor:
            return 4
        most = FOCUS_WIDTH if self.wanted.focus else self.wanted.text_width
        return text_column(self.shown.editor, most, EDITOR_MARGINS)[0]

    def _state(self, draft: Draft | None) -> str:
        if draft is None:
            return "no post open"
        if draft.path in self.saving:
            return "saving"
        state = "unsaved" if draft.unsaved else "saved"
        notes = [state, *([self.outside[draft.path]] if draft.path in self.outside else [])]
        return ", ".join([*notes, "read only"] if self.editor.read_only else notes)
