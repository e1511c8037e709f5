"""Every test gets folders of its own: no test reads or writes the settings of whoever runs it."""

import gc
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# The same examples at each run, and none judged by the clock: a check must not fail by chance.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

gc.disable()  # nothing that is made while tests are gathered is garbage

BETWEEN_LOOKS = 100_000
"""New objects until the collector looks: most are an app's, which live as long as their test."""


def pytest_collection_finish() -> None:
    """Let the collector look seldom, and never at the tests and the modules: that is a third of all work."""
    gc.freeze()
    gc.set_threshold(BETWEEN_LOOKS)
    gc.enable()


@pytest.fixture(scope="session")
def new_homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Names of folders that are not there yet; pytest would look through all of them for a free one."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def draftroom_home(new_homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    home = next(new_homes)
    home.mkdir()
    monkeypatch.setenv("DRAFTROOM_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
