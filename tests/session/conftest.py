"""No session here watches a folder: a test looks when it likes."""

from collections.abc import AsyncIterator

import pytest


async def nothing(*_: object) -> AsyncIterator[None]:
    """Watch nothing."""
    return
    yield


@pytest.fixture(autouse=True)
def unwatched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.session.outside_changes.watch", nothing)
