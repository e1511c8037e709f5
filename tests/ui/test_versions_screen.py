"""Earlier versions: pointed at, compared with now, restored in passages or as a whole."""

import asyncio

import pytest

from tests.ui.dialogs import COLOURS, HOSTILE, RAW, SIZES, Reader, asked
from tui.errors import DraftroomError
from tui.session.asking import Looking, Version
from tui.ui.dialogs import versions
from tui.ui.dialogs.versions import EMPTY, VersionsScreen
from tui.ui.widgets.choices import ChoiceList

NOW = "# low water\n\nthe kettle sang.\n\na heron stood.\n\nthe end.\n"
TEXTS = (
    NOW.replace("sang", "hummed").replace("stood", "slept"),
    NOW.replace("the end", "an end"),
    NOW,
)
ROWS = (
    Version("12 oct 09:12", "saved", "131 words"),
    Version("11 oct 22:05", "mend the ferry", "4f2a9c1"),
    Version("3 oct 07:20"),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "PAUSE", 0.01)


async def load(at: int) -> str:
    return TEXTS[at]


def history(now: str = NOW) -> VersionsScreen:
    return VersionsScreen(COLOURS, Looking(ROWS, load, now))


async def rested(reader: Reader[str | None], *keys: str) -> None:
    """Press keys, and rest on the row until its version is read."""
    await reader.press(*keys)
    await asyncio.sleep(0.03)
    await reader.pilot.pause()
    await reader.settle()


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_the_newest_is_compared_at_once(size: tuple[int, int]) -> None:
    async with asked(history(), size) as reader:
        painted = reader.painted()
        for words in ("12 oct 09:12", "131 words", "mend the ferry", "3 oct 07:20", "now", "hummed", "sang"):
            assert words in painted
        assert "difference 1 of 2" in painted
        for words in ("enter compare", "w restore the whole version", "esc back"):
            assert words in painted


async def test_pointing_at_another_reads_it() -> None:
    async with asked(history()) as reader:
        await rested(reader, "down")
        assert "an end" in reader.painted()
        await rested(reader, "end")
        assert "says the same, word by word" in reader.painted()
        await rested(reader, "home")
        assert "hummed" in reader.painted()


async def test_rows_passed_over_are_not_read() -> None:
    asked_for = []

    async def noted(at: int) -> str:
        asked_for.append(at)
        return TEXTS[at]

    async with asked(VersionsScreen(COLOURS, Looking(ROWS, noted, NOW))) as reader:
        rows = reader.app.dialog.query_one(ChoiceList)
        rows.go(1)
        rows.go(2)
        await rested(reader)
        assert asked_for == [0, 2]


async def test_a_late_answer_is_not_shown_for_a_newer_row() -> None:
    late = asyncio.Event()

    async def slow(at: int) -> str:
        if at == 0:
            try:
                await late.wait()
            except asyncio.CancelledError:
                return "a late answer.\n"
        return TEXTS[at]

    screen = VersionsScreen(COLOURS, Looking(ROWS, slow, NOW))
    async with asked(screen, until_read=False) as reader:
        await rested(reader, "down")
        late.set()
        await rested(reader)
        assert "an end" in reader.painted()
        assert "late answer" not in reader.painted()


async def test_passages_are_restored_one_by_one() -> None:
    async with asked(history()) as reader:
        await reader.press("right", "r")
        assert "1 restored" in reader.painted()
        assert "difference 1 of 1" in reader.painted()
        await reader.press("enter", "escape")
        assert reader.answers == [TEXTS[0]]


async def test_the_second_passage_alone() -> None:
    async with asked(history()) as reader:
        await reader.press("tab", "n", "r", "escape")
        assert reader.answers == [NOW.replace("stood", "slept")]


async def test_passages_of_several_versions() -> None:
    async with asked(history()) as reader:
        await reader.press("right", "r", "left")
        await rested(reader, "down")
        await reader.press("right", "n", "r", "escape")
        assert reader.answers == [NOW.replace("sang", "hummed").replace("the end", "an end")]


async def test_what_was_restored_is_taken_back() -> None:
    async with asked(history()) as reader:
        await reader.press("right", "r", "r", "u", "u")
        assert "difference 1 of 2" in reader.painted()
        await reader.press("escape")
        assert reader.answers == [None]


async def test_taken_back_while_another_is_read() -> None:
    reading = asyncio.Event()

    async def slow(at: int) -> str:
        if at == 1:
            await reading.wait()
        return TEXTS[at]

    async with asked(VersionsScreen(COLOURS, Looking(ROWS, slow, NOW))) as reader:
        await reader.press("right", "r", "left")
        await reader.pilot.press("down")
        await asyncio.sleep(0.05)
        await reader.pilot.press("u")
        reading.set()
        await rested(reader)
        assert "difference 1 of 1" in reader.painted()
        await reader.press("right", "r", "escape")
        assert reader.answers == [TEXTS[1]]


async def test_the_whole_needs_a_second_press() -> None:
    async with asked(history()) as reader:
        await reader.press("w")
        assert "this replaces the whole text" in reader.painted()
        await reader.press("w", "escape")
        assert reader.answers == [TEXTS[0]]


@pytest.mark.parametrize(
    "keys", [("w",), ("w", "x", "w"), ("w", "n", "w", "down"), ("enter",), ("r",), ("n",)]
)
async def test_nothing_is_restored_by_one_press(keys: tuple[str, ...]) -> None:
    async with asked(history()) as reader:
        await reader.press(*keys, "escape")
        assert reader.answers == [None]


async def test_tab_and_arrows_move_the_keyboard() -> None:
    async with asked(history()) as reader:
        names = []
        for key in ("tab", "tab", "right", "left", "enter", "shift+tab"):
            await reader.press(key)
            names.append(reader.app.focused.id if reader.app.focused else "")
        assert names == ["comparison", "versions"] * 3


async def test_a_version_that_cannot_be_read() -> None:
    async def broken(at: int) -> str:
        if at == 1:
            raise DraftroomError(f"the version is damaged {HOSTILE}")
        return TEXTS[at]

    async with asked(VersionsScreen(COLOURS, Looking(ROWS, broken, NOW))) as reader:
        await rested(reader, "down")
        assert "the version is damaged" in reader.painted()
        assert not set(reader.painted()) & RAW
        await reader.press("w", "w", "right", "r")
        await rested(reader, "left", "up")
        assert "hummed" in reader.painted()
        await reader.press("escape")
        assert reader.answers == [None]


async def test_without_versions() -> None:
    async with asked(VersionsScreen(COLOURS, Looking((), load, NOW)), (80, 24)) as reader:
        assert EMPTY in reader.painted()
        await reader.press("down", "tab", "enter", "r", "w", "w", "u", "n", "escape")
        assert reader.answers == [None]


async def test_a_click_points_at_a_version() -> None:
    async with asked(history()) as reader:
        row = next(y for y, text in enumerate(reader.rows()) if "mend the ferry" in text)
        await reader.pilot.click(offset=(8, row))
        await rested(reader)
        assert reader.app.dialog.query_one(ChoiceList).at == 1
        assert "an end" in reader.painted()


async def test_every_size() -> None:
    rows = [Version(f"{day} oct 2024", "saved", "words") for day in range(31, 0, -1)]

    async def any_text(at: int) -> str:
        return TEXTS[at % 3]

    async with asked(VersionsScreen(COLOURS, Looking(rows, any_text, NOW))) as reader:
        for width, height in SIZES:
            await reader.pilot.resize_terminal(width, height)
            await reader.press("end", "pageup", "tab", "n", "p", "end", "tab", "home", "down")
            assert len(reader.rows()) == height
        await reader.pilot.resize_terminal(80, 24)
        await rested(reader, "end")
        assert "1 oct 2024" in reader.painted()


async def test_hostile_text_is_harmless() -> None:
    async def hostile(at: int) -> str:
        return f"{HOSTILE}\n\n{at}\n"

    rows = [Version(HOSTILE, HOSTILE, HOSTILE), Version("x")]
    async with asked(VersionsScreen(COLOURS, Looking(rows, hostile, HOSTILE)), (180, 40)) as reader:
        assert not set(reader.painted()) & RAW
        assert "[bold]x[/bold]" in reader.painted()
        await reader.pilot.resize_terminal(90, 24)
        await reader.settle()
        assert not set(reader.painted()) & RAW
