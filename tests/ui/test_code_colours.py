"""What rows of the editor take from the rows around them: tokens of code, the head of a table."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.strip import Strip

from tests.paint.pictures import LETTERS, roles_at
from tests.ui.test_work_per_key import SIZE, STANZA, EditorApp, counting, editing
from tui.paint.code import MOST_HIGHLIGHTED
from tui.paint.source import Mark
from tui.paint.source_code import token_marks
from tui.settings import LeftOff
from tui.ui.widgets.editor import colours
from tui.ui.widgets.editor.colours import RowColours
from tui.ui.widgets.editor.editor import Editor


def letters_of(row: str, marks: Sequence[Mark]) -> str:
    """The letter of the uppermost role of every column, a dot for none or plain code."""
    tops = [roles[-1] if roles else "code" for roles in roles_at(row, marks)]
    return "".join("." if role == "code" else LETTERS[role] for role in tops)


def picture(rows: list[str]) -> list[str]:
    found = RowColours(rows)
    return [letters_of(row, found.in_context(number)) for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("rows", "letters"),
    [
        (["```python", "if 5:", "```", "if 5:"], ["mmmLLLLLL", "KK.N.", "mmm", "....."]),
        (["~~~ python x", "x = '", "~~~"], ["mmmLLLLLLLLL", "....S", "mmm"]),
        (["> ```python", "> if 5:", "> ```"], ["m.mmmLLLLLL", "mmKK.N.", "mmmmm"]),
        (["> ```python", "> if 5:", "if 5:"], ["m.mmmLLLLLL", "mmKK.N.", "....."]),
        (["- ```python", "  if 5:", "  ```"], ["m.mmmLLLLLL", "..KK.N.", "mmmmm"]),
        (["```c", "/* a", "", "b */ 7", "```"], ["mmmL", "CCCC", "", "CCCC.N", "mmm"]),
        (["```python", "x = '''", "```", "```python", "5", "```"], None),
        (["```nonesuch", "if 5:", "```"], ["mmmLLLLLLLL", ".....", "mmm"]),
        (["```", "if 5:", "```"], ["mmm", ".....", "mmm"]),
        (["```python", "if 5:"], ["mmmLLLLLL", "KK.N."]),
        (["```python"], ["mmmLLLLLL"]),
    ],
)
def test_code_between_fences_has_its_tokens(rows: list[str], letters: list[str] | None) -> None:
    wanted = letters or ["mmmLLLLLL", "....SSS", "mmm", "mmmLLLLLL", "N", "mmm"]
    assert picture(rows) == wanted


def test_rows_are_read_the_same_from_whichever_comes_first() -> None:
    rows = ["```python", 'x = """', "for a in b", '"""', "for a in b", "```"]
    for number, letters in enumerate(picture(rows)):
        assert letters_of(rows[number], RowColours(rows).in_context(number)) == letters


def test_a_block_that_is_too_long_is_plain_from_whichever_row_it_is_looked_at() -> None:
    rows = ["```python", *["if 5:"] * (MOST_HIGHLIGHTED // 6 + 1), "```"]
    for number in (1, len(rows) // 2, len(rows) - 2):
        assert letters_of("if 5:", RowColours(rows).in_context(number)) == "....."
    del rows[1]
    assert letters_of("if 5:", RowColours(rows).in_context(1)) == "KK.N."


def test_a_huge_block_is_read_no_further_than_needed() -> None:
    rows = ["```python", *["if 5:"] * 50_000]
    found = RowColours(rows)
    found.in_context(40)
    assert len(found._states) < MOST_HIGHLIGHTED


@pytest.mark.parametrize(
    ("rows", "letters"),
    [
        (["| day | sky |", "|-----|----:|", "| mon | fog |"], "mhhhhhmhhhhhm"),
        (["day | sky", "--- | ---"], "hhhhmhhhh"),
        (["| *day* |", "|-------|"], "mhmeeemhm"),
        (["| day |", "low"], "m.....m"),
        (["| day |"], "m.....m"),
        (["day", "---|---"], "..."),
        (["", "| day |", "|-----|"], ""),
    ],
)
def test_words_above_the_dashes_are_a_tables_head(rows: list[str], letters: str) -> None:
    assert picture(rows)[0] == letters


def test_a_table_in_a_quote_has_its_head_without_the_quotes_marks() -> None:
    marks = RowColours(["> > | day |", "> > |-----|"]).in_context(0)
    assert [mark for mark in marks if mark.role == "table.header"] == [Mark(5, 10, "table.header")]


@pytest.mark.parametrize(
    "rows",
    [
        ["| mon |", "| tue |", "|-----|"],
        ["```", "| tue |", "|-----|", "```"],
        ["<!--", "| tue |", "|-----|", "-->"],
        ["---", "| tue |", "|-----|", "---"],
    ],
)
def test_what_is_no_head_of_a_table_is_none(rows: list[str]) -> None:
    assert "h" not in picture(rows)[1]


CODE = f"""{STANZA}```python
one = 1
two = 2
three = 3
```

four = 4

{STANZA}{STANZA}{STANZA}"""
ONE = STANZA.count("\n") + 1


def letters_painted(app: EditorApp, row: int) -> str:
    """The letters of a row of the post as the editor looks at it now."""
    editor = app.editor
    ([look],) = [
        [painted]
        for painted in editor._looks.at(
            editor._moment(), editor.spelling_marks, [editor.wrapped.top_of(row) - editor.scroll_offset.y]
        ).values()
        if painted
    ]
    return letters_of(look[0], look[1].marks)


async def test_a_key_in_code_paints_its_row_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(CODE) as (app, pilot):
        app.editor.move_cursor((ONE, 7))
        await pilot.pause()
        with counting(monkeypatch) as counts:
            await pilot.press("8")
            await pilot.pause()
        assert letters_painted(app, ONE) == "......NN"
        assert counts["rows painted"] == 1
        assert not counts["whole refreshes"] + counts["layouts"] + counts["joins"] + counts["rows wrapped"]


async def test_a_string_that_is_opened_paints_the_rows_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(CODE) as (app, pilot):
        app.editor.move_cursor((ONE, 0))
        await pilot.press("quotation_mark", "quotation_mark")
        await pilot.pause()
        with counting(monkeypatch) as counts:
            await pilot.press("quotation_mark")
            await pilot.pause()
        assert [letters_painted(app, ONE + below) for below in (1, 2)] == ["S" * 7, "S" * 9]
        assert counts["rows painted"] == 3
        with counting(monkeypatch) as counts:
            await pilot.press("backspace")
            await pilot.pause()
        assert [letters_painted(app, ONE + below) for below in (1, 2)] == ["......N", "........N"]
        assert counts["rows painted"] == 3


async def test_a_key_in_prose_reads_no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(CODE) as (app, pilot):
        await pilot.pause()
        read: list[str] = []
        monkeypatch.setattr(colours, "token_marks", lambda code, language: read.append(code))
        app.editor.move_cursor((2, 5))
        await pilot.press(*"mud", "left", "backspace", "down")
        await pilot.pause()
        assert not read


async def test_dashes_make_a_head_of_the_row_above_as_they_are_typed() -> None:
    async with editing("| day |\n|-----\n") as (app, pilot):
        app.editor.move_cursor((1, 6))
        await pilot.press("x")
        assert letters_painted(app, 0) == "m.....m"
        await pilot.press("backspace", "vertical_line")
        await pilot.pause()
        assert letters_painted(app, 0) == "mhhhhhm"
        painted = app.editor._painted[0]
        assert painted
        assert painted[1].marks[0].role == "table.header"


async def test_the_first_picture_of_code_waits_for_no_lexer(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    render_line = Editor.render_line

    def noted_row(self: Editor, y: int) -> Strip:
        done.append("painted")
        return render_line(self, y)

    def noted_tokens(code: str, language: str) -> tuple[tuple[Mark, ...], ...]:
        done.append("lexed")
        return token_marks(code, language)

    monkeypatch.setattr(Editor, "render_line", noted_row)
    monkeypatch.setattr(colours, "token_marks", noted_tokens)
    async with editing("no code yet\n") as (app, pilot):
        await pilot.pause()
        done.clear()
        app.editor.open(Path("code.md"), CODE, LeftOff())
        await pilot.pause()
        await pilot.pause()
        assert done[: SIZE[1]] == ["painted"] * SIZE[1]
        assert done[SIZE[1] :] == ["lexed", "painted", "painted", "painted"]
        app.editor.open(Path("again.md"), CODE + "\n", LeftOff())
        await pilot.pause()
        assert letters_painted(app, ONE) == "......N"


async def test_dimmed_code_is_not_lexed(monkeypatch: pytest.MonkeyPatch) -> None:
    async with editing(CODE) as (app, pilot):
        app.editor.focus_mode = True
        app.editor.recolour()
        await pilot.pause()
        assert letters_painted(app, ONE) == "......."
        app.editor.move_cursor((ONE, 0))
        await pilot.pause()
        assert letters_painted(app, ONE) == "......N"
