"""Text that was typed and never saved, found in the journals for the next start and for the command line.

A journal is live while a process writes to it; its text is not lost, so it is left out unless asked for.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.compare.merge import Conflict, merge, resolved
from tui.desk.outside import is_gone
from tui.errors import JournalError, PostError, SaveError
from tui.files.journal import decide, is_live, journals
from tui.files.lock import take
from tui.files.post import Post, digest_of, encode, read_post
from tui.files.saving import save_post
from tui.files.sittings import Past, Sitting, chained, prune, read_sitting
from tui.files.versions import Versions
from tui.settings import Places, Settings

JOURNAL_AGE = timedelta(days=30)
"""How long journals are kept after their text was saved, restored or dropped, so that undo can use them."""


@dataclass(frozen=True)
class Unsaved:
    """The last text of a sitting, which is only in its journal."""

    sitting: Sitting
    disk: str | None
    """What the post's file holds now; None when it is gone or cannot be read."""

    @property
    def post(self) -> Path:
        """The post that the text belongs to."""
        return self.sitting.post

    @property
    def text(self) -> str:
        """The text."""
        return self.sitting.past.text

    @property
    def file(self) -> Post:
        """The post's file as it was when the text was typed; empty when that is no longer known."""
        if self.sitting.file is not None:
            return Post(self.post, encode(self.sitting.file))
        if self.disk is not None and digest_of(encode(self.disk)) == self.sitting.saved:
            return Post(self.post, encode(self.disk))
        return Post(self.post, b"")

    @property
    def state(self) -> str:
        """What the writer decided about it ("restored", "dropped"), or "unsaved"."""
        return self.sitting.fate or "unsaved"


def journal_folders(state: Path, posts: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return where journals may lie: in the state folder, or beside a post when that was not writable."""
    return (state / "journals", *sorted({post.parent for post in posts}))


def find_unsaved(
    folders: Sequence[Path], post: Path | None = None, live: bool = False, dropped: bool = False
) -> list[Unsaved]:
    """Return unsaved texts of one post or of all, the newest first.

    With `live`, texts of running processes are included; with `dropped`, those that the writer gave up.
    """
    found = []
    for journal in journals(folders, post):
        if not live and is_live(journal):
            continue
        sitting = read_sitting(journal)
        if sitting is None or not (sitting.unsaved or (dropped and sitting.fate == "dropped")):
            continue
        disk = text_on_disk(sitting.post)
        if disk is None or disk != sitting.past.text:
            found.append(Unsaved(sitting, disk))
        elif not is_live(
            journal
        ):  # the file has the text: a crash came just after a save, or it was restored by hand
            with suppress(JournalError):
                decide(journal, "restored")
    return found


def recoverable(places: Places, post: Path | None, live: bool = False) -> list[Unsaved]:
    """Return the texts that the command line can recover, of one post or of all, the newest first.

    With `live`, texts that a running draftroom has not saved yet are included.
    """
    folders = journal_folders(places.state, () if post is None else (post,))
    return find_unsaved(folders, post, live, dropped=True)


def write_back(unsaved: Unsaved, places: Places, settings: Settings) -> bool:
    """Write unsaved text to its post's file; return whether there was a file, which is kept as a version.

    Changes that another program made to the file since are merged. Raises SaveError when it cannot be written
    or both changed the same place, Taken when another draftroom writes the post now.
    """
    lock = take(places.state, unsaved.post)
    try:
        disk = None if is_gone(unsaved.post) else read_post(unsaved.post)
        raw = encode(unsaved.text if disk is None else _merged(unsaved, disk))
        if disk is not None:
            versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
            versions.add(unsaved.post, disk.raw, "before", f"recover {unsaved.sitting.journal.name}")
        save_post(unsaved.post, raw, None if disk is None else disk.digest)
        decide(unsaved.sitting.journal, "restored")
    finally:
        lock.release()
    return disk is not None


def _merged(unsaved: Unsaved, disk: Post) -> str:
    if disk.digest == unsaved.sitting.saved:
        return unsaved.text
    pieces = merge(unsaved.file.text, unsaved.text, disk.text)
    if any(isinstance(piece, Conflict) for piece in pieces):
        hint = "open it with draftroom and choose, or print the text into another file: recover FILE > NEW"
        raise SaveError("another program changed the same places of the file", hint=hint, path=disk.path)
    return resolved(pieces, ())


def text_on_disk(post: Path) -> str | None:
    """Return the text of a post's file; None when it is gone or cannot be read."""
    try:
        return read_post(post).text
    except PostError:
        return None


def past_of(folders: Sequence[Path], post: Path, text: str, own: Path | None) -> Past:
    """Return the steps of earlier sittings that undo can revert; `own` is the journal of this sitting."""
    older = (read_sitting(journal) for journal in journals(folders, post) if journal != own)
    return chained([sitting for sitting in older if sitting is not None], text)


def forget_old(folders: Sequence[Path]) -> None:
    """Remove the journals that are older than `JOURNAL_AGE` and not needed any more."""
    prune(folders, datetime.now(UTC) - JOURNAL_AGE)
