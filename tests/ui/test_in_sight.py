"""What is in sight of a post: it stays where it is, and is what painting all of it anew would give."""

import random
from functools import lru_cache
from pathlib import Path

import pytest

from tests.ui.test_work_per_key import INK, SHORT, SIZE, EditorApp, editing
from tui.edits import Edit
from tui.safe import safe
from tui.settings import LeftOff
from tui.ui.textual_internals.document import PostDocument
from tui.ui.widgets.editor.area import MARGIN
from tui.ui.widgets.editor.document import WrappedPost


@lru_cache(1)
def wrapped_anew(text: str, width: int) -> WrappedPost:
    """A post that nothing was done to."""
    return WrappedPost(PostDocument(text), width)


def check(app: EditorApp, above: list[str] | None = None, by: int = 0) -> list[str]:
    """What is painted is what a post wrapped anew shows there, and moved by so many rows from before."""
    editor, painted = app.editor, app.painted()
    wrapped = wrapped_anew(editor.text, editor.wrapped.width)
    row, column = editor.top_location()
    y = wrapped.location_to_offset((row, column)).y
    wanted = []
    for place in map(wrapped.row_at, range(y, y + len(painted))):
        start, end = wrapped.section(*place) if place else (0, 0)
        words = safe(wrapped.document[place[0]][start:end]) if place else ""
        wanted.append(f"{' ' * MARGIN}{words}".rstrip())
    assert painted == wanted
    if above is not None and 0 <= by < len(painted):
        assert painted[: len(painted) - by] == above[by:]
    elif above is not None and -len(painted) < by < 0:
        assert painted[-by:] == above[:by]
    return painted


UNEVEN = "\n".join(
    f"{n} " + "the 日本 ferry is late again, it always comes, and waits " * (n % 7) for n in range(400)
)


@pytest.mark.parametrize("step", [-1, -3, -SIZE[1], 2, SIZE[1]])
async def test_what_is_in_sight_never_jumps_while_scrolling(step: int) -> None:
    async with editing(UNEVEN) as (app, pilot):
        editor = app.editor
        editor.scroll_to(y=editor.max_scroll_y // 2, animate=False)
        await pilot.pause()
        before = check(app)
        for _ in range(12):
            editor.scroll_relative(y=step, animate=False)
            await pilot.pause()
            before = check(app, before, step)


@pytest.mark.parametrize("move", ["up", "down", "page_up", "page_down"])
async def test_the_cursor_moves_over_rows_never_seen_as_over_those_seen(move: str) -> None:
    places = []
    for seen in (False, True):
        async with editing(UNEVEN) as (app, pilot):
            editor = app.editor
            if seen:
                editor.wrapped.look(0, editor.document.line_count - 1)
            editor.move_cursor((200, 30), center=True)
            await pilot.pause()
            there = []
            for _ in range(60 if move in ("up", "down") else 8):
                getattr(editor, f"action_cursor_{move}")()
                there.append((editor.cursor_location, editor.top_location()))
            await pilot.pause()
            check(app)
            places.append(there)
    assert places[0] == places[1]


async def test_an_edit_far_above_leaves_what_is_in_sight() -> None:
    async with editing(UNEVEN) as (app, pilot):
        editor = app.editor
        editor.move_cursor((200, 0), center=True)
        await pilot.pause()
        before = check(app)
        text = "\nnew\nrows " * 20
        result = editor.document.replace_range((20, 1), (22, 2), text)
        editor.wrapped.wrap_range((20, 1), (22, 2), result.end_location)
        editor.recolour()
        await pilot.pause()
        assert check(app, before) == before


async def test_the_end_of_a_long_post_is_at_the_bottom() -> None:
    async with editing(UNEVEN) as (app, pilot):
        editor = app.editor
        editor.scroll_to(y=10**6, animate=False)
        await pilot.pause()
        check(app)
        assert editor.scroll_y == editor.max_scroll_y == editor.wrapped.height - SIZE[1]


async def test_a_post_comes_back_as_it_was_left() -> None:
    async with editing(UNEVEN) as (app, pilot):
        editor = app.editor
        editor.move_cursor((300, 5), center=True)
        await pilot.pause()
        before = check(app)
        editor.open(Path("short.md"), SHORT, LeftOff())
        await pilot.pause()
        assert editor.scroll_y == 0
        editor.open(Path("river.md"), UNEVEN, LeftOff())
        await pilot.pause()
        await pilot.pause()
        assert check(app) == before
        assert editor.cursor_location == (300, 5)


async def test_a_post_left_far_from_its_cursor_comes_back_at_once_as_it_was() -> None:
    async with editing(UNEVEN) as (app, pilot):
        editor = app.editor
        editor.move_cursor((300, 5), center=True)
        await pilot.pause()
        editor.scroll_to(y=40, animate=False)
        await pilot.pause()
        before = check(app)
        editor.open(Path("short.md"), SHORT, LeftOff())
        await pilot.pause()
        editor.open(Path("river.md"), UNEVEN, LeftOff())
        assert editor.scroll_y == 40
        await pilot.pause()
        assert check(app) == before
        assert editor.cursor_location == (300, 5)


def segments(app: EditorApp) -> list[list[tuple[str, object]]]:
    """What is painted, with its styles."""
    return [
        [(segment.text, segment.style) for segment in strip.simplify()]
        for strip in app.screen._compositor.render_strips()
    ]


ODD = "\n".join(
    [
        "---",
        "title: low water",
        "---",
        "",
        *UNEVEN.split("\n")[:120],
        "```",
        "code",
        "```",
        "<!-- mud",
        "x",
        "-->",
        "```python",
        'low = """',
        "for day in 5:",
        '"""',
        "```",
        "| day | sky |",
        "|-----|-----|",
        "| mon | fog |",
    ]
)
KEYS = [*'a `<-*|"', "enter", "backspace", "delete", "up", "down", "left", "right", "home", "end"]
KEYS += ["pageup", "pagedown", "shift+up", "shift+down", "shift+right", "tab"]


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.soak)])
async def test_whatever_is_done_what_is_painted_is_what_painting_all_anew_gives(seed: int) -> None:
    dice = random.Random(seed)
    async with editing(ODD) as (app, pilot):
        editor = app.editor
        for _ in range(30):
            rows = editor.document.line_count
            match dice.randrange(10):
                case 0:
                    editor.scroll_relative(y=dice.choice([-30, -7, -1, 1, 5, 24]), animate=False)
                case 1:
                    await pilot.click(
                        editor, offset=(dice.randrange(app.size.width), dice.randrange(app.size.height))
                    )
                case 2:
                    editor.move_cursor((dice.randrange(rows), dice.randrange(30)), center=dice.random() < 0.5)
                case 3:
                    dice.choice([editor.undo, editor.redo])()
                case 4:
                    top = dice.randrange(rows)
                    bottom = min(rows - 1, top + dice.randrange(3))
                    text = dice.choice(["", "```\n", "a river\n" * 5, "mud " * 60])
                    removed = editor.get_text_range((top, 0), (bottom, 0))
                    editor.change([Edit((top, 0), (bottom, 0), text, removed)])
                case 5 if dice.random() < 0.3:
                    await pilot.resize_terminal(dice.choice([40, 80, 100]), dice.choice([10, 24, 30]))
                case 6 if dice.random() < 0.3:
                    editor.focus_mode = not editor.focus_mode
                    editor.recolour()
                case _:
                    await pilot.press(*dice.choices(KEYS, k=3))
            await pilot.pause()
            check(app)
            before = segments(app)
            editor.recolour(INK)
            await pilot.pause()
            assert segments(app) == before
