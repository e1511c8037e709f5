"""Saves: from the text on the desk to file, versions and list, and back to an earlier version."""

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.desk.drafts import Draft
from tui.desk.entries import entry_of
from tui.desk.locks import Locks
from tui.desk.open_blog import OpenBlog
from tui.desk.versions import Earlier, Sitting, earlier_versions, text_of
from tui.errors import DraftroomError, PostError, SaveError
from tui.files.post import Post, encode
from tui.files.saving import create_post, make_folder, save_post
from tui.files.versions import Versions
from tui.library.entry import Entry
from tui.settings import Places, Settings


@dataclass(frozen=True)
class SavedPost:
    """A post that is on disk; `problem` when its version could not be kept."""

    post: Post
    problem: DraftroomError | None


@dataclass(frozen=True)
class SaveJob:
    """A save to run: the post to write, the digest that must be on disk before, what to update after."""

    post: Post
    expected: str | None
    before: Post
    """What was read or saved last."""

    entry: Entry | None
    """What lists show of it from then on; None where only reading it again can tell."""

    sitting: Sitting
    blog: OpenBlog

    def run(self) -> SavedPost:
        """Write the post, list it anew, keep its versions. Runs in a worker: touches no draft.

        Nothing of it is read or parsed for that. Raises SaveError.
        """
        path = self.post.path
        if self.expected is None:
            make_folder(path.parent)
        save_post(path, self.post.raw, self.expected)
        if self.entry is not None:
            self.blog.relist(self.entry)
        return SavedPost(self.post, self.sitting.add(path, self.before.raw, self.post.raw))


class Saves:
    """What was written to disk in this run, and the versions that are kept of it."""

    def __init__(self, places: Places, settings: Settings, locks: Locks, blog: OpenBlog) -> None:
        """Begin the versions of a run; what is saved must be locked by us, and is listed in the blog."""
        self._copies = places.state / "copies"
        self._locks = locks
        self._blog = blog
        self._versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
        self._sitting = Sitting(self._versions, f"{datetime.now(UTC).isoformat()} {os.getpid()}")

    def job(self, draft: Draft) -> SaveJob | None:
        """Return what saving a draft takes; None when the file has that text already.

        Raises SaveError when another draftroom writes the post now.
        """
        return self._job(draft, draft.post.digest) if draft.unsaved else None

    def recreate_job(self, draft: Draft) -> SaveJob:
        """Return what writing a post takes whose file is gone. Raises SaveError as `job`."""
        return self._job(draft, None)

    def _job(self, draft: Draft, expected: str | None) -> SaveJob:
        self._locks.try_take(draft.path)
        if not self._locks.are_ours(draft.path):
            hint = "take it over, or save a copy"
            raise SaveError("another draftroom writes this post now", hint=hint, path=draft.path)
        entry = entry_of(draft, self._blog.site)
        return SaveJob(draft.as_post(), expected, draft.post, entry, self._sitting, self._blog)

    def copy(self, draft: Draft) -> Path:
        """Write a draft's text into a new file, beside the post or in the state folder. Raises SaveError.

        Its name ends in `.copy`: a second post is what no engine shall publish.
        """
        raw, name = draft.as_post().raw, f"{draft.path.name}.copy"
        try:
            return create_post(draft.path.with_name(name), raw)
        except SaveError:
            return create_post(self._copies / name, raw)

    # --- earlier versions

    def keep_both(self, draft: Draft, other: str) -> None:
        """Keep two texts of a post as versions, before they are made one."""
        with suppress(PostError):  # half a character, which no version can hold
            self._sitting.add_losers(draft.path, draft.as_post().raw, encode(other))

    def earlier_versions(self, path: Path) -> list[Earlier]:
        """Return the earlier versions of a post, the newest first. Runs in a worker."""
        return earlier_versions(self._versions, path)

    def text_of(self, earlier: Earlier) -> str:
        """Return the text of an earlier version. Runs in a worker. Raises PostError."""
        return text_of(self._versions, earlier)

    def prune(self) -> None:
        """Remove the versions that the settings keep no longer. Runs in a worker."""
        self._versions.prune(datetime.now(UTC))
