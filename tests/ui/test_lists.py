"""Enter goes on with a list or quote, Tab indents an item."""

from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.ui.widgets.editor.lists import continued, step_over

POST = "_posts/2024-10-12-low-water.md"


@pytest.mark.parametrize(
    ("row", "mark"),
    [
        ("- one", "- "),
        ("  * one", "  * "),
        ("9. nine", "10. "),
        ("1) one", "2) "),
        ("- [x] done", "- [ ] "),
        ("> said", "> "),
        ("> > so does", "> > "),
        ("- ", ""),
        ("> ", ""),
        ("1. ", ""),
        ("- [ ] ", ""),
        ("one", None),
        ("-one", None),
        ("---", None),
        ("**strong**", None),
        ("", None),
    ],
)
def test_enter_at_the_end_of_a_row(row: str, mark: str | None) -> None:
    assert continued(row, len(row)) == mark


def test_enter_within_the_mark_is_just_enter() -> None:
    assert continued("- one", 0) is None
    assert continued("- one", 1) is None


async def test_a_list_is_written_without_typing_its_marks(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "list\n"}) / POST) as writer:
        await writer.press("end", "enter")
        await writer.type("- one\ntwo\n\nafter")
        assert writer.screen.editor.text == "list\n- one\n- two\n\nafter\n"
        await writer.press("up", "up", "tab")
        assert writer.screen.editor.text == "list\n- one\n  - two\n\nafter\n"
        await writer.press("shift+tab")
        assert writer.screen.editor.text == "list\n- one\n- two\n\nafter\n"


async def test_a_quote_that_is_ended_leaves_what_follows_outside(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: ""}) / POST) as writer:
        await writer.type("> mud\n\nafter")
        assert writer.screen.editor.text == "> mud\n\nafter"


@pytest.mark.parametrize(
    ("row", "mark", "done"),
    [
        ("*wet|*", "*", "out"),
        ("**wet|**", "**", "out"),
        ("`wet|`", "`", "out"),
        ("so ***wet|***", "*", "out"),
        ("*|*", "*", "away"),
        ("**|**", "**", "away"),
        ("**wet|**", "*", ""),
        ("*wet|*", "**", ""),
        ("so |*wet*", "*", ""),
        ("*wet* so |*dry*", "*", ""),
        ("wet|", "*", ""),
        ("wet|*", "*", ""),
    ],
)
def test_the_key_of_a_mark_steps_over_the_closing_one(row: str, mark: str, done: str) -> None:
    left, right = row.split("|")
    assert step_over(left + right, len(left), mark) == done


@pytest.mark.parametrize(("key", "mark"), [("alt+i", "*"), ("ctrl+b", "**"), ("alt+c", "`")])
async def test_a_mark_is_opened_and_closed_by_one_key(tmp_path: Path, key: str, mark: str) -> None:
    async with writing(make_blog(tmp_path, {POST: ""}) / POST) as writer:
        await writer.press(key)
        await writer.type("wet")
        await writer.press(key)
        await writer.type(" mud")
        assert writer.screen.editor.text == f"{mark}wet{mark} mud"
        await writer.press("end", "enter", key, key)
        assert writer.screen.editor.text == f"{mark}wet{mark} mud\n"


async def test_tab_puts_no_spaces_before_prose(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "prose\n"}) / POST) as writer:
        await writer.press("tab", "shift+tab")
        assert writer.screen.editor.text == "prose\n"
        assert writer.screen.editor.has_focus


async def test_enter_at_a_code_fence_keeps_the_rows_as_typed(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path, {POST: "```\n"}) / POST) as writer:
        await writer.press("end", "enter")
        await writer.type("- a\nb")
        assert writer.screen.editor.text == "```\n- a\nb\n"
