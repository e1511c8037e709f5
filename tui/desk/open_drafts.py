"""The open drafts: the post in front, and earlier ones, which may have unsaved text."""

from collections.abc import Callable, Sequence
from pathlib import Path

from tui.blog.site import Site
from tui.desk.drafts import LONG, Draft, by_clock, draft_of, edited, open_draft
from tui.desk.finishing import Finishing
from tui.edits import Edit
from tui.files.post import Post
from tui.prose.word_count import Counting


class Drafts:
    """The latest draft of each post that was opened, and which one is in front."""

    def __init__(self, site: Site, counting: Counting) -> None:
        """Begin without drafts; `counting` says how their words are counted."""
        self._site = site
        self._counting = counting
        self._drafts: dict[Path, Draft] = {}
        self._front: Path | None = None
        self._finishing = Finishing()

    @property
    def front(self) -> Draft | None:
        """The post in front."""
        return None if self._front is None else self._drafts[self._front]

    def by_path(self) -> dict[Path, Draft]:
        """Return the latest draft of each post, by path."""
        return dict(self._drafts)

    def unsaved(self) -> list[Draft]:
        """Return the drafts whose text is not on disk."""
        return [draft for draft in self._drafts.values() if draft.unsaved]

    # --- reading posts, without changing the open drafts

    def read(self, path: Path) -> Draft:
        """Return the draft to put in front for a post, with its unsaved text if any. Raises PostError."""
        known = self._drafts.get(path)
        if known is not None and known.unsaved:
            return known
        return open_draft(path, self._site, self._counting, LONG)

    def look_at(self, path: Path) -> Draft:
        """Return a post's draft without putting it in front. Raises PostError."""
        known = self._drafts.get(path)
        if known is not None and (known.unsaved or known is self.front):
            return known
        return open_draft(path, self._site, self._counting)

    def draft_of(self, file: Post, text: str) -> Draft:
        """Return the draft of a file already read, with the given text. A worker may run it."""
        return draft_of(file, text, self._site, self._counting, LONG)

    # --- changing the open drafts

    def put(self, draft: Draft) -> None:
        """Put a draft in front."""
        self._front = draft.path
        self._drafts[draft.path] = draft

    def differs(self, draft: Draft) -> bool:
        """Whether the open draft of the same post has another text."""
        known = self._drafts.get(draft.path)
        return known is not None and known is not draft and known.text != draft.text

    def remove(self, path: Path) -> Draft:
        """Remove a draft and return it; if it was in front, the caller puts another one there."""
        return self._drafts.pop(path)

    def edited(self, edits: Sequence[Edit], live: Callable[[], str]) -> Draft | None:
        """Apply edits to the post in front, and return it; `live` returns the whole text after them.

        `live` is called only when the edits do not fit the rows of the draft. The editor keeps a carriage
        return that came to stand before a line feed in its row until the text is read again.
        """
        draft = self.front
        if draft is None:
            return None
        try:
            after = edited(draft, edits, self._site)
        except ValueError:
            after = self.draft_of(draft.post, live())
        self._finishing.edited(draft, after, edits)
        self.put(after)
        return after

    def to_finish(self) -> Draft | None:
        """Return the draft in front if its page must be finished, and collect edits for `finished`."""
        return self._finishing.begin(self.front)

    def finished(self, finished: Draft) -> Draft | None:
        """Put the finished draft of `to_finish` in front, with the edits made since.

        Returns the new draft; None when another post is in front now or its header has changed.
        """
        draft = self._finishing.end(self.front, finished)
        if draft is not None:
            self.put(draft)
        return draft

    def saved(self, post: Post) -> bool:
        """Note what the file of a post holds; return whether that post is open."""
        draft = self._drafts.get(post.path)
        if draft is not None:
            self._drafts[post.path] = draft.saved(post)
        return draft is not None

    def by_clock(self) -> Draft | None:
        """Return the draft in front when it became public or expired since the last call, else None."""
        before = self.front
        after = before and by_clock(before, self._site)
        if after is None or after is before:
            return None
        self.put(after)
        return after
