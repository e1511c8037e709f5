"""Random writing sessions against a model: the text, its wrapping and its page are always right."""

import random
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.edits import position_of
from tui.markup.page import Page
from tui.ui.widgets.editor.document import WrappedPost

POST = "_posts/2024-10-12-low-water.md"
PIECES = (
    "heron ",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "> ",
    "```\n",
    "**",
    "`",
    "\t",
    "é",
    "日本",
    "---\n",
    "[a](b)",
    "\r\n",
    "x" * 90,
)


class Model:
    """What the editor should hold: texts after each step, and where undo has gone back to."""

    def __init__(self, text: str) -> None:
        self.text = text


def insert(writer: Writer, model: Model, dice: random.Random) -> None:
    """Replace a random range, as typing over a selection does."""
    start, end = sorted(dice.randint(0, len(model.text)) for _ in range(2))
    if dice.random() < 0.6:
        end = start
    end = min(end, start + 40)
    typed = dice.choice(PIECES)
    places = [position_of(model.text, at) for at in (start, end)]
    writer.screen.editor._replace_via_keyboard(typed, places[0], places[1])
    model.text = model.text[:start] + typed.replace("\r\n", "\n") + model.text[end:]


async def session(tmp_path: Path, steps: int, seed: int) -> None:
    dice = random.Random(seed)
    async with writing(make_blog(tmp_path) / POST) as writer:
        editor = writer.screen.editor
        model = Model(editor.text)
        for step in range(steps):
            insert(writer, model, dice)
            if step % 10 == 9:
                back = dice.randint(1, 6)
                for _ in range(back):
                    editor.undo()
                for _ in range(back):
                    editor.redo()
            assert editor.text == model.text
            if step % 7 == 0:
                await writer.pilot.pause()
                check(writer, model)
        for _ in range(steps * 2):
            editor.undo()
        await writer.pilot.pause()
        assert editor.text == RIVER
        assert not writer.app.desk.drafts.unsaved()


def check(writer: Writer, model: Model) -> None:
    """The wrapped rows and the page are what the text alone would give."""
    wrapped = writer.screen.editor.wrapped_document
    assert isinstance(wrapped, WrappedPost)
    fresh = WrappedPost(writer.screen.editor.document, wrapped.width, writer.screen.editor.indent_width)  # type: ignore[arg-type]  # TextArea declares the base class
    assert [wrapped.row_at(y) for y in range(wrapped.height)] == [
        fresh.row_at(y) for y in range(fresh.height)
    ]
    draft = writer.app.desk.draft
    assert draft is not None
    assert draft.text == model.text
    page = Page.parse(draft.parts.body, draft.page.dialect, draft.parts.body_row)
    assert (draft.page.blocks, draft.page.starts) == (page.blocks, page.starts)


@pytest.mark.parametrize("seed", range(3))
async def test_a_random_session(tmp_path: Path, seed: int) -> None:
    await session(tmp_path, 60, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 110))
async def test_many_long_random_sessions(tmp_path: Path, seed: int) -> None:
    await session(tmp_path, 1_000, seed)
