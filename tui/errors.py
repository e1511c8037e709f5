"""The errors that a writer may see: what went wrong, where, and what to do.

Raised below, shown in one place (`tui.ui.report` in the app, `tui.cli` outside it).
The one thing to get right: `hint` is an action the writer can take, never a guess at a cause.
"""

from dataclasses import dataclass
from pathlib import Path

from tui.safe import safe_line


@dataclass
class DraftroomError(Exception):
    """Something the writer should know about: `title`, then where, then what to do."""

    title: str
    """What went wrong, a short lower-case sentence without a full stop."""

    detail: str = ""
    """What exactly, such as the parser's own words; may quote a post."""

    hint: str = ""
    """What to do about it: an imperative in lower case, without a full stop."""

    path: Path | None = None
    """The file or folder it is about."""

    line: int | None = None
    """The line in that file, from 1."""

    def __str__(self) -> str:
        """Return the whole error as one harmless line."""
        where = "" if self.path is None else str(self.path)
        if where and self.line is not None:
            where = f"{where}:{self.line}"
        parts = [part for part in (where, self.title, self.detail) if part]
        sentence = ": ".join(parts)
        return safe_line(f"{sentence}; {self.hint}" if self.hint else sentence)


class PostError(DraftroomError):
    """A file cannot be read as a post."""


class HeaderError(DraftroomError):
    """A post's header cannot be read, or a change of it would not read back as asked."""


class SaveError(DraftroomError):
    """A post could not be written; the file is whole, unless title and hint say where a whole copy is."""


class ChangedOutside(SaveError):
    """The file on disk is no longer the one that was read; nothing was written."""


class PostGone(SaveError):
    """There is no file any more where the post was read; nothing was written."""


class JournalError(DraftroomError):
    """What is typed cannot be kept against a crash; writing and saving go on."""


class SettingsError(DraftroomError):
    """The settings file says something that cannot be done."""


class ThemeError(DraftroomError):
    """A theme file is broken, or no theme has that name."""


class BlogError(DraftroomError):
    """A folder cannot be used as a blog."""
