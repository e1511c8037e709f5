"""The desk: the blog that is open, the drafts of it, and what keeps, saves and remembers them.

Each part owns one thing that changes; here are the acts that touch several of them. Nothing here waits for
a screen, and nothing here knows one. What takes long (reading a folder, saving) is for a worker to run:
`Reading.run` and `SaveJob.run` touch no draft.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.blog.post_files import post_paths
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.aim import aim
from tui.desk.clocks import Clocks, Left
from tui.desk.drafts import Draft
from tui.desk.journals import Journals
from tui.desk.locks import Locks
from tui.desk.memory import Memory
from tui.desk.open_blog import OpenBlog
from tui.desk.open_drafts import Drafts
from tui.desk.opening import Opening
from tui.desk.outside import Outside
from tui.desk.recovery import Unsaved, find_unsaved, forget_old
from tui.desk.safety import Safety
from tui.desk.saving import Saves
from tui.edits import Edit, Step, joined
from tui.files.git import stop as stop_git
from tui.files.post import Post
from tui.settings import Places, Remembered, Settings, read_remembered

if TYPE_CHECKING:
    from tui.desk.reading import Reading


class Desk:
    """One open blog with its parts: all that changes outside the screen."""

    def __init__(
        self,
        target: Path | None,
        here: Path,
        places: Places,
        settings: Settings,
        memory: Memory,
        locks: Locks,
        journals: Journals,
    ) -> None:
        """Put the parts together; `Desk.at` and `Desk.from_opening` make the last three."""
        folder, self.named = aim(target, here, places, memory.remembered)
        self.places = places
        self.settings = settings
        self.memory = memory
        self.locks = locks
        self.clocks = Clocks(places.state, settings)
        self.blog = OpenBlog(find_site(folder), places, self.clocks.counting)
        self.drafts = Drafts(self.blog.site, self.clocks.counting)
        self.safety = Safety(places.state, journals)
        self.saves = Saves(places, settings, locks, self.blog)
        memory.blog_opened(self.blog.site.root)

    @classmethod
    def at(cls, target: Path | None, here: Path, places: Places, settings: Settings) -> "Desk":
        """Return a desk with the blog of a target, and no post in front yet. Raises as `aim` does.

        Its `named` is the post that the target names, None where it names none.
        """
        memory = Memory(places, read_remembered(places))
        locks, journals = Locks(places.state), Journals(places.state / "journals")
        return cls(target, here, places, settings, memory, locks, journals)

    @classmethod
    def from_opening(cls, opening: Opening) -> "Desk":
        """Return a desk that goes on with the lock and the journal of an opening. Raises as `aim` does."""
        target, here, places, settings = opening.target, opening.here, opening.places, opening.settings
        memory = Memory(places, opening.remembered)
        return cls(target, here, places, settings, memory, opening.locks, opening.journals)

    # --- what every room reads

    @property
    def site(self) -> Site:
        """The site of the open blog."""
        return self.blog.site

    @property
    def draft(self) -> Draft | None:
        """The post in front."""
        return self.drafts.front

    @property
    def remembered(self) -> Remembered:
        """What the next start will know."""
        return self.memory.remembered

    def first_post(self) -> Path | None:
        """Return the post to start with where none is named; None in a blog without posts."""
        return self.blog.first_post(self.remembered.last_post)

    def reading(self) -> "Reading":
        """Return a job for a worker: compare the folder with the index, and read the posts that changed."""
        return self.blog.reading(self.drafts.by_path())

    # --- posts come to the front

    def open(self, path: Path) -> Draft:
        """Put a post in front; one with unsaved text comes back as it was left. Raises PostError."""
        draft = self.drafts.read(path)
        self._put_anew(draft)
        self._now_in_front(path)
        return draft

    def go_on(self, draft: Draft, steps: Sequence[Step], live: Callable[[], str]) -> Draft:
        """Put the post of an opening in front, with the steps done there; `live` returns the text of now."""
        self._put(draft)
        self._now_in_front(draft.path)
        for step in steps:
            mark = self.clocks.mark(draft.path, step)
            self.clocks.note(draft.path, self.safety.journal_of(draft.path), mark)
        edits = joined([edit for step in steps for edit in step.edits])
        return (self.edited(edits, live) if edits else None) or draft

    def moved(self, old: Path, file: Post) -> Draft:
        """Follow a post to its new place, where `file` was read; its text on the desk stays.

        Returns the draft, in front. Its journal begins anew there, its time goes with it.
        """
        text = self.drafts.remove(old).text
        self.safety.end(old)
        if file.path != old:
            self.clocks.moved(old, file.path)
        draft = self.drafts.draft_of(file, text)
        self._put(draft)
        self._now_in_front(file.path)
        return draft

    def restore(self, unsaved: Unsaved) -> Draft:
        """Put a post in front with text that was never saved; undo goes on. Raises PostError."""
        # the file of then, not what lies there now: another program's change since is not undone
        draft = self.drafts.draft_of(unsaved.file, unsaved.text)
        self._put_anew(draft)
        self.locks.try_take(draft.path)
        self.safety.take_on(unsaved, draft)
        return draft

    def _put_anew(self, draft: Draft) -> None:
        """Put a draft in front as it was read; where that is another text, its journal ends."""
        if self.drafts.differs(draft):
            self.safety.end(draft.path)
        self._put(draft)

    def _put(self, draft: Draft) -> None:
        self.drafts.put(draft)
        self.clocks.opened(draft)

    def _now_in_front(self, path: Path) -> None:
        self.locks.keep_only({path, *(draft.path for draft in self.drafts.unsaved())})
        self.locks.try_take(path)
        self.memory.post_opened(path)

    # --- the post in front changes

    def journal_step(self, step: Step, live: Callable[[], str]) -> None:
        """Put a step in the post in front on disk; `live` returns the text it led to. Raises JournalError."""
        draft = self.draft
        if draft is None:
            return
        mark = self.clocks.mark(draft.path, step)
        try:
            self.safety.record(draft, step, live, mark)
        finally:
            self.clocks.note(draft.path, self.safety.journal_of(draft.path), mark)

    def edited(self, edits: Sequence[Edit], live: Callable[[], str]) -> Draft | None:
        """Do edits to the post in front, as `Drafts.edited`, and count its words."""
        return self._counted(self.drafts.edited(edits, live))

    def finished(self, finished: Draft) -> Draft | None:
        """Put a finished page in front, as `Drafts.finished`, and count its words."""
        return self._counted(self.drafts.finished(finished))

    def _counted(self, draft: Draft | None) -> Draft | None:
        if draft is not None:
            self.clocks.wrote(draft)
        return draft

    def by_clock(self) -> Draft | None:
        """Return the draft in front where the clock alone changed what it is; to be asked every second.

        A scheduled post whose date has come is public, one whose time is over is expired. None where all
        is as before.
        """
        return self.drafts.by_clock()

    # --- files change

    def saved(self, post: Post) -> None:
        """Take note of what the file of a post holds."""
        if self.drafts.saved(post):
            self.safety.saved(post)

    def accept_outside_change(self, outside: Outside) -> None:
        """Note that a draft is now a change of what another program wrote; both texts are kept."""
        mine, theirs = outside.draft, outside.theirs
        if theirs is None:
            return
        if mine.unsaved:
            self.saves.keep_both(mine, theirs.text)
        self.saved(theirs)

    # --- text that was never saved

    @property
    def journal_folders(self) -> tuple[Path, ...]:
        """Where journals of this blog's posts may lie. Walks the folder, which the index may not have yet."""
        return self.safety.folders((*post_paths(self.site), *self.drafts.by_path()))

    def find_unsaved(self) -> list[Unsaved]:
        """Return texts that were never saved, the newest first; remove journals and versions over age.

        Runs in a worker: touches no draft.
        """
        folders = self.journal_folders
        self.clocks.catch_up(folders)  # before journals go that say what the ledger does not
        forget_old(folders)
        self.saves.prune()
        return find_unsaved(folders)

    def time_left(self, path: Path) -> Left:
        """Return what earlier sittings left of a post's time. Runs in a worker."""
        return self.clocks.left(path, self.safety.folders((path,)))

    def renew_journals(self) -> None:
        """Start the journals anew whose files were removed under us. Raises JournalError."""
        drafts = self.drafts.by_path()
        for path in self.safety.lost():
            self.safety.begin(drafts[path])

    def drop_all(self) -> None:
        """Note that the writer leaves, and wants nothing of what is not saved."""
        for draft in self.drafts.unsaved():
            self.safety.drop(draft.path)

    # --- the end

    def sync(self) -> None:
        """Make all that was typed durable."""
        self.safety.sync()

    def close(self) -> None:
        """Let go of journals and locks, and end what runs; what is not saved is offered at the next start."""
        self.blog.stop_reading()
        stop_git()
        self.safety.close()
        self.clocks.write_ledger()
        self.locks.keep_only(())
        self.blog.close()
