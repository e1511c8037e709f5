"""The one place where the app tells of an error or a small success."""

from typing import Any

from textual.app import App

from tui.errors import DraftroomError
from tui.safe import safe, safe_line


def show_error(app: App[Any], error: DraftroomError) -> None:
    """Show what went wrong, where, and what to do."""
    parts = [safe_line(error.detail)] if error.detail else []
    if error.path is not None:
        line = "" if error.line is None else f", line {error.line}"
        parts.append(safe(error.path.name) + line)
    parts += [safe_line(error.hint)] if error.hint else []
    app.notify("\n".join(parts), title=safe_line(error.title), severity="error", timeout=12, markup=False)


def tell(app: App[Any], text: str) -> None:
    """Show a short notice."""
    app.notify(safe_line(text), timeout=4, markup=False)
