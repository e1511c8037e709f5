"""The preview by itself: lays out and paints what is in sight, and what is in sight never jumps."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from tui.edits import Edit
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import Block
from tui.paint.cells import Line
from tui.paint.inlines import Look
from tui.paint.lines import layout
from tui.paint.picture import Picture
from tui.ui.theme import load_theme, shipped_themes
from tui.ui.widgets import block_places
from tui.ui.widgets.preview import PageHead, Preview

INK = load_theme("ink", (shipped_themes(),))
HEAD = PageHead("low water", "12 october 2024", ("river",))
SIZE = (56, 30)


def stanza(number: int) -> str:
    """Some blocks with words of their own; they turn out higher or lower than guessed."""
    return f"""\
## the ferry, {number}

it was late by **an hour** and nobody said a word {number}, the mud had dried on their boots and *the river*
was so low that the posts stood about like people who had come to the wrong house, and waited

- a jar of silt {number}
- a spoon
- oats

    heron {number}
"""


LONG = "\n".join(stanza(number) for number in range(1_500))
SHORT = "\n".join(stanza(number) for number in range(5))


@cache
def page_of(body: str) -> Page:
    """The page of a body; pages never change, and a long one takes half a second to read."""
    return Page.parse(body, DIALECTS["commonmark"], 4)


class PreviewApp(App[None]):
    """The preview alone."""

    CSS = "#preview { scrollbar-size: 0 0; height: 100%; width: 100%; }"

    def __init__(self, body: str) -> None:
        super().__init__()
        self.animation_level = "none"
        self.page = page_of(body)
        self.preview = Preview(INK)
        self.laid_out: list[Block] = []
        self.rendered: list[int] = []

    def compose(self) -> ComposeResult:
        """The preview alone."""
        yield self.preview

    def show(self) -> None:
        """Show the page."""
        self.preview.show(self.page, HEAD)

    def edit(self, edit: Edit) -> None:
        """Edit the body, as the writing screen does: show, then follow."""
        self.page, _ = self.page.edit(edit)
        self.show()
        self.preview.follow(edit.new_end[0], 1.0)

    def rows(self) -> list[str]:
        """What is painted, row by row."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def previewing(
    body: str, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int] = SIZE
) -> AsyncIterator[tuple[PreviewApp, "Pilot[None]"]]:
    """The preview alone on the page of a body, counting what is laid out and painted."""
    app = PreviewApp(body)

    def counted_layout(block: Block, width: int, look: Look) -> tuple[Line, ...]:
        app.laid_out.append(block)
        return layout(block, width, look)

    def counted_line(preview: Preview, y: int) -> Strip:
        app.rendered.append(y)
        return render_line(preview, y)

    render_line = Preview.render_line
    monkeypatch.setattr(block_places, "layout", counted_layout)
    monkeypatch.setattr(Preview, "render_line", counted_line)
    async with app.run_test(size=size) as pilot:
        app.show()
        app.preview.follow(4)
        await pilot.pause()
        yield app, pilot


def typed(app: PreviewApp, row: int, text: str) -> Edit:
    """Typing at the end of a row of the post."""
    lines: Sequence[str] = app.page.body.split("\n")
    column = len(lines[row - app.page.first_row])
    return Edit((row, column), (row, column), text, "")


def row_with(app: PreviewApp, words: str) -> int:
    """The row of the post that has these words."""
    lines = app.page.body.split("\n")
    return app.page.first_row + next(at for at, line in enumerate(lines) if words in line)


async def test_the_head_and_the_first_blocks_are_painted(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(LONG, monkeypatch) as (app, _):
        rows = app.rows()
        assert rows[0].strip() == "low water"
        assert any("it was late by an hour" in row for row in rows)
        assert len(app.laid_out) < SIZE[1]


async def test_a_key_in_a_long_page_lays_out_one_block_and_paints_its_rows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with previewing(LONG, monkeypatch) as (app, pilot):
        row = row_with(app, "hour** and nobody said a word 750,")
        app.preview.follow(row)
        await pilot.pause()
        app.laid_out.clear()
        app.rendered.clear()
        app.edit(typed(app, row, "x"))
        await pilot.pause()
        assert len(app.laid_out) == 1
        assert 1 <= len(app.rendered) <= 3


async def test_nothing_is_painted_when_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(SHORT, monkeypatch) as (app, pilot):
        app.laid_out.clear()
        app.rendered.clear()
        app.show()
        app.preview.follow(4)
        await pilot.pause(0.05)
        assert not app.rendered
        assert not app.laid_out


async def test_the_cursor_in_another_paragraph_paints_only_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(SHORT, monkeypatch) as (app, pilot):
        app.rendered.clear()
        app.preview.follow(row_with(app, "nobody said a word 0"))
        await pilot.pause()
        assert 1 <= len(app.rendered) <= 8
        assert sum("│" in row for row in app.rows()) >= 3


async def test_scrolling_up_past_wrong_guesses_moves_by_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each turn of the wheel shows the rows before, however high the blocks above turn out to be."""
    async with previewing(LONG, monkeypatch) as (app, pilot):
        app.preview.follow(row_with(app, "heron 700"))
        await pilot.pause()
        for _ in range(40):
            before = app.rows()
            app.preview.scroll_relative(y=-3, animate=False, immediate=True)
            await pilot.pause()
            assert app.rows()[3:] == before[:-3]


async def test_scrolling_down_moves_by_rows_to_the_very_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing("\n".join(stanza(number) for number in range(12)), monkeypatch) as (app, pilot):
        for _ in range(60):
            before = app.rows()
            app.preview.scroll_relative(y=3, animate=False, immediate=True)
            await pilot.pause()
            by = next(by for by in range(4) if app.rows()[: SIZE[1] - by] == before[by:])
            assert by == 3 or app.preview.scroll_offset.y == app.preview.max_scroll_y
        assert "heron 11" in app.rows()[-3]


async def test_home_and_end_are_the_start_and_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(LONG, monkeypatch) as (app, pilot):
        app.preview.focus()
        await pilot.press("end")
        assert "heron 1499" in app.rows()[-3]
        await pilot.press("home")
        assert "low water" in app.rows()[0]


async def test_what_is_in_sight_stays_when_blocks_above_change(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(LONG, monkeypatch) as (app, pilot):
        app.preview.follow(row_with(app, "heron 700"))
        await pilot.pause()
        before = app.rows()
        app.rendered.clear()
        row = row_with(app, "nobody said a word 3,")
        app.page, _ = app.page.edit(Edit((row, 0), (row, 0), "frost " * 90 + "\n\nice\n\n", ""))
        app.show()
        app.preview.follow(row_with(app, "heron 700"))
        await pilot.pause()
        assert app.rows() == before
        assert not app.rendered


async def test_a_growing_paragraph_at_the_bottom_scrolls_by_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing("\n".join([*["reeds\n"] * 20, "oats"]), monkeypatch) as (app, pilot):
        row = row_with(app, "oats")
        app.preview.follow(row, 1.0)
        for _ in range(60):
            before = app.preview.scroll_offset.y
            app.edit(typed(app, row, " heron"))
            await pilot.pause()
            assert 0 <= app.preview.scroll_offset.y - before <= 1
            assert "heron" in "".join(app.rows()[-4:])


async def test_a_paragraph_in_view_stays_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing(LONG, monkeypatch) as (app, pilot):
        row = row_with(app, "heron 700")
        app.preview.follow(row)
        await pilot.pause()
        top = app.preview.scroll_offset.y
        for near in (row_with(app, "a jar of silt 700"), row, row_with(app, "the ferry, 701")):
            app.preview.follow(near)
            assert app.preview.scroll_offset.y == top


async def test_a_paragraph_higher_than_the_view_follows_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    words = " ".join(f"reed{number}" for number in range(1_000))
    async with previewing(words, monkeypatch) as (app, pilot):
        for part, word in ((0.0, "reed0"), (0.5, "reed500"), (0.9, "reed900"), (0.2, "reed200")):
            app.preview.follow(4, part)
            await pilot.pause()
            assert word in " ".join(app.rows()).split()


async def test_another_width_lays_out_what_is_in_sight_and_keeps_it_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with previewing(LONG, monkeypatch) as (app, pilot):
        app.preview.follow(row_with(app, "heron 700"))
        app.preview.scroll_relative(y=40, animate=False, immediate=True)
        await pilot.pause()
        heading = next(row for row in app.rows() if "the ferry, " in row)
        app.laid_out.clear()
        await pilot.resize_terminal(48, 30)
        await pilot.pause()
        assert len(app.laid_out) <= 2 * SIZE[1]
        assert any(heading.strip() == row.strip() for row in app.rows())


async def test_a_missing_image_is_told_without_moving_what_is_in_sight(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    body = "![the quay at low water, seen from the ferry](assets/quay.jpg)\n\n" + SHORT
    async with previewing(body, monkeypatch) as (app, pilot):
        app.laid_out.clear()
        app.preview.know_images(frozenset(("assets/quay.jpg",)), {})
        await pilot.pause()
        assert any("missing" in row for row in app.rows())
        assert len(app.laid_out) == 1
        app.rendered.clear()
        app.preview.know_images(frozenset(("assets/quay.jpg",)), {})
        await pilot.pause()
        assert not app.rendered


async def test_a_picture_is_painted_in_its_own_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing("![quay](quay.png)\n", monkeypatch) as (app, pilot):
        app.preview.know_images(frozenset(), {"quay.png": Picture((("#102030",), ("#405060",)), (1, 2))})
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        styles = [segment.style for strip in strips for segment in strip if segment.text == "▀"]
        assert [str(style) for style in styles] == ["#102030 on #405060"]


async def test_raw_html_that_the_engine_drops_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    async with previewing("<p>low water</p>\n\nheron\n", monkeypatch) as (app, pilot):
        assert any("low water" in row for row in app.rows()[1:])
        app.page = Page.parse(app.page.body, replace(DIALECTS["commonmark"], raw_html=False), 4)
        app.show()
        await pilot.pause()
        assert not any("low water" in row for row in app.rows()[1:])


async def test_without_tones_a_line_is_left_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """None where nothing is left of it."""
    async with previewing("heron\n\n    oats\n", monkeypatch) as (app, pilot):
        app.preview.recolour(load_theme("sixteen-dark", (shipped_themes(),)))
        await pilot.pause()
        assert any(row.endswith("│ oats") for row in app.rows())
        assert not any(row.startswith("│") for row in app.rows())
        await app.mount(Static("reeds", id="reeds"), before=app.preview)
        await pilot.pause()
        app.preview.refresh()
        await pilot.pause()
        assert sum(row.startswith("│") for row in app.rows()) > SIZE[1] // 2


async def test_a_page_that_came_while_the_pane_was_hidden_is_followed_once_it_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with previewing(SHORT, monkeypatch) as (app, pilot):
        app.preview.display = False
        await pilot.pause()
        app.page = page_of(LONG)
        app.show()
        app.preview.display = True
        app.screen._refresh_layout()  # it has its size now, and will be told of it
        app.preview.follow(row_with(app, "heron 900"))
        await pilot.pause()
        assert any("heron 900" in line for line in app.rows())
