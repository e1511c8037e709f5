"""What a post may see of its site, and that nothing is read before it asks."""

from pathlib import Path

import pytest

from tui.blog.engines.jekyll import liquid as room
from tui.blog.facts import read_facts
from tui.blog.recognition import find_site
from tui.blog.site import dialect_for
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


HOSTILE = {
    "_config.yml": "collections:\n  walks: {output: true}\n  sorted: {sort_by: title}\n",
    "_data/broken.yml": "a: [",
    "_data/long.json": '"' + "x" * 300_000 + '"',
    "_data/bomb.yml": "a: &a [x, x]\n" + "".join(f"b{n}: [*a, *a]\n" for n in range(40)),
    "_data/deep.json": "[" * 100_000 + "]" * 100_000,
    "page.textile": "---\n---\n",
    "_walks/reed.png": "x",
}
SITE = {
    "_config.yml": CONFIG.replace(
        "collections: [walks]",
        """collections:
  walks: {output: true}
  letters: {output: true, permalink: '/l/:title:output_ext'}
  notes: {}
defaults:
  - {scope: {path: "", type: posts}, values: {mood: calm}}
  - {scope: {path: "", type: walks}, values: {bank: left}}
  - {scope: {path: sub, type: pages}, values: {permalink: "/s/:basename:output_ext"}}
""",
    ),
    "_data/people.yml": "- {name: ann, n: 1}\n- {name: bo, n: 2}\n",
    "_data/things.json": '{"a": [1, 2.5, null, true]}',
    "_data/table.csv": 'name,age\nann,5\n"b,o",\n',
    "_data/tabs.tsv": "name\tage\nann\t5\n",
    "_data/sub/in.yml": "when: 2021-03-05\n",
    "_data/odd name.x.yml": "x: 1\n",
    "_posts/2023-01-01-a.md": "---\ntitle: first\n---\n",
    "_posts/2023-01-02-b.md": "---\ntitle: second\n---\n",
    "_posts/2023-01-02-c.md": "---\ntitle: third\n---\n",
    "_posts/beside.txt": "beside {{ include.a }}",
    "_walks/bank.md": "---\ntitle: bank\n---\n",
    "_walks/ring-of.md": "---\ndate: 2020-01-01\n---\n",
    "_walks/gone.md": "---\npublished: false\n---\n",
    "_walks/deep/well.html": "---\n---\n",
    "_letters/A b c.md": "---\n---\n",
    "_notes/n.md": "---\n---\n",
    "about.md": "---\n---\n",
    "index.html": "---\n---\n",
    "sub/page.md": "---\n---\n",
    "walk/index.md": "---\n---\n",
    "perm.md": "---\npermalink: /x/:basename/\n---\n",
    "css/main.scss": "---\n---\n",
    "unpublished.md": "---\npublished: false\n---\n",
    "reed é.png": "x",
}


def write(root: Path, files: dict[str, str]) -> None:
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("{% for p in site.data.people %}{{ p.name }}{{ p.n | plus: 1 }} {% endfor %}", "ann2 bo3 "),
        ('{{ site.data.things.a | join: "," }}', "1,2.5,,true"),
        ("{% for r in site.data.table %}{{ r.name }}={{ r.age }};{% endfor %}", "ann=5;b,o=;"),
        ("{{ site.data.tabs[0].age }}", "5"),
        ("{{ site.data.sub.in.when }} {{ site.data.odd_namex.x }}", "2021-03-05 1"),
        ("[{{ site.data.nothing.x }}] {{ site.data.size }}", "[] 6"),
        (
            "{% for w in site.walks %}{{ w.title }} {{ w.url }} {{ w.path }} {{ w.id }} {{ w.bank }};"
            "{% endfor %}",
            "bank /walks/bank.html _walks/bank.md /walks/bank left;"
            "Well /walks/deep/well.html _walks/deep/well.html /walks/deep/well left;"
            "Ring Of /walks/ring-of.html _walks/ring-of.md /walks/ring-of left;",
        ),
        ("{{ site.letters.first.url }}", "/l/A-b-c.html"),
        ("{{ site.notes.first.title }}", "N"),
        ('{{ site.collections | map: "label" | join: "," }}', "letters,notes,posts,walks"),
        (
            "{% for c in site.collections %}{{ c.output }} {{ c.docs.size }};{% endfor %}",
            "true 1;false 1;true 3;true 3;",
        ),
        (
            "{% for p in site.posts %}{{ p.title }} {{ p.previous.title }} {{ p.next.title }};{% endfor %}",
            "third second ;second first third;first  second;",
        ),
        ("{{ page.previous.title }}|{{ page.next.title }} {{ page.mood }}", "first|third calm"),
        ("{% link about.md %} {% link index.html %}", "/notes/about.html /notes/"),
        ("{% link sub/page.md %} {% link perm.md %}", "/notes/s/page.html /notes/x/perm/"),
        ("{% link walk/index.md %} {% link css/main.scss %}", "/notes/walk/ /notes/css/main.css"),
        ("{% link reed é.png %} {% link /reed é.png %}", "/notes/reed%20%C3%A9.png /notes/reed%20%C3%A9.png"),
        ("{% link _walks/bank.md %}", "/notes/walks/bank.html"),
        ("{% link _letters/A b c.md %}", "/notes/l/A-b-c.html"),
        ("{% link {{ page.nothing }}about.md %}", "/notes/about.html"),
        ('{% include_relative beside.txt a="5" %}', "beside 5"),
        ("{{ site.posts.first | relative_url }}", "/notes/2023/01/02/c.html"),
    ],
)
def test_what_else_a_site_holds(tmp_path: Path, body: str, expected: str) -> None:
    rendered = render(body, values_of(tmp_path, "_posts/2023-01-02-b.md", SITE))
    assert (rendered.text, rendered.problems, rendered.chips) == (expected, (), ())


@pytest.mark.parametrize(
    "name",
    ["/about.md", "_notes/n.md", "_walks/gone.md", "unpublished.md", "_config.yml", "_data/people.yml"],
)
def test_a_file_that_the_site_gives_no_address_cannot_be_linked(tmp_path: Path, name: str) -> None:
    values = values_of(tmp_path, "_posts/2023-01-02-b.md", SITE)
    assert render(f"{{% link {name} %}}", values).problems


@pytest.mark.parametrize(
    ("files", "body", "known"),
    [
        ({}, "{% gist 5 %}", True),
        ({}, "{% seo %}", False),
        ({}, "{% gallery %}", False),
        ({"_config.yml": "plugins: [jekyll-seo-tag]"}, "{% seo %}", True),
        ({"_config.yml": "plugins: [jekyll-seo-tag, jekyll-sitemap]"}, "{% gallery %}", False),
        ({"_config.yml": "plugins: [jekyll-gallery]"}, "{% gallery %}", True),
        ({"_config.yml": "gems: jekyll-gallery"}, "{% gallery %}", True),
        ({"_config.yml": "theme: minima"}, "{% seo %}", True),
        ({"_config.yml": "theme: weir"}, "{% gallery %}", True),
        ({"Gemfile": 'gem "jekyll"\n'}, "{% gist 5 %}", False),
        ({"Gemfile": 'gem "jekyll"\ngem("jekyll-gist")\n'}, "{% gist 5 %}", True),
        ({"Gemfile": "gem 'github-pages', group: :jekyll_plugins\n"}, "{% seo %}", True),
        ({"Gemfile": 'group :jekyll_plugins do\n  gem "jekyll-gallery"\nend\n'}, "{% gallery %}", True),
        ({"Gemfile": "gemspec\n"}, "{% gallery %}", True),
        ({"_plugins/gallery.rb": ""}, "{% gallery %}", True),
    ],
)
def test_a_tag_is_no_fault_where_a_plugin_may_define_it(
    tmp_path: Path, files: dict[str, str], body: str, known: bool
) -> None:
    values = values_of(tmp_path, files={"_config.yml": "", "_posts/2023-03-01-bread.md": POST, **files})
    rendered = render(body, values)
    assert (bool(rendered.chips), bool(rendered.problems)) == (known, not known)


def values_of(root: Path, name: str = "_posts/2023-03-01-bread.md", files: dict[str, str] = FILES) -> Values:
    write(root, files)
    site = find_site(root / name)
    post = read_post(root / name)
    header = read_header(post.parts)
    dialect = dialect_for(site, header, post.parts.body)
    return site.engine.values(site, post, header, read_facts(site, post, header), dialect)


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
        ('{% include /note.html word="reed" %}', "<p>reed</p>"),
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
        ("{{ site.github.url }}", ("site.github.url",)),
        ("{{ site.pages.size }}", ("site.pages.size",)),
        ("{{ page.content }}", ("page.content",)),
        ("{{ site.data.broken.x }}", ("site.data.broken.x",)),
        ("{{ site.data.long }}", ("site.data.long",)),
        ("{{ site.data.bomb }}", ("site.data.bomb",)),
        ("{{ site.data.deep }}", ("site.data.deep",)),
        ("{{ site.data.outside }}", ("site.data.outside",)),
        ("{{ site.sorted.size }}", ("site.sorted.size",)),
        ("{% link page.textile %}", ("link page.textile",)),
        ("{% link _walks/reed.png %}", ("link _walks/reed.png",)),
        ("{% gist 5 %}", ("gist 5",)),
        ("{{ page | jsonify }}{{ site.posts | jsonify }}", ("jsonify", "jsonify")),
    ],
)
def test_what_is_there_but_not_known_here_is_a_chip(
    tmp_path: Path, body: str, chips: tuple[str, ...]
) -> None:
    write(tmp_path.parent, {"outside.yml": "a: b"})
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/outside.yml").symlink_to(tmp_path.parent / "outside.yml")
    rendered = render(body, values_of(tmp_path, files=FILES | HOSTILE))
    assert (rendered.chips, rendered.problems) == (chips, ())


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


@pytest.mark.parametrize(
    "body",
    ["{% post_url 2023-03-01-butter %}", "{% link about.md %}", "{% include x %}", "{{ site.data.x }}"],
)
def test_a_site_whose_source_a_program_makes_may_hold_anything(tmp_path: Path, body: str) -> None:
    rendered = render(body, values_of(tmp_path, files=FILES | {"_config.yml": "source: made/src\n"}))
    assert (len(rendered.chips), rendered.problems) == (1, ())


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
