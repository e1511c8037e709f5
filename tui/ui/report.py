"""The one place where the app tells of an error or a small success.

The thing one would get wrong: notices that do not all fit cover the text, and those without a place stay
painted after their time (Textual 8.2.8). So there are never more than fit, and none stands there twice.
"""

from typing import Any

from textual.app import App

from tui.errors import DraftroomError
from tui.safe import safe, safe_line

HIGH, MOST = 24, 3
"""Notices that are told at once in a terminal of so many rows; in a lower one a single one is."""


def show_error(app: App[Any], error: DraftroomError) -> None:
    """Show what went wrong, where, and what to do."""
    parts = [safe_line(error.detail)] if error.detail else []
    if error.path is not None:
        line = "" if error.line is None else f", line {error.line}"
        parts.append(safe(error.path.name) + line)
    parts += [safe_line(error.hint)] if error.hint else []
    if _makes_room(app, "\n".join(parts), safe_line(error.title)):
        app.notify("\n".join(parts), title=safe_line(error.title), severity="error", timeout=12, markup=False)


def tell(app: App[Any], text: str) -> None:
    """Show a short notice."""
    if _makes_room(app, safe_line(text), ""):
        app.notify(safe_line(text), timeout=4, markup=False)


def _makes_room(app: App[Any], message: str, title: str) -> bool:
    """Take away the oldest notices where there are too many; whether this one is not told already."""
    told = list(app._notifications)
    if any((notice.message, notice.title) == (message, title) for notice in told):
        return False
    most = MOST if app.size.height >= HIGH else 1
    for notice in told[: len(told) - most + 1]:
        app._unnotify(notice)
    return True
