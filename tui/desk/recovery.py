"""Text that was typed and never saved: found in the journals, for the next start and for the command line.

A journal that another process writes in is no leftover.
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

KEPT = timedelta(days=30)
"""How long a journal is kept whose text was saved, restored or dropped: undo reaches back so far."""


@dataclass(frozen=True)
class Unsaved:
    """The last text of a sitting, which is on no disk but in its journal."""

    sitting: Sitting
    disk: str | None
    """What the post's file holds now; None when there is none that can be read."""

    @property
    def post(self) -> Path:
        """The post that it was typed in."""
        return self.sitting.post

    @property
    def text(self) -> str:
        """What was typed."""
        return self.sitting.past.text

    @property
    def file(self) -> Post:
        """The post's file as it was when the text was typed; empty where nobody knows any more."""
        if self.sitting.file is not None:
            return Post(self.post, encode(self.sitting.file))
        if self.disk is not None and digest_of(encode(self.disk)) == self.sitting.saved:
            return Post(self.post, encode(self.disk))
        return Post(self.post, b"")

    @property
    def state(self) -> str:
        """What the writer decided about it, in a word."""
        return self.sitting.fate or "unsaved"


def journal_folders(state: Path, posts: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Return where journals may lie: the state folder, and beside posts where that could not be written."""
    return (state / "journals", *sorted({post.parent for post in posts}))


def find_unsaved(
    folders: Sequence[Path], post: Path | None = None, live: bool = False, dropped: bool = False
) -> list[Unsaved]:
    """Return what was never saved, the newest first, of one post or of all.

    What a process is writing in now counts only with `live`, what the writer left only with `dropped`.
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
        elif not is_live(journal):  # killed between a save and its note, or restored by hand
            with suppress(JournalError):
                decide(journal, "restored")
    return found


def recoverable(places: Places, post: Path | None, live: bool = False) -> list[Unsaved]:
    """Return what the command line can bring back, of one post or of all, the newest first.

    What a draftroom has not saved yet counts only with `live`.
    """
    folders = journal_folders(places.state, () if post is None else (post,))
    return find_unsaved(folders, post, live, dropped=True)


def write_back(unsaved: Unsaved, places: Places, settings: Settings) -> bool:
    """Put unsaved text into its post's file; what that holds now is kept as a version: whether it held any.

    What another program wrote there since goes together with it. Raises SaveError, among others where both
    changed the same place; Taken when another draftroom writes the post now.
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
        raise SaveError("the file was changed since, at the same places", hint=hint, path=disk.path)
    return resolved(pieces, ())


def text_on_disk(post: Path) -> str | None:
    """Return the text of a post's file, None when it is gone or cannot be read."""
    try:
        return read_post(post).text
    except PostError:
        return None


def past_of(folders: Sequence[Path], post: Path, text: str, own: Path | None) -> Past:
    """Return what undo can take back of a text, from the sittings before the one of the journal `own`."""
    older = (read_sitting(journal) for journal in journals(folders, post) if journal != own)
    return chained([sitting for sitting in older if sitting is not None], text)


def forget_old(folders: Sequence[Path]) -> None:
    """Remove the journals that nobody needs any more."""
    prune(folders, datetime.now(UTC) - KEPT)
