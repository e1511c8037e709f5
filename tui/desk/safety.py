"""The journals that protect typed text: those of this run, and those of earlier runs."""

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
    """The journals: each step is written there before it is painted, and undo across runs reads them."""

    def __init__(self, state: Path, journals: Journals) -> None:
        """Use the journals of this run; `state` is the folder with those of earlier runs."""
        self._state = state
        self._journals = journals

    # --- while the writer types

    def record(self, draft: Draft, step: Step, live: Callable[[], str], mark: Mark) -> None:
        """Write a step of a post to its journal; `live` returns the text after it, `mark` is its time.

        Raises JournalError.
        """
        file = draft.post
        self._journals.record(file.path, step, file.digest, live, file.text, mark)

    def journal_of(self, path: Path) -> Path | None:
        """Return the path of the journal of a post; None when nothing was typed in it yet."""
        return self._journals.journal_of(path)

    def begin(self, draft: Draft) -> None:
        """Start a journal with the text of a draft, and make it durable. Raises JournalError."""
        self._journals.begin(draft.path, draft.text, draft.post.digest, draft.post.text)

    def lost(self) -> list[Path]:
        """Return the posts whose journal files were removed by another program."""
        return self._journals.lost()

    def saved(self, post: Post) -> None:
        """Note what the file of a post holds now."""
        self._journals.saved(post.path, post.digest, post.text)

    def end(self, path: Path) -> None:
        """End the journal of a post; its next step starts another."""
        self._journals.end(path)

    def drop(self, path: Path) -> None:
        """Mark the unsaved text of a post as dropped by the writer."""
        self._journals.drop(path)

    def sync(self) -> None:
        """Make everything typed so far durable on disk."""
        self._journals.sync()

    def close(self) -> None:
        """Close the journals; unsaved text is offered at the next start."""
        self._journals.close()

    # --- text of earlier runs and of other processes

    def folders(self, posts: Iterable[Path]) -> tuple[Path, ...]:
        """Return the folders where journals of posts may lie."""
        return journal_folders(self._state, posts)

    def past(self, path: Path, text: str) -> Past:
        """Return the steps of earlier runs that undo can revert in a text just opened. Runs in a worker."""
        return past_of(self.folders((path,)), path, text, self.journal_of(path))

    def unsaved_elsewhere(self, path: Path) -> Unsaved | None:
        """Return the unsaved text of a post in another draftroom, from which this one took the post over."""
        own = self.journal_of(path)
        found = find_unsaved(self.folders((path,)), path, live=True)
        return next((each for each in found if each.sitting.journal != own), None)

    def begin_from(self, unsaved: Unsaved, draft: Draft) -> None:
        """Begin a journal for a draft with recovered text, and mark the old journal as restored."""
        with suppress(JournalError):  # the old journal still has the text, which is then offered again
            self.begin(draft)
            decide(unsaved.sitting.journal, "restored")

    def restored(self, unsaved: Unsaved) -> None:
        """Mark unsaved text as restored, after making the draft that has it now durable.

        A journal that another process still writes is not marked, so its text is offered again.
        """
        self.sync()
        with suppress(JournalError):
            decide(unsaved.sitting.journal, "restored")

    def dismiss(self, unsaved: Unsaved) -> None:
        """Mark unsaved text as dropped; its journal is kept for a while. Raises JournalError."""
        decide(unsaved.sitting.journal, "dropped")
