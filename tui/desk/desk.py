"""The desk: which blog is open, which posts lie on it, and which of them is in front.

Nothing here waits for a screen, and nothing here knows one. What takes long (reading a folder, saving)
is for a worker to run: `Reading.run` and `SaveJob.run` touch no state of the desk.
"""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.blog.dates import now
from tui.blog.naming import file_name
from tui.blog.site import Site, find_site, new_post_folder, post_paths
from tui.desk.aim import aim, newest
from tui.desk.clocks import Clocks, Left
from tui.desk.drafts import LONG, Draft, draft_of, edited, open_draft, tags_edit
from tui.desk.entries import describe, entry_of, index_of
from tui.desk.journals import Journals
from tui.desk.locks import Locks
from tui.desk.opening import Opening
from tui.desk.outside import Outside
from tui.desk.recovery import Unsaved, find_unsaved, forget_old, journal_folders, past_of
from tui.desk.saving import SaveJob
from tui.desk.settling import Settling
from tui.desk.versions import Earlier, Sitting, earlier_versions, text_of
from tui.edits import Edit, Step, joined
from tui.errors import DraftroomError, JournalError, PostError, SaveError
from tui.files.git import stop as stop_git
from tui.files.journal import decide
from tui.files.post import Post, encode
from tui.files.saving import create_post
from tui.files.sittings import Past
from tui.files.versions import Versions
from tui.library.index import Entry, Index
from tui.library.tags import tag_counts
from tui.settings import Places, Remembered, Settings, read_remembered, write_remembered

if TYPE_CHECKING:
    from tui.desk.reading import Reading


class Desk:
    """The only mutable state outside the screen."""

    def __init__(self, places: Places, settings: Settings, opening: Opening | None = None) -> None:
        """Make a desk; it goes on with the lock and the journal of an opening."""
        self.places = places
        self.settings = settings
        self.remembered: Remembered = opening.remembered if opening else read_remembered(places)
        self.site: Site
        self.locks = opening.locks if opening else Locks(places.state)
        self._drafts: dict[Path, Draft] = {}
        self._front: Path | None = None
        self._settling = Settling()
        self._index: Index
        self._reading: Reading | None = None
        self._journals = opening.journals if opening else Journals(places.state / "journals")
        self.clocks = Clocks(places.state, settings)
        versions = Versions(places.state, settings.versions_days, settings.versions_megabytes)
        self._sitting = Sitting(versions, f"{datetime.now(UTC).isoformat()} {os.getpid()}")

    # --- the blog

    def visit(self, target: Path | None, here: Path) -> Path | None:
        """Open the blog of a target; returns the post to show, if one is meant. Raises as `aim` does."""
        folder, post = aim(target, here, self.places, self.remembered)
        self.site = find_site(folder)
        self._index = index_of(self.site, self.places, self.clocks.counting)
        self._remember_blog()
        return post

    def first_post(self) -> Path | None:
        """Return the post to start with: the last one written in, if it is of this blog, else the newest."""
        last = Path(self.remembered.last_post) if self.remembered.last_post else None
        if last is not None and last.is_relative_to(self.site.root) and os.path.isfile(last):
            return last
        entries = self.entries()
        dated = [entry for entry in entries if not entry.draft]
        return next((entry.path for entry in (*dated, *entries)), None) or newest(post_paths(self.site))

    def _remember_blog(self) -> None:
        root = str(self.site.root)
        if root != str(self.places.state / "welcome") and root != self.remembered.last_blog:
            self.remember(replace(self.remembered, last_blog=root))

    def remember(self, remembered: Remembered) -> None:
        """Keep what the next start should know; a state folder that cannot be written stops nothing."""
        self.remembered = remembered
        with suppress(DraftroomError):
            write_remembered(self.places, remembered)

    def entries(self) -> tuple[Entry, ...]:
        """Return the blog's posts as the index has them, newest first."""
        return tuple(self._index.entries())

    def reading(self) -> "Reading":
        """Return what compares the folder with the index and reads what changed, for a worker to run."""
        from tui.desk.reading import Reading  # no start waits for it

        self._reading = Reading(self._index, self.site, self.clocks.counting, dict(self._drafts))
        return self._reading

    def tags(self) -> list[str]:
        """Return the blog's tags, the most used first."""
        return [tag for tag, _ in tag_counts(self.entries())]

    # --- posts

    @property
    def draft(self) -> Draft | None:
        """The post in front."""
        return None if self._front is None else self._drafts[self._front]

    def open(self, path: Path) -> Draft:
        """Put a post in front; one with unsaved text comes back as it was left. Raises PostError."""
        draft = self._drafts.get(path)
        if draft is None or not draft.unsaved:
            draft = open_draft(path, self.site, self.clocks.counting, LONG)
        self._put_anew(draft)
        self.clocks.opened(draft)
        self._now_in_front(path)
        return draft

    def prepare(self, post: Post) -> Draft:
        """Return the draft of a post that is already read. Touches no state: a worker may run it."""
        return draft_of(post, post.text, self.site, self.clocks.counting, LONG)

    def go_on(self, draft: Draft, steps: Sequence[Step], live: Callable[[], str]) -> Draft:
        """Put the post of an opening in front, with the steps done there; `live` returns the text of now."""
        self._put(draft)
        self.clocks.opened(draft)
        self._now_in_front(draft.path)
        for step in steps:
            mark = self.clocks.mark(draft.path, step)
            self.clocks.note(draft.path, self._journals.journal_of(draft.path), mark)
        edits = joined([edit for step in steps for edit in step.edits])
        return (self.edited(edits, live) if edits else None) or draft

    def _now_in_front(self, path: Path) -> None:
        self.locks.keep_only({path, *(other.path for other in self.unsaved())})
        self.locks.try_take(path)
        left_off = self.remembered.left_off if self.remembered.last_post == str(path) else None
        self.remember(replace(self.remembered, last_post=str(path), left_off=left_off))

    def moved(self, old: Path, file: Post) -> Draft:
        """Follow a post that lies elsewhere now, `file` as it is there; its text here stays as it is.

        Returns the draft, in front. Its journal begins anew there, its time goes with it.
        """
        text = self._drafts.pop(old).text
        self._journals.end(old)
        if file.path != old:
            self.clocks.moved(old, file.path)
        draft = draft_of(file, text, self.site, self.clocks.counting, LONG)
        self._put(draft)
        self.clocks.opened(draft)
        self._now_in_front(file.path)
        return draft

    def look_at(self, path: Path) -> Draft:
        """Return a post without putting it in front. Raises PostError."""
        known = self._drafts.get(path)
        if known is not None and (known.unsaved or known is self.draft):
            return known
        return open_draft(path, self.site, self.clocks.counting)

    def _put_anew(self, draft: Draft) -> None:
        """Put a draft in front as it was read; where that is another text, its journal ends."""
        known = self._drafts.get(draft.path)
        if known is not None and known is not draft and known.text != draft.text:
            self._journals.end(draft.path)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        self._front = draft.path
        self._drafts[draft.path] = draft

    def keep(self, step: Step, live: Callable[[], str]) -> None:
        """Put a step in the post in front on disk; `live` returns the text it led to. Raises JournalError."""
        if self.draft is None:
            return
        file = self.draft.post
        mark = self.clocks.mark(file.path, step)
        try:
            self._journals.record(file.path, step, file.digest, live, file.text, mark)
        finally:
            self.clocks.note(file.path, self._journals.journal_of(file.path), mark)

    def edited(self, edits: Sequence[Edit], live: Callable[[], str]) -> Draft | None:
        """Take edits of the post in front; `live` returns the whole text that they led to.

        It is asked for only where the edits count other columns than the desk: a carriage return that
        came to stand before a line feed is part of a row until the text is read anew.
        """
        draft = self.draft
        if draft is None:
            return None
        try:
            after = edited(draft, edits, self.site)
        except ValueError:
            after = draft_of(draft.post, live(), self.site, self.clocks.counting, LONG)
        self._settling.edited(draft, after, edits)
        self._put(after)
        self.clocks.wrote(after)
        return after

    def to_settle(self) -> Draft | None:
        """Return the draft in front when its page has to settle; edits from now on wait for `settled`."""
        return self._settling.begin(self.draft)

    def settled(self, settled: Draft) -> Draft | None:
        """Take what `Draft.settle` made of the draft of `to_settle`, with the edits since.

        Returns the draft in front with it; None when that is another post by now, or has another header.
        """
        draft = self._settling.end(self.draft, settled)
        if draft is not None:
            self._put(draft)
            self.clocks.wrote(draft)
        return draft

    def unsaved(self) -> list[Draft]:
        """Return the drafts whose text is not on disk."""
        return [draft for draft in self._drafts.values() if draft.unsaved]

    def tags_edit(self, tags: Sequence[str]) -> Edit | None:
        """Return the edit that gives the post in front these tags. Raises HeaderError."""
        return None if self.draft is None else tags_edit(self.draft, tags, self.site)

    def took(self, outside: Outside) -> None:
        """Take note that a draft is now a change of what another program wrote; both texts are kept."""
        mine, theirs = outside.draft, outside.theirs
        if theirs is None:
            return
        if mine.unsaved:
            with suppress(PostError):  # half a character, which no version can hold
                self._sitting.keep_loser(mine.path, mine.as_post().raw, theirs.raw)
        self.saved(theirs)

    # --- what was never saved, and what undo can take back

    @property
    def journal_folders(self) -> tuple[Path, ...]:
        """Where journals of this blog's posts may lie. Walks the folder, which the index may not have yet."""
        return journal_folders(self.places.state, (*post_paths(self.site), *tuple(self._drafts)))

    def find_unsaved(self) -> list[Unsaved]:
        """Return what was never saved, the newest first, and let go of what nobody needs any more.

        Runs in a worker: touches no state.
        """
        folders = self.journal_folders
        self.clocks.catch_up(folders)  # before journals go that say what the ledger does not
        forget_old(folders)
        self._sitting.versions.prune(datetime.now(UTC))
        return find_unsaved(folders)

    def left_by_the_other(self, path: Path) -> Unsaved | None:
        """Return what another draftroom, which this one took a post from, has not saved."""
        folders = journal_folders(self.places.state, (path,))
        own = self._journals.journal_of(path)
        found = find_unsaved(folders, path, live=True)
        return next((each for each in found if each.sitting.journal != own), None)

    def restore(self, unsaved: Unsaved) -> Draft:
        """Put a post in front with text that was never saved; undo goes on. Raises PostError."""
        # the file of then, not what lies there now: another program's change since is not undone
        path, file = unsaved.post, unsaved.file
        draft = draft_of(file, unsaved.text, self.site, self.clocks.counting, LONG)
        self._put_anew(draft)
        self.clocks.opened(draft)
        self.locks.try_take(path)
        with suppress(JournalError):  # the old journal still has the text, and is offered again
            self._journals.begin(path, draft.text, file.digest, file.text)
            decide(unsaved.sitting.journal, "restored")
        return draft

    def taken_over(self, unsaved: Unsaved) -> None:
        """Note that unsaved text is part of a draft now; what another process still writes is left to it."""
        self._journals.sync()
        with suppress(JournalError):
            decide(unsaved.sitting.journal, "restored")

    def keep_both(self, draft: Draft, other: str) -> None:
        """Keep two texts of a post as versions, before they are made one."""
        with suppress(PostError):  # half a character, which no version can hold
            self._sitting.keep_loser(draft.path, draft.as_post().raw, encode(other))

    def renew_journals(self) -> None:
        """Start the journals anew whose files were removed under us. Raises JournalError."""
        for path in self._journals.lost():
            draft = self._drafts[path]
            self._journals.begin(path, draft.text, draft.post.digest, draft.post.text)

    def drop(self, unsaved: Unsaved) -> None:
        """Never offer unsaved text again; it stays in its journal for a while. Raises JournalError."""
        decide(unsaved.sitting.journal, "dropped")

    def drop_all(self) -> None:
        """Note that the writer leaves, and wants nothing of what is not saved."""
        for draft in self.unsaved():
            self._journals.drop(draft.path)

    def past(self, path: Path, text: str) -> Past:
        """Return what undo can take back of a text that was just opened. Runs in a worker."""
        folders = journal_folders(self.places.state, (path,))
        return past_of(folders, path, text, self._journals.journal_of(path))

    def time_left(self, path: Path) -> Left:
        """Return what earlier sittings left of a post's time. Runs in a worker."""
        return self.clocks.left(path, journal_folders(self.places.state, (path,)))

    def sync(self) -> None:
        """Make all that was typed durable."""
        self._journals.sync()

    def close(self) -> None:
        """Let go of journals and locks, and end what runs; what is not saved is offered at the next start."""
        if self._reading is not None:
            self._reading.stop()
        stop_git()
        self._journals.close()
        self.clocks.keep()
        self.locks.keep_only(())
        self._index.close()

    # --- earlier versions

    def earlier_versions(self, path: Path) -> list[Earlier]:
        """Return the earlier versions of a post, the newest first. Runs in a worker."""
        return earlier_versions(self._sitting.versions, path)

    def text_of(self, earlier: Earlier) -> str:
        """Return the text of an earlier version. Runs in a worker. Raises PostError."""
        return text_of(self._sitting.versions, earlier)

    # --- saving

    def save_job(self, draft: Draft) -> SaveJob | None:
        """Return what saving a draft takes; None when the file has that text already.

        Raises SaveError when another draftroom writes the post now.
        """
        return self._job(draft, draft.post.digest) if draft.unsaved else None

    def recreate_job(self, draft: Draft) -> SaveJob:
        """Return what writing a post takes whose file is gone. Raises SaveError as `save_job`."""
        return self._job(draft, None)

    def _job(self, draft: Draft, expected: str | None) -> SaveJob:
        self.locks.try_take(draft.path)
        if not self.locks.are_ours(draft.path):
            hint = "take it over, or save a copy"
            raise SaveError("another draftroom writes this post now", hint=hint, path=draft.path)
        entry = entry_of(draft, self.site)
        return SaveJob(draft.as_post(), expected, draft.post, entry, self._sitting, self._index)

    def save_copy(self, draft: Draft) -> Path:
        """Write a draft's text into a new file, beside the post or in the state folder. Raises SaveError.

        Its name ends in `.copy`: a second post is what no engine shall publish.
        """
        raw, name = draft.as_post().raw, f"{draft.path.name}.copy"
        try:
            return create_post(draft.path.with_name(name), raw)
        except SaveError:
            return create_post(self.places.state / "copies" / name, raw)

    def saved(self, post: Post) -> None:
        """Take note of what the file of a post holds."""
        draft = self._drafts.get(post.path)
        if draft is not None:
            self._drafts[post.path] = draft.saved(post)
            self._journals.saved(post.path, post.digest, post.text)

    # --- new posts

    def name_for(self, title: str, draft: bool) -> Path:
        """Return where a new post of that title would lie."""
        moment = now(self.site.timezone)
        return new_post_folder(self.site, draft) / file_name(self.site, title, moment, draft)

    def create(
        self, title: str, tags: Sequence[str], draft: bool, template: str = "", text: str = ""
    ) -> tuple[Path, int]:
        """Make a new post out of a template, or the blog's usual one; `text` is what it begins with.

        Returns where it lies, and the row where the writing goes on. Raises BlogError, PostError, SaveError.
        """
        from tui.desk.skeletons import create  # no start waits for it

        path, row = create(self.site, title, tags, draft, self.entries(), template, text)
        self._index.put(describe(self.site, path, self.clocks.counting))
        return path, row
