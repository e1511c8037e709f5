"""What is inside kramdown's paragraphs, against what kramdown 2.4 publishes under Jekyll.

The cases are in spans/*.txt: a text, a row with a full stop, kramdown's HTML (without the class that it
gives to code), and a row of equals signs between two cases.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.pages import bodies
from tests.work import assert_linear
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.inlines import Inlines
from tui.markup.page import Page
from tui.markup.tree import Break, Inline, Link, Styled, Text, plain_text

JEKYLL = DIALECTS["jekyll"]
SPANS = Path(__file__).parent / "spans"
NASTY = (
    *("*a **a ", "**a *a** ", "*", "_a _b", "***a ", "~~a ", "~~a~~", "[", "![", "[]", "[a](", '[a](b "'),
    *("[a][", "`", "``a`b``", "<", "<b>", "<kbd>", '<a b="', "<!--", "{:", "*a*{:", "{::comment}", "\"'"),
    *("&", "&a", "$$a", "-", ".", ">", "\\", "a  \n", "<http:", "*a [b `c <d \"e' {:f &g $$h ~~i _j "),
    *("<b>*a **b ", "[a]((((", "[a](b)", "![a](b)"),
)


def _cases() -> list[tuple[str, str]]:
    found = []
    for path in sorted(SPANS.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").removesuffix("\n").split("\n====\n"):
            source, _, expected = case.partition("\n.\n")
            found.append((source, expected))
    return found


@pytest.mark.parametrize(("source", "expected"), _cases())
def test_spans_are_what_kramdown_publishes(source: str, expected: str) -> None:
    page = Page.parse(source, JEKYLL)
    assert _rows(to_html(page)) == _rows(expected)


def _rows(html: str) -> list[str]:
    return [row.strip() for row in html.splitlines() if row.strip()]


def _read(text: str, **changes: object) -> tuple[Inline, ...]:
    dialect = replace(JEKYLL, **changes)  # type: ignore[arg-type]  # the fields that a test names
    return Inlines(dialect, {"ref_links": {}}).read(text)


def test_a_site_chooses_its_quotes() -> None:
    assert _read("\"a\" 'b'", quotes="''\"\"") == (Text("\"a\" 'b'"),)


def test_a_site_chooses_its_symbols() -> None:
    assert _read("a... b --- c", symbols=(("...", "..."),)) == (Text("a... b — c"),)


def test_every_row_breaks_where_a_site_says_so() -> None:
    assert _read("slow\nriver", hard_wrap=True) == (Text("slow"), Break(True), Text("river"))


def test_no_row_breaks_inside_html_for_that() -> None:
    inlines = _read("<b>slow\nriver</b>\nbank\\\nend", hard_wrap=True)
    assert [inline.hard for inline in inlines if isinstance(inline, Break)] == [False, True, True]
    assert plain_text(inlines) == "slow river bank\\ end"


def test_one_backslash_breaks_a_row_only_in_githubs_input() -> None:
    assert _read("slow\\\nriver", github=False) == (Text("slow\\"), Break(False), Text("river"))


def test_spans_too_deep_inside_each_other_are_words() -> None:
    inlines = _read("<b>" * 40 + "tea")
    assert plain_text(inlines).endswith("tea")


def test_a_link_keeps_what_its_attribute_list_says() -> None:
    assert _read('[tea](/t){:target="_blank"}') == (
        Link((Text("tea"),), "/t", attributes=(("target", "_blank"),)),
    )


def test_an_emphasis_after_too_much_nonsense_is_words() -> None:
    inlines = _read("![a " * 3000 + "`]` *tea*")
    assert not any(isinstance(inline, Styled) for inline in inlines)


@given(bodies)
def test_any_text_gives_spans(text: str) -> None:
    to_html(Page.parse(text, JEKYLL))


@given(
    st.lists(
        st.sampled_from((*"*_`[](<>!\\&\"'~$|:-. \n)", "**", "](", "![", "river", "<b>", "</b>", "<kbd>"))
    )
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert str(_read(text)).count("river") >= text.count("river")


@pytest.mark.parametrize("piece", NASTY)
@pytest.mark.parametrize("dialect", ["jekyll", "commonmark"])
def test_any_spans_are_read_in_proportion_to_their_length(piece: str, dialect: str) -> None:
    def read(size: int) -> object:
        return Inlines(DIALECTS[dialect], {"ref_links": {}}).read(piece * (size // len(piece)))

    assert_linear(read, 4_000)
