"""Dialogs answer at once in these tests; that they do not under fast fingers has tests of its own.

Whatever else the app leaves off after a time, it waits for here: a busy machine may take as long.
"""

import pytest
from textual.notifications import Notification

from tui.ui.dialogs import dialog
from tui.ui.textual_internals import keyqueue


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialog, "CALM", 0.0)


@pytest.fixture(autouse=True)
def nothing_is_left_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyqueue, "PATIENCE", 60.0)
    monkeypatch.setattr(Notification, "has_expired", property(lambda notice: False))
    monkeypatch.setattr(Notification, "time_left", property(lambda notice: 600.0))
