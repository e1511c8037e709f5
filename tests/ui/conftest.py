"""Dialogs answer at once in these tests; that they do not under fast fingers has tests of its own."""

import pytest

from tui.ui.screens import dialog


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialog, "CALM", 0.0)
