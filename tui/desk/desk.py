"""The desk: the open blog with its drafts, and the parts that journal, save and remember them.

Each part owns one kind of state; this module has the operations that need several parts. Nothing here knows
the screen. Work that takes long (reading a folder, saving) runs in a worker: `Reading.run` and `SaveJob.run`
change no draft.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.blog.post_files import post_paths
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.aim import aim
from tui.desk.clocks import Clocks, EarlierTime
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
    """One open blog with its parts: all mutable state outside the screen."""

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
        """Return a desk with the blog of a target and no post in front yet. Raises what `aim` raises.

        Its `named` is the post that the target names, None where it names none.
        """
        memory = Memory(places, read_remembered(places))
        locks, journals = Locks(places.state), Journals(places.state / "journals")
        return cls(target, here, places, settings, memory, locks, journals)

    @classmethod
    def from_opening(cls, opening: Opening) -> "Desk":
        """Return a desk that takes over the lock and the journal of an opening. Raises what `aim` raises."""
        target, here, places, settings = opening.target, opening.here, opening.places, opening.settings
        memory = Memory(places, opening.remembered)
        return cls(target, here, places, settings, memory, opening.locks, opening.journals)

    # --- state for others to read

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
        """What is remembered for the next start."""
        return self.memory.remembered

    def first_post(self) -> Path | None:
        """Return the post to open when none is named; None in a blog without posts."""
        return self.blog.first_post(self.remembered.last_post)

    def reading(self) -> "Reading":
        """Return a job for a worker: compare the folder with the index, and read the posts that changed."""
        return self.blog.reading(self.drafts.by_path())

    # --- opening posts

    def open(self, path: Path) -> Draft:
        """Put a post in front; one with unsaved text keeps that text. Raises PostError."""
        draft = self.drafts.read(path)
        self._put_anew(draft)
        self._now_in_front(path)
        return draft

    def continue_opening(self, draft: Draft, steps: Sequence[Step], live: Callable[[], str]) -> Draft:
        """Put the post of an opening in front with the steps done so far; `live` returns the current text."""
        self._put(draft)
        self._now_in_front(draft.path)
        for step in steps:
            mark = self.clocks.mark(draft.path, step)
            self.clocks.note(draft.path, self.safety.journal_of(draft.path), mark)
        edits = joined([edit for step in steps for edit in step.edits])
        return (self.edited(edits, live) if edits else None) or draft

    def moved(self, old: Path, file: Post) -> Draft:
        """Move a draft to the new path of its post, where `file` was read, and put it in front.

        Returns the draft. It keeps its text and its time; a new journal is begun for it.
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
        """Put a post in front with recovered text, which can be undone. Raises PostError."""
        # the file as it was when the text was typed: a later change by another program must not be undone
        draft = self.drafts.draft_of(unsaved.file, unsaved.text)
        self._put_anew(draft)
        self.locks.try_take(draft.path)
        self.safety.begin_from(unsaved, draft)
        return draft

    def _put_anew(self, draft: Draft) -> None:
        """Put a draft in front, ending its journal when the desk had another text of it."""
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

    # --- changing the post in front

    def journal_step(self, step: Step, live: Callable[[], str]) -> None:
        """Write a step of the post in front to its journal; `live` returns the text after it.

        Raises JournalError.
        """
        draft = self.draft
        if draft is None:
            return
        mark = self.clocks.mark(draft.path, step)
        try:
            self.safety.record(draft, step, live, mark)
        finally:
            self.clocks.note(draft.path, self.safety.journal_of(draft.path), mark)

    def edited(self, edits: Sequence[Edit], live: Callable[[], str]) -> Draft | None:
        """Apply edits to the post in front (see `Drafts.edited`) and count its words."""
        return self._counted(self.drafts.edited(edits, live))

    def finished(self, finished: Draft) -> Draft | None:
        """Give the post in front its finished page (see `Drafts.finished`) and count its words."""
        return self._counted(self.drafts.finished(finished))

    def _counted(self, draft: Draft | None) -> Draft | None:
        if draft is not None:
            self.clocks.wrote(draft)
        return draft

    def by_clock(self) -> Draft | None:
        """Return the draft in front when time changed its visibility, else None; call it each second.

        A scheduled post becomes public when its date has come, and a public one may expire.
        """
        return self.drafts.by_clock()

    # --- changes of files

    def saved(self, post: Post) -> None:
        """Note what the file of a post now holds."""
        if self.drafts.saved(post):
            self.safety.saved(post)

    def accept_outside_change(self, outside: Outside) -> None:
        """Take another program's text as the saved one of a draft; both texts are kept as versions."""
        mine, theirs = outside.draft, outside.theirs
        if theirs is None:
            return
        if mine.unsaved:
            self.saves.keep_both(mine, theirs.text)
        self.saved(theirs)

    # --- recovering unsaved text

    @property
    def journal_folders(self) -> tuple[Path, ...]:
        """Where journals of this blog's posts may lie. Walks the blog; the index may be incomplete."""
        return self.safety.folders((*post_paths(self.site), *self.drafts.by_path()))

    def find_unsaved(self) -> list[Unsaved]:
        """Return texts that were never saved, newest first; remove journals and versions that are too old.

        Runs in a worker: changes no draft.
        """
        folders = self.journal_folders
        self.clocks.catch_up(folders)  # before old journals are removed, whose time the ledger may lack
        forget_old(folders)
        self.saves.prune()
        return find_unsaved(folders)

    def earlier_time(self, path: Path) -> EarlierTime:
        """Return the time that earlier sittings spent on a post. Runs in a worker."""
        return self.clocks.earlier_time(path, self.safety.folders((path,)))

    def renew_journals(self) -> None:
        """Start new journals for those whose files another program removed. Raises JournalError."""
        drafts = self.drafts.by_path()
        for path in self.safety.lost():
            self.safety.begin(drafts[path])

    def drop_all(self) -> None:
        """Mark all unsaved text as dropped by the writer, so that it is not offered at the next start."""
        for draft in self.drafts.unsaved():
            self.safety.drop(draft.path)

    # --- leaving

    def sync(self) -> None:
        """Make everything typed so far durable on disk."""
        self.safety.sync()

    def close(self) -> None:
        """Close journals and locks and stop running work; unsaved text is offered at the next start."""
        self.blog.stop_reading()
        stop_git()
        self.safety.close()
        self.clocks.write_ledger()
        self.locks.keep_only(())
        self.blog.close()
