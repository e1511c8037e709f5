"""What a post may see of its site, and that nothing is read before it asks."""

from pathlib import Path

import pytest

from tui.blog import values as room
from tui.blog.facts import read_facts
from tui.blog.site import dialect_for, find_site
from tui.blog.values import values_for
from tui.files.header import read_header
from tui.files.post import read_post
from tui.markup.liquid.render import render
from tui.markup.liquid.values import Values

CONFIG = """title: the weir
url: https://weir.example
baseurl: /notes
timezone: America/New_York
author:
  name: a heron
motto: ~
collections: [walks]
"""
POST = """---
title: morning bread
date: 2023-03-01 08:36:00 -0500
tags: [kitchen, river]
mood: calm
loaves: 2
warm: true
---
"""
FILES = {
    "_config.yml": CONFIG,
    "_posts/2023-03-01-bread.md": POST,
    "cooking/_posts/2023-02-01-ink.md": "---\ntitle: ink\ntags: river\n---\nblue\n",
    "_posts/2999-01-01-later.md": "---\ntitle: later\n---\n",
    "_includes/note.html": "<p>{{ include.word }}</p>",
    "about.md": "---\ntitle: about\n---\n",
    "reed.png": "x",
}


def values_of(root: Path, name: str = "_posts/2023-03-01-bread.md", files: dict[str, str] = FILES) -> Values:
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
    site = find_site(root / name)
    post = read_post(root / name)
    header = read_header(post.parts)
    dialect = dialect_for(site, header, post.parts.body)
    return values_for(site, post, header, read_facts(site, post, header), dialect)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{{ site.title }} {{ site.author.name }}", "the weir a heron"),
        ("[{{ site.motto }}{{ site.nothing }}]", "[]"),
        ("{{ page.title }} {{ page.mood }} {{ page.loaves | plus: 1 }}", "morning bread calm 3"),
        ("{% if page.warm == true %}warm{% endif %}", "warm"),
        ("{{ page.date }}", "2023-03-01 08:36:00 -0500"),
        ("{{ page.url }} {{ page.path }}", "/2023/03/01/bread.html _posts/2023-03-01-bread.md"),
        ("{{ page.slug }} {{ page.name }}", "bread 2023-03-01-bread.md"),
        ("{{ page.tags | join: '+' }}", "kitchen+river"),
        ("{% for post in site.posts %}{{ post.title }},{% endfor %}", "morning bread,ink,"),
        ("{{ site.posts.last.categories | first }}", "cooking"),
        ("{% for post in site.tags.river %}{{ post.url }} {% endfor %}".strip(), None),
        ("{{ site.categories.cooking.size }}", "1"),
        ("{% post_url 2023-03-01-bread %}", "/notes/2023/03/01/bread.html"),
        ("{% post_url cooking/2023-02-01-ink %}", "/notes/cooking/2023/02/01/ink.html"),
        ("{% link _posts/2023-03-01-bread.md %}", "/notes/2023/03/01/bread.html"),
        ("{% link reed.png %}", "/notes/reed.png"),
        ('{% include note.html word="reed" %}', "<p>reed</p>"),
        ('{{ "a" | absolute_url }}', "https://weir.example/notes/a"),
        ('{{ "*a*" | markdownify }}', "<p><em>a</em></p>\n"),
        ("{{ jekyll.environment }}", "production"),
    ],
)
def test_a_jekyll_post_sees_its_site(tmp_path: Path, body: str, expected: str | None) -> None:
    rendered = render(body, values_of(tmp_path))
    assert rendered.problems == ()
    wanted = "/2023/03/01/bread.html /cooking/2023/02/01/ink.html " if expected is None else expected
    assert rendered.text == wanted


@pytest.mark.parametrize(
    ("body", "chips"),
    [
        ("{{ site.data.people }}", ("site.data.people",)),
        ("{{ site.github.url }}", ("site.github.url",)),
        ("{{ site.walks.first.title }}", ("site.walks.first.title",)),
        ("{{ page.next.url }}", ("page.next.url",)),
        ("{% link about.md %}", ("link about.md",)),
    ],
)
def test_what_is_there_but_not_known_here_is_a_chip(
    tmp_path: Path, body: str, chips: tuple[str, ...]
) -> None:
    assert render(body, values_of(tmp_path)).chips == chips


@pytest.mark.parametrize(
    "body",
    [
        "{% post_url 2023-03-01-butter %}",
        "{% post_url 2023-02-01-ink %}{% post_url walks/2023-02-01-ink %}",
        "{% link gone.md %}",
        "{% link ../outside.md %}",
        "{% include gone.html %}",
        "{% include ../_config.yml %}",
    ],
)
def test_what_is_not_there_stops_the_build(tmp_path: Path, body: str) -> None:
    (tmp_path / "outside.md").write_text("x")
    assert render(body, values_of(tmp_path / "blog")).problems


def test_nothing_is_read_before_a_body_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    values = values_of(tmp_path)

    def forbidden(_: object) -> None:
        raise AssertionError("the blog was walked")

    monkeypatch.setattr(room, "post_paths", forbidden)
    assert render("{{ page.title }}{{ site.title }}", values).text == "morning breadthe weir"


def test_a_post_without_a_site_leaves_open_what_it_would_see(tmp_path: Path) -> None:
    values = values_of(tmp_path, "bread.md", {"bread.md": POST})
    rendered = render(
        "{{ page.title }} {{ site.title }} {% include x %} {% post_url y %} {% gallery %}", values
    )
    assert rendered.chips == ("site.title", "include x", "post_url y", "gallery")
    assert rendered.problems == ()


def test_eleventy_has_the_header_at_the_top(tmp_path: Path) -> None:
    files = {"eleventy.config.js": "", "posts/2023-03-01-bread.md": POST}
    values = values_of(tmp_path, "posts/2023-03-01-bread.md", files)
    rendered = render(
        "{{ title }} {{ tags | join }} {{ page.fileSlug }} {{ page.url }} {{ metadata.x }}", values
    )
    assert rendered.text.startswith("morning bread kitchen river bread /posts/2023-03-01-bread/ ")
    assert rendered.chips == ("metadata.x",)
