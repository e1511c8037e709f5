"""One post with every construct, as Jekyll reads it, painted whole."""

import re
from collections.abc import Iterator
from functools import cache

import pytest

from tests.paint.pictures import FIXTURES, sections, words_of
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import Block, Heading
from tui.paint.cells import Line, Span
from tui.paint.lines import gap, layout

POST = (FIXTURES / "sample" / "post.md").read_text(encoding="utf-8")


@cache
def page() -> Page:
    return Page.parse(POST, DIALECTS["jekyll"])


def painted(width: int) -> Iterator[Line]:
    before: Block | None = None
    for block in page().blocks:
        lines = layout(block, width)
        if lines:
            yield from (Line() for _ in range(gap(before, block)))
            yield from lines
            before = block


def spans() -> list[Span]:
    return [span for line in painted(60) for span in line.spans]


@pytest.mark.parametrize(("title", "rows"), list(sections(FIXTURES / "sample" / "pictures.txt")))
def test_the_post_looks_like_its_picture(title: str, rows: list[str]) -> None:
    assert words_of(painted(int(title.removesuffix(" cells")))) == rows


@pytest.mark.parametrize("width", [20, 28, 30, 34, 41, 60, 80])
def test_no_row_is_too_wide_and_none_ends_the_page_blank(width: int) -> None:
    lines = list(painted(width))
    assert max(line.width for line in lines) <= width
    assert lines[0].spans
    assert lines[-1].spans
    seen = "".join("x" if line.spans else "." for line in lines)
    assert "..." not in seen


def test_every_level_of_heading_is_painted_in_its_own_way() -> None:
    headings = [layout(block, 40) for block in page().blocks if isinstance(block, Heading)]
    looks = {(lines[0].spans[0].roles, lines[-1].spans[0].roles) for lines in headings}
    assert len(looks) == len(headings) == 6


def test_a_link_that_opens_a_tab_says_so_wherever_it_was_written() -> None:
    opening = {span.text: span.link for span in spans() if span.opens_tab}
    assert opening == {"tide tables": "https://example.org/tides/", "a page": "https://example.org/x"}
    assert [span.title for span in spans() if span.text == "tide tables"] == ["every harbour"]


def test_an_abbreviation_carries_what_it_stands_for() -> None:
    assert [(span.text, span.title) for span in spans() if span.title] == [
        ("tide tables", "every harbour"),
        ("RNLI", "royal national lifeboat institution"),
    ]


def test_the_rows_of_the_page_follow_the_rows_of_the_post() -> None:
    shown = [
        (start + line.row, line.text)
        for block, start in zip(page().blocks, page().starts, strict=True)
        for line in layout(block, 60)
    ]
    source = POST.split("\n")
    for words in (
        "low this",
        "tide tables",
        "thumb",
        "kettle said",
        "middle",
        "lid, which",
        "a list",
        "no boats",
    ):
        row = next(row for row, text in shown if words in text)
        assert words in re.sub("<[^>]*>", "", source[row])
