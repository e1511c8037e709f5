"""What stands in for the writing screen: live texts with undo and redo, over a desk."""

from collections.abc import Sequence
from pathlib import Path

from tests.files.steps import Deed, Writer
from tui.compare.merge import Choice, edits_between
from tui.desk.desk import Desk
from tui.desk.outside import Outside, look_outside
from tui.desk.recovery import Unsaved, past_of
from tui.edits import Edit, Step
from tui.files.sittings import Past
from tui.settings import Settings, places


class Screen:
    """Types into the posts of a desk as the writing screen does: on disk first, then on the desk."""

    def __init__(self, target: Path) -> None:
        self.desk = Desk.at(target, Path("/"), places(), Settings())
        self._writers: dict[Path, Writer] = {}

    @property
    def path(self) -> Path:
        assert self.desk.draft is not None
        return self.desk.draft.path

    @property
    def text(self) -> str:
        return self.writer.text

    @property
    def writer(self) -> Writer:
        return self._writers[self.path]

    def open(self, path: Path) -> None:
        self._show(path, self.desk.open(path).text)

    def restore(self, unsaved: Unsaved) -> None:
        self._show(unsaved.post, self.desk.restore(unsaved).text)

    def _show(self, path: Path, text: str) -> None:
        known = self._writers.get(path)
        if known is None or known.text != text:
            past = self.desk.safety.past(path, text)
            assert past.text == text
            self._writers[path] = Writer.at(past)

    def type(self, text: str, at: tuple[int, int] = (0, 0)) -> None:
        self._take(self.writer.type(at, at, text))

    def do(self, deed: Deed) -> None:
        self._take(self.writer.do(deed))

    def undo(self) -> None:
        self._take(self.writer.undo())

    def change(self, edits: Sequence[Edit]) -> None:
        self._take(self.writer.change(edits))

    def _take(self, step: Step | None) -> None:
        if step is not None:
            try:
                self.desk.journal_step(step, lambda: self.text)
            finally:
                self.desk.edited(step.edits, lambda: self.text)

    def save(self, meanwhile: str = "") -> None:
        """Save; `meanwhile` is typed while the worker runs."""
        assert self.desk.draft is not None
        job = self.desk.saves.job(self.desk.draft)
        if job is not None:
            saved = job.run()
            if meanwhile:
                self.type(meanwhile)
            self.desk.saved(saved.post)

    def look(self) -> Outside | None:
        assert self.desk.draft is not None
        return look_outside(self.desk.draft)

    def take_in(self, found: Outside, choices: Sequence[Choice] = ()) -> None:
        self.change(edits_between(found.draft.text, found.text(choices)))
        self.desk.accept_outside_change(found)

    def journal(self) -> Path:
        """Return the journal of the post in front."""
        journal = self.desk.safety.journal_of(self.path)
        assert journal is not None
        return journal

    def past(self) -> Past:
        """Return what the next start could undo of the post in front."""
        return past_of([self.journal().parent], self.path, self.text, None)
