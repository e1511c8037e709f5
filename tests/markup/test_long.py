"""Long pages: reading four times as much takes about four times as long, and a letter typed reads a window.

Processor time of one text is compared with that of another in the same moment, more than once: no number
of milliseconds says anything about another machine.
"""

from collections.abc import Callable

import pytest

from tests.work import assert_linear
from tui.edits import Edit
from tui.markup import page as pages
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page


def lines(form: str, number: int, between: str = "\n\n") -> str:
    """So many rows or words of a form."""
    return between.join(form.format(at) for at in range(number))


def footnotes(number: int) -> str:
    """Paragraphs with a footnote each, and their definitions below all of them."""
    return lines("words about{0}[^{0}] it", number) + "\n\n" + lines("[^{0}]: a note about {0}", number, "\n")


def references(number: int) -> str:
    """One paragraph of links, whose addresses stand below it."""
    return lines("[word {0}][{0}]", number, " ") + "\n\n" + lines("[{0}]: /low/{0}", number, "\n")


def abbreviations(number: int) -> str:
    """Paragraphs with an abbreviation each."""
    return lines("about W{0}W here", number) + "\n\n" + lines("*[W{0}W]: water {0}", number, "\n")


SHAPES = {
    "footnotes": (3_000, footnotes),
    "references": (500, references),
    "abbreviations": (1_000, abbreviations),
    "headings": (1_000, lambda number: lines("## a heading {0}\n\nwords", number)),
    "headings alike": (1_000, lambda number: lines("## a heading\n\nwords", number)),
    "contents": (600, lambda number: "* toc\n{:toc}\n\n" + lines("## a heading {0}\n\nwords", number)),
    "one paragraph of links": (600, lambda number: lines("[word {0}](/low/{0})", number, " ")),
    "one list": (800, lambda number: lines("- item {0}", number, "\n")),
    "one table": (400, lambda number: "| a | b |\n|---|---|\n" + lines("| {0} | *b* |", number, "\n")),
    "one quote": (1_500, lambda number: lines("> row {0}", number, "\n")),
    "one row": (4_000, lambda number: lines('"word{0}" and', number, " ")),
}


@pytest.mark.parametrize("name", ["jekyll", "hugo"])
@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_takes_four_times_as_long(shape: str, name: str) -> None:
    number, make = SHAPES[shape]
    texts = {size: make(size) for size in (number, 4 * number)}
    assert_linear(lambda size: Page.parse(texts[size], DIALECTS[name]), number)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        *((make, "jekyll") for make in (footnotes, references, abbreviations)),
        *((make, "hugo") for make in (footnotes, references)),
    ],
)
def test_a_letter_beside_definitions_leaves_the_page_settled(
    make: Callable[[int], str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page.parse("low water\n\n" + make(3) + "\n\nand the rest\n", DIALECTS[name])
    monkeypatch.setattr(pages, "read", lambda *_: pytest.fail("it reads the whole page"))
    for row in (0, 2, len(page.lines) - 2):
        page, _ = page.edit(Edit((row, 2), (row, 2), "x", ""))
        assert page.finished
    page, _ = page.edit(Edit((len(page.lines) - 4, 4), (len(page.lines) - 4, 4), "x", ""))
    assert not page.finished


@pytest.mark.parametrize("shape", ["one paragraph of links", "one list", "one table", "one quote"])
def test_a_letter_in_a_block_too_long_for_a_key_is_read_where_the_page_settles(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = SHAPES[shape][1](12 * pages.MOST_READ // 100)
    page = Page.parse(f"low water\n\n{block}\n\nand the rest\n", DIALECTS["jekyll"])
    row = (2 + len(page.lines) - 3) // 2
    with monkeypatch.context() as patched:
        patched.setattr(pages, "read_window", lambda *_: pytest.fail("it reads the block"))
        edited, changed = page.edit(Edit((row, 3), (row, 3), "x", ""))
    assert (edited.finished, len(changed), edited.blocks) == (False, 0, page.blocks)
    assert edited.finish() == Page.parse(edited.body, DIALECTS["jekyll"])
    near, _ = page.edit(Edit((0, 3), (0, 3), "x", ""))
    assert near.finished
    assert near == Page.parse(near.body, DIALECTS["jekyll"])
