import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.paint import trees
from tests.paint.pictures import FIXTURES, sections, words_and_letters_of, words_of
from tests.paint.trees import PAGES, ROWS, bullets, item, prose, words
from tui.markup.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    DefinitionList,
    Footnotes,
    Heading,
    HtmlBlock,
    Image,
    InlineHtml,
    Item,
    Link,
    List,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)
from tui.paint.cells import ROLES, Line
from tui.paint.inlines import Look, clean
from tui.paint.lines import gap, is_visible, layout
from tui.safe import safe

PICTURES = [
    pytest.param(path.stem, title, rows, id=f"{path.stem}, {title}")
    for path in sorted((FIXTURES / "lines").glob("*.txt"))
    for title, rows in sections(path)
]


def roles_of(lines: tuple[Line, ...], text: str) -> tuple[str, ...]:
    return next(span.roles for line in lines for span in line.spans if text in span.text)


@pytest.mark.parametrize(("name", "title", "rows"), PICTURES)
def test_a_block_looks_like_its_picture(name: str, title: str, rows: list[str]) -> None:
    cells, _, with_roles = title.partition(" cells")
    lines = layout(PAGES[name], int(cells))
    assert (words_and_letters_of(lines) if with_roles else words_of(lines)) == rows


def test_every_page_has_a_picture() -> None:
    assert {path.stem for path in (FIXTURES / "lines").glob("*.txt")} == set(PAGES)


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        (None, Heading(2, words("a"), ROWS), 0),
        (None, prose("a"), 0),
        (prose("a"), prose("b"), 1),
        (prose("a"), Heading(2, words("a"), ROWS), 2),
        (Heading(1, words("a"), ROWS), Heading(2, words("a"), ROWS), 1),
        (Heading(2, words("a"), ROWS), prose("a"), 1),
        (prose("a"), Footnotes((), ROWS), 1),
    ],
)
def test_blank_rows_between_blocks(before: Block | None, after: Block, rows: int) -> None:
    assert gap(before, after) == rows


@pytest.mark.parametrize(
    "unseen",
    [
        HtmlBlock("<!-- hyperlink bank -->", ROWS),
        HtmlBlock("<!-- never closed", ROWS),
        HtmlBlock("<br>\n<br/>", ROWS),
        prose(""),
        prose(" \u00a0 "),
        prose(Break(hard=True)),
        Quote((HtmlBlock("<!-- x -->", ROWS),), ROWS),
        List((), ROWS),
        Footnotes((), ROWS),
        DefinitionList((), ROWS),
        Table((), (), ROWS),
        Heading(2, (), ROWS),
    ],
)
def test_what_readers_never_see_has_no_lines(unseen: Block) -> None:
    assert layout(unseen, 40) == ()
    assert not is_visible(unseen)


@pytest.mark.parametrize("level", range(1, 7))
def test_a_heading_keeps_its_colour_over_the_styles_in_it(level: int) -> None:
    heading = Heading(level, (Text("three "), Styled("emphasis", words("mornings"))), ROWS)
    lines = layout(heading, 40)
    assert roles_of(lines, "three") == (f"heading.{level}",)
    assert roles_of(lines, "mornings") == ("emphasis", f"heading.{level}")


def test_emphasis_in_a_quote_lies_over_the_quote() -> None:
    quote = Quote((prose("she said ", Styled("emphasis", words("salt"))),), ROWS)
    assert roles_of(layout(quote, 40), "salt") == ("quote", "emphasis")


def test_a_done_task_is_muted_whatever_it_says_and_its_open_subtask_is_not() -> None:
    inner = bullets(item("stamp", done=False))
    block = bullets(item(prose(Styled("strong", words("write")), tight=True), inner, done=True))
    lines = layout(block, 40)
    assert roles_of(lines, "write") == ("strong", "list.done")
    assert roles_of(lines, "stamp") == ()


def test_inline_code_is_tinted_without_padding() -> None:
    (line,) = layout(prose("by one ", Code("slip"), ":"), 40)
    assert line.text == "by one slip:"
    assert roles_of((line,), "slip") == ("code", "code.background")


@pytest.mark.parametrize("url", ["https://example.org/tides/", "#tides", "../quay", "/quay", "javascript:x"])
def test_the_words_of_a_link_keep_its_address_as_it_is(url: str) -> None:
    lines = layout(prose(Link(words("tides"), f" {url} ", attributes=(("target", "_blank"),))), 40)
    (span,) = lines[0].spans
    assert (span.link, span.opens_tab, span.roles) == (url, True, ("link",))


def test_a_link_stays_one_over_wrapped_rows() -> None:
    url = "https://example.org"
    assert {
        span.link for line in layout(prose(Link(words("low water " * 9), url)), 20) for span in line.spans
    } == {url}


def test_rows_follow_the_source_of_a_paragraph() -> None:
    block = prose(
        "low water", Break(hard=True), "and", Break(hard=False), "boots", Break(hard=True), "on", row=4
    )
    assert [(line.text, line.row) for line in layout(block, 40)] == [
        ("low water", 4),
        ("and boots", 5),
        ("on", 7),
    ]


def test_a_code_span_over_two_source_rows_moves_the_row_on() -> None:
    block = prose(Code("low\nwater"), Break(hard=True), "boots")
    assert [(line.text, line.row) for line in layout(block, 40)] == [("low water", 0), ("boots", 2)]


def test_rows_of_tables_code_and_html() -> None:
    assert [line.row for line in layout(PAGES["table"], 60)] == [0, 0, 2, 3, 3]
    assert [line.row for line in layout(PAGES["headless-table"], 60)] == [0, 1]
    assert [line.row for line in layout(CodeBlock("a\nb", (3, 7), "python"), 40)] == [3, 4, 5, 6]
    assert [line.row for line in layout(CodeBlock("a\nb", (3, 5), fenced=False), 40)] == [3, 3, 4, 4]
    assert [line.row for line in layout(PAGES["html-block"], 40)] == [1, 1, 3]


@pytest.mark.parametrize("width", [20, 44, 90])
def test_the_tint_of_code_is_exactly_as_wide_as_the_text(width: int) -> None:
    lines = layout(CodeBlock("\n漢字\n" + "漢" * 99, (0, 5), "a language with a very long name"), width)
    assert {line.width for line in lines} == {width}
    assert all("code.background" in span.roles for line in lines for span in line.spans)


def test_code_is_expanded_and_harmless_and_never_reflowed() -> None:
    (_, row, _) = layout(CodeBlock("\tlow  \x1b[31mwater", (0, 3), "python"), 40)
    assert row.text.strip() == "low  ␛[31mwater"
    assert row.text.startswith(" " * 6)


@pytest.mark.parametrize("language", ["", "nonsense", "python:x", "  "])
def test_an_unknown_language_is_plain(language: str) -> None:
    lines = layout(CodeBlock("for day in week: pass", (0, 3), language), 60)
    assert roles_of(lines, "for") == ("code", "code.background")


def test_very_long_code_is_plain() -> None:
    short, long = (CodeBlock("for x in y: pass\n" * count, (0, 3), "python") for count in (10, 2000))
    assert roles_of(layout(short, 60), "for") == ("code", "code.background", "code.keyword")
    assert roles_of(layout(long, 60), "for x") == ("code", "code.background")


@pytest.mark.parametrize("width", [20, 30, 40])
def test_deep_nesting_never_overflows(width: int) -> None:
    block: Block = prose("boots on, every time, whatever the water does")
    for _ in range(60):
        block = Quote((List((Item((block,), ROWS),), ROWS, start=99),), ROWS)
    assert all(line.width <= width for line in layout(block, width))


def test_six_quotes_have_six_bars_at_forty_cells() -> None:
    block: Block = prose("low water")
    for _ in range(6):
        block = Quote((block,), ROWS)
    assert [line.text for line in layout(block, 40)] == ["│  " * 6 + "low water"]


def test_an_empty_item_is_a_mark() -> None:
    assert words_of(layout(bullets(item(), item("tea")), 20)) == ["●", "● tea"]


def test_a_table_of_empty_cells_shows_its_heads_even_where_it_does_not_fit() -> None:
    heads = ("low water at the quay", "walked")
    table = Table((tuple(Cell(words(head)) for head in heads),), ((Cell(()), Cell(())),), ROWS)
    assert words_of(layout(table, 20)) == ["low water at the", "quay", "walked"]


@settings(max_examples=100, deadline=None)
@given(trees.blocks, st.integers(18, 90))
@example(Paragraph((Styled("strong", (Text("👩\u200d"),)), Text("👩" * 20)), ROWS), 20)
@example(Paragraph((Text("a" * 19), Text("\ufe0f"), Text("☀\ufe0f")), ROWS), 20)
@example(prose("שלום", "👩" * 20), 21)
def test_any_page_fits_and_is_harmless(block: Block, width: int) -> None:
    lines = layout(block, width)
    assert bool(lines) == is_visible(block)
    for line in lines:
        assert cell_len(line.text) <= width
        assert safe(line.text) == line.text
        assert not re.search("[\t\n\u00ad\u200b\u200d-\u200f\ufe0f]", line.text)
        assert {role for span in line.spans for role in span.roles} <= set(ROLES)
        assert all(span.text for span in line.spans)


@settings(deadline=None)
@given(st.lists(trees.text), st.integers(20, 80))
def test_the_words_of_a_paragraph_survive_in_order(texts: list[str], width: int) -> None:
    shown = "".join(line.text for line in layout(prose(*texts), width))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", "".join(map(clean, texts)))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("שלום עולם", [" " * 11 + "שלום עולם"]),
        ("6 (שלום)", [" " * 12 + "6 (שלום)"]),
        ("مرحبا world", [" " * 9 + "مرحبا world"]),
        ("low שלום", ["low שלום"]),
        ("6 7", ["6 7"]),
    ],
)
def test_a_paragraph_whose_first_letter_runs_leftwards_stands_at_the_right(
    text: str, rows: list[str]
) -> None:
    assert words_of(layout(prose(text), 20)) == rows
    assert words_of(layout(Quote((prose(text),), ROWS), 23)) == [f"│  {row}" for row in rows]


def test_an_image_whose_file_is_missing_says_so() -> None:
    look = Look(missing=frozenset({"assets/quay.jpg"}))
    block = prose(Image("the quay", "assets/quay.jpg"), " and ", Image("", "b.jpg"))
    lines = layout(block, 80, look)
    assert words_of(lines) == ["image: the quay (assets/quay.jpg), missing and image: b.jpg"]
    assert roles_of(lines, "missing") == ("warning",)
    assert "missing" not in words_of(layout(block, 80))[0]


@pytest.mark.parametrize("block", [HtmlBlock("<p>low</p>", ROWS), prose(InlineHtml("<img src='a.jpg'>"))])
def test_an_engine_that_drops_raw_html_shows_none(block: Block) -> None:
    look = Look(raw_html=False)
    assert layout(block, 40, look) == ()
    assert not is_visible(block, look)
    assert is_visible(block)


@pytest.mark.parametrize(("width", "left"), [(20, 4), (45, 16), (90, 39)])
def test_a_rule_stands_in_the_middle(width: int, left: int) -> None:
    assert words_of(layout(Rule(ROWS), width)) == [" " * left + "—" * 12]


BARE = Look(tones=False)


def test_without_tones_a_bar_stands_in_front_of_code() -> None:
    code = CodeBlock("low = 6\n\nhigh = 7", (0, 5), "python")
    assert [line.text for line in layout(code, 20, BARE)] == [
        "│           python",
        "│ low = 6",
        "│",
        "│ high = 7",
    ]
    plain = CodeBlock("low", (0, 1), fenced=False)
    assert [line.text for line in layout(plain, 20, BARE)] == ["│ low"]


@pytest.mark.parametrize(
    ("level", "text"), [(1, "low"), (2, "low"), (4, "low"), (5, "##### low"), (6, "###### low")]
)
def test_without_tones_the_smallest_headings_keep_their_marks(level: int, text: str) -> None:
    heading = Heading(level, words("low"), ROWS)
    assert layout(heading, 40, BARE)[0].text == text
    assert layout(heading, 40)[0].text == "low"


def test_all_words_of_a_link_have_its_colour() -> None:
    link = Link((Text("see "), Styled("emphasis", words("salt"))), "/salt")
    assert roles_of(layout(prose(link), 40), "salt") == ("emphasis", "link")
