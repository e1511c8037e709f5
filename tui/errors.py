"""The errors that a writer may see: what went wrong, where, and what to do.

Any room may raise them. The app shows them in `tui.ui.report`, the command line in `tui.cli.failing`.
`hint` is an action that the writer can take, never a guess at the cause.
"""

from dataclasses import dataclass
from pathlib import Path

from tui.safe import safe_line


@dataclass
class DraftroomError(Exception):
    """An error for the writer: what went wrong, where, and what to do."""

    title: str
    """The fault: a short lower-case sentence without a full stop."""

    detail: str = ""
    """The exact cause, such as a parser's message; it may quote a post."""

    hint: str = ""
    """The action to take: an imperative in lower case, without a full stop."""

    path: Path | None = None
    """The file or folder where the error is."""

    line: int | None = None
    """The line in that file, from 1."""

    def __str__(self) -> str:
        """Return the whole error as one line that is safe to print."""
        where = "" if self.path is None else str(self.path)
        if where and self.line is not None:
            where = f"{where}:{self.line}"
        parts = [part for part in (where, self.title, self.detail) if part]
        sentence = ": ".join(parts)
        return safe_line(f"{sentence}; {self.hint}" if self.hint else sentence)


class PostError(DraftroomError):
    """A file cannot be read as a post."""


class HeaderError(DraftroomError):
    """A post's header cannot be read, or after a change it would not hold the new values."""


class SaveError(DraftroomError):
    """A post could not be written.

    The file on disk is undamaged, or the title says that it is damaged and the hint names an undamaged copy.
    """


class ChangedOutside(SaveError):
    """Another program changed the file after it was read; nothing was written."""


class PostGone(SaveError):
    """The file that the post was read from is gone; nothing was written."""


class JournalError(DraftroomError):
    """The journal cannot record edits, so a crash would lose them; writing and saving still work."""


class SettingsError(DraftroomError):
    """The settings file cannot be read, or has an unknown key or a value that is not allowed."""


class ThemeError(DraftroomError):
    """A theme file is invalid, or no theme has that name."""


class BlogError(DraftroomError):
    """A folder cannot be used as a blog."""
