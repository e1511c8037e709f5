"""Shows errors and short notices; nothing else in the app makes a notice.

Too many notices would cover the text, and a notice that does not fit stays painted after its time (Textual
8.2.8). So there are never more than fit, and no notice is shown twice at once.
"""

from typing import Any

from textual.app import App

from tui.errors import DraftroomError
from tui.safe import safe, safe_line
from tui.ui.textual_internals.notices import notices, take_away

HIGH, MOST = 24, 3
"""How many notices may be shown together, by the rows of the terminal; in a lower terminal it is one."""


def show_error(app: App[Any], error: DraftroomError) -> None:
    """Show what went wrong, where, and what to do."""
    parts = [safe_line(error.detail)] if error.detail else []
    if error.path is not None:
        line = "" if error.line is None else f", line {error.line}"
        parts.append(safe(error.path.name) + line)
    parts += [safe_line(error.hint)] if error.hint else []
    message, title = "\n".join(parts), safe_line(error.title)
    if not _is_told(app, message, title):
        _make_room(app)
        app.notify(message, title=title, severity="error", timeout=12, markup=False)


def tell(app: App[Any], text: str) -> None:
    """Show a short notice."""
    message = safe_line(text)
    if not _is_told(app, message, ""):
        _make_room(app)
        app.notify(message, timeout=4, markup=False)


def _is_told(app: App[Any], message: str, title: str) -> bool:
    return any((notice.message, notice.title) == (message, title) for notice in notices(app))


def _make_room(app: App[Any]) -> None:
    """Remove the oldest notices, so that one more fits."""
    told = notices(app)
    most = MOST if app.size.height >= HIGH else 1
    for notice in told[: max(0, len(told) - most + 1)]:
        take_away(app, notice)
