import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import (
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    DefinitionList,
    Footnote,
    FootnoteReference,
    Footnotes,
    Heading,
    HtmlBlock,
    Image,
    Inline,
    InlineHtml,
    InlineMath,
    Item,
    Link,
    List,
    MathBlock,
    Paragraph,
    Quote,
    Rule,
    Styled,
    Table,
    Text,
)
from tui.prose.footer import Style
from tui.prose.word_count import PUBLISHED, RULES, Counting, count_block, count_words, is_footer
from tui.settings import WORDS_RULES

ROWS = (0, 1)
FIXTURES = Path(__file__).parent / "fixtures"


def paragraph(*inlines: Inline | str) -> Paragraph:
    return Paragraph(tuple(Text(one) if isinstance(one, str) else one for one in inlines), ROWS)


FOOTER = paragraph(
    Styled("strong", (Text("words / writing / post-processing"),)),
    Break(hard=True),
    "393w / 13min / min",
)
COMMENT = HtmlBlock("<!-- hyperlink bank -->", ROWS)
PROSE = paragraph("the river was quiet")


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (paragraph(""), 0),
        (paragraph("a quiet morning"), 3),
        (paragraph("i'm at anna's"), 5),
        (paragraph("i’m at anna’s"), 5),
        (paragraph("well-known, 24 snake_case"), 4),
        (paragraph("a cup — of… tea / 河 é"), 6),
        (paragraph("one", Break(hard=False), "two", Break(hard=True), "three"), 3),
        (paragraph("half", Styled("strong", (Text("word"),)), " whole"), 2),
        (paragraph(Link((Text("the mill"),), "https://example.org/a/b", "a title")), 2),
        (paragraph("see ", Image("a wide river", "river.png", "title")), 1),
        (paragraph("type ", Code("make tea"), " now"), 2),
        (paragraph("so ", InlineMath("a+b"), " much"), 2),
        (paragraph("one", FootnoteReference("a", 1), "two"), 2),
        (paragraph(InlineHtml("<em>"), "half", InlineHtml("</em>"), "word"), 1),
        (paragraph("one", InlineHtml("<br>"), "two", InlineHtml("<!-- not this -->")), 2),
        (paragraph("a ", InlineHtml("<code>"), "b ", Break(hard=False), InlineHtml("</code>"), " c"), 2),
        (Heading(2, (Text("the long way"),), ROWS), 3),
        (Quote((PROSE, Quote((PROSE,), ROWS)), ROWS), 8),
        (List((Item((PROSE,), ROWS), Item((PROSE, PROSE), ROWS)), ROWS), 12),
        (Table(((Cell((Text("cup"),)),),), ((Cell((Text("two cups"),)),),), ROWS), 3),
        (DefinitionList((Definition((Text("a weir"),), (PROSE,), ROWS),), ROWS), 6),
        (Footnotes((Footnote("a", 1, (PROSE,), ROWS),), ROWS), 4),
        (CodeBlock("make tea", ROWS), 0),
        (MathBlock("a + b", ROWS), 0),
        (Rule(ROWS), 0),
        (COMMENT, 0),
        (HtmlBlock('<div class="wide">\ntwo <b>wor</b>ds&nbsp;here <!-- no --></div>', ROWS), 4),
        (HtmlBlock("<p>one</p><script>two()</script><pre>three</pre><style>four{}</style>five", ROWS), 2),
        (HtmlBlock("one <!-- two", ROWS), 1),
    ],
)
def test_words_are_what_a_reader_sees(block: Block, words: int) -> None:
    assert count_words([block]) == count_block(block) == words


@pytest.mark.parametrize(
    "block",
    [
        FOOTER,
        paragraph("393w / 13min / min"),
        paragraph("w / min / min"),
        paragraph("1,204 words / 1h 13min / 20 min"),
        paragraph("words / writing", Break(hard=False), "393w / 13min"),
        paragraph(Styled("emphasis", (Text("words/time/editing"),)), InlineHtml("<br>"), "393w/13min/4min"),
    ],
)
def test_a_footer_is_known(block: Block) -> None:
    assert is_footer(block)
    assert count_words([PROSE, block]) == 4


@pytest.mark.parametrize(
    "block",
    [
        PROSE,
        paragraph(""),
        paragraph("words / writing / post-processing"),
        paragraph("it took 13min / 20min"),
        paragraph("i wrote this", Break(hard=True), "393w / 13min / min"),
        paragraph("a / b / c", Break(hard=True), "d / e / f", Break(hard=True), "393w / 13min / min"),
        Quote((FOOTER,), ROWS),
        Heading(2, (Text("393w / 13min / min"),), ROWS),
    ],
)
def test_other_blocks_are_no_footer(block: Block) -> None:
    assert not is_footer(block)


def test_the_footer_counts_only_where_something_to_read_comes_after() -> None:
    footnotes = Footnotes((Footnote("a", 1, (PROSE,), ROWS),), ROWS)
    assert count_words([PROSE, Rule(ROWS), COMMENT, FOOTER]) == 4
    assert count_words([PROSE, FOOTER, COMMENT]) == 4
    assert count_words([PROSE, FOOTER, COMMENT, footnotes]) == 8
    assert count_words([FOOTER, PROSE]) == 4 + count_block(FOOTER)
    assert count_words([FOOTER, HtmlBlock("<p>and more</p>", ROWS)]) == 2 + count_block(FOOTER)
    assert count_words([FOOTER]) == 0
    assert count_words([]) == 0


def test_a_post_with_the_tail_of_the_writer_counts_its_prose_alone() -> None:
    body = (FIXTURES / "tail.md").read_text(encoding="utf-8")
    page = Page.parse(body, DIALECTS["jekyll"])
    assert count_words(page.blocks) == 42
    assert count_words(page.blocks, Counting("whitespace")) == 39


def test_a_rule_is_chosen_by_name() -> None:
    block = paragraph("i'm at the well-known mill")
    assert count_words([block]) == count_words([block], PUBLISHED) == 7
    assert count_words([block, FOOTER], Counting("whitespace")) == 5
    assert set(RULES) == set(WORDS_RULES)


def test_the_footer_is_the_writers_own() -> None:
    own = paragraph("12 Wörter, 5 Minuten")
    assert count_words([PROSE, own]) == 8
    assert count_words([PROSE, own], Counting(style=Style("", "{words} Wörter, {writing} Minuten"))) == 4


@given(st.text(st.one_of(st.sampled_from("a_9 '’“—…-\n\t\x1f\x85é日\u0301\udc80"), st.characters())))
@example("it’s “low” — so… it is")
def test_published_words_are_runs_of_word_characters_in_any_text(text: str) -> None:
    assert RULES["published"](text) == len(re.findall(r"\w+", text))


@pytest.mark.parametrize("line", ["393w / 13min / min", "393w | 13min | min", "~393w | 1h05 | –"])
def test_a_footer_with_bars_is_one_although_kramdown_makes_a_table_of_it(line: str) -> None:
    page = Page.parse(f"one two three.\n\n{line}\n", DIALECTS["jekyll"])
    assert count_words(page.blocks) == 3


def test_a_table_of_other_things_counts() -> None:
    page = Page.parse("one two three.\n\nfour | five | six\n", DIALECTS["jekyll"])
    assert count_words(page.blocks) == 6
