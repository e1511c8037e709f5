"""Entries for the tests of this room."""

from pathlib import Path

from tui.blog.visibility import PUBLIC, Visibility
from tui.library.entry import Entry

DRAFT = Visibility("draft")


def entry(title: str, date: str = "2023-01-01", *tags: str, draft: bool = False) -> Entry:
    """Return an entry with that title, date and tags."""
    return Entry(Path("/blog") / f"{title}.md", title, date, tags, 100, draft, DRAFT if draft else PUBLIC)
