"""The app on terminals of few colours: told by signs what tones tell elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from rich.segment import Segment
from textual.pilot import Pilot
from textual.widgets import Input

from tests.ui.support import make_blog
from tui.desk.desk import Desk
from tui.settings import Settings, places
from tui.ui.app import DraftroomApp
from tui.ui.keys import chosen_keys
from tui.ui.theme import Depth

NAME = "_posts/2024-10-12-low-water.md"


@asynccontextmanager
async def with_colours(
    folder: Path, depth: Depth, theme: str, size: tuple[int, int] = (160, 45)
) -> AsyncIterator["Pilot[None]"]:
    """The app on a small blog, on a terminal of so many colours."""
    here = places()
    desk = Desk.at(make_blog(folder) / NAME, here.state, here, Settings(spelling=False, theme=theme))
    app = DraftroomApp(desk, desk.named, chosen_keys({}, here.config / "config.toml"), depth)
    try:
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
    finally:
        desk.close()


def cells(pilot: "Pilot[None]") -> list[Segment]:
    return [segment for strip in pilot.app.screen._compositor.render_strips() for segment in strip]


def colours(pilot: "Pilot[None]") -> set[str]:
    """The colours on the screen, after what is painted last: grounds among them."""
    styles = [segment.style for segment in cells(pilot) if segment.style]
    found = [colour for style in styles for colour in (style.color, style.bgcolor)]
    return {colour.name for colour in found if colour is not None}


@pytest.mark.parametrize("keys", [(), ("ctrl+p",), ("f1",), ("ctrl+f",), ("f2", "down")])
async def test_without_colours_nothing_has_one(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with with_colours(tmp_path, "none", "paper") as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert colours(pilot) == {"default"}
        assert not any(segment.style and segment.style.dim for segment in cells(pilot))


@pytest.mark.parametrize(
    ("theme", "accent", "other"), [("ink", "yellow", "blue"), ("paper", "blue", "yellow")]
)
async def test_sixteen_colours_are_the_terminals_own(
    tmp_path: Path, theme: str, accent: str, other: str
) -> None:
    async with with_colours(tmp_path, "sixteen", theme) as pilot:
        await pilot.press("f2")
        await pilot.pause()
        assert accent in colours(pilot)
        assert other not in colours(pilot)
        assert not any(name.startswith("#") for name in colours(pilot))


async def test_one_line_stands_between_two_panes(tmp_path: Path) -> None:
    async with with_colours(tmp_path, "sixteen", "ink") as pilot:
        rows = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert [column for column, sign in enumerate(rows[0]) if sign == "│"] == [29, 104]
        assert all(row[29] == row[104] == "│" for row in rows[:-1])


async def test_the_page_of_a_small_window_gives_way_to_the_post_that_is_opened(tmp_path: Path) -> None:
    async with with_colours(tmp_path, "none", "ink", (60, 20)) as pilot:
        await pilot.press("f6", "ctrl+p", *"jar", "enter")
        await pilot.pause()
        rows = [strip.text for strip in pilot.app.screen._compositor.render_strips()]
        assert any("it had made up its mind" in row for row in rows)


async def test_the_cursor_of_a_typed_line_is_seen(tmp_path: Path) -> None:
    async with with_colours(tmp_path, "none", "ink") as pilot:
        await pilot.press("ctrl+p", "o", "a", "t")
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "oat"
        row = pilot.app.screen.query_one(Input).region.y
        strip = pilot.app.screen._compositor.render_strips()[row]
        assert [segment.text for segment in strip if segment.style and segment.style.reverse] == [" "]


def painted(pilot: "Pilot[None]") -> list[str]:
    return [strip.text.rstrip() for strip in pilot.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
@pytest.mark.parametrize("depth", ["none", "sixteen"])
async def test_a_bar_marks_the_paragraph_in_focus_where_nothing_can_be_dimmed(
    tmp_path: Path, depth: Depth, size: tuple[int, int]
) -> None:
    async with with_colours(tmp_path / "many", "many", "ink", size) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        without_bar = painted(pilot)
    async with with_colours(tmp_path / "few", depth, "ink", size) as pilot:
        await pilot.press("f5")
        await pilot.pause()
        row = next(row for row in painted(pilot) if "the water was" in row)
        assert row.index("│") == row.index("the water") - 2
        assert [row.replace("│", " ") for row in painted(pilot)] == without_bar
        assert "".join(painted(pilot)).count("│") == 1
        bold = {segment.text for segment in cells(pilot) if segment.style and segment.style.bold}
        assert "so low" in bold
        assert "the water was " not in bold
        await pilot.press("down", "down")
        await pilot.pause()
        assert [row.strip() for row in painted(pilot) if "│" in row] == [
            "│ a second paragraph about nothing much."
        ]
        await pilot.press("f5")
        await pilot.pause()
        assert any("    a second" in row for row in painted(pilot))


async def test_no_bar_stands_where_the_others_are_dimmed(tmp_path: Path) -> None:
    async with with_colours(tmp_path, "many", "paper") as pilot:
        await pilot.press("f5")
        await pilot.pause()
        assert "│" not in "".join(painted(pilot))
