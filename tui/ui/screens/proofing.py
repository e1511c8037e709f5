"""The check on the screen: from finding to finding, or all of them in a list; each mended by one key.

The one thing you would get wrong: a finding is of the text that was checked. Every key of the writer makes
it old, so nothing is mended, and nothing gone to, before the text of now is checked.
"""

import asyncio
from collections.abc import Sequence

from tui.desk.drafts import Draft
from tui.desk.findings import check_rule_names, find_all, turning_off
from tui.edits import Lines
from tui.errors import DraftroomError
from tui.prose.proof.finding import Finding
from tui.safe import safe_line
from tui.ui.dialogs.listing import Listing, Row
from tui.ui.hint import Hint
from tui.ui.report import show_error, tell
from tui.ui.screens.hinting import HintingScreen
from tui.ui.widgets.painted import shorten

ROUND = 20
"""Characters round a fix that are shown with it."""

LONGEST = 80
"""Characters of what is shown of a fix."""

FIX, OFF = "f", "o"
LETTERS = ((FIX, "mend it"), (OFF, "off in this post"))
CLOSES = "blank-minutes"
"""The rule whose findings the clock mends: only it knows the minutes."""

NOTHING = "nothing found that readers would not expect"


class Proofing:
    """The findings of the open post."""

    def __init__(self, screen: HintingScreen) -> None:
        self._screen = screen
        self._draft: Draft | None = None
        self._found: tuple[Finding, ...] = ()
        self._told_of_names = False

    async def do(self, what: str) -> None:
        """Check the post, then list what is found (`list`), or go to the `next` or `previous` place."""
        screen = self._screen
        try:
            self._check_names()
            await self._look()
        except DraftroomError as error:
            show_error(screen.app, error)
            return
        if screen.desk.draft is None:
            tell(screen.app, "no post is open")
        elif not self._is_of(screen.desk.draft):
            return  # the writer typed on: nothing shall jump then
        elif what == "list" and self._found:
            await self._list()
        elif not self._faults:
            tell(screen.app, "; ".join((NOTHING, *(note.message for note in self._found))))
        else:
            self._step(backwards=what == "previous")

    def _check_names(self) -> None:
        """Say once when the settings turn off what is no rule; the check goes on all the same."""
        if not self._told_of_names:
            self._told_of_names = True
            try:
                check_rule_names(self._screen.desk.settings, self._screen.desk.places)
            except DraftroomError as error:
                show_error(self._screen.app, error)

    async def _look(self) -> None:
        """Check the open post; of no use when the writer types meanwhile. Raises SettingsError."""
        screen, desk = self._screen, self._screen.desk
        screen.flush()
        draft = desk.draft
        if draft is None or self._is_of(draft):
            return
        entries = desk.blog.entries()
        found = await asyncio.to_thread(find_all, draft, desk.site, entries, desk.places, desk.settings)
        screen.flush()
        if desk.draft is not None and desk.draft.same_text(draft):
            self._draft, self._found = draft, found

    def _is_of(self, draft: Draft) -> bool:
        """Whether the findings are of a draft's text."""
        return self._draft is not None and self._draft.same_text(draft)

    # --- one after the other

    @property
    def _faults(self) -> tuple[Finding, ...]:
        """The findings that one goes to; a note is told and listed, but takes nobody from the text."""
        return tuple(finding for finding in self._found if not finding.is_note)

    def _step(self, backwards: bool) -> None:
        here = self._screen.editor.cursor_location
        faults = self._faults
        places = [(finding.row, finding.column) for finding in faults]
        if backwards:
            at = max((index for index, place in enumerate(places) if place < here), default=len(places) - 1)
        else:
            at = min((index for index, place in enumerate(places) if place > here), default=0)
        self._go(faults[at])

    def _go(self, finding: Finding) -> None:
        """Go to a finding, and say what it is."""
        screen, faults = self._screen, self._faults
        screen.focus_pane("editor")
        screen.editor.move_cursor((finding.row, finding.column), center=True)
        mends = (("text.escape", "mend it"),) if _mends(finding) and not screen.editor.read_only else ()
        others = len(faults) > 1 and not finding.is_note
        number = f"{faults.index(finding) + 1} of {len(faults)}  " if others else ""
        keys = (*mends, *((("check.next", "next"),) if others else ()))
        screen.suggest_here(Hint(f"{number}{finding.message}", keys), lambda: self._mend(finding))

    def _mend(self, finding: Finding) -> None:
        if finding.rule == CLOSES:
            self._screen.action_clock_close()
            return
        if finding.fix is None:
            tell(self._screen.app, finding.advice)
            return
        told = told_fix(finding, self._draft.page.lines) if self._draft else ""
        self._screen.change((finding.fix,))
        after = (("edit.undo", "take it back"), ("check.next", "next"))
        self._screen.suggest_here(Hint(f"mended: {told}", after))

    # --- all of them

    async def _list(self) -> None:
        screen = self._screen
        listing = Listing(
            screen.colours, "what readers will see", self._rows(), "go there", LETTERS, self._act
        )
        picked = await screen.app.push_screen_wait(listing)
        if isinstance(picked, Finding) and self._holds(picked):
            self._go(picked)

    def _holds(self, finding: Finding) -> bool:
        """Whether a listed finding is of the text of now, which another program may have changed; says so."""
        self._screen.flush()
        now, then = self._screen.desk.draft, self._draft
        # a save makes another draft of the same text
        same = now and then and now.path == then.path and now.page.lines is then.page.lines
        if same and finding in self._found:
            return True
        tell(self._screen.app, "the text changed meanwhile; look again")
        return False

    def _rows(self) -> Sequence[Row]:
        return [
            Row(finding.message, finding, str(finding.row + 1), finding.rule, self._about(finding))
            for finding in self._found
        ]

    def _about(self, finding: Finding) -> tuple[str, ...]:
        if finding.rule == CLOSES:
            return finding.message, "mended: what the clock counted, and what closes the footer"
        fix = told_fix(finding, self._draft.page.lines) if self._draft else ""
        return finding.message, f"mended: {fix}" if finding.fix else finding.advice

    async def _act(self, letter: str, value: object) -> Sequence[Row]:
        screen = self._screen
        if not isinstance(value, Finding) or not screen.can_change() or screen.desk.draft is None:
            return self._rows()
        if not self._holds(value):
            pass  # what is found now is listed instead
        elif letter == OFF:
            screen.change((turning_off(screen.desk.draft, value.rule, screen.desk.settings),))
        elif not _mends(value):
            tell(screen.app, value.advice)
            return self._rows()
        elif value.fix is None:
            screen.action_clock_close()
        else:
            screen.change((value.fix,))
        try:
            await self._look()
        except DraftroomError as error:
            show_error(screen.app, error)
        if not self._found:
            tell(screen.app, NOTHING)
        return self._rows()


def _mends(finding: Finding) -> bool:
    """Whether one key mends a finding."""
    return finding.fix is not None or finding.rule == CLOSES


def told_fix(finding: Finding, lines: Lines) -> str:
    """Return what a finding's place will read like when it is mended; `/` stands for the end of a row.

    Where rows go, it is what they hold.
    """
    fix = finding.fix
    if fix is None:
        return ""
    if not fix.text and fix.start[0] < fix.end[0]:
        return f"without {shorten(safe_line(fix.removed), LONGEST)}"
    before = lines[fix.start[0]][: fix.start[1]]
    after = lines[fix.end[0]][fix.end[1] :]
    left = before[-ROUND:].partition(" ")[2] if len(before) > ROUND else before
    right = after[:ROUND].rpartition(" ")[0] if len(after) > ROUND else after
    rows = [row.strip() for row in f"{left}{fix.text}{right}".split("\n")]
    reads = " / ".join(" ".join(safe_line(row).split()) for row in rows if row)
    if len(reads) > LONGEST:
        reads = f"{reads[: LONGEST // 2]} … {reads[-LONGEST // 2 :]}"
    return f"{'… ' if len(before) > ROUND else ''}{reads}{' …' if len(after) > ROUND else ''}"
