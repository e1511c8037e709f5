"""Searching: which posts the index finds by their text, and in which order."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from tui.library.entry import Entry
from tui.library.index import Index
from tui.library.query import read_query
from tui.library.searching import search

POSTS = {
    "low-water": (
        "low water",
        "it’s a café by the weir, and the wéir is low. the ferry left on time.\n",
        ("river",),
    ),
    "silt": ("a jar of silt", "the jar stands on the shelf; the ferryman left it.\n", ("river", "kitchen")),
    "ice": ("first ice", "no water moves. FERRIES wait, and `weir_gate()` is shut.\n", ()),
}


def entry(path: Path) -> Entry:
    title, text, tags = POSTS[path.stem]
    return Entry(path, title, f"2023-0{1 + [*POSTS].index(path.stem)}-01", tags, len(text.split()), False)


def read(paths: Sequence[Path]) -> Iterable[tuple[Path, Entry]]:
    return [(path, entry(path)) for path in paths]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    for name, (title, text, _) in POSTS.items():
        (tmp_path / f"{name}.md").write_text(f"---\ntitle: {title}\nnotes: hidden\n---\n{text}")
    index = Index.open(tmp_path / "cache", tmp_path)
    index.refresh(sorted(tmp_path.glob("*.md")), read)
    yield index
    index.close()


def found(index: Index, query: str) -> list[str]:
    entries = search(read_query(query), index.entries(), index)
    assert entries is not None
    return [each.path.stem for each in entries]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("ferry ", ["low-water"]),
        ("ferr", ["low-water", "silt", "ice"]),
        ("its ", ["low-water"]),
        ("it's ", ["low-water"]),
        ("CAFE ", ["low-water"]),
        ("weir ", ["low-water", "ice"]),
        ('"ferry left" ', ["low-water"]),
        ('"left ferry" ', []),
        ("title:water ", ["low-water"]),
        ("water ", ["low-water", "ice"]),
        ("left -jar ", ["low-water"]),
        ("-left ", ["ice"]),
        ("jar #kitchen ", ["silt"]),
        ("jar #kitchen is:draft ", []),
        ("hidden ", []),  # the header is not text
        ('"" NOT ( ', []),  # nothing reaches the language of the index
        ('jar" OR "ice ', []),
        ("", ["ice", "silt", "low-water"]),
    ],
)
def test_posts_are_found_by_what_they_say(index: Index, query: str, names: list[str]) -> None:
    assert sorted(found(index, query)) == sorted(names)


def test_orders(index: Index) -> None:
    assert found(index, "by:title") == ["silt", "ice", "low-water"]
    assert found(index, "by:words") == ["low-water", "silt", "ice"]
    assert found(index, "left by:date ") == ["silt", "low-water"]
    assert found(index, "weir ")[0] == "low-water"  # said twice


def test_a_changed_post_is_found_by_its_new_text_only(index: Index, tmp_path: Path) -> None:
    path = tmp_path / "silt.md"
    path.write_text("---\ntitle: a jar of silt\n---\nthe lid is lost, and nobody looks for it any more.\n")
    index.refresh(sorted(tmp_path.glob("*.md")), read)
    assert found(index, "lid ") == ["silt"]
    assert found(index, "shelf ") == []
    index.put(entry(path), "the lid is found.\n")
    assert found(index, '"lid is found" ') == ["silt"]
    path.unlink()
    index.refresh(sorted(tmp_path.glob("*.md")), read)
    assert found(index, "lid ") == []


def test_the_next_start_finds_the_same(index: Index, tmp_path: Path) -> None:
    index.close()
    again = Index.open(tmp_path / "cache", tmp_path)
    assert found(again, "ferry ") == ["low-water"]


def test_without_a_file_only_words_cannot_be_searched(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    index = Index.open(tmp_path / "cache", tmp_path)
    assert search(read_query("ferry "), [], index) is None
    assert search(read_query("#river"), [], index) == []
