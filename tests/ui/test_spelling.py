"""Misspelt words on the screen, with the real dictionary in its real process."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.rest import Patience
from tests.ui.support import RIVER, Writer, make_blog, writing
from tests.ui.test_work_per_key import editing
from tui.prose.spelling.marks import RowWords, Verdicts, read_row
from tui.prose.spelling.mask import MaskState
from tui.settings import Settings, places
from tui.ui import spelling as room
from tui.ui.spelling import AHEAD, Spelling
from tui.ui.widgets.editor.document import WrappedPost

POST = "_posts/2024-10-12-low-water.md"
BREKFAST = RIVER.replace("the water was", "before brekfast the water was")


async def checked(writer: Writer, words: str) -> None:
    """Wait until the status line says so."""
    await writer.wait_until(lambda: words in writer.status)


def roles_of(writer: Writer, word: str) -> set[str]:
    """The roles of the marks that lie exactly under a word."""
    editor = writer.screen.editor
    assert isinstance(editor.wrapped_document, WrappedPost)
    found = set()
    for row, text in enumerate(editor.document.lines):
        start = text.find(word)
        marks = editor.spelling_marks(row, text, None)
        found |= {mark.role for mark in marks if (mark.start, mark.end) == (start, start + len(word))}
    return found


async def test_a_slip_is_marked_told_of_and_can_be_added(tmp_path: Path, draftroom_home: Path) -> None:
    blog = make_blog(tmp_path, {POST: BREKFAST})
    async with writing(blog / POST, settings=Settings()) as writer:
        await checked(writer, "1 to check")
        assert roles_of(writer, "brekfast") == {"misspelt.likely"}
        writer.screen.editor.move_cursor((9, 10))
        await checked(writer, "brekfast: breakfast")
        await writer.press("alt+e")
        assert writer.screen.editor.text == BREKFAST.replace("brekfast", "breakfast")
        await writer.press("ctrl+z")
        writer.screen.editor.move_cursor((9, 10))
        await writer.press("ctrl+p")
        await writer.type(">add this word")
        await writer.press("enter")
        await writer.wait_until(lambda: "to check" not in writer.status)
        await writer.screen.spelling.stop()
    assert (draftroom_home / "config" / "words.txt").read_text() == "brekfast\n"


async def test_spelling_can_be_turned_off(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {POST: BREKFAST})
    async with writing(blog / POST, settings=Settings()) as writer:
        await checked(writer, "1 to check")
        await writer.press("ctrl+p")
        await writer.type(">spelling: on")
        await writer.press("enter")
        assert "to check" not in writer.status
        assert roles_of(writer, "brekfast") == set()
        await writer.screen.spelling.stop()


class Dictionary:
    """One that knows every word but `brekfast`."""

    async def start(self) -> None:
        """Nothing to start."""

    async def verdicts(self, words: Iterable[str]) -> dict[str, str]:
        """Say of each word whether it is known."""
        return {word: "likely" if word == "brekfast" else "known" for word in words}

    async def suggest(self, word: str) -> tuple[str, ...]:
        """Suggest what was meant."""
        return ("breakfast",)

    async def close(self) -> None:
        """Nothing to close."""


async def test_no_key_waits_for_a_long_post_to_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[str] = []

    def noted(row: str, state: MaskState) -> RowWords:
        rows.append(row)
        return read_row(row, state)

    monkeypatch.setattr(room, "read_row", noted)
    monkeypatch.setattr(room, "Speller", Dictionary)
    text = "\n".join(f"before brekfast the water was {n} low" for n in range(20 * AHEAD))
    async with editing(text) as (app, pilot):
        editor = app.editor
        spelling = Spelling(editor)
        spelling.start(places(), on=False)
        spelling.on = True
        editor.move_cursor(editor.document.end)
        await pilot.pause()
        last = editor.cursor_location[0]
        assert spelling.note((last, 10)) == ""
        assert not rows
        spelling.opened()
        patience = Patience(os.getpid())
        while not (spelling.to_check and spelling.note((last, 10)).endswith("breakfast?")):
            assert not patience.is_over()
            await pilot.pause(0.01)
        assert spelling.to_check == 20 * AHEAD
        assert spelling.note((last, 10)) == "brekfast: breakfast?"
        await spelling.stop()


async def test_after_an_edit_only_its_rows_are_counted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []

    class Noted(Verdicts):
        def count(self, row: str, state: MaskState) -> tuple[int, bool]:
            counted.append(row)
            return super().count(row, state)

    monkeypatch.setattr(room, "Verdicts", Noted)
    monkeypatch.setattr(room, "Speller", Dictionary)
    rows = 4 * AHEAD
    async with editing("\n".join("before brekfast the water was low" for _ in range(rows))) as (app, pilot):
        editor = app.editor
        spelling = Spelling(editor)
        editor._on_step = lambda step: spelling.edited(step.edits)
        spelling.start(places(), on=True)
        editor.move_cursor((rows // 2, 15))

        async def calm() -> None:
            for _ in range(500):
                await pilot.pause(0.01)
                if spelling._task is not None and spelling._task.done():
                    return

        await calm()
        assert spelling.to_check == rows
        for key, expected in (("x", rows - 1), ("backspace", rows), ("enter", rows), ("backspace", rows)):
            counted.clear()
            await pilot.press(key)
            await calm()
            assert 0 < len(counted) <= 8, key
            assert spelling.to_check == expected, key
        await spelling.stop()
