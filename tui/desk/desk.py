"""The desk: which blog is open, which posts lie on it, and which of them is in front.

Nothing here waits for a screen, and nothing here knows one. What takes long (reading a folder, saving)
is for a worker to run: `Desk.read_library` and `SaveJob.run` touch no state of the desk.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tui.blog.dates import now
from tui.blog.naming import file_name
from tui.blog.site import Site, find_site, new_post_folder
from tui.blog.templates import skeleton
from tui.desk.drafts import Draft, edited, open_draft, tags_edit
from tui.desk.entries import describe, index_of, refresh
from tui.desk.welcome import welcome_blog
from tui.edits import Edit
from tui.errors import BlogError, DraftroomError, PostError, SaveError
from tui.files.post import Parts, Post, digest_on_disk, encode, read_post
from tui.files.saving import create_post, save_post
from tui.library.index import Entry, Index
from tui.library.tags import tag_counts
from tui.settings import Places, Remembered, Settings, read_remembered, write_remembered

EXAMPLES = 8
"""How many of the newest posts a new one learns its header from."""


@dataclass(frozen=True)
class SaveJob:
    """One save: what is to be on disk, and what must be there now (its digest)."""

    post: Post
    expected: str | None

    def run(self) -> Post:
        """Write the post; returns it. Raises SaveError."""
        save_post(self.post.path, self.post.raw, self.expected)
        return self.post


class Desk:
    """The only mutable state outside the screen."""

    def __init__(self, places: Places, settings: Settings) -> None:
        self.places = places
        self.settings = settings
        self.remembered: Remembered = read_remembered(places)
        self.site: Site
        self._drafts: dict[Path, Draft] = {}
        self._front: Path | None = None
        self._index: Index

    # --- the blog

    def visit(self, target: Path | None, here: Path) -> Path | None:
        """Open the blog of a target; returns the post to show, if one is meant.

        A file: that post, in its blog. A folder: that blog. Nothing: the blog above `here`, else the last
        one, else the welcome blog. Raises DraftroomError when the target is neither.
        """
        folder, post = self._aim(target, here)
        self.site = find_site(folder)
        self._index = index_of(self.site, self.places)
        self._remember_blog()
        return post

    def _aim(self, target: Path | None, here: Path) -> tuple[Path, Path | None]:
        if target is not None:
            target = Path(os.path.abspath(target))  # one path for one post, as the index has it
            if os.path.isdir(target):
                return target, None
            read_post(target)  # so that a bad file is named before the screen is taken
            return target, target
        site = find_site(here)
        if site.engine.name != "plain":
            return here, None
        last = Path(self.remembered.last_blog) if self.remembered.last_blog else None
        if last is not None and os.path.isdir(last):
            return last, None
        return welcome_blog(self.places), None

    def first_post(self) -> Path | None:
        """Return the post to start with: the last one written in, if it is of this blog, else the newest."""
        last = Path(self.remembered.last_post) if self.remembered.last_post else None
        if last is not None and last.is_relative_to(self.site.root) and os.path.isfile(last):
            return last
        entries = self.entries()
        dated = [entry for entry in entries if not entry.draft]
        return next((entry.path for entry in (*dated, *entries)), None)

    def _remember_blog(self) -> None:
        root = str(self.site.root)
        if root != str(self.places.state / "welcome") and root != self.remembered.last_blog:
            self.remember(replace(self.remembered, last_blog=root))

    def remember(self, remembered: Remembered) -> None:
        """Keep what the next start should know; a state folder that cannot be written stops nothing."""
        self.remembered = remembered
        try:
            write_remembered(self.places, remembered)
        except DraftroomError:
            return

    def entries(self) -> tuple[Entry, ...]:
        """Return the blog's posts as the index has them, newest first."""
        return tuple(self._index.entries())

    def read_library(self, on_progress: Callable[[int, int], None]) -> bool:
        """Compare the folder with the index and read what changed; returns whether anything did.

        Runs in a worker: touches only the index, which takes care of itself. `on_progress` is told how
        many posts of how many are read.
        """
        return refresh(self._index, self.site, on_progress)

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
        known = self._drafts.get(path)
        draft = known if known is not None and known.unsaved else open_draft(path, self.site)
        self._put(draft)
        self.remember(replace(self.remembered, last_post=str(path)))
        return draft

    def look_at(self, path: Path) -> Draft:
        """Return a post without putting it in front. Raises PostError."""
        known = self._drafts.get(path)
        if known is not None and (known.unsaved or known is self.draft):
            return known
        return open_draft(path, self.site)

    def reload(self, path: Path) -> Draft:
        """Put a post in front as it is on disk; its unsaved text is dropped. Raises PostError."""
        draft = open_draft(path, self.site)
        self._put(draft)
        return draft

    def _put(self, draft: Draft) -> None:
        self._front = draft.path
        self._drafts[draft.path] = draft

    def edited(self, edits: Sequence[Edit], text: str) -> Draft | None:
        """Take edits of the post in front; `text` is the whole text that they led to."""
        if self.draft is None:
            return None
        self._put(edited(self.draft, edits, text, self.site))
        return self.draft

    def unsaved(self) -> list[Draft]:
        """Return the drafts whose text is not on disk."""
        return [draft for draft in self._drafts.values() if draft.unsaved]

    def tags_edit(self, tags: Sequence[str]) -> Edit | None:
        """Return the edit that gives the post in front these tags. Raises HeaderError."""
        return None if self.draft is None else tags_edit(self.draft, tags, self.site)

    # --- saving

    def save_job(self, draft: Draft) -> SaveJob | None:
        """Return what saving a draft takes; None when the file has that text already."""
        return SaveJob(draft.as_post(), draft.post.digest) if draft.unsaved else None

    def overwrite_job(self, draft: Draft) -> SaveJob:
        """Return what saving takes when the writer wants this text whatever the file has now."""
        return SaveJob(draft.as_post(), digest_on_disk(draft.path))

    def save_copy(self, draft: Draft) -> Path:
        """Write a draft's text into a new file, beside the post or in the state folder. Raises SaveError."""
        raw = draft.as_post().raw
        try:
            return create_post(draft.path, raw)
        except SaveError:
            return create_post(self.places.state / "copies" / draft.path.name, raw)

    def saved(self, post: Post) -> None:
        """Take note that a post is on disk; a page that is none of the blog's posts joins no list."""
        draft = self._drafts.get(post.path)
        if draft is not None:
            self._drafts[post.path] = draft.saved(post)
        if any(entry.path == post.path for entry in self.entries()):
            self._index.put(describe(self.site, post.path))

    # --- new posts

    def name_for(self, title: str, draft: bool) -> Path:
        """Return where a new post of that title would lie."""
        moment = now(self.site.timezone)
        return new_post_folder(self.site, draft) / file_name(self.site, title, moment, draft)

    def create(self, title: str, tags: Sequence[str], draft: bool) -> Path:
        """Make a new post with a header in the blog's own style; returns where it lies. Raises SaveError."""
        path = create(self.site, title, tags, draft, self.entries())
        self._index.put(describe(self.site, path))
        return path


def create(site: Site, title: str, tags: Sequence[str], draft: bool, entries: Iterable[Entry]) -> Path:
    """Make a new post in a site; its newest posts show how headers are written, then its drafts.

    Raises BlogError for a title that nobody could see, SaveError when the post cannot be written.
    """
    if not any(letter.isprintable() and letter != " " for letter in title):
        raise BlogError("a post needs a title", hint="give it a few words")
    moment = now(site.timezone)
    examples: list[Parts] = []
    for entry in sorted(entries, key=lambda entry: entry.draft):
        if len(examples) == EXAMPLES:
            break
        try:
            post = read_post(entry.path)
        except PostError:
            continue  # a post that cannot be read teaches nothing
        if post.parts.header:
            examples.append(post.parts)
    text = skeleton(site, title, tags, moment, examples, draft)
    path = new_post_folder(site, draft) / file_name(site, title, moment, draft)
    return create_post(path, encode(text))
