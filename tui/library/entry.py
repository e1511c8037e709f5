"""One post as lists show it, and as one row of text, for the index's file and for pipes."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tui.blog.visibility import PUBLIC, STATES, Visibility


@dataclass(frozen=True, slots=True)
class Entry:
    """One post as lists show it."""

    path: Path
    """Absolute."""
    title: str
    date: str
    """The date as ISO text, which sorts; "" for a post without one."""
    tags: tuple[str, ...]
    words: int
    draft: bool
    visibility: Visibility = PUBLIC
    """Whether readers could see it at the time when it was read, and why not."""
    problem: str = ""
    """Why its header cannot be read; "" when it can."""
    categories: tuple[str, ...] = ()
    """As the site's engine takes them from header and place."""

    @property
    def public(self) -> bool:
        """Whether readers could see it at the time when it was read."""
        return self.visibility.public


def packed(entry: Entry) -> str:
    """Return an entry without its path as one row of ASCII text.

    ASCII, because a title may hold undecodable bytes, which neither SQLite's text nor a pipe of UTF-8 takes.
    """
    seen = entry.visibility
    changes = seen.moment.isoformat() if seen.moment else ""
    fields = (entry.title, entry.date, entry.tags, entry.words, entry.draft, entry.problem)
    return json.dumps((*fields, seen.state, changes, seen.reason, entry.categories))


def unpacked(path: Path, text: str) -> Entry:
    """Return the entry that `packed` made `text` of. Raises ValueError or TypeError for any other text."""
    title, date, tags, words, draft, problem, state, changes, reason, categories = json.loads(text)
    if state not in STATES:
        raise ValueError(f"state {state!r}")
    visibility = Visibility(state, datetime.fromisoformat(changes) if changes else None, reason)
    return Entry(
        path, title, date, tuple(tags), words, draft, visibility, problem, categories=tuple(categories)
    )
