"""Another size of the terminal: laid out and painted once, and right under a dialog too."""

from pathlib import Path

import pytest
from textual.app import App
from textual.screen import Screen

from tests.ui.support import make_blog, writing

LOW = "_posts/2024-10-12-low-water.md"


async def test_another_size_is_painted_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with writing(make_blog(tmp_path) / LOW) as writer:
        pictures: list[object] = []
        display = App._display

        def noted(app: App[None], screen: Screen[None], picture: str | None) -> None:
            if picture is not None:
                pictures.append(picture)
            display(app, screen, picture)

        monkeypatch.setattr(App, "_display", noted)
        await writer.pilot.resize_terminal(120, 40)
        await writer.settle()
        assert len(pictures) == 1
        assert {len(row) for row in writer.rows()} == {120}


@pytest.mark.parametrize(("size", "row"), [((160, 45), 5), ((80, 24), 2)])
async def test_a_dialog_stands_higher_where_there_are_few_rows(
    tmp_path: Path, size: tuple[int, int], row: int
) -> None:
    async with writing(make_blog(tmp_path) / LOW, size) as writer:
        await writer.press("ctrl+p")
        assert "> commands" in writer.rows()[row]


@pytest.mark.parametrize("sizes", [((160, 45), (80, 24)), ((80, 24), (160, 45)), ((100, 30), (20, 5))])
@pytest.mark.parametrize("dialog", [None, "ctrl+p", "f1"])
async def test_after_another_size_all_is_as_at_a_start_of_that_size(
    tmp_path: Path, sizes: tuple[tuple[int, int], tuple[int, int]], dialog: str | None
) -> None:
    blog = make_blog(tmp_path)
    before, after = sizes
    async with writing(blog / LOW, after) as writer:
        wanted = writer.rows()
        if dialog:
            await writer.press(dialog)
            under = writer.rows()
    async with writing(blog / LOW, before) as writer:
        if dialog:
            await writer.press(dialog)
        await writer.pilot.resize_terminal(*after)
        await writer.settle()
        if dialog:
            assert writer.rows() == under
            await writer.press("escape")
        assert writer.rows() == wanted
