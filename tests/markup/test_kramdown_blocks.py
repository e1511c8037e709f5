"""kramdown's blocks, against what kramdown 2.4 publishes under Jekyll.

The cases are in blocks/*/*.txt: a text, a row with a full stop, kramdown's HTML, and a row of equals signs
between two cases; `github` holds its GFM input, `plain` its own.
"""

import gc
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.visible import visible
from tui.markup.dialect import DIALECTS, Dialect
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.markup.tree import (
    Block,
    DefinitionList,
    Footnotes,
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
def test_any_nesting_is_read_in_time(text: str) -> None:
    gc.collect()
    before = time.process_time()
    Page.parse(text * (20_000 // len(text)), JEKYLL)
    assert time.process_time() - before < 2


def test_a_table_keeps_head_parts_and_foot() -> None:
    table = Page.parse("|a\n|-\n|b\n|-\n|c\n|d\n|=\n|e", JEKYLL).blocks[0]
    assert isinstance(table, Table)
    assert (len(table.head), len(table.body), table.parts, len(table.foot)) == (1, 3, (1,), 1)
