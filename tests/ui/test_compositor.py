"""Partial updates of the writing screen write what Textual's own compositor writes, for less work."""

import random
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.widget import Widget

from tests.ui.support import make_blog, writing


@pytest.mark.parametrize("size", [(160, 45), (80, 24), (30, 8)])
async def test_any_part_of_the_screen_is_painted_as_textual_paints_it(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    dice = random.Random(size[0])
    async with writing(make_blog(tmp_path), size) as writer:
        ours = writer.screen._compositor
        for _ in range(60):
            dirty = {
                Region(
                    x := dice.randrange(size[0]),
                    y := dice.randrange(size[1]),
                    dice.randint(1, size[0] - x),
                    dice.randint(1, min(3, size[1] - y)),
                )
                for _ in range(dice.randint(1, 4))
            }
            painted = []
            for render in (type(ours).render_partial_update, Compositor.render_partial_update):
                ours._dirty_regions = {*dirty}
                update = render(ours)
                assert update is not None
                painted.append(update.render_segments(writer.app.console))
            assert painted[0] == painted[1]


async def test_a_pane_without_a_change_is_not_asked_for_its_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with writing(make_blog(tmp_path)) as writer:
        asked: list[str | None] = []
        render_lines = Widget.render_lines

        def noted(widget: Widget, crop: Region) -> object:
            asked.append(widget.id)
            return render_lines(widget, crop)

        monkeypatch.setattr(Widget, "render_lines", noted)
        writer.screen._compositor._dirty_regions = {Region(0, 44, 160, 1)}
        writer.screen._compositor.render_partial_update()
        assert "status" in asked
        assert not {"sidebar", "editor", "preview"} & set(asked)
