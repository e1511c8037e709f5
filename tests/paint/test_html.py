import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paint import trees
from tests.paint.pictures import FIXTURES, sections, words_of
from tui.markup.tree import HtmlBlock
from tui.paint.html import html_blocks
from tui.paint.lines import layout

PICTURES = [pytest.param(rows, id=title) for title, rows in sections(FIXTURES / "html.txt")]
TAGS = [
    *("p", "div", "ul", "ol", "li", "table", "tr", "td", "th", "pre", "blockquote", "center", "details"),
    *("summary", "h2", "hr", "iframe", "script", "b", "a", "font"),
]


@pytest.mark.parametrize("rows", PICTURES)
def test_raw_html_looks_like_its_picture(rows: list[str]) -> None:
    middle = rows.index("--")
    lines = layout(HtmlBlock("\n".join(rows[:middle]), (0, middle)), 40)
    assert words_of(lines) == rows[middle + 1 :]


@pytest.mark.parametrize(
    "html", ["<div>", "</div>", "<div class='a'>\n</div>", "<ul></ul>", "<style>p{}</style>"]
)
def test_tags_that_only_group_are_not_seen(html: str) -> None:
    assert layout(HtmlBlock(html, (0, 2)), 40) == ()


def test_a_row_of_html_knows_its_place() -> None:
    html = "<div\n class='a'>\n\n<!-- a\nb -->\n<p>low\nwater</p>\n<ul>\n<li>one\n<li>two</li>\n</ul></div>"
    lines = layout(HtmlBlock(html, (3, 15)), 40)
    assert [(line.row, line.text) for line in lines if line.spans] == [
        (8, "low water"),
        (11, "● one"),
        (12, "● two"),
    ]


_TAG = st.builds(
    "<{}{}{}>".format,
    st.sampled_from(["", "/"]),
    st.sampled_from(TAGS),
    st.sampled_from(["", " src='//x.org'", " /"]),
)


@given(
    st.lists(_TAG | trees.text | st.sampled_from(["<!-- ", "-->", "\n", "&amp;", "<"]), max_size=30),
    st.integers(0, 9),
)
def test_any_html_gives_some_blocks(parts: list[str], row: int) -> None:
    html = "".join(parts)
    last = row + html.count("\n")
    for block in html_blocks(html, row):
        assert row <= block.rows[0] <= last
        for line in layout(block, 30):
            assert line.width <= 30
            assert row <= line.row <= last
