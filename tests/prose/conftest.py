"""One dictionary for the whole room: loading pyspellchecker's words costs 0.2 s."""

import pytest

from tui.prose.spelling.dictionary import Dictionary


@pytest.fixture(scope="session")
def loaded() -> Dictionary:
    return Dictionary.load()


@pytest.fixture
def dictionary(loaded: Dictionary) -> Dictionary:
    loaded.set_personal([])
    return loaded
