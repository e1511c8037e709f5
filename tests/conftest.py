"""Every test gets folders of its own: no test reads or writes the settings of whoever runs it."""

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples at each run, and none judged by the clock: a check must not fail by chance.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


@pytest.fixture(autouse=True)
def draftroom_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("DRAFTROOM_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
