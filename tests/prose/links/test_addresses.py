"""Addresses: what is one, and that a link leads back to the very one that was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.prose.links.pages import DIALECT_NAMES, links_of
from tui.markup.dialect import DIALECTS
from tui.markup.tree import plain_text
from tui.prose.links.addresses import (
    bare,
    cleaned,
    escaped,
    host_of,
    is_url,
    leading_to,
    learned_attributes,
    normalized,
)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("https://river.example", True),
        ("http://river.example/weir?a=1&b=2#top", True),
        ("https://river.example:8080/weir_(old)", True),
        ("https://bücher.example/straße", True),
        ("http://localhost:4000/", True),
        ("http://[::1]:4000/weir", True),
        ("mailto:heron@river.example", True),
        ("HTTPS://RIVER.example/", True),
        ("river.example", False),
        ("www.river.example", False),
        ("ftp://river.example/", False),
        ("javascript:alert(1)", False),
        ("https://", False),
        ("https:///weir", False),
        ("https://river.example/a b", False),
        ("https://river.example\nhttps://weir.example", False),
        ("see https://river.example", False),
        ("https://river.example/\u202eweir", False),
        ("https://river.example/\x1b[2J", False),
        ("mailto:heron", False),
        ("", False),
        ("https://river.example/" + "a" * 5000, False),
    ],
)
def test_an_address_is_a_whole_one_and_nothing_else(text: str, answer: bool) -> None:
    assert is_url(text) is answer


PIECES = (
    *("a", "weir", "7", "-", "--", "_", "*", "**", "~", "~~", "'", "(", ")", "[", "]", "!", "$$", "$", ":"),
    *(
        "&",
        "&amp;",
        "&copy;",
        "&copy=1",
        "%20",
        "%",
        "#",
        "?",
        "=",
        ",",
        ".",
        "...",
        ";",
        "@",
        "+",
        "{{",
        "}}",
    ),
    *(
        "{%",
        "%}",
        "{:.x}",
        "|",
        "`",
        "^",
        "<",
        ">",
        '"',
        "\\",
        "/",
        "//",
        "é",
        "<!--",
        "-->",
        "www.",
        "http:",
    ),
)
urls = some.lists(some.sampled_from(PIECES), max_size=12).map(
    lambda parts: "https://river.example/" + "".join(parts)
)


@pytest.mark.parametrize("name", DIALECT_NAMES)
@given(url=urls)
def test_a_link_leads_to_the_very_address(name: str, url: str) -> None:
    assert is_url(url)
    source = f"so the [old weir]{leading_to(url)} it was"
    (found,) = links_of(source, DIALECTS[name])
    assert normalized(found.url) == normalized(url), source
    assert plain_text(found.children) == "old weir"


@given(url=urls)
def test_an_address_that_may_be_one_stays_as_it_is(url: str) -> None:
    assert cleaned(cleaned(url)) == cleaned(url)
    if not set(url) & set('"<>\\^`{|}[]%'):
        assert cleaned(url) == url


WORDS = (
    *(
        "river ",
        "weir",
        "it is",
        " ",
        "*",
        "**",
        "_",
        "__",
        "`",
        "[",
        "]",
        "[x](y)",
        "\\",
        "<b>",
        "<",
        ">",
        "&",
    ),
    *("&amp;", "{{ a }}", "{% x %}", "{:.x}", "|", "~", "~~", "$$", "^", "[^1]", "!", "==", "++", "#", "1. "),
    *("https://a.example", "www.a.example", "a@b.example", "www.", "http://", "- ", "<!-- a -->"),
)


@pytest.mark.parametrize("name", DIALECT_NAMES)
@given(words=some.lists(some.sampled_from(WORDS), max_size=8).map("".join).filter(str.strip))
def test_plain_words_read_as_they_are(name: str, words: str) -> None:
    dialect = DIALECTS[name]
    source = f"so the [{escaped(words, dialect)}]{leading_to('https://river.example/')} it was"
    (found,) = links_of(source, dialect)
    read = plain_text(found.children).replace("–", "--")  # the typographer's, which is meant
    assert read == " ".join(words.split()), source


def test_links_elsewhere_get_the_attributes_and_own_ones_do_not() -> None:
    new_tab = '{:target="_blank"}'
    assert leading_to("https://a.example/", new_tab) == f"(https://a.example/){new_tab}"
    assert leading_to("/2023/weir.html", new_tab) == "(/2023/weir.html)"
    assert leading_to("mailto:heron@a.example", new_tab) == "(mailto:heron@a.example)"
    assert leading_to("https://a.example/(b") == "(<https://a.example/(b>)"


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("https://River.example/", "https://river.example", True),
        ("https://a.example/b%2D%2Dc", "https://a.example/b--c", True),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2", True),
        ("https://a.example/A", "https://a.example/a", False),
        ("https://a.example/a/", "https://a.example/a", False),
        ("https://a.example/a%2Fb", "https://a.example/a/b", False),
        ("http://a.example/", "https://a.example/", False),
    ],
)
def test_two_ways_to_write_one_address_are_the_same(one: str, other: str, answer: bool) -> None:
    assert (normalized(one) == normalized(other)) is answer


def test_hosts_and_bare_addresses() -> None:
    assert host_of("https://www.River.example:80/a") == "river.example"
    assert host_of("/2023/a.html") == ""
    assert host_of("http://[oops/") == ""
    assert bare("https://www.river.example/weir/") == "river.example/weir"
    assert bare("mailto:heron@river.example") == "heron@river.example"


TAB = '{:target="_blank"}'


@pytest.mark.parametrize(
    ("bodies", "attributes"),
    [
        ([], ""),
        (["no links at all"], ""),
        ([f"[a](https://a.example){TAB} [b](https://b.example/x_(y)){TAB} [c](https://c.example)"], TAB),
        ([f"[a](https://a.example){TAB}", "[b](https://b.example)"], ""),
        ([f"[a](/own.html){TAB}", f"[b](https://b.example 'title'){TAB}"], TAB),
        ([f"<!-- [a](https://a.example) [b](https://b.example) -->[c](https://c.example){TAB}"], TAB),
        (['[a](https://a.example){: rel="me"}'], '{: rel="me"}'),
    ],
)
def test_the_attributes_of_most_links_are_learned(bodies: list[str], attributes: str) -> None:
    assert learned_attributes(bodies) == attributes
