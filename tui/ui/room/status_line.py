"""The status line: the state of the post, or an offer in its place.

An offer needs no answer and disappears by itself, so it may come while the writer types. The order is: a
question or an offer, then a misspelt word that one key corrects, then the facts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tui.desk.drafts import Draft
from tui.prose.goals import Progress
from tui.session.dates import listed_date, seen
from tui.session.hint import Hint
from tui.session.session import Session
from tui.ui.layout import EDITOR_MARGINS, FOCUS_WIDTH, PAGE_MARGINS, PAGE_WIDEST, Panes, Wanted, text_column
from tui.ui.room.arrangement import Arrangement
from tui.ui.room.page_view import PageView
from tui.ui.room.status_words import Facts, browsing, focused, hinted, writing
from tui.ui.spelling import Spelling
from tui.ui.widgets.editor.editor import Editor
from tui.ui.widgets.sidebar import Sidebar
from tui.ui.widgets.status import NARROW, Status, StatusView

Keys = Mapping[str, tuple[str, ...]]
"""The keys of every command, by its id."""

LEFT = 4
"""The column where the line begins beside a sidebar."""


@dataclass(frozen=True, slots=True)
class Situation:
    """The layout around the status line, and the hints that it may show."""

    width: int
    wanted: Wanted
    shown: Panes
    hint: Hint | None = None
    mend: Hint | None = None
    """The hint to correct the word at the cursor with one key."""

    @property
    def offered(self) -> Hint | None:
        """The hint that replaces the facts, None without one or while the sidebar has the keyboard."""
        hint = self.hint if self.wanted.keyboard != "sidebar" else None
        return hint or self.mend

    @property
    def start(self) -> int:
        """The column where the line begins: the column of the text, if the sidebar is hidden."""
        if self.shown.sidebar or not self.shown.editor:
            return LEFT
        most = FOCUS_WIDTH if self.wanted.focus else self.wanted.text_width
        return text_column(self.shown.editor, most, EDITOR_MARGINS)[0]


def status_facts(
    draft: Draft | None,
    state: str,
    unsaved: int,
    note: str,
    to_check: int,
    listed: tuple[int, int],
    rule: str,
    clock: str,
    goal: Progress | None,
) -> Facts:
    """Return the facts about the open post; `unsaved` counts all unsaved posts, this one too."""
    return Facts(
        state,
        seen(draft.facts.visibility, listed_date) if draft else "",
        draft.words if draft and draft.page.is_read else None,
        to_check,
        note,
        unsaved - draft.unsaved if draft else 0,
        listed,
        rule,
        clock,
        goal,
    )


def status_view(facts: Facts, situation: Situation, keys: Keys) -> StatusView:
    """Return the contents of the status line."""
    wanted, shown, width = situation.wanted, situation.shown, situation.width
    if (hint := situation.offered) is not None:
        ground = "background" if wanted.focus else "status.background"
        return hinted(facts.state, hint, keys, width, situation.start, ground)
    if wanted.focus:
        return focused(facts, width, text_column(width, FOCUS_WIDTH, EDITOR_MARGINS))
    if wanted.keyboard == "sidebar":
        left, _ = text_column(shown.preview, PAGE_WIDEST, PAGE_MARGINS)
        return browsing(facts, keys, LEFT, PAGE_MARGINS[1], shown.sidebar + shown.editor + left)
    return writing(facts, keys, situation.start, PAGE_MARGINS[1])


class StatusLine:
    """Draws the status line of a session."""

    def __init__(
        self,
        session: Session,
        arrangement: Arrangement,
        page: PageView,
        spelling: Spelling,
        editor: Editor,
        sidebar: Sidebar,
        status: Status,
        keys: Keys,
    ) -> None:
        self._session = session
        self._arrangement = arrangement
        self._page = page
        self._spelling = spelling
        self._editor = editor
        self._sidebar = sidebar
        self._status = status
        self._keys = keys

    def draw(self) -> None:
        """Draw the present contents."""
        session, spelling, width = self._session, self._spelling, self._status.app.size.width
        desk, draft = session.desk, session.desk.draft
        cursor = self._editor.cursor_location
        note = spelling.note(cursor) if self._editor.has_focus else ""
        facts = status_facts(
            draft,
            session.states.words(draft, self._editor.read_only),
            len(desk.drafts.unsaved()),
            note or self._page.link_note(),
            spelling.to_check if spelling.on else 0,
            self._sidebar.count,
            desk.settings.words_rule if width >= NARROW else "",
            session.clocks.told,
            session.clocks.goal,
        )
        can_mend = note and not self._editor.read_only and spelling.mended(cursor)
        situation = Situation(
            width,
            self._arrangement.wanted,
            self._arrangement.shown,
            session.offers.hint,
            Hint(note, (("text.escape", "take it"),)) if can_mend else None,
        )
        self._status.show(status_view(facts, situation, self._keys))
