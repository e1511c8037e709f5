"""What a blog's posts say about links and entities, learned once."""

from pathlib import Path

from tests.desk.support import make_blog
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.blog_links import BlogLinks
from tui.desk.entries import describe
from tui.desk.links import LEARNED
from tui.library.entry import Entry
from tui.markup.dialect import DIALECTS

JEKYLL = DIALECTS["jekyll"]
HEAD = "---\ntitle: t\n---\n\n"
TAB = '{:target="_blank"}'


def blog(root: Path, body: str) -> tuple[Site, list[Entry]]:
    names = ("_posts/2024-10-12-a.md", "_posts/2024-10-13-b.md")
    site = find_site(make_blog(root, dict.fromkeys(names, HEAD + body)))
    return site, [describe(site, site.root / name) for name in names]


def test_attributes_are_learned_once(tmp_path: Path) -> None:
    site, entries = blog(tmp_path, f"[reeds](https://reeds.example){TAB}\n")
    links = BlogLinks(site, tmp_path / "state", LEARNED)
    assert links.manner(JEKYLL, entries).attributes == TAB
    for entry in entries:
        entry.path.unlink()
    assert links.manner(JEKYLL, entries).attributes == TAB


def test_nothing_is_kept_that_was_learned_of_nothing(tmp_path: Path) -> None:
    site, entries = blog(tmp_path, f"[reeds](https://reeds.example){TAB}\n")
    links = BlogLinks(site, tmp_path / "state", LEARNED)
    assert links.manner(JEKYLL, ()).attributes == ""
    assert links.manner(JEKYLL, entries).attributes == TAB


def test_entities_are_numbers_unless_the_blog_names_them(tmp_path: Path) -> None:
    for name, body, named in (("a", "it&rsquo;s", True), ("b", "&#042; and &amp;", False), ("c", "", False)):
        site, entries = blog(tmp_path / name, body)
        assert BlogLinks(site, tmp_path / "state", LEARNED).names_entities(JEKYLL, entries) == named


def test_links_of_posts_are_kept_until_they_are_read_again(tmp_path: Path) -> None:
    site, entries = blog(tmp_path, "[reeds](https://reeds.example)\n")
    links = BlogLinks(site, tmp_path / "state", LEARNED)
    assert links.past == []
    links.read_past(entries)
    assert [(link.host, link.posts) for link in links.past] == [("reeds.example", 2)]
