"""The hyperlink bank: found as people type it, and changed without breaking its comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.prose.links.pages import bank_of
from tui.edits import Lines, apply
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.prose.links.addresses import normalized
from tui.prose.links.post_bank import adding, find_bank, tick

JEKYLL = DIALECTS["jekyll"]

TAIL = f"""the weir was low this morning.

---


<!-- hyperlink bank -->


<!-- &#042; = asterisk -->

**words / writing / post-processing**{"  "}
20w / 2min / min"""


def entries(text: str) -> list[tuple[str, str]]:
    bank = bank_of(text)
    return [] if bank is None else [(entry.url, entry.words) for entry in bank.entries]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- hyperlink bank -->",
        "<!--hyperlink bank-->",
        "<!-- Hyperlink Bank: -->",
        "<!-- link bank\n-->",
        "<!--\nlinks:\n\n-->",
        "<!-- my links to use -->",
        "<!-- url bank -->",
        "<!-- bank of links -->",
        "   <!-- hyperlinks -->",
    ],
)
def test_a_bank_is_a_comment_that_says_so(comment: str) -> None:
    bank = bank_of(f"words\n\n{comment}\n\nmore")
    assert bank is not None
    assert bank.row == 2
    assert bank.entries == ()


@pytest.mark.parametrize(
    "text",
    [
        "no comment at all",
        "<!-- &#042; = asterisk -->",
        "<!-- link to the podcast when it is out -->",
        "<!-- hyperlink bank",
        "```\n<!-- hyperlink bank -->\n```",
        "words <!-- hyperlink bank -->",
        "<!-- banking on links -->",
    ],
)
def test_other_comments_are_none(text: str) -> None:
    assert bank_of(text) is None


def test_a_bank_in_the_header_is_none() -> None:
    rows = ["---", "<!-- hyperlink bank -->", "---", "words"]
    assert find_bank(rows, 3) is None


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("https://a.example/weir", ("https://a.example/weir", "")),
        ("<https://a.example/weir>", ("https://a.example/weir", "")),
        ("- https://a.example", ("https://a.example", "")),
        ("the weir https://a.example", ("https://a.example", "the weir")),
        ("the weir: https://a.example", ("https://a.example", "the weir")),
        ("https://a.example - the weir", ("https://a.example", "the weir")),
        ("https://a.example (the weir)", ("https://a.example", "the weir")),
        ("2. the weir = https://a.example,", ("https://a.example", "the weir")),
        ("[the weir](https://a.example/b_(c))", ("https://a.example/b_(c)", "the weir")),
        ('* [the weir](<https://a.example/>){:target="_blank"}', ("https://a.example/", "the weir")),
        ("www.a.example/weir", ("https://www.a.example/weir", "")),
        ("https://a.example/b%2D%2Dc", ("https://a.example/b--c", "")),
        ("https://a.example/b-c", ("https://a.example/b-c", "")),
        ("write to mailto:heron@a.example", ("mailto:heron@a.example", "write to")),
        ("[x] the weir https://a.example", ("https://a.example", "the weir")),
        ("✓ https://a.example", ("https://a.example", "")),
        ("[the weir](/2023/03/01/weir.html)", ("/2023/03/01/weir.html", "the weir")),
    ],
)
@pytest.mark.parametrize("place", ["<!-- hyperlink bank\n{}\n-->", "<!-- hyperlink bank -->\n\n{}\n"])
def test_entries_are_read_as_people_type_them(typed: str, found: tuple[str, str], place: str) -> None:
    assert entries(place.format(typed)) == [found]


def test_several_in_one_row_are_several() -> None:
    text = "<!-- hyperlink bank: https://a.example, the weir https://b.example-->"
    assert entries(text) == [("https://a.example", ""), ("https://b.example", "the weir")]


@pytest.mark.parametrize(
    "end",
    ["---", "## more", "<!-- a note -->", "prose about https://b.example and more", "[a]: https://b.example"],
)
def test_below_the_comment_links_go_on_to_the_next_other_thing(end: str) -> None:
    text = (
        f"<!-- hyperlink bank -->\nhttps://a.example\n\nthe weir https://c.example\n{end}\nhttps://d.example"
    )
    assert entries(text) == [("https://a.example", ""), ("https://c.example", "the weir")]


def test_ticks_are_read() -> None:
    bank = bank_of(
        "<!-- hyperlink bank\n[x] https://a.example\n[ ] https://b.example\n✔ https://c.example\n-->"
    )
    assert bank is not None
    assert [entry.ticked for entry in bank.entries] == [True, False, True]


def page_of(text: str) -> Page:
    return Page.parse(text, JEKYLL)


def test_what_no_link_of_the_page_leads_to_is_unused() -> None:
    text = (
        '[a](https://A.example/){:target="_blank"} and [b][b], <https://c.example> `[d](https://d.example)`\n\n'
        '<p><a href="https://e.example?a=1&amp;b=2">e</a></p>\n\n'
        "<!-- hyperlink bank\nhttps://a.example\nhttps://b.example\nhttps://c.example\nhttps://d.example\n"
        "https://e.example?a=1&b=2\n[x] https://f.example\n-->\n[g](https://g.example)\n\n---\n\n"
        "[b]: https://b.example\n"
    )
    bank = bank_of(text)
    assert bank is not None
    unused = [entry.url for entry in bank.unused(page_of(text))]
    assert unused == ["https://d.example", "https://f.example", "https://g.example"]


def test_used_ones_are_ticked_and_the_others_are_not() -> None:
    text = (
        "[a](https://a.example)\n\n<!-- hyperlink bank\n- https://a.example\n- [x] https://b.example\n"
        "- [ ] the weir https://a.example/\n✓ https://c.example -->\n"
    )
    bank = bank_of(text)
    assert bank is not None
    edits = bank.ticks(page_of(text))
    for edit in edits:
        text = apply(text, edit)
    assert text.split("\n")[3:7] == [
        "- [x] https://a.example",
        "- [ ] https://b.example",
        "- [x] the weir https://a.example/",
        "✓ https://c.example -->",
    ]
    again = bank_of(text)
    assert again is not None
    assert again.ticks(page_of(text)) == ()


def added(text: str, url: str, words: str = "") -> str:
    bank = bank_of(text)
    assert bank is not None
    return apply(text, adding(bank, Lines.of(text), url, words))


def test_the_first_entry_goes_into_the_comment() -> None:
    text = added(TAIL, "https://a.example/b--c", "the -- weir")
    assert text == TAIL.replace(
        "<!-- hyperlink bank -->", "<!-- hyperlink bank\nthe – weir https://a.example/b%2D%2Dc\n-->"
    )
    assert entries(text) == [("https://a.example/b--c", "the – weir")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("<!-- hyperlink bank\nhttps://b.example\n-->", "weir https://a.example"),
        ("<!-- hyperlink bank\n- [ ] https://b.example -->", "- [ ] weir https://a.example"),
        ("<!-- hyperlink bank\n  * [b](https://b.example)\n-->", "  * [weir](https://a.example)"),
        ("<!-- hyperlink bank -->\n- https://b.example  \n\nmore", "- weir https://a.example"),
        ("<!-- hyperlink bank https://b.example -->", "weir https://a.example"),
    ],
)
def test_a_new_entry_looks_like_the_last_one(text: str, row: str) -> None:
    after = added(text, "https://a.example", "weir")
    assert row in after.split("\n")
    assert entries(after) == [*entries(text), ("https://a.example", "weir")]


def test_the_line_endings_of_the_post_are_kept() -> None:
    text = added(TAIL.replace("\n", "\r\n"), "https://a.example")
    assert "\n" not in text.replace("\r\n", "")
    assert entries(text) == [("https://a.example", "")]


PIECES = (
    *(
        "a",
        "weir",
        " ",
        "-",
        "--",
        "->",
        "-->",
        "<!--",
        "[",
        "]",
        "(",
        ")",
        "[x] ",
        "✓ ",
        "{{ x }}",
        "{%",
        ": ",
    ),
    *(
        "1. ",
        "* ",
        "https://c.example",
        "www.c.example",
        "\\",
        "é",
        "&",
        "\n",
        "%2D",
        "[a](https://b.example)",
    ),
)
texts = some.lists(some.sampled_from(PIECES), max_size=7).map("".join)
PLACES = (
    TAIL,
    "<!-- links\n- [b](https://b.example)\n-->\n\nmore\n",
    "<!-- link bank -->\nhttps://b.example\n\nmore",
)


@given(
    text=some.sampled_from(PLACES),
    rest=texts.map(lambda text: "".join(text.split())),
    words=texts,
)
def test_whatever_is_added_is_there_then_and_the_comment_still_ends(text: str, rest: str, words: str) -> None:
    url = f"https://a.example/{rest}"
    after = added(text, url, words)
    (found, said) = entries(after)[-1]
    assert normalized(found) == normalized(url)
    assert said in ("", " ".join(words.split())) or set(words) & set("-<>[]()*:{%✓1. ")
    assert entries(after)[:-1] == entries(text)
    before, bank = bank_of(text), bank_of(after)
    assert before is not None
    assert bank is not None
    inside = "\n".join(after.split("\n")[bank.row : bank.closing[0]])
    assert "--" not in inside.removeprefix("<!--").replace("-->", "")
    assert len(page_of(after).blocks) == len(page_of(text).blocks)
    for entry in bank.entries[-1:]:
        ticked = tick(entry)
        assert ticked is not None
        assert entries(apply(after, ticked)) == entries(after)


def test_only_addresses_are_added() -> None:
    bank = bank_of(TAIL)
    assert bank is not None
    with pytest.raises(ValueError, match="no address"):
        adding(bank, Lines.of(TAIL), "the weir")
