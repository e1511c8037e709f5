"""Images: which addresses a block shows, what is told of a missing one, and pictures in their place."""

import pytest

from tests.paint.trees import bullets, item, prose, words
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import Block, Image, Link
from tui.paint.cells import Line
from tui.paint.images import image_addresses, links_within, lone_image
from tui.paint.inlines import Look
from tui.paint.lines import layout
from tui.paint.picture import Picture, picture_lines

QUAY = Image("the quay", "quay.jpg")


def block_of(text: str) -> Block:
    return Page.parse(text, DIALECTS["jekyll"]).blocks[0]


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("no image, only [a link](quay.jpg)", set()),
        ("![a](quay.jpg) and **![b](/boat.png)**", {"quay.jpg", "/boat.png"}),
        ("[![a](quay.jpg)](https://example.org)", {"quay.jpg"}),
        ("> - ![a](quay.jpg)", {"quay.jpg"}),
        ("# ![a](quay.jpg)", {"quay.jpg"}),
        ("| a | ![a](quay.jpg) |\n|---|---|\n| ![b](boat.png) | c |", {"quay.jpg", "boat.png"}),
        ("slip\n: ![a](quay.jpg)", {"quay.jpg"}),
        ('words <img src="quay.jpg" alt="a"> words', {"quay.jpg"}),
        ('<figure>\n<IMG src="quay.jpg">\n</figure>', {"quay.jpg"}),
        ("`![a](quay.jpg)`", set()),
    ],
)
def test_the_addresses_of_a_block(text: str, addresses: set[str]) -> None:
    assert image_addresses(block_of(text)) == addresses


@pytest.mark.parametrize(
    ("block", "is_alone"),
    [
        (prose(QUAY), True),
        (prose(" ", QUAY), True),
        (prose(Link((QUAY,), "https://example.org")), True),
        (prose(QUAY, ", and words"), False),
        (prose(QUAY, QUAY), False),
        (bullets(item("a")), False),
    ],
)
def test_an_image_alone_in_its_paragraph(block: Block, is_alone: bool) -> None:
    assert lone_image(block) == (QUAY if is_alone else None)


def test_a_missing_image_is_told_in_words() -> None:
    look = Look(missing=frozenset(("quay.jpg",)))
    assert [line.text for line in layout(prose(QUAY), 60, look)] == ["image: the quay (quay.jpg), missing"]
    assert [line.text for line in layout(prose(QUAY), 60)] == ["image: the quay (quay.jpg)"]


def striped(columns: int, rows: int) -> Picture:
    return Picture(tuple((f"#{row:02x}0000",) * columns for row in range(rows)), (columns * 20, rows * 20))


def test_a_picture_stands_above_the_words_of_an_image_alone() -> None:
    look = Look(pictures={"quay.jpg": striped(4, 4)})
    lines = layout(prose(QUAY), 60, look)
    assert [line.text for line in lines] == [
        "▀▀▀▀",
        "▀▀▀▀",
        "image: the quay (quay.jpg), 80 by 80 pixels",
    ]
    assert [line.spans[0].colours for line in lines[:2]] == [("#000000", "#010000"), ("#020000", "#030000")]
    assert "quay" in layout(prose(QUAY, *words(" at noon")), 60, look)[0].text


@pytest.mark.parametrize(
    ("columns", "rows", "width", "size"), [(68, 40, 68, (68, 20)), (68, 40, 34, (34, 10))]
)
def test_a_picture_keeps_its_proportions(columns: int, rows: int, width: int, size: tuple[int, int]) -> None:
    lines: tuple[Line, ...] = picture_lines(striped(columns, rows), width, 3)
    assert (lines[0].width, len(lines)) == size
    assert {line.row for line in lines} == {3}
    assert lines[-1].spans[0].colours[1] > lines[0].spans[0].colours[0]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](#low-water) and **[b]( #ice )**", {"#low-water", "#ice"}),
        ("[a](https://example.org#ice) [b](/quay#ice) [c](#)", set()),
        ("> - [a](#ice)", {"#ice"}),
        ("| a | [b](#ice) |\n|---|---|\n| c | d |", {"#ice"}),
        ('words <a class="x" href="#ice">a</a> words <abbr href="#oats">b</abbr>', {"#ice"}),
        ('<div>\n<a href="#ice">a</a>\n</div>', {"#ice"}),
        ("`[a](#ice)`", set()),
    ],
)
def test_the_links_of_a_block_within_its_page(text: str, links: set[str]) -> None:
    assert links_within(block_of(text)) == links
