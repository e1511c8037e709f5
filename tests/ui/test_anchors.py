"""Places within a page: found by what a link names, kept for as long as a block is the same."""

import pytest

from tui.edits import Edit
from tui.markup.dialect import DIALECTS
from tui.markup.html import to_html
from tui.markup.page import Page
from tui.ui import anchors as module
from tui.ui.anchors import Anchors, note_text

POST = """\
# low water

so[^oats] it was, [ice](#ice), [frost](#frost) and <a href="#boots">boots</a>[^a b]

## ice
{: #thin}

> oats
>
> ### in a quote

<div id="boots">boots</div>

- [a](#über) <a name="reeds"></a>
- [b](#%C3%BCber) [c](#) [d](#top) [e](#low-water)

## über

[^oats]: the oats were *cold*

    and so was it
"""


def page_of(body: str, first_row: int = 0) -> Page:
    return Page.parse(body, DIALECTS["jekyll"], first_row)


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("#low-water", (4, 0)),
        ("#thin", (8, 0)),
        ("#in-a-quote", (13, 0)),
        ("#boots", (15, 0)),
        ("#reeds", (17, 0)),
        ("#über", (20, 0)),
        ("#%C3%BCber", (20, 0)),
        ("#", (4, 0)),
        ("#top", (4, 0)),
        ("#fn:oats", (22, 9)),
        ("#fnref:oats", (6, 2)),
        ("#frost", None),
        ("#fn:ice", None),
    ],
)
def test_where_an_address_leads(address: str, place: tuple[int, int] | None) -> None:
    assert Anchors().place(page_of(POST, 4), address) == place


def test_the_links_that_lead_nowhere() -> None:
    assert Anchors().broken(page_of(POST)) == {"#ice", "#frost"}


def test_where_only_a_plug_in_names_headings_nothing_is_said_to_be_broken() -> None:
    assert Anchors().broken(Page.parse("# ice\n\n[a](#ice) [b](#frost)", DIALECTS["eleventy"])) == set()


def test_a_page_without_links_into_it_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "to_html", None)
    assert Anchors().broken(page_of("# ice\n\n[so](/ice#ice) and [so](https://example.org#ice)\n")) == set()


def test_only_blocks_that_changed_are_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    page = page_of(POST)
    known = Anchors()
    known.broken(page)
    read: list[Page] = []

    def counted(page: Page) -> str:
        read.append(page)
        return to_html(page)

    monkeypatch.setattr(module, "to_html", counted)
    page, changed = page.edit(Edit((2, 0), (2, 0), "[so](#so) ", ""))
    assert known.broken(page) == {"#ice", "#frost", "#so"}
    assert len(read) == len(changed)


def test_the_words_of_a_footnote() -> None:
    page = page_of(POST)
    assert note_text(page, "#fn:oats") == "the oats were cold and so was it"
    assert note_text(page, "#fn:ice") == note_text(page, "#ice") == note_text(page_of(""), "#fn:oats") == ""
