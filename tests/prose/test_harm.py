"""Harm: characters that readers would not see, and the ways to write them."""

import re
from dataclasses import replace
from functools import partial
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.work import calls
from tui.edits import apply
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.prose.harm import Harm, harm

NAMES = sorted(DIALECTS)


def offered(
    text: str, dialect: str = "jekyll", column: int | None = None, row: int | None = None
) -> Harm | None:
    page = Page.parse(text, DIALECTS[dialect])
    row = text.count("\n") if row is None else row
    return harm(page, row, len(page.lines[row]) if column is None else column)


def remedied(text: str, offer: Harm) -> list[str]:
    texts = []
    for remedy in offer.remedies:
        after = text
        for edit in remedy.edits:
            after = apply(after, edit)
        texts.append(after)
    return texts


HARM = [
    (
        "jekyll",
        "what the f*ck is this sh*t",
        [r"what the f\*ck is this sh\*t", "what the f&#042;ck is this sh&#042;t"],
    ),
    ("hugo", "a f*ck, a b*m", [r"a f\*ck, a b\*m", "a f&#042;ck, a b&#042;m"]),
    ("pelican", "5*3*2", [r"5\*3\*2", "5&#042;3&#042;2"]),
    ("jekyll", "*really f*ck this*", [r"*really f\*ck this*", "*really f&#042;ck this*"]),
    ("jekyll", "f*ck\nthis sh*t", ["f\\*ck\nthis sh\\*t", "f&#042;ck\nthis sh&#042;t"]),
    ("jekyll", "- f*ck this sh*t", [r"- f\*ck this sh\*t", "- f&#042;ck this sh&#042;t"]),
    ("jekyll", "and 'cause", ["and ’cause", "and &rsquo;cause"]),
    ("hugo", "and 'cause", ["and ’cause", "and &rsquo;cause"]),
    ("jekyll", "rock 'n'", ["rock ’n’", "rock &rsquo;n&rsquo;"]),
    ("jekyll", 'a pipe of 6"', [r"a pipe of 6\"", "a pipe of 6&#034;"]),
    ("jekyll", "river | bank", [r"river \| bank", "river &#124; bank"]),
    ("commonmark", "so <grin>", [r"so \<grin>", "so &#060;grin>"]),
    ("pelican", "so <grin>", ["so &#060;grin>"]),
    ("jekyll", "so {{ river", ["so &#123;{ river"]),
]


@pytest.mark.parametrize(("dialect", "text", "ways"), HARM)
def test_harm_is_seen_and_has_a_way_out(dialect: str, text: str, ways: list[str]) -> None:
    columns = range(len(text.rpartition("\n")[2]) + 1)
    found = [offer for column in columns if (offer := offered(text, dialect, column))]
    assert found
    assert remedied(text, found[0]) == ways
    assert text.split("\n")[found[0].row][found[0].column] in "*'\"|<{"


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("jekyll", "5 * 3 * 2"),
        ("jekyll", "un*believ*able"),
        ("jekyll", "*the old weir*"),
        ("jekyll", "so **very** low"),
        ("jekyll", "f*ck"),
        ("jekyll", r"f\*ck this sh\*t"),
        ("jekyll", "`f*ck this sh*t`"),
        ("jekyll", "    f*ck this sh*t"),
        ("jekyll", "<!-- f*ck this sh*t -->"),
        ("jekyll", "[a](https://a.example/x*y) and [b](https://a.example/y*z)"),
        ("jekyll", "snake_case and other_case"),
        ("jekyll", "'the weir' isn't low"),
        ("jekyll", "the '90s"),
        ("commonmark", "and 'cause"),
        ("jekyll", 'he said "catch 22"'),
        ("jekyll", "| river | bank |"),
        ("hugo", "river | bank"),
        ("jekyll", "a <b>wide</b> river"),
        ("jekyll", "a `<grin>`"),
        ("jekyll", "i <3 it"),
        ("jekyll", "{{ site.title }}"),
        ("jekyll", "[a]({% post_url 2020-01-01-gone %})"),
        ("jekyll", "AT&T &amp; co"),
        ("jekyll", ""),
    ],
)
def test_what_is_meant_is_left_alone(dialect: str, text: str) -> None:
    assert [offered(text, dialect, column) for column in range(len(text) + 1)] == [None] * (len(text) + 1)


def test_only_the_word_at_the_cursor_is_looked_at() -> None:
    text = "what the f*ck is this sh*t"
    assert offered(text, column=len("what the f*ck is")) is None
    offer = offered(text)
    assert offer is not None
    assert offer.column == text.rindex("*")


def test_headers_and_places_that_are_not_there_have_no_harm() -> None:
    page = Page.parse("f*ck this sh*t", DIALECTS["jekyll"], 3)
    assert harm(page, 0, 0) is None
    assert harm(page, 99, 0) is None
    offer = harm(page, 3, 14)
    assert offer is not None
    assert offer.row == 3


PIECES = (
    *(
        "f*ck",
        "sh*t",
        "*low*",
        "**wide**",
        "river",
        "5*3*2",
        "a*",
        "*b",
        "'cause",
        "'n'",
        "it's",
        "x_y_z",
        "__a__",
    ),
    *(
        '6"',
        '"low"',
        "<grin>",
        "<b>",
        "`a*b`",
        "\\*",
        "&#042;",
        "weir.",
        "(f*ck",
        "_so_",
        "*",
        "\n",
        "[f*ck](/u)",
    ),
)


@pytest.mark.parametrize("name", NAMES)
@given(pieces=some.lists(some.sampled_from(PIECES), min_size=1, max_size=9), where=some.integers(0, 80))
def test_after_an_offer_the_page_shows_the_very_character(name: str, pieces: list[str], where: int) -> None:
    text = " ".join(pieces).replace(" \n ", "\n").strip()
    row = min(where % 3, text.count("\n"))
    page = Page.parse(text, DIALECTS[name])
    offer = harm(page, row, where)
    if offer is None:
        return
    for after, remedy in zip(remedied(text, offer), offer.remedies, strict=True):
        lettered = text
        for edit in remedy.edits:
            lettered = apply(lettered, replace(edit, text="ꀀ"))
        assert shown(after, name, offer.character) == shown(lettered, name, offer.character) + len(
            remedy.edits
        )


def shown(text: str, name: str, character: str) -> int:
    """Return how often readers see a character."""
    html = re.sub(r"<[^<>]*>", "", to_html(Page.parse(text, DIALECTS[name])))
    return unescape(html).count(character)


@pytest.mark.parametrize("name", NAMES)
def test_a_key_costs_a_few_calls_for_each_word_of_its_paragraph(name: str) -> None:
    sentence = (
        "the river was low, and it's so that rain never came; we went along the bank with **one** lantern. "
    )
    for times in (28, 112):
        page = Page.parse(f"{sentence * times}what the f*ck is this sh*t", DIALECTS[name])
        row, column = 0, len(page.lines[0])
        words = len(page.lines[0].split())
        assert words > 500
        assert harm(page, row, column) is not None
        assert calls(partial(harm, page, row, column)) < 25 * words
