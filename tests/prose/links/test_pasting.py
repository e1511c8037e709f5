"""Pasting: an address over words is a link, elsewhere it is an address for the bank."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.prose.links.pages import DIALECT_NAMES, links_of
from tui.edits import Lines, apply
from tui.markup.dialect import DIALECTS
from tui.markup.tree import plain_text
from tui.prose.links.pasting import inserting, pasted

URL = "https://a.example/weir"
TAB = '{:target="_blank"}'


def paste(text: str, words: str, url: str = URL, attributes: str = "") -> tuple[str, str]:
    """Paste over the first place of some words; returns the text and what is offered to the bank."""
    at = text.index(words)
    row = text.count("\n", 0, at)
    column = at - (text.rfind("\n", 0, at) + 1)
    end = (row + words.count("\n"), len(words.rpartition("\n")[2]) + (0 if "\n" in words else column))
    found = pasted(url, Lines.of(text), (row, column), end, attributes)
    assert found is not None
    return apply(text, found.edit), found.offered


@pytest.mark.parametrize(
    ("text", "words", "after"),
    [
        ("by the old weir today", "old weir", f"by the [old weir]({URL}) today"),
        ("by the old weir today", " old weir ", f"by the [old weir]({URL}) today"),
        ("by the **old** weir", "**old** weir", f"by the [**old** weir]({URL})"),
        ("by the\nold weir", "the\nold", f"by [the\nold]({URL}) weir"),
        ("by [the weir", "[the", f"by [\\[the]({URL}) weir"),
        ("by a [x] weir", "[x] weir", f"by a [[x] weir]({URL})"),
        ("oh!weir", "weir", f"oh\\![weir]({URL})"),
        ("oh\\!weir", "weir", f"oh\\![weir]({URL})"),
        ("a weir\\ b", "weir\\", f"a [weir\\\\]({URL}) b"),
        ("a ^weir b", "^weir", f"a [&#094;weir]({URL}) b"),
    ],
)
def test_over_words_it_is_a_link(text: str, words: str, after: str) -> None:
    assert paste(text, words) == (after, "")


def test_the_link_carries_what_the_blog_gives_its_links() -> None:
    assert paste("the weir", "weir", attributes=TAB) == (f"the [weir]({URL}){TAB}", "")


@pytest.mark.parametrize(
    "words", ["", "https://b.example", "a\n\nb", "[a](b)", "`a", "see https://b.example"]
)
def test_elsewhere_it_stays_an_address_and_is_offered_to_the_bank(words: str) -> None:
    assert paste(f"x {words} y" if words else "x", words or "", f" {URL}\n") == (
        f"x {URL} y" if words else f"{URL}x",
        URL,
    )


@pytest.mark.parametrize(
    "text", ["weir", "a weir https://a.example", "https://a.example\nhttps://b.example", ""]
)
def test_anything_else_is_pasted_as_always(text: str) -> None:
    assert pasted(text, Lines.of("the weir"), (0, 4), (0, 8)) is None


def test_a_link_put_down_after_an_exclamation_mark_is_no_image() -> None:
    edit = inserting(Lines.of("oh!"), (0, 3), f"[weir]({URL})")
    assert apply("oh!", edit) == f"oh\\![weir]({URL})"


PIECES = (
    "river ",
    "weir",
    "*low*",
    "**wide**",
    "[",
    "]",
    "\\",
    "^",
    "!",
    "`mud`",
    "_",
    "'",
    "(",
    ")",
    "\n",
    "é",
)


@pytest.mark.parametrize("name", DIALECT_NAMES)
@given(
    words=some.lists(some.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    before=some.sampled_from(["so ", "so!", "so (", ""]),
)
def test_over_words_it_is_one_link_in_every_dialect(name: str, words: str, before: str) -> None:
    words = " ".join(words.split())
    if not words.strip("^!_'()\\[]* ") or "](" in words or "][" in words:
        return
    text = f"{before}{words} it was"
    at = len(before)
    found = pasted(URL, Lines.of(text), (0, at), (0, at + len(words)))
    assert found is not None
    source = apply(text, found.edit)
    links = links_of(source, DIALECTS[name])
    assert [link.url for link in links] == [URL], source
    assert plain_text(links[0].children).strip(), source
