"""Where painted letters come from: each of them, clicked, is the very letter of the source."""

import random
from collections.abc import Iterator, Sequence
from string import digits

import pytest
from rich.cells import cell_len

from tests.paint.pictures import FIXTURES, sections
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.paint.lines import layout
from tui.paint.origins import letter_at

PAGES = {title: "\n".join(rows) for title, rows in sections(FIXTURES / "origins.txt")}
"""Posts in which what stands between ⟦ and ⟧ is not painted, or not as letters of its own."""

NOT_NARROW = ("code", "table")
"""What is cut, or has its heads beside each cell, where there is no room."""

PIECES = (
    *("{}", "{}", "{}'d", '"{}"', "{}...", "{} -- {}", "{},", "*{}*", "**{}**", "{}*{}*", '`{} "{}"`'),
    *('⟦[⟧{}⟦](https://example.org/{} "{}"){{:target="_blank"}}⟧', "⟦[⟧*{}* {}⟦](/{}_(oats)/)⟧"),
    *('⟦<b title="{}">⟧{}⟦</b>⟧', "⟦&mdash;⟧{}", "\\#{}", "⟦{{% comment %}}{}{{% endcomment %}}⟧", "{}\n"),
    *("⟦<⟧https://{}.example/{}⟦>⟧", "⟦<!-- {} -->⟧", "{}⟦[^oats]⟧", "⟦&lt;⟧{}⟦&gt;⟧"),
)
WORDS = ("the", "river", "oats", "i", "it", "日本")


def is_letter(char: str) -> bool:
    return char.isalpha() or char in digits


def read(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The source of a post, and where its painted letters are in it."""
    rows, places = [""], []
    hidden = False
    for char in marked:
        if char in "⟦⟧":
            hidden = char == "⟦"
        elif char == "\n":
            rows.append("")
        else:
            if is_letter(char) and not hidden:
                places.append((len(rows) - 1, len(rows[-1])))
            rows[-1] += char
    return "\n".join(rows), places


def clicks(source: str, width: int, dialect: str = "jekyll") -> Iterator[tuple[str, tuple[int, int] | None]]:
    """Each painted character, and where a click on it leads."""
    page = Page.parse(source, DIALECTS[dialect])
    for start, block in zip(page.starts, page.blocks, strict=True):
        lines = layout(block, width)

        def rows(first: int, end: int, start: int = start) -> Sequence[str]:
            return page.lines.rows(start + first, start + end)

        for index, line in enumerate(lines):
            for at, char in enumerate(line.text):
                found = letter_at(block, lines, index, cell_len(line.text[:at]), rows)
                yield char, (found[0] + start, found[1]) if found else None


def check(marked: str, width: int) -> None:
    source, places = read(marked)
    letters = [(char, place) for char, place in clicks(source, width) if is_letter(char)]
    rows = source.split("\n")
    assert "".join(char for char, _ in letters) == "".join(rows[row][column] for row, column in places)
    for (char, place), expected in zip(letters, places, strict=True):
        assert place == expected, (char, source)


@pytest.mark.parametrize("width", [24, 42, 68])
@pytest.mark.parametrize("name", PAGES)
def test_a_click_on_any_letter_is_one_on_that_letter_of_the_source(name: str, width: int) -> None:
    if width > 24 or name not in NOT_NARROW:
        check(PAGES[name], width)


@pytest.mark.parametrize("seed", range(16))
def test_a_click_on_any_letter_of_any_prose_is_one_on_that_letter(seed: int) -> None:
    source = random.Random(seed)
    pieces = (source.choice(PIECES).replace("{}", "\0") for _ in range(source.randrange(5, 30)))
    marked = " ".join(pieces)
    while "\0" in marked:
        marked = marked.replace("\0", source.choice(WORDS), 1)
    marked = marked.replace("{{", "{").replace("}}", "}")
    check(f"so⟦[^oats]⟧ {marked} so\n\n⟦[^oats]:⟧ oats", source.choice((24, 60)))


TABLE = """\
| what it is | what it does to them |
|---|--:|
| oats | these are eaten in a kitchen by a stove, "slowly", and \\| late |
| reeds `a|b` | those stand about in that river, [heron](heron) beside heron |
"""


@pytest.mark.parametrize("width", [36, 48, 60])
def test_a_click_in_a_cell_that_is_wrapped_stays_in_that_cell(width: int) -> None:
    rows = TABLE.split("\n")
    for char, place in clicks(TABLE, width):
        if is_letter(char):
            assert place is not None
            assert rows[place[0]][place[1]] == char
    words = [place for char, place in clicks(TABLE, width) if char == "h" and place and place[0] == 3]
    assert sorted(place[1] for place in words)[-2:] == [rows[3].index("heron]"), rows[3].rindex("heron")]


@pytest.mark.parametrize(
    ("source", "words", "x", "column"),
    [
        ("the oats", "the oats", 8, 8),
        ("the oats...", "the oats…", 9, 11),
        ("caf&eacute; oats", "café oats", 3, 3),
        ("caf&eacute; oats", "café oats", 5, 12),
        ("a [reed](x) b", "a reed b", 6, 11),
        ("a &lt; b", "a < b", 2, 2),
        ("- oats", "● oats", 0, 2),
        ("12\\. oats", "12. oats", 2, 3),
        ("x<sup>ab</sup> c", "x^(ab) c", 3, 6),
        ("10<sup>-3</sup>", "10⁻³", 3, 8),
        ("oats[^1] b\n\n[^1]: c", "oats¹ b", 4, 4),
        ("![reed](a.png)", "image: reed (a.png)", 13, 8),
        ("soft\u00adly so", "softly so", 5, 6),
    ],
)
def test_a_click_beside_letters_and_on_what_stands_for_others(
    source: str, words: str, x: int, column: int
) -> None:
    page = Page.parse(source, DIALECTS["jekyll"])
    lines = layout(page.blocks[0], 60)
    assert lines[0].text == words
    assert letter_at(page.blocks[0], lines, 0, x, page.lines.rows) == (0, column)


def test_what_is_not_in_the_source_comes_from_nowhere() -> None:
    page = Page.parse("oats", DIALECTS["jekyll"])
    assert letter_at(page.blocks[0], layout(page.blocks[0], 60), 0, 1, lambda first, end: ("",)) is None


@pytest.mark.parametrize(
    "opening", ["](", "](<", "`", "<a ", "{% ", "{{ ", "{:", "&", "[^", "![", "\\", "<!--"]
)
def test_what_never_ends_is_found_in_time(opening: str) -> None:
    source = opening * 2_000
    page = Page.parse("oats", DIALECTS["jekyll"])
    found = letter_at(
        page.blocks[0], layout(page.blocks[0], 60), 0, 1, lambda first, end: (f"oats {source}",)
    )
    assert found == (0, 1)
