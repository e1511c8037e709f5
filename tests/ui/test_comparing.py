"""Two texts side by side, and the question about them: every answer is meant."""

import pytest
from textual import events

from tests.ui.dialogs import COLOURS, HOSTILE, RAW, SIZES, asked
from tui.session.asking import Comparison
from tui.ui.dialogs.comparing import ComparingScreen

ANSWERS = (("r", "restore"), ("d", "discard"), ("k", "keep for later"))
PARAGRAPHS = [f"paragraph {number} tells of the kettle, the ferry and the rain." for number in range(30)]
DISK = "\n\n".join(PARAGRAPHS)
UNSAVED = DISK.replace("h 3 tells", "h 3 sings").replace("h 24 tells", "h 24 sings") + "\n\nand a new end.\n"


def question(left: str = DISK, right: str = UNSAVED, title: str = "low water") -> ComparingScreen:
    comparison = Comparison(title, ("on the river",), "on disk", "not saved", left, right, ANSWERS)
    return ComparingScreen(COLOURS, comparison)


async def test_both_texts_stand_under_their_titles() -> None:
    async with asked(question()) as reader:
        rows = reader.rows()
        heads = next(row for row in rows if "on disk" in row)
        body = next(row for row in rows if "3 sings" in row)
        assert heads.index("on disk") == body.index("paragraph 3 tells")
        assert heads.index("not saved") == body.index("paragraph 3 sings")
        assert "low water" in reader.painted()
        assert "difference 1 of 3" in reader.painted()
        assert "paragraphs alike" in reader.painted()
        for words in ("r restore", "d discard", "k esc keep for later", "n p next, previous"):
            assert words in reader.painted()


@pytest.mark.parametrize(("key", "answer"), [("r", "r"), ("d", "d"), ("k", "k"), ("escape", "k")])
async def test_a_letter_answers(key: str, answer: str) -> None:
    async with asked(question()) as reader:
        await reader.press(key)
        assert reader.answers == [answer]


@pytest.mark.parametrize("key", ["enter", "x", "space", "tab"])
async def test_nothing_else_answers(key: str) -> None:
    async with asked(question()) as reader:
        await reader.press(key)
        assert reader.answers == []


async def test_leaving_needs_no_wait() -> None:
    async with asked(question()) as reader:
        await reader.press("escape")
        assert reader.answers == ["k"]


async def test_n_and_p_go_over_the_differences() -> None:
    async with asked(question(), (80, 16)) as reader:
        shown = []
        for key in ("n", "n", "n", "p"):
            await reader.press(key)
            assert reader.view.in_sight
            shown.append(reader.view.at)
        assert shown == [1, 2, 2, 1]
        assert "difference 2 of 3" in reader.painted()
        assert "24 sings" in reader.painted()
        assert "▋" in next(row for row in reader.rows() if "24 sings" in row or "paragraph 24" in row)


async def test_down_walks_to_the_end_and_up_back() -> None:
    async with asked(question(), (80, 16)) as reader:
        view = reader.view
        await reader.press(*["down"] * 60)
        assert (view.at, view.scroll_offset.y) == (2, view.max_scroll_y)
        await reader.press(*["up"] * 60)
        assert (view.at, view.scroll_offset.y) == (0, 0)


@pytest.mark.parametrize("keys", [("end",), ("pagedown",) * 9, ("space",) * 9])
async def test_what_is_pointed_at_follows_the_scrolling(keys: tuple[str, ...]) -> None:
    async with asked(question(), (80, 16)) as reader:
        await reader.press(*keys)
        assert reader.view.in_sight
        assert reader.view.at > 0
        await reader.press("home")
        assert reader.view.at == 0


async def test_the_wheel_scrolls() -> None:
    async with asked(question(), (80, 16)) as reader:
        view = reader.view
        for _ in range(60):
            view.post_message(events.MouseScrollDown(view, 1, 5, 0, 1, 0, False, False, False))
        await reader.settle()
        assert view.scroll_offset.y == view.max_scroll_y
        assert view.in_sight


async def test_a_click_points() -> None:
    async with asked(question(), (120, 60)) as reader:
        row = next(y for y, text in enumerate(reader.rows()) if "24 sings" in text)
        await reader.pilot.click(offset=(70, row))
        assert reader.view.at == 1


async def test_texts_that_say_the_same() -> None:
    async with asked(question("one two\nthree\n", "one\ntwo three\n")) as reader:
        assert "both say the same, word by word" in reader.painted()
        await reader.press("n", "p", "down", "up", "end")
        assert reader.answers == []


@pytest.mark.parametrize(
    ("left", "right"), [(DISK, UNSAVED), ("", "x\n"), ("x " * 4000, ""), ("a日本\tb", "a日本\tc")]
)
async def test_every_size(left: str, right: str) -> None:
    async with asked(question(left, right)) as reader:
        for width, height in SIZES:
            await reader.pilot.resize_terminal(width, height)
            await reader.press("n", "p", "down", "up", "pagedown", "end", "home")
            assert len(reader.rows()) == height
            assert {len(row) for row in reader.rows() if row.isascii()} <= {width}
        await reader.pilot.resize_terminal(50, 14)
        await reader.settle()
        assert "difference 1 of" in reader.painted()


async def test_hostile_text_is_harmless() -> None:
    async with asked(question(HOSTILE, f"new {HOSTILE}", HOSTILE), (160, 30)) as reader:
        painted = reader.painted()
        assert not set(painted) & RAW
        assert painted.count("[bold]x[/bold] [/]") == 3
