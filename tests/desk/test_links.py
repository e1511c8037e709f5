"""Links on the desk: what there is to choose, and what a choice does."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.desk.support import POSTS, make_blog
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.drafts import Draft, draft_of, open_draft
from tui.desk.entries import describe
from tui.desk.links import Choice, Manner, bank, bank_of, choices, learn, library_of, link_edit, paste, ticks
from tui.edits import apply
from tui.errors import BlogError
from tui.files.side_bank import SideBank
from tui.markup.dialect import DIALECTS

TAB = '{:target="_blank"}'
MORNING = datetime(2024, 11, 1, 8, 0, tzinfo=UTC)
HEAD = "---\nlayout: post\ntitle: 'low water'\n---\n\n"
NEW = f"""{HEAD}by the old weir again, with [oats](https://oats.example/){TAB}.

<!-- hyperlink bank
https://oats.example
the mud https://mud.example/deep
-->
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    linked = f"{POSTS['_posts/2024-10-12-the-weir.md']}\n[tide tables](https://www.tides.example/t){TAB}\n"
    return find_site(
        make_blog(tmp_path, POSTS | {"_drafts/low.md": NEW, "_posts/2024-10-12-the-weir.md": linked})
    )


@pytest.fixture
def draft(site: Site) -> Draft:
    return open_draft(site.root / "_drafts/low.md", site)


def offered(draft: Draft, site: Site, query: str) -> list[tuple[str, str, bool]]:
    entries = [describe(site, site.root / name) for name in (*POSTS, "_drafts/low.md")]
    past = library_of().links(entry for entry in entries if entry.path != draft.path)
    side = SideBank(site.root / "state", site.root)
    side.add("https://reeds.example", "", MORNING)
    return [(each.kind, each.words, each.used) for each in choices(draft, side.read(), past, entries, query)]


def test_the_bank_comes_first_then_older_links_then_posts(draft: Draft, site: Site) -> None:
    assert offered(draft, site, "") == [
        ("bank", "the mud", False),
        ("bank", "reeds.example", False),
        ("bank", "oats.example", True),
        ("past", "tide tables", False),
        ("post", "the weir", False),
        ("post", "a jar of silt", False),
        ("post", "the ferry is late", False),
    ]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("tides", ["tide tables"]),
        ("mud", ["the mud"]),
        ("weir", ["the weir"]),
        ("tabl", ["tide tables"]),
        ("heron", []),
    ],
)
def test_all_are_searched_at_once(draft: Draft, site: Site, query: str, words: list[str]) -> None:
    assert [said for _, said, _ in offered(draft, site, query)] == words


def test_a_choice_links_the_selected_words(draft: Draft, site: Site) -> None:
    choice = Choice("past", "https://tides.example/t", "tide tables", "")
    edit = link_edit(draft, site, (5, 7), (5, 15), choice, Manner(TAB))
    assert f"by the [old weir](https://tides.example/t){TAB} again" in apply(draft.text, edit)
    edit = link_edit(draft, site, (5, 7), (5, 7), choice, Manner())
    assert "by the [tide tables](https://tides.example/t)old weir" in apply(draft.text, edit)


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ("nothing", "/2024/10/12/the-weir.html"),
        ("[a]({% post_url 2020-01-01-a %})", "{% post_url 2024-10-12-the-weir %}"),
        (
            "[a]({{ site.baseurl }}{% post_url 2020-01-01-a %})",
            "{{ site.baseurl }}{% post_url 2024-10-12-the-weir %}",
        ),
        ("[a]({{ '/a.html' | relative_url }})", "{{ '/2024/10/12/the-weir.html' | relative_url }}"),
        ("[a]({{ site.baseurl }}/a.html)", "{{ site.baseurl }}/2024/10/12/the-weir.html"),
    ],
)
def test_own_posts_are_linked_as_the_blog_does_it(draft: Draft, site: Site, body: str, target: str) -> None:
    manner = learn(site, DIALECTS["jekyll"], [body, f"[b](https://b.example){TAB}"])
    assert manner.attributes == TAB
    choice = Choice("post", "", "the weir", "", path=site.root / "_posts/2024-10-12-the-weir.md")
    edit = link_edit(draft, site, (5, 7), (5, 15), choice, manner)
    assert f"by the [old weir]({target}) again" in apply(draft.text, edit)


@pytest.mark.parametrize(
    ("files", "body", "target"),
    [
        ({"hugo.toml": ""}, "nothing", "/posts/weir/"),
        ({"hugo.toml": ""}, '[a]({{< ref "a.md" >}})', '{{< ref "/posts/weir.md" >}}'),
        ({"hugo.toml": ""}, '[a]({{< relref "a.md" >}})', '{{< relref "/posts/weir.md" >}}'),
        ({"pelicanconf.py": "PATH = 'content'\n"}, "[a]({filename}/a.md)", "{filename}/posts/weir.md"),
    ],
)
def test_each_engine_has_its_own_form(tmp_path: Path, files: dict[str, str], body: str, target: str) -> None:
    text = "---\ntitle: weir\ndate: 2024-10-12\n---\nlow\n"
    for name, content in {**files, "content/posts/weir.md": text, "content/posts/low.md": text}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    site = find_site(tmp_path)
    draft = open_draft(tmp_path / "content/posts/low.md", site)
    choice = Choice("post", "", "weir", "", path=tmp_path / "content/posts/weir.md")
    edit = link_edit(draft, site, (4, 0), (4, 3), choice, learn(site, draft.page.dialect, [body]))
    assert edit.text == f"[low]({target})"


def test_a_draft_has_no_address_yet(draft: Draft, site: Site) -> None:
    choice = Choice("post", "", "the ferry", "", path=site.root / "_drafts/the-ferry-is-late.md")
    with pytest.raises(BlogError):
        link_edit(draft, site, (5, 7), (5, 15), choice, Manner())


@pytest.mark.parametrize(
    ("dialect", "wanted", "attributes"),
    [
        ("jekyll", "learned", TAB),
        ("jekyll", "", ""),
        ("jekyll", "{:.out}", "{:.out}"),
        ("hugo", "learned", ""),
        ("pelican", "{:.out}", "{:.out}"),
    ],
)
def test_attributes_are_learned_or_set_where_the_dialect_has_them(
    site: Site, dialect: str, wanted: str, attributes: str
) -> None:
    assert learn(site, DIALECTS[dialect], [f"[b](https://b.example){TAB}"], wanted).attributes == attributes


def test_pasting_in_the_header_is_pasting(draft: Draft) -> None:
    assert paste(draft, (2, 8), (2, 11), "https://a.example", Manner()) is None
    found = paste(draft, (5, 7), (5, 15), "https://a.example", Manner(TAB))
    assert found is not None
    assert found.edit.text == f"[old weir](https://a.example){TAB}"


def test_the_bank_takes_what_it_does_not_have(draft: Draft, site: Site, tmp_path: Path) -> None:
    side = SideBank(tmp_path, site.root)
    edit = bank(draft, side, "https://a.example", "reeds", MORNING)
    assert edit is not None
    assert "\nreeds https://a.example\n-->" in apply(draft.text, edit)
    assert bank(draft, side, "https://oats.example/", "", MORNING) is None
    assert side.read() == []


def test_without_a_bank_the_side_list_takes_it(draft: Draft, site: Site, tmp_path: Path) -> None:
    plain = draft_of(draft.post, f"{HEAD}no bank here\n", site)
    side = SideBank(tmp_path, site.root)
    assert bank_of(plain) is None
    assert bank(plain, side, "https://a.example", "reeds", MORNING) is None
    assert [(each.url, each.words, each.post) for each in side.read()] == [
        ("https://a.example", "reeds", str(draft.path))
    ]
    assert ticks(plain) == ()


def test_used_ones_are_ticked(draft: Draft) -> None:
    (edit,) = ticks(draft)
    assert "\n[x] https://oats.example\nthe mud" in apply(draft.text, edit)
