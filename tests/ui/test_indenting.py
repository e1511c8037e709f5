"""Tab and Shift+Tab move the selected rows and take nothing away: the cases of indenting.txt.

Each case: its name, a text with ‹ and › round what is selected, a row with a full stop, the text after Tab.
"""

from pathlib import Path
from typing import NamedTuple

import pytest
from textual.document._document import Selection

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.edits import position_of

POST = "_posts/2024-10-12-low-water.md"
CASES = Path(__file__).with_name("indenting.txt")


class Marked(NamedTuple):
    """A text, and what is selected in it."""

    text: str
    selection: Selection


def marked(text: str) -> Marked:
    start = text.index("‹")
    end = text.index("›") - 1
    bare = text.replace("‹", "").replace("›", "")
    return Marked(bare, Selection(position_of(bare, start), position_of(bare, end)))


def cases() -> list[tuple[str, str, str]]:
    found = []
    for case in CASES.read_text("utf-8").replace("\\r", "\r").removesuffix("\n").split("\n====\n"):
        name, _, texts = case.partition("\n")
        before, _, after = texts.partition("\n.\n")
        found.append((name, before, after))
    return found


def shown(writer: Writer) -> Marked:
    return Marked(writer.screen.editor.text, writer.screen.editor.selection)


async def test_tab_indents_what_is_selected_and_shift_tab_takes_it_back(tmp_path: Path) -> None:
    texts = [marked(before).text for _, before, _ in cases()]
    async with writing(make_blog(tmp_path, {POST: "\n\n".join(texts)}) / POST) as writer:
        for number, (name, *case) in enumerate(cases()):
            before, after = (
                marked("\n\n".join([*texts[:number], text, *texts[number + 1 :]])) for text in case
            )
            writer.screen.editor.selection = before.selection
            await writer.press("tab")
            assert shown(writer) == after, name
            await writer.press("shift+tab")
            assert shown(writer) == before, name


async def test_it_is_one_step_of_undo(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "- one\n- two\n"}) / POST) as writer:
        await writer.press("ctrl+a")
        before = shown(writer)
        await writer.press("tab")
        after = shown(writer)
        assert after == Marked("  - one\n  - two\n", Selection((0, 0), (2, 0)))
        await writer.press("tab", "ctrl+z")
        assert shown(writer) == after
        await writer.press("ctrl+z")
        assert shown(writer) == before
        await writer.press("ctrl+y")
        assert shown(writer) == after


async def test_a_selection_made_backwards_stays_so(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "- one\n- two\n"}) / POST) as writer:
        writer.screen.editor.selection = Selection((1, 3), (0, 2))
        await writer.press("tab")
        assert shown(writer) == Marked("  - one\n  - two\n", Selection((1, 5), (0, 4)))


async def test_rows_move_out_as_far_as_they_can(tmp_path: Path) -> None:
    async with writing(
        make_blog(tmp_path, {POST: "- one\n - two\n    - three\n\n\t- four\n"}) / POST
    ) as writer:
        await writer.press("ctrl+a", "shift+tab")
        assert writer.screen.editor.text == "- one\n- two\n  - three\n\n- four\n"
        await writer.press("shift+tab", "shift+tab")
        assert writer.screen.editor.text == "- one\n- two\n- three\n\n- four\n"


async def test_a_header_stays_a_header(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        await writer.press("ctrl+a", "tab")
        header, body = RIVER.split("\n\n", 1)
        moved = "".join(f"    {row}\n" if row else "\n" for row in body.splitlines())
        assert writer.screen.editor.text == f"{header}\n\n{moved}"


async def test_the_items_of_a_header_move_alone(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / POST) as writer:
        writer.screen.editor.selection = Selection((5, 0), (6, 4))
        await writer.press("tab")
        assert writer.screen.editor.text == RIVER.replace("- river\n- mornings", "  - river\n  - mornings")


@pytest.mark.parametrize("key", ["tab", "shift+tab"])
async def test_what_is_read_only_is_not_moved(tmp_path: Path, key: str) -> None:
    async with writing(make_blog(tmp_path, {POST: "- one\n  - two\n"}) / POST) as writer:
        writer.screen.editor.read_only = True
        await writer.press("ctrl+a", key)
        assert writer.screen.editor.text == "- one\n  - two\n"


async def test_shift_tab_in_code_needs_no_selection(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "```\n    a\n```\n"}) / POST) as writer:
        await writer.press("down", "end", "shift+tab", "shift+tab")
        assert shown(writer) == Marked("```\na\n```\n", Selection.cursor((1, 1)))
        await writer.press("tab")
        assert writer.screen.editor.text == "```\na   \n```\n"


@pytest.mark.parametrize("key", ["ctrl+u", "ctrl+k", "ctrl+w", "backspace", "delete", "ctrl+x"])
async def test_what_takes_a_selection_away_takes_no_more(tmp_path: Path, key: str) -> None:
    async with writing(make_blog(tmp_path, {POST: "low\nwater so high\n"}) / POST) as writer:
        writer.screen.editor.selection = Selection((1, 6), (1, 9))
        await writer.press(key)
        assert writer.screen.editor.text == "low\nwater high\n"
        assert writer.app.clipboard == ("so " if key in ("ctrl+k", "ctrl+x") else "")
