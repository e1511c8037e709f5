"""A line to type in, in a dialog: its keys are those of the text."""

from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input

from tests.ui.support import make_blog, writing
from tui.ui.textual_internals.key_parser import KeyParser


@pytest.mark.parametrize("key", ["ctrl+w", "alt+backspace", "ctrl+backspace"])
async def test_a_word_is_taken_away_before_the_cursor(tmp_path: Path, key: str) -> None:
    async with writing(make_blog(tmp_path)) as writer:
        await writer.press("ctrl+p", *"low", "space", *"water", *["left"] * 3, key)
        assert writer.app.screen.query_one(Input).value == "low ter"


@pytest.mark.parametrize("sent", [b"\x1be", b"\x1b1", b"\x1b ", "\x1bé".encode(), b"\x1b\r"])
async def test_a_key_with_alt_types_nothing(tmp_path: Path, sent: bytes) -> None:
    async with writing(make_blog(tmp_path)) as writer:
        await writer.press("ctrl+p", *"low")
        for message in KeyParser().feed(sent):
            assert isinstance(message, Key)
            writer.app.post_message(message)
        await writer.settle()
        assert writer.app.screen.query_one(Input).value == "low"
