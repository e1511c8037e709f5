"""Saves: writing a draft to its file, its versions and the list of posts; reading earlier versions."""

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
    """A saved post; `problem` is set when its version could not be kept."""

    post: Post
    problem: DraftroomError | None


@dataclass(frozen=True)
class SaveJob:
    """A save to run in a worker. `expected` is the digest that the file must have; None for no file."""

    post: Post
    expected: str | None
    before: Post
    """The post as it was read or saved last."""

    entry: Entry | None
    """The new entry for lists; None when the post must be read again to get it."""

    sitting: Sitting
    blog: OpenBlog

    def run(self) -> SavedPost:
        """Write the post, update its entry in the list, and keep its versions. Raises SaveError.

        Runs in a worker: changes no draft, and reads or parses nothing.
        """
        path = self.post.path
        if self.expected is None:
            make_folder(path.parent)
        save_post(path, self.post.raw, self.expected)
        if self.entry is not None:
            self.blog.relist(self.entry, self.post.parts.body)
        return SavedPost(self.post, self.sitting.add(path, self.before.raw, self.post.raw))


class Saves:
    """The saves of this run, and the versions that are kept of them."""

    def __init__(self, places: Places, settings: Settings, locks: Locks, blog: OpenBlog) -> None:
        """Begin the versions of a run. A save needs the post's lock, and updates the list of `blog`."""
        self._copies = places.state / "copies"
        self._locks = locks
        self._blog = blog
        self._versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
        self._sitting = Sitting(self._versions, f"{datetime.now(UTC).isoformat()} {os.getpid()}")

    def job(self, draft: Draft) -> SaveJob | None:
        """Return the job that saves a draft; None when the file has that text already.

        Raises SaveError when another draftroom writes the post now.
        """
        return self._job(draft, draft.post.digest) if draft.unsaved else None

    def recreate_job(self, draft: Draft) -> SaveJob:
        """Return the job that writes a post again whose file is gone. Raises SaveError as `job` does."""
        return self._job(draft, None)

    def _job(self, draft: Draft, expected: str | None) -> SaveJob:
        self._locks.try_take(draft.path)
        if not self._locks.are_ours(draft.path):
            hint = "take it over, or save a copy"
            raise SaveError("another draftroom writes this post now", hint=hint, path=draft.path)
        entry = entry_of(draft, self._blog.site)
        return SaveJob(draft.as_post(), expected, draft.post, entry, self._sitting, self._blog)

    def copy(self, draft: Draft) -> Path:
        """Write a draft's text to a new file, beside the post or in the state folder. Raises SaveError.

        The name ends in `.copy`, so that no engine publishes it as a second post.
        """
        raw, name = draft.as_post().raw, f"{draft.path.name}.copy"
        try:
            return create_post(draft.path.with_name(name), raw)
        except SaveError:
            return create_post(self._copies / name, raw)

    # --- earlier versions

    def keep_both(self, draft: Draft, other: str) -> None:
        """Keep a draft's text and another one as versions, before they are merged."""
        with suppress(PostError):  # half a character cannot be encoded
            self._sitting.add_both(draft.path, draft.as_post().raw, encode(other))

    def earlier_versions(self, path: Path) -> list[Earlier]:
        """Return the earlier versions of a post, the newest first. Runs in a worker."""
        return earlier_versions(self._versions, path)

    def text_of(self, earlier: Earlier) -> str:
        """Return the text of an earlier version. Runs in a worker. Raises PostError."""
        return text_of(self._versions, earlier)

    def prune(self) -> None:
        """Remove the versions that are older or larger than the settings allow. Runs in a worker."""
        self._versions.prune(datetime.now(UTC))
