"""Earlier versions of a post: our own snapshots, and the commits of the blog's git repository."""

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.errors import DraftroomError
from tui.files.git import Commit, history, read_commit
from tui.files.post import decode
from tui.files.versions import Version, Versions

WHAT = {
    "before": "before the first save",
    "saved": "saved",
    "here": "typed here, not chosen",
    "outside": "written by another program, not chosen",
    "recovered": "taken from the journal",
}
"""The name of each reason on the screen."""


@dataclass(frozen=True)
class Earlier:
    """One earlier version: its time (with a zone), what it was, and where its text is stored."""

    time: datetime
    what: str
    post: Path
    source: Version | Commit

    @property
    def note(self) -> str:
        """A commit's short name; "" for a snapshot."""
        return self.source.id[:7] if isinstance(self.source, Commit) else ""


def earlier_versions(versions: Versions, post: Path) -> list[Earlier]:
    """Return the earlier versions of a post, the newest first. Runs git, which may take seconds."""
    own = [Earlier(version.time, WHAT[version.why], post, version) for version in versions.of(post)]
    commits = [Earlier(commit.time, f"git: {commit.subject}", post, commit) for commit in history(post)]
    return sorted([*own, *commits], key=lambda earlier: earlier.time.astimezone(UTC), reverse=True)


def text_of(versions: Versions, earlier: Earlier) -> str:
    """Return the text of an earlier version. Raises PostError when it cannot be read any more."""
    if isinstance(earlier.source, Version):
        return decode(versions.read(earlier.source))
    return decode(read_commit(earlier.post, earlier.source))


@dataclass(frozen=True)
class Sitting:
    """Adds the versions of one run of the app: the text before the first save, and the last saved one."""

    versions: Versions
    name: str

    def add(self, post: Path, before: bytes, after: bytes) -> DraftroomError | None:
        """Keep the text before and after a save; return the error if that fails. The save stands."""
        try:
            self.versions.add(post, before, "before", self.name)
            self.versions.add(post, after, "saved", self.name)
        except DraftroomError as error:
            return error
        return None

    def add_both(self, post: Path, mine: bytes, theirs: bytes) -> None:
        """Keep two texts of a post before they are merged."""
        with contextlib.suppress(DraftroomError):  # the disk may be full; the merged text is not lost
            self.versions.add(post, theirs, "outside", self.name)
            self.versions.add(post, mine, "here", self.name)
