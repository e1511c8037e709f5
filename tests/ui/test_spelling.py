"""Misspelt words on the screen, with the real dictionary in its real process."""

import asyncio
from pathlib import Path

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.settings import Settings
from tui.ui.widgets.editor.document import WrappedPost

POST = "_posts/2024-10-12-low-water.md"
BREKFAST = RIVER.replace("the water was", "before brekfast the water was")


async def checked(writer: Writer, words: str) -> None:
    """Wait until the status line says so."""
    for _ in range(200):
        await writer.pilot.pause(0.05)
        if words in writer.status:
            return
    raise AssertionError(f"{words!r} is not in {writer.status!r}")


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
        await writer.press("ctrl+p")
        await writer.type(">add this word")
        await writer.press("enter")
        for _ in range(200):
            await asyncio.sleep(0.05)
            if "to check" not in writer.status:
                break
        assert "to check" not in writer.status
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
