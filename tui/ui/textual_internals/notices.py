"""The notices that an app shows in this moment, and how one is taken away."""

from typing import Any

from textual.app import App
from textual.notifications import Notification


def notices(app: App[Any]) -> list[Notification]:
    """Return the notices that are shown, the oldest first."""
    return list(app._notifications)


def take_away(app: App[Any], notice: Notification) -> None:
    """Take a notice off the screen."""
    app._unnotify(notice)
