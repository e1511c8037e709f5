"""What keeps typed text from being lost: the journals of this run, and what earlier runs left in theirs."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from tui.desk.drafts import Draft
from tui.desk.journals import Journals
from tui.desk.recovery import Unsaved, find_unsaved, journal_folders, past_of
from tui.edits import Step
from tui.errors import JournalError
from tui.files.journal import Mark, decide
from tui.files.post import Post
from tui.files.sittings import Past


class Safety:
    """The journals: each step goes there before it is painted, and undo of earlier runs comes from there."""

    def __init__(self, state: Path, journals: Journals) -> None:
        """Go on with the journals of this run; `state` is the folder that has those of earlier ones."""
        self._state = state
        self._journals = journals

    # --- while the writer types

    def record(self, draft: Draft, step: Step, live: Callable[[], str], mark: Mark) -> None:
        """Put a step in a post on disk; `live` returns the text it led to, `mark` is its time.

        Raises JournalError.
        """
        file = draft.post
        self._journals.record(file.path, step, file.digest, live, file.text, mark)

    def journal_of(self, path: Path) -> Path | None:
        """Return where the journal of a post lies that was typed in."""
        return self._journals.journal_of(path)

    def begin(self, draft: Draft) -> None:
        """Start a journal with the text of a draft, durably. Raises JournalError."""
        self._journals.begin(draft.path, draft.text, draft.post.digest, draft.post.text)

    def lost(self) -> list[Path]:
        """Return the posts whose journals were removed under us."""
        return self._journals.lost()

    def saved(self, post: Post) -> None:
        """Note what the file of a post holds now."""
        self._journals.saved(post.path, post.digest, post.text)

    def end(self, path: Path) -> None:
        """End the journal of a post: the next step begins another."""
        self._journals.end(path)

    def drop(self, path: Path) -> None:
        """Note that the writer leaves without the text of a post."""
        self._journals.drop(path)

    def sync(self) -> None:
        """Make all that was typed durable."""
        self._journals.sync()

    def close(self) -> None:
        """Let go of the journals; what is not saved is offered at the next start."""
        self._journals.close()

    # --- what earlier runs left, and what others have not saved

    def folders(self, posts: Iterable[Path]) -> tuple[Path, ...]:
        """Return where journals of posts may lie."""
        return journal_folders(self._state, posts)

    def past(self, path: Path, text: str) -> Past:
        """Return what undo can take back of a text that was just opened. Runs in a worker."""
        return past_of(self.folders((path,)), path, text, self.journal_of(path))

    def left_by_the_other(self, path: Path) -> Unsaved | None:
        """Return what another draftroom, which this one took a post from, has not saved."""
        own = self.journal_of(path)
        found = find_unsaved(self.folders((path,)), path, live=True)
        return next((each for each in found if each.sitting.journal != own), None)

    def take_on(self, unsaved: Unsaved, draft: Draft) -> None:
        """Begin the journal of a draft that has the text of an older one, which is not offered again."""
        with suppress(JournalError):  # the old journal still has the text, and is offered again
            self.begin(draft)
            decide(unsaved.sitting.journal, "restored")

    def restored(self, unsaved: Unsaved) -> None:
        """Never offer unsaved text again, because it is part of a draft now, and durably so.

        A journal that another process still writes in is left to it, and offered again.
        """
        self.sync()
        with suppress(JournalError):
            decide(unsaved.sitting.journal, "restored")

    def dismiss(self, unsaved: Unsaved) -> None:
        """Never offer unsaved text again; it stays in its journal for a while. Raises JournalError."""
        decide(unsaved.sitting.journal, "dropped")
