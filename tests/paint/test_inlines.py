"""What inlines look like as text of their own: what is raised, what leads nowhere, what is told of links."""

import pytest

from tests.paint.trees import prose, words
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import FootnoteReference, Inline, InlineHtml, Link, Styled
from tui.paint.cells import Line, Span
from tui.paint.inlines import Look
from tui.paint.lines import layout


def read(source: str, dialect: str = "jekyll") -> str:
    page = Page.parse(source, DIALECTS[dialect])
    return "\n".join(line.text for line in layout(page.blocks[0], 60))


def spans(lines: tuple[Line, ...]) -> list[Span]:
    return [span for line in lines for span in line.spans]


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("H<sub>2</sub>O", "H₂O"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("10<sup>−3</sup> m", "10⁻³ m"),
        ("x<sup>n</sup> + y<sup>2n</sup>", "xⁿ + y²ⁿ"),
        ("x<sup>(i+1)</sup>", "x⁽ⁱ⁺¹⁾"),
        ("x<sub>n</sub>", "x_n"),
        ("x<sub>i, j</sub>", "x_(i, j)"),
        ("e<sup>kt</sup> s", "e^(kt) s"),
        ("e<sup>k</sup>", "e^k"),
        ("e<sup>*k*t</sup>s", "e^(kt)s"),
        ("2<sup>k</sup>", "2^k"),
        ("the 1<sup>st</sup> and 22<sup>nd</sup>", "the 1st and 22nd"),
        ("wait<sup>*</sup> for it", "wait* for it"),
        ("x<sup></sup>y", "xy"),
        ("x<sup>a<sup>b</sup></sup>", "x^(a^b)"),
        ("x<sup>ab", "x^(ab)"),
        ("so<sup> 2 </sup>it", "so ² it"),
    ],
)
def test_what_is_raised_or_lowered_cannot_be_misread(source: str, seen: str) -> None:
    assert read(source) == seen


@pytest.mark.parametrize(
    ("inline", "seen"),
    [
        (Styled("superscript", words("-3")), "10⁻³"),
        (Styled("superscript", (*words("a"), Styled("strong", words("b")))), "10^(ab)"),
        (Styled("subscript", words("max")), "10_(max)"),
    ],
)
def test_what_markdown_raises_looks_like_what_a_tag_raises(inline: Inline, seen: str) -> None:
    assert layout(prose("10", inline), 40)[0].text == seen


def test_only_a_link_that_leads_nowhere_looks_broken() -> None:
    page = prose(
        *(Link(words("oats"), "#oats"), " ", Link((Styled("strong", words("reeds")),), "#reeds"), " "),
        *(InlineHtml('<a href="#reeds">'), "boots", InlineHtml("</a>")),
    )
    look = Look(broken=frozenset(("#reeds",)))
    assert [(span.text, span.roles) for span in spans(layout(page, 40, look)) if span.link] == [
        ("oats", ("link",)),
        ("reeds", ("strong", "link", "warning")),
        ("boots", ("link", "warning")),
    ]


def test_a_mark_leads_to_its_footnote_and_back() -> None:
    (mark,) = spans(layout(prose(FootnoteReference("oats", 1)), 40))
    assert mark.link == "#fn:oats"
    page = Page.parse("so[^oats]\n\n[^oats]: cold", DIALECTS["jekyll"])
    assert [span.link for span in spans(layout(page.blocks[-1], 40)) if span.link] == ["#fnref:oats"]


@pytest.mark.parametrize(
    ("source", "link", "opens_tab"),
    [
        ('[so](/about/){:target="_blank"}', "/about/", True),
        ('[so](#sec-two){:target="_blank"}', "#sec-two", True),
        ('<a href="/assets/none.pdf" target="_blank">so</a>', "/assets/none.pdf", True),
        ("[so](</a b>)", "/a b", False),
        ("[so](https://example.org)", "https://example.org", False),
    ],
)
def test_of_any_link_its_address_is_known_and_whether_it_opens_a_tab(
    source: str, link: str, opens_tab: bool
) -> None:
    page = Page.parse(source, DIALECTS["jekyll"])
    assert [(span.link, span.opens_tab) for span in spans(layout(page.blocks[0], 40))] == [(link, opens_tab)]
