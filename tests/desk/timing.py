"""A writer with a test clock: steps go to the journal and the clocks as the desk sends them."""

import contextlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from tui.blog.recognition import find_site
from tui.desk.clocks import Clocks
from tui.desk.drafts import draft_of, open_draft
from tui.edits import Act, Edit, Rows, Step
from tui.files.journal import Journal, decide
from tui.files.ledger import Book, Ledger
from tui.files.saving import save_post
from tui.settings import Settings

START = 1_714_820_400.0
"""4 May 2024, 11:00 in UTC."""


class TestClock:
    """Both clocks; `sleep` is what a suspended machine does."""

    __test__ = False

    def __init__(self) -> None:
        self.wall, self.monotonic = START, 1000.0

    def wait(self, seconds: float) -> None:
        self.wall += seconds
        self.monotonic += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds

    def stop_the_real_one(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("time.time", lambda: self.wall)
        monkeypatch.setattr("time.monotonic", lambda: self.monotonic)


class Writer:
    """One run of the app with one post."""

    def __init__(self, post: Path, state: Path, clock: TestClock, settings: Settings | None = None) -> None:
        self.clock, self.state, self.folder = clock, state, state / "journals"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.site = find_site(post.parent)
        self.draft = open_draft(post, self.site)
        self.clocks = Clocks(state, settings or Settings(), lambda: clock.wall, lambda: clock.monotonic)
        self.journal: Journal | None = None
        self.take_up()

    def take_up(self) -> None:
        """Open the post, with what earlier sittings left."""
        self.clocks.add_earlier(self.draft.path, self.clocks.earlier_time(self.draft.path, [self.folder]))
        self.clocks.opened(self.draft)

    def do(self, edits: Sequence[Edit], act: Act = "typed") -> None:
        """Do a step, as `Desk.journal_step` and `Desk.edited`."""
        if self.journal is None:
            digest = self.draft.post.digest
            self.journal = Journal.start(self.folder, self.draft.path, self.draft.text, digest)
        step = Step(act, tuple(edits))
        mark = self.clocks.mark(self.draft.path, step)
        self.journal.append(step, mark)
        self.clocks.note(self.draft.path, self.journal.path, mark)
        rows = Rows(self.draft.text)
        for edit in edits:
            rows.apply(edit)
        self.draft = draft_of(self.draft.post, rows.text, self.site)
        self.clocks.wrote(self.draft)

    def type(self, words: int, pause: float, text: str = "tea ") -> None:
        """Type words at the beginning of the body's first words, with a pause before each."""
        for _ in range(words):
            self.clock.wait(pause)
            at = self.draft.first_row, 0
            self.do([Edit(at, at, text, "")])

    def replace(self, row: int, old: str, new: str) -> None:
        """Replace the first `old` of a row."""
        start = self.draft.page.lines[row].index(old)
        self.do([Edit((row, start), (row, start + len(old)), new, old)])

    def undo(self, edits: Sequence[Edit]) -> None:
        self.do([edit.inverted() for edit in reversed(edits)], "undone")

    def save(self) -> tuple[Edit, ...]:
        """Save as the app does: the footer first, as a step of its own."""
        edits = self.clocks.footer_edits(self.draft)
        if edits:
            self.do(edits)
        if self.draft.unsaved:
            save_post(self.draft.path, self.draft.as_post().raw, self.draft.post.digest)
            self.draft = self.draft.saved(self.draft.as_post())
            if self.journal is not None:
                self.journal.saved(self.draft.post.digest)
        return edits

    def quit(self) -> None:
        """Leave in peace, without what is not saved."""
        self.crash()
        if self.journal is not None and self.draft.unsaved:
            decide(self.journal.path, "dropped")
        self.clocks.write_ledger()

    def crash(self) -> None:
        """Let go of the journal as a killed process does."""
        if self.journal is not None:
            with contextlib.suppress(OSError):
                self.journal.close()

    @property
    def book(self) -> Book:
        return Ledger(self.state).read()

    @property
    def last_line(self) -> str:
        return self.draft.path.read_text(encoding="utf-8").split("\n")[-1]
