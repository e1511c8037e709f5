"""kramdown's blocks, against what kramdown 2.4 publishes under Jekyll.

The cases are in blocks/*/*.txt: a text, a row with a full stop, kramdown's HTML, and a row of equals signs
between two cases; `github` holds its GFM input, `plain` its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.visible import visible
from tests.work import assert_linear
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.markup.tree import (
    Block,
    DefinitionList,
    Footnotes,
    Heading,
    HtmlElement,
    List,
    Quote,
    Rows,
    Table,
)

JEKYLL = replace(DIALECTS["jekyll"], liquid=False)
INPUTS = {"github": JEKYLL, "plain": replace(JEKYLL, github=False)}
BLOCKS = Path(__file__).parent / "blocks"

ROWS = (
    *(
        "kettle",
        "",
        "",
        "- a",
        "* b",
        "  - c",
        "   - d",
        "    - e",
        "1. f",
        "  words",
        "    words",
        "- ",
        "^",
    ),
    *("> q", "> - r", "# h", "---", "===", "***", "* * *", "```", "~~~ ruby", "{:.x}", "{:toc}", "{:a: .b}"),
    *("| a | b |", "c | d", "|---|", "|===|", ": said", ":   # g", "$$", "$$x$$", "[^1]: note", "x[^1]"),
    *(
        "<div>",
        "</div>",
        '<div markdown="1">',
        "<p>*x*</p>",
        '<td markdown="1">y',
        "<!-- a",
        "-->",
        "<script>",
    ),
    *(
        "{::comment}",
        "{:/}",
        '{::options parse_block_html="true" /}',
        "{: .a",
        ".b}",
        "\u00a0",
        " ",
        " \tc",
        "  - a | b",
        "[a]: /u",
        "*[b]: c",
        "\ttab",
        "- [ ] t",
    ),
)
REPEATED = (
    *(">", "> ", "> a\n", "- ", "- a\n", "- a\n\n", "1. ", "* * ", "- > ", ": a\n", "a\n: b\n", "a\n: b\n\n"),
    *(
        "<div>",
        "<div>\n",
        '<div markdown="1">',
        '<div markdown="1">\n',
        "</div>\n",
        "<!--\n\n",
        "<?",
        "<a b='",
    ),
    *("|", "a|b\n", "a|b\n\nc\n\n", "`|", "<a>|", "$$\n", "$$a\n\n", "```\n\n", "````\n\n```\n", "~~~a\n\n"),
    *(
        "{::comment}\n\n",
        "{:.a}\n",
        "{:.a\n",
        "> {:\n.a\n",
        "- a\n  - b\n",
        "- a\n{:toc}\n",
        "[^a]:\n",
        "[a]: b\n",
        "    a\n",
        "a\n=\n",
        "^\n",
        "\n",
        " ",
    ),
)


def _cases() -> list[tuple[str, str, str]]:
    found = []
    for path in sorted(BLOCKS.glob("*/*.txt")):
        for case in path.read_text(encoding="utf-8").removesuffix("\n").split("\n====\n"):
            source, _, expected = case.partition("\n.\n")
            found.append((path.parent.name, source, expected))
    return found


@pytest.mark.parametrize(("kind", "source", "expected"), _cases())
def test_blocks_are_what_kramdown_publishes(kind: str, source: str, expected: str) -> None:
    assert visible(to_html(Page.parse(source, INPUTS[kind]))) == visible(expected)


@pytest.mark.parametrize(
    ("name", "value", "source", "expected"),
    [
        ("parse_block_html", "true", "<div>\n*tea*\n</div>", "<div><p><em>tea</em></p></div>"),
        (
            *("parse_block_html", "true"),
            "<p>*tea*</p>\n<div markdown='0'>\n*cup*\n</div>\n<pre>*lid*</pre>",
            "<p><em>tea</em></p><div>\n*cup*\n</div><pre>*lid*</pre>",
        ),
        ("parse_span_html", "false", "<b>*tea*</b>", "<p><b>*tea*</b></p>"),
        (
            *("footnote_nr", "5", "tea[^a]\n\n[^a]: cup"),
            '<p>tea<sup><a href="#fn:a">5</a></sup></p>'
            '<ol start="5"><li><p>cup <a href="#fnref:a">↩</a></p></li></ol>',
        ),
        (
            *("footnote_backlink", "up &amp; away", "tea[^a]\n\n[^a]: cup"),
            '<p>tea<sup><a href="#fn:a">1</a></sup></p>'
            '<ol><li><p>cup <a href="#fnref:a">up &amp; away</a></p></li></ol>',
        ),
        (
            *("footnote_backlink", "", "tea[^a]\n\n[^a]: cup"),
            '<p>tea<sup><a href="#fn:a">1</a></sup></p><ol><li><p>cup</p></li></ol>',
        ),
        (
            *("math_engine", "", "$$ tea $$\n\na $$cup < 1$$"),
            "<div>$$\ntea\n$$</div><p>a $cup &lt; 1$</p>",
        ),
        (
            *("toc_levels", "2,4", "- x\n{:toc}\n\n# a\n## b\n### c\n#### d"),
            '<ul><li><a href="#b">b</a><ul><li><a href="#d">d</a></li></ul></li></ul>'
            "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>",
        ),
        (
            *("header_offset", "1", "- x\n{:toc}\n\n##### a\n###### b"),
            '<ul><li><a href="#a">a</a><ul><li><a href="#b">b</a></li></ul></li></ul><h6>a</h6><h6>b</h6>',
        ),
        (
            *("auto_id_prefix", "t-", "- x\n{:toc}\n\n# a\n# a\n# b {#c}"),
            '<ul><li><a href="#t-a">a</a></li><li><a href="#t-a-1">a</a></li><li><a href="#c">b</a></li></ul>'
            "<h1>a</h1><h1>a</h1><h1>b</h1>",
        ),
    ],
)
def test_a_site_sets_kramdowns_options(name: str, value: str, source: str, expected: str) -> None:
    dialect = replace(JEKYLL, options=((name, value),))
    assert visible(to_html(Page.parse(source, dialect))) == visible(expected)


def test_a_post_has_its_own_mind_about_options() -> None:
    dialect = replace(JEKYLL, options=(("parse_block_html", "true"),))
    source = '{::options parse_block_html="false" /}\n\n<div>\n*tea*\n</div>'
    assert visible(to_html(Page.parse(source, dialect))) == visible("<div>\n*tea*\n</div>")


def test_without_its_quirk_only_a_blank_row_ends_a_paragraph() -> None:
    source = "tea\n- cup\n# lid\n> low\n```\nriver\n```\n\n# kettle"
    expected = "<p>tea\n- cup\n# lid\n&gt; low\n<code>\nriver\n</code></p><h1>kettle</h1>"
    assert visible(to_html(Page.parse(source, replace(JEKYLL, paragraph_end=False)))) == visible(expected)


def test_rows_break_in_html_and_footnotes_as_kramdown_does_itself() -> None:
    source = '<div markdown="1">\ntea\ncup\n</div>\n\nlid\nlow[^a]\n\n[^a]: river\n    weir'
    html = to_html(Page.parse(source, replace(JEKYLL, hard_wrap=True)))
    assert [row for row in html.splitlines() if "<br />" in row] == ["<p>lid<br />"]


@pytest.mark.parametrize(
    ("source", "identifier"),
    [
        ("# हिन्दी भाषा", "हिन्दी-भाषा"),
        ("# ไทยที่", "ไทยที่"),
        ("# 🛡️ Kettle", "\ufe0f-kettle"),
        ("# 2️⃣ x", "2\ufe0f\u20e3-x"),
        ("# a①²½b‿c", "ab‿c"),
        ("# Ⅷ Ⓐ", "ⅷ-ⓐ"),
        ("# ΑΣ", "ασ"),
        ("# ![cup](c.png) tea", "-tea"),
        ("# tea {#é.ü}", "é.ü"),
        ("# tea {#1}", "tea-1"),
    ],
)
def test_identifiers_of_headings(source: str, identifier: str) -> None:
    heading = Page.parse(source, JEKYLL).blocks[0]
    assert isinstance(heading, Heading)
    assert heading.identifier == identifier


def _within(block: Block) -> Iterator[tuple[Rows, Rows]]:
    """Yield the rows of what stands in a block, with the rows of what it stands in."""
    match block:
        case Quote() | HtmlElement():
            parts: tuple[tuple[Rows, tuple[Block, ...]], ...] = ((block.rows, block.blocks),)
        case List() | DefinitionList():
            parts = tuple((item.rows, item.blocks) for item in block.items)
            yield from ((block.rows, rows) for rows, _ in parts)
        case _:
            return
    for rows, blocks in parts:
        for inner in blocks:
            yield rows, inner.rows
            yield from _within(inner)


@given(st.lists(st.sampled_from(ROWS), max_size=14), st.sampled_from([*INPUTS.values()]))
def test_rows_are_in_order_and_inside_the_text(rows: list[str], dialect: Dialect) -> None:
    page = Page.parse("\n".join(rows), dialect)
    row = 0
    for index, block in enumerate(page.blocks):
        if isinstance(block, Footnotes):
            continue
        assert row <= page.starts[index] < page.block_end(index)
        row = page.block_end(index)
        for (start, end), (first, last) in _within(block):
            assert start <= first < last <= end
    assert row <= len(rows)


@pytest.mark.parametrize("text", REPEATED)
def test_any_nesting_is_read_in_proportion_to_its_length(text: str) -> None:
    assert_linear(lambda size: Page.parse(text * (size // len(text)), JEKYLL), 5_000)


def test_a_table_keeps_head_parts_and_foot() -> None:
    table = Page.parse("|a\n|-\n|b\n|-\n|c\n|d\n|=\n|e", JEKYLL).blocks[0]
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body), table.parts, len(table.foot)) == (1, 3, (1,), 1)
