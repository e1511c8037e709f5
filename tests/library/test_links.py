"""Links of older posts."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.library.rows import entry
from tui.library.past_links import Found, LinkLibrary, PastLink, find_links, links_in, past_links


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("by [the weir](https://a.example/weir)", [Found("https://a.example/weir", "the weir")]),
        (
            '[the *old*\nweir](https://a.example/a_(b) "t"){:target="_blank"}',
            [Found("https://a.example/a_(b)", "the old weir")],
        ),
        ("[weir](<https://a.example/x>)", [Found("https://a.example/x", "weir")]),
        ("<https://a.example/x>", [Found("https://a.example/x", "")]),
        ("[weir][1]\n\n[weir]: https://a.example/x", [Found("https://a.example/x", "weir")]),
        ('<a class="x" href="https://a.example/x">weir</a>', [Found("https://a.example/x", "weir")]),
        ("![weir](https://a.example/weir.jpg)", []),
        ("[own](/2023/weir.html) and [mail](mailto:a@b.example)", []),
        ("<!-- hyperlink bank\n[weir](https://a.example)\n-->", []),
        ("```\n[weir](https://a.example)\n```\n", []),
        ("~~~\n[weir](https://a.example)", []),
        ("`[weir](https://a.example)`", []),
        (
            "[a](https://a.example) [a](https://a.example) [b](https://a.example)",
            [Found("https://a.example", "a"), Found("https://a.example", "b")],
        ),
        ("", []),
    ],
)
def test_links_are_read_out_of_the_source(text: str, found: list[Found]) -> None:
    assert links_in(text) == found


POSTS = [
    ("2023-03-01", [Found("https://www.river.example/a", "the weir"), Found("https://b.example", "")]),
    (
        "2023-01-01",
        [Found("https://www.river.example/a", "a weir"), Found("https://oats.example/", "porridge")],
    ),
    ("2023-02-01", [Found("https://www.river.example/a", "a weir"), Found("https://oats.example/", "oats")]),
    ("", [Found("https://c.example", "river notes")]),
]


def test_each_address_comes_once_the_most_used_first() -> None:
    assert past_links(POSTS) == [
        PastLink("https://www.river.example/a", "river.example", "a weir", 3, "2023-03-01"),
        PastLink("https://oats.example/", "oats.example", "oats", 2, "2023-02-01"),
        PastLink("https://b.example", "b.example", "", 1, "2023-03-01"),
        PastLink("https://c.example", "c.example", "river notes", 1, ""),
    ]


@pytest.mark.parametrize(
    ("query", "hosts"),
    [
        ("river", ["river.example", "c.example"]),
        ("weir", ["river.example"]),
        ("oats example", ["oats.example"]),
        ("river weir", ["river.example"]),
        ("example", ["river.example", "oats.example", "b.example", "c.example"]),
        ("", ["river.example", "oats.example", "b.example", "c.example"]),
        ("heron", []),
    ],
)
def test_links_are_found_by_host_and_by_words(query: str, hosts: list[str]) -> None:
    assert [link.host for link in find_links(past_links(POSTS), query, 9)] == hosts


def test_at_most_so_many_are_found() -> None:
    assert len(find_links(past_links(POSTS), "", 2)) == 2


def test_only_changed_posts_are_read_again(tmp_path: Path) -> None:
    read: list[str] = []

    def text_of(path: Path) -> str:
        read.append(path.name)
        return path.read_text()

    entries = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.md"
        path.write_text(f"[{name}](https://{name}.example)")
        entries.append(replace(entry(name), path=path))
    gone = replace(entry("gone"), path=tmp_path / "gone.md")
    library = LinkLibrary(text_of)
    assert [link.host for link in library.links([*entries, gone])] == ["a.example", "b.example"]
    read.clear()
    entries[1].path.write_text("no links any more")
    assert [link.host for link in library.links(entries)] == ["a.example"]
    assert read == ["b.md"]
