"""What a key costs in the editor, counted: as much in a post of a megabyte as in one of two kilobytes.

Counts, never times. What is in sight meanwhile is `test_in_sight`'s.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from tui.edits import Rows
from tui.paint.source import Coloured, Mark, State, colour
from tui.settings import LeftOff
from tui.ui.theme import load_theme, shipped_themes
from tui.ui.widgets.editor import breaks, colours, looks
from tui.ui.widgets.editor.document import WrappedPost
from tui.ui.widgets.editor.editor import Editor

INK = load_theme("ink", (shipped_themes(),))
SIZE = (82, 24)
"""The text is 78 cells wide between the margins."""

STANZA = """\
## the ferry, again

it was late by **an hour** and nobody said a word, the mud had dried on their boots and *the river*
was so low that the posts stood about like people who had come to the wrong house, and waited

- a jar of silt, 日本 and `a spoon`, for whoever asks about it on the other side of the kitchen table

it always comes

"""
SHORT = STANZA * 5
LONG = STANZA * 2_500
PARAGRAPH = "it was late by **an hour** and nobody said a word, the mud had dried on their boots " * 320


class EditorApp(App[None]):
    """The editor alone."""

    CSS = "#editor { border: none; padding: 0; scrollbar-size: 0 0; height: 100%; }"

    def __init__(self) -> None:
        super().__init__()
        self.editor = Editor(INK, lambda step: None)

    def compose(self) -> ComposeResult:
        """The editor alone."""
        yield self.editor

    def painted(self) -> list[str]:
        """What is painted, row by row."""
        return [strip.text.rstrip() for strip in self.screen._compositor.render_strips()]


@asynccontextmanager
async def editing(text: str) -> AsyncIterator[tuple[EditorApp, Pilot[None]]]:
    """Show a text in the editor."""
    app = EditorApp()
    async with app.run_test(size=SIZE) as pilot:
        app.editor.focus()
        app.editor.open(Path("river.md"), text, LeftOff())
        await pilot.pause()
        yield app, pilot


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """Count what is painted, wrapped and joined."""
    counts: Counter[str] = Counter()
    render_line, refresh, text = Editor.render_line, Editor.refresh, Rows.text
    look, end_of = WrappedPost._break, breaks.end_of

    def counted_render(self: Editor, y: int) -> Strip:
        counts["rows painted"] += 1
        return render_line(self, y)

    def counted_refresh(self: Editor, *regions: Any, **how: Any) -> Editor:
        counts["whole refreshes"] += not regions and how.get("repaint", True)
        counts["layouts"] += how.get("layout", False)
        return refresh(self, *regions, **how)

    def counted_look(self: WrappedPost, row: int) -> list[int]:
        counts["rows wrapped"] += 1
        return look(self, row)

    def counted_end(*section: Any) -> int:
        counts["sections wrapped"] += 1
        return end_of(*section)

    def counted_text(self: Rows) -> str:
        counts["joins"] += 1
        return str(text.__get__(self))

    with monkeypatch.context() as patched:
        patched.setattr(Editor, "render_line", counted_render)
        patched.setattr(Editor, "refresh", counted_refresh)
        patched.setattr(WrappedPost, "_break", counted_look)
        patched.setattr(breaks, "end_of", counted_end)
        patched.setattr(Rows, "text", property(counted_text))
        yield counts


def middle(text: str) -> tuple[int, int]:
    """A position amid the words in the middle of a text of stanzas."""
    rows = text.split("\n")
    row = len(rows) // 2
    while not rows[row].startswith("it was late"):
        row -= 1
    return row, 40


async def counts_of(text: str, keys: list[str], monkeypatch: pytest.MonkeyPatch) -> list[Counter[str]]:
    """What each of some keys costs in the middle of a text."""
    counts = []
    async with editing(text) as (app, pilot):
        app.editor.move_cursor(middle(text), center=True)
        await pilot.pause()
        for key in keys:
            with counting(monkeypatch) as counted:
                await pilot.press(key)
                await pilot.pause()
            counts.append(+counted)
    return counts


TYPED = [*"mud", "space", "backspace", "left", "right", "up", "down", "home", "end"]


async def test_a_key_costs_the_same_in_a_short_post_and_in_a_long_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = await counts_of(SHORT, TYPED, monkeypatch)
    long = await counts_of(LONG, TYPED, monkeypatch)
    assert short == long
    for key, counts in zip(TYPED, long, strict=True):
        assert 1 <= counts["rows painted"] <= 8, key
        assert counts["sections wrapped"] <= 8, key
        assert not counts["rows wrapped"], key
        assert not counts["whole refreshes"] + counts["layouts"] + counts["joins"], key


async def test_a_new_row_costs_what_is_below_it_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = ["enter", "enter", "backspace", "enter"]
    short = await counts_of(SHORT, keys, monkeypatch)
    long = await counts_of(LONG, keys, monkeypatch)
    assert short == long
    for counts in long:
        assert counts["rows painted"] <= SIZE[1]
        assert counts["rows wrapped"] <= 4
        assert not counts["whole refreshes"] + counts["layouts"] + counts["joins"]


async def test_a_key_in_a_paragraph_of_five_thousand_words(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(f"{SHORT}{PARAGRAPH}\n\n{SHORT}") as (app, pilot):
        row = SHORT.count("\n")
        app.editor.move_cursor((row, len(PARAGRAPH) // 2), center=True)
        await pilot.pause()
        for key in "mornings":
            with counting(monkeypatch) as counts:
                await pilot.press(key)
                await pilot.pause()
            assert 1 <= counts["rows painted"] <= 8
            assert counts["sections wrapped"] <= 30
            assert not counts["rows wrapped"] + counts["whole refreshes"] + counts["joins"]


async def test_opening_a_long_post_wraps_what_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(SHORT) as (app, pilot):
        with counting(monkeypatch) as counts:
            app.editor.open(Path("long.md"), LONG, LeftOff())
            await pilot.pause()
            assert 0 < counts["rows wrapped"] <= 3 * SIZE[1]
        with counting(monkeypatch) as counts:
            app.editor.move_cursor(app.editor.document.end)
            await pilot.pause()
            assert 0 < counts["rows wrapped"] <= 4 * SIZE[1]


async def test_resizing_a_long_post_wraps_what_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(LONG) as (app, pilot):
        app.editor.move_cursor(middle(LONG), center=True)
        await pilot.pause()
        top, column = app.editor.top_location()
        with counting(monkeypatch) as counts:
            await pilot.resize_terminal(60, SIZE[1])
            await pilot.pause()
            assert 0 < counts["rows wrapped"] <= 3 * SIZE[1]
        assert app.editor.top_location()[0] == top
        assert app.editor.top_location()[1] <= column
        with counting(monkeypatch) as counts:
            await pilot.resize_terminal(60, SIZE[1] - 4)
            await pilot.pause()
            assert not counts["rows wrapped"]


async def test_new_marks_paint_only_the_rows_they_are_in(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(LONG) as (app, pilot):
        app.editor.spelling_marks = lambda row, text, cursor: (
            [Mark(0, 2, "misspelt.likely")] if row == 3 else []
        )
        with counting(monkeypatch) as counts:
            app.editor.recolour()
            await pilot.pause()
        assert counts["rows painted"] == 1
        with counting(monkeypatch) as counts:
            app.editor.recolour()
            await pilot.pause()
        assert not counts["rows painted"]
        with counting(monkeypatch) as counts:
            app.editor.recolour(INK)
            await pilot.pause()
        assert counts["rows painted"] == SIZE[1]


async def test_a_fence_opened_above_colours_what_is_in_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    coloured: list[str] = []

    def noted(line: str, state: State) -> Coloured:
        coloured.append(line)
        return colour(line, state)

    monkeypatch.setattr(colours, "colour", noted)
    async with editing(LONG) as (app, pilot):
        coloured.clear()
        for _ in range(3):
            await pilot.press("grave_accent")
        await pilot.press("enter")
        assert 0 < len(coloured) <= 5 * SIZE[1]
        assert app.editor._looks.is_code(8)
        app.editor.undo()
        app.editor.undo()
        await pilot.pause()
        assert not app.editor._looks.is_code(8)


async def test_focus_mode_costs_the_same_in_a_paragraph_of_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(LONG.replace("\n\n", "\n")) as (app, pilot):
        app.editor.focus_mode = True
        app.editor.recolour()
        await pilot.pause()
        looked = 0

        def noted() -> tuple[int, int]:
            nonlocal looked
            looked += 1
            return Editor.paragraph(app.editor)

        monkeypatch.setattr(app.editor, "paragraph", noted)
        with counting(monkeypatch) as counts:
            await pilot.press("x")
            await pilot.pause()
        assert looked == 1
        assert 1 <= counts["rows painted"] <= 8


async def test_a_key_beside_a_long_paragraph_in_sight_cuts_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cut: list[int] = []

    def noted(marks: Sequence[Mark], starts: Sequence[int]) -> list[tuple[Mark, ...]]:
        cut.append(len(marks))
        return colours.in_sections(marks, starts)

    monkeypatch.setattr(looks, "in_sections", noted)
    async with editing(f"it always comes\n\n{PARAGRAPH}\n\n{SHORT}") as (app, pilot):
        app.editor.move_cursor((0, 5))
        await pilot.pause()
        assert max(cut) > 500
        cut.clear()
        for key in "mud":
            await pilot.press(key)
            await pilot.pause()
        assert cut
        assert max(cut) < 10
