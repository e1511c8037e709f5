"""Where blocks stand: guessed until looked at, told from source rows and back."""

import random
from dataclasses import replace

import pytest

from tui.edits import Edit
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import Block, Paragraph, Text
from tui.paint.cells import Line, Span
from tui.paint.inlines import Look
from tui.paint.lines import gap, layout
from tui.paint.picture import Picture
from tui.ui.widgets import block_places as module
from tui.ui.widgets.block_places import AIR, HEAD, NOWHERE, Places

WIDTH = 42
STANZA = """\
## low water, again

the mud had dried on their boots and the river was so low that the posts stood about like people who had
come to the wrong house, and waited for somebody to open

<!-- ask marta about the ferry -->

- a jar of silt
- a spoon, for whoever asks about it on the other side of the long kitchen table

it always comes
"""
TITLE = (Line((Span("low water"),)), Line())


def page_of(body: str, first_row: int = 0) -> Page:
    return Page.parse(body, DIALECTS["commonmark"], first_row)


def looked_at(page: Page, width: int = WIDTH) -> Places:
    places = Places()
    places.show(page, TITLE, width)
    places.look_down(0, 10**6)
    return places


def plain(page: Page, width: int = WIDTH) -> list[tuple[Line, int]]:
    """The whole page the plain way."""
    rows: list[tuple[Line, int]] = [(line, HEAD) for line in TITLE]
    before = None
    for index, block in enumerate(page.blocks):
        lines = layout(block, width)
        if lines:
            rows += [(Line(), NOWHERE)] * (gap(before, block) if before else 1)
            rows += [(line, index) for line in lines]
            before = block
    return [*rows, *[(Line(), NOWHERE)] * AIR]


def test_the_rows_are_those_of_the_whole_page() -> None:
    page = page_of("\n".join([STANZA] * 20))
    places = looked_at(page)
    assert places.rows(0, 10**6) == plain(page)
    assert places.total == len(plain(page))
    assert places.rows(40, 7) == plain(page)[40:47]


def test_a_page_without_anything_has_room_for_nothing() -> None:
    places = Places()
    assert places.show(None, (), WIDTH, (0, 1)) == [0, 1]
    assert places.at(99) == (1, AIR - 1)
    assert [row.block for row in places.rows(0, 9)] == [NOWHERE] * AIR


def test_after_any_edits_the_rows_are_those_of_the_new_page() -> None:
    source = random.Random(5)
    page = page_of("\n".join([STANZA] * 6))
    places = looked_at(page)
    for _ in range(200):
        blocks = list(page.blocks)
        start = source.randrange(len(blocks) + 1)
        new = page_of(source.choice(["", STANZA, "heron\n", "# frost\n\n# ice\n", "<!-- oats -->\n"])).blocks
        blocks[start : start + source.randrange(4)] = new
        page = replace(page, blocks=tuple(blocks), starts=tuple(range(len(blocks))))
        places.show(page, TITLE, WIDTH)
        places.look_down(0, 10**6)
        assert places.rows(0, 10**6) == plain(page)


def test_only_what_is_looked_at_is_laid_out(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Block] = []

    def counted(block: Block, width: int, look: Look) -> tuple[Line, ...]:
        calls.append(block)
        return layout(block, width, look)

    monkeypatch.setattr(module, "layout", counted)
    page = page_of("\n".join([STANZA] * 500))
    places = Places()
    places.show(page, TITLE, WIDTH)
    assert not calls
    places.look_down(1_000, 45)
    assert 0 < len(calls) <= 45
    calls.clear()
    places.look_down(1_000, 45)
    places.show(page, TITLE, WIDTH + 8)
    assert not calls


def test_guesses_are_near() -> None:
    page = page_of("\n".join([STANZA] * 50))
    places = Places()
    places.show(page, TITLE, WIDTH)
    assert 0.6 <= places.total / len(plain(page)) <= 1.6


def test_an_entry_is_found_again_in_another_page() -> None:
    page = page_of("\n".join([STANZA] * 4))
    places = looked_at(page)
    above = page_of("heron\n\nfrost\n").blocks
    blocks = page.blocks
    assert places.show(replace(page, blocks=above + blocks), TITLE, WIDTH, [5]) == [7]
    assert places.show(page, TITLE, WIDTH, [7]) == [5]
    apart = (above[0], *blocks[:3], *blocks[4:7], above[1])
    assert places.show(replace(page, blocks=apart), TITLE, WIDTH, [6]) == [6]
    assert places.show(page, TITLE, WIDTH, [places.last]) == [places.last]


def test_growing_above_is_told() -> None:
    page = page_of("\n\n".join(["word " * 300] * 9))
    places = Places()
    places.show(page, TITLE, WIDTH)
    before = places.top(6)
    grew = places.look_up(6, 40)
    assert places.top(6) == before + grew


@pytest.mark.parametrize(("part", "word"), [(0.0, "word0"), (0.5, "word50"), (0.999, "word99")])
def test_a_part_of_a_row_is_the_line_that_shows_it(part: float, word: str) -> None:
    page = page_of("heron\n\n" + " ".join(f"word{at}" for at in range(100)) + "\n", first_row=9)
    places = looked_at(page)
    entry, inside = places.place(11, part)
    row = places.rows(places.top(entry) + inside, 1)[0]
    assert word in row.line.text
    source, along = places.source(places.top(entry) + inside)
    assert source == 11
    assert abs(along - part) < 0.1


def test_source_rows_and_back() -> None:
    page = page_of("\n".join([STANZA] * 4), first_row=6)
    places = looked_at(page)
    for y in range(places.total - AIR):
        row, part = places.source(y)
        entry, inside = places.place(row, part)
        assert abs(places.top(entry) + inside - y) <= 2, y


def test_rows_above_the_body_are_shown_along_the_head() -> None:
    places = looked_at(page_of("heron\n", first_row=8))
    assert places.place(0, 0.0) == (0, 0)
    assert places.place(7, 0.0) == (0, 1)
    assert places.source(1) == (4, 0.0)


def test_a_page_in_which_one_block_changed_keeps_the_lines_of_the_others() -> None:
    page = page_of("\n".join([STANZA] * 4))
    places = looked_at(page)
    changed = Paragraph((Text("heron"),), (0, 1))
    before = [places.lines(index) for index in range(len(page.blocks))]
    places.show(replace(page, blocks=(page.blocks[0], changed, *page.blocks[2:])), TITLE, WIDTH)
    after = [places.lines(index) for index in range(len(page.blocks))]
    assert [a is b for a, b in zip(before, after, strict=True)].count(False) == 1


PICTURES = "![quay](quay.jpg)\n\nheron\n\n![boat](boat.png)\n"


def kept_after(looks: tuple[Look, Look], body: str = PICTURES) -> list[bool]:
    """Which blocks keep their lines when the first look becomes the second."""
    page = page_of(body)
    places = Places()
    places.take_look(looks[0])
    places.show(page, TITLE, WIDTH)
    before = [places.lines(index) for index in range(len(page.blocks))]
    places.take_look(looks[1])
    return [places.lines(index) is lines for index, lines in enumerate(before)]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (Look(), Look(), [True, True, True]),
        (Look(), Look(missing=frozenset(("quay.jpg",))), [False, True, True]),
        (
            Look(missing=frozenset(("quay.jpg", "boat.png"))),
            Look(missing=frozenset(("quay.jpg",))),
            [True, True, False],
        ),
        (Look(), Look(missing=frozenset(("elsewhere.jpg",))), [True, True, True]),
        (
            Look(),
            Look(pictures={"boat.png": Picture((("#000000",), ("#000000",)), (1, 2))}),
            [True, True, False],
        ),
        (Look(), Look(tones=False), [False, False, False]),
        (Look(), Look(raw_html=False), [False, False, False]),
    ],
)
def test_only_blocks_that_another_look_changes_are_laid_out_anew(
    first: Look, second: Look, kept: list[bool]
) -> None:
    assert kept_after((first, second)) == kept


def test_only_blocks_with_links_that_lead_nowhere_now_are_laid_out_anew() -> None:
    body = "[ice](#ice)\n\nheron\n\n[frost](#frost)\n"
    assert kept_after((Look(), Look(broken=frozenset(("#frost",)))), body) == [True, True, False]


@pytest.mark.parametrize(("x", "place"), [(0, (9, 0)), (7, (9, 14)), (20, (9, 19))])
def test_a_cell_is_a_letter_of_the_post(x: int, place: tuple[int, int]) -> None:
    places = looked_at(page_of("so [it](/it) was so", first_row=9))
    assert places.letter(places.top(1) + 1, x) == place
    assert places.letter(0, x) == (0, 0)


def test_the_lines_are_those_of_the_look() -> None:
    places = looked_at(page_of("![quay](quay.jpg)\n"))
    places.take_look(Look(missing=frozenset(("quay.jpg",))))
    assert [line.text for line in places.lines(0)] == ["image: quay (quay.jpg), missing"]


def test_what_was_prepared_in_a_thread_is_not_laid_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of("\n".join([STANZA] * 4))
    places = looked_at(page)
    changed, _ = page.edit(Edit((2, 4), (2, 4), "x", ""))
    prepared = places.prepare(changed)
    assert [laid.block for laid in prepared.laid] == [changed.blocks[1]]
    with monkeypatch.context() as patched:
        patched.setattr(module, "layout", lambda *_: pytest.fail("it is laid out"))
        places.take(prepared)
        places.show(changed, TITLE, WIDTH)
        places.look_down(0, 10**6)
    assert places.rows(0, 10**6) == plain(changed)
    places.show(changed, TITLE, WIDTH - 4)
    places.take(prepared)
    places.look_down(0, 10**6)
    assert places.rows(0, 10**6) == plain(changed, WIDTH - 4)
