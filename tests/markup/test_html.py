"""What each dialect publishes, one folder of fixtures for each; jekyll's agree with kramdown 2.4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.markup.pages import bodies, cases
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page


def published(body: str, dialect: str) -> str:
    return to_html(Page.parse(body, DIALECTS[dialect]))


@pytest.mark.parametrize(("dialect", "source", "expected"), cases())
def test_a_dialect_publishes_as_its_fixture_says(dialect: str, source: str, expected: str) -> None:
    assert published(source, dialect) == expected + "\n"


def test_every_dialect_has_fixtures() -> None:
    assert {dialect for dialect, _, _ in cases()} == set(DIALECTS)


def test_an_empty_body_publishes_nothing() -> None:
    assert published("", "jekyll") == published("\n \n", "jekyll") == ""


@pytest.mark.parametrize("dialect", DIALECTS)
def test_text_is_escaped(dialect: str) -> None:
    html = published("a < b & c > d `<&>` [a](/u?a=1&b=2 'say \"<hi>\"')", dialect)
    assert "a &lt; b &amp; c &gt; d <code>&lt;&amp;&gt;</code>" in html
    assert '<a href="/u?a=1&amp;b=2" title="say &quot;&lt;hi&gt;&quot;">' in html


@given(bodies, st.sampled_from(sorted(DIALECTS)))
def test_any_page_can_be_published(body: str, dialect: str) -> None:
    published(body, dialect)
