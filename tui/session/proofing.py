"""The check: goes from finding to finding, or lists them all; one key fixes a finding.

A finding belongs to the text that was checked, and every key that the writer presses makes it out of date.
So the present text is always checked before the cursor moves to a finding or a fix is applied.
"""

import asyncio
from collections.abc import Sequence

from tui.desk.drafts import Draft
from tui.desk.findings import check_rule_names, find_all, turning_off
from tui.edits import Lines
from tui.errors import DraftroomError
from tui.paint.cells import shorten
from tui.prose.proof.finding import Finding
from tui.safe import safe_line
from tui.session.asking import Listing, Row
from tui.session.clock_view import ClockView
from tui.session.hint import Hint
from tui.session.offers import Offers
from tui.session.open_post import OpenPost
from tui.session.ports import Ask, Say, View
from tui.session.post_states import NO_POST

ROUND = 20
"""How many characters before and after a fix are shown with it."""

LONGEST = 80
"""The most characters of a fix that are shown."""

FIX, OFF = "f", "o"
LETTERS = ((FIX, "mend it"), (OFF, "off in this post"))
CLOSES = "blank-minutes"
"""The rule whose findings are fixed by closing the footer, since only the clock knows the minutes."""

NOTHING = "nothing found that readers would not expect"


class Proofing:
    """The findings of the open post."""

    def __init__(
        self, post: OpenPost, offers: Offers, clocks: ClockView, ask: Ask, say: Say, view: View
    ) -> None:
        self._post = post
        self._desk = post.desk
        self._offers = offers
        self._clocks = clocks
        self._ask = ask
        self._say = say
        self._view = view
        self._draft: Draft | None = None
        self._found: tuple[Finding, ...] = ()
        self._told_of_names = False
        self._asked = 0
        """The number of commands so far; only the latest command moves the cursor."""

    async def do(self, what: str) -> None:
        """Check the post, then list the findings (`list`), or go to the `next` or `previous` one."""
        self._asked = asked = self._asked + 1
        try:
            self._check_names()
            await self._look()
        except DraftroomError as error:
            self._say.error(error)
            return
        if asked != self._asked:
            return
        draft = self._post.draft
        if draft is None:
            self._say.tell(NO_POST)
        elif not self._is_of(draft):
            return  # the writer typed on, so the cursor must not jump
        elif what == "list" and self._found:
            await self._list()
        elif not self._faults:
            self._say.tell("; ".join((NOTHING, *(note.message for note in self._found))))
        else:
            self._step(backwards=what == "previous")

    def _check_names(self) -> None:
        """Tell once if the settings turn off a rule that does not exist; this does not stop the check."""
        if not self._told_of_names:
            self._told_of_names = True
            try:
                check_rule_names(self._desk.settings, self._desk.places)
            except DraftroomError as error:
                self._say.error(error)

    async def _look(self) -> None:
        """Check the open post; drop the findings if the writer typed meanwhile. Raises SettingsError."""
        desk, draft = self._desk, self._post.draft
        if draft is None or self._is_of(draft):
            return
        entries = desk.blog.entries()
        found = await asyncio.to_thread(find_all, draft, desk.site, entries, desk.places, desk.settings)
        now = self._post.draft
        if now is not None and now.same_text(draft):
            self._draft, self._found = draft, found

    def _is_of(self, draft: Draft) -> bool:
        """Return whether the findings belong to the text of a draft."""
        return self._draft is not None and self._draft.same_text(draft)

    # --- one after the other

    @property
    def _faults(self) -> tuple[Finding, ...]:
        """The findings that the cursor moves to; notes are only told and listed."""
        return tuple(finding for finding in self._found if not finding.is_note)

    def _step(self, backwards: bool) -> None:
        here = self._post.text.cursor_location
        faults = self._faults
        places = [(finding.row, finding.column) for finding in faults]
        if backwards:
            at = max((index for index, place in enumerate(places) if place < here), default=len(places) - 1)
        else:
            at = min((index for index, place in enumerate(places) if place > here), default=0)
        self._go(faults[at])

    def _go(self, finding: Finding) -> None:
        """Move the cursor to a finding, and show its message in the status line."""
        text, faults = self._post.text, self._faults
        self._view.focus_text()
        text.move_cursor((finding.row, finding.column), center=True)
        mends = (("text.escape", "mend it"),) if _mends(finding) and not text.read_only else ()
        others = len(faults) > 1 and not finding.is_note
        number = f"{faults.index(finding) + 1} of {len(faults)}  " if others else ""
        keys = (*mends, *((("check.next", "next"),) if others else ()))
        self._offers.make_here(Hint(f"{number}{finding.message}", keys), lambda: self._mend(finding))

    def _mend(self, finding: Finding) -> None:
        if finding.rule == CLOSES:
            self._clocks.close()
            return
        if finding.fix is None:
            self._say.tell(finding.advice)
            return
        told = told_fix(finding, self._draft.page.lines) if self._draft else ""
        self._post.change((finding.fix,))
        after = (("edit.undo", "take it back"), ("check.next", "next"))
        self._offers.make_here(Hint(f"mended: {told}", after))

    # --- all of them

    async def _list(self) -> None:
        listing = Listing("what readers will see", self._rows(), "go there", LETTERS, self._act)
        picked = await self._ask.now(listing)
        if isinstance(picked, Finding) and self._holds(picked):
            self._go(picked)

    def _holds(self, finding: Finding) -> bool:
        """Return whether a listed finding still belongs to the present text; tell the writer if not.

        Another program may have changed the text while the list was open.
        """
        now, then = self._post.draft, self._draft
        # a save makes another draft of the same text
        same = now and then and now.path == then.path and now.page.lines is then.page.lines
        if same and finding in self._found:
            return True
        self._say.tell("the text changed meanwhile; look again")
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
        draft = self._post.writable() if isinstance(value, Finding) else None
        if not isinstance(value, Finding) or draft is None:
            return self._rows()
        if not self._holds(value):
            pass  # the findings in the present text are listed instead
        elif letter == OFF:
            self._post.change((turning_off(draft, value.rule, self._desk.settings),))
        elif not _mends(value):
            self._say.tell(value.advice)
            return self._rows()
        elif value.fix is None:
            self._clocks.close()
        else:
            self._post.change((value.fix,))
        try:
            await self._look()
        except DraftroomError as error:
            self._say.error(error)
        if not self._found:
            self._say.tell(NOTHING)
        return self._rows()


def _mends(finding: Finding) -> bool:
    """Return whether one key fixes a finding."""
    return finding.fix is not None or finding.rule == CLOSES


def told_fix(finding: Finding, lines: Lines) -> str:
    """Return how a finding's place will read after its fix, with `/` for the end of a row.

    For a fix that deletes whole rows, return "without" and their text.
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
