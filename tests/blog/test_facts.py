"""What a list shows of a post, and whether readers can see it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.blog.blogs import FIXTURES, header
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo import HUGO
from tui.blog.engines.jekyll import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.engines.profile import Engine
from tui.blog.facts import PostFacts, read_facts, read_tags
from tui.blog.site import Site, find_site
from tui.errors import HeaderError
from tui.files.header import read_header
from tui.files.post import Post, read_post

NOW = datetime(2024, 1, 1, 12, tzinfo=UTC)
PLACES = {
    "jekyll": "_posts/2023-03-01-a.md",
    "hugo": "content/posts/a.md",
    "eleventy": "posts/a.md",
    "pelican": "content/a.md",
    "plain": "a.md",
}


def facts_of(path: str) -> PostFacts:
    site = find_site(FIXTURES / path)
    post = read_post(FIXTURES / path)
    try:
        return read_facts(site, post, read_header(post.parts), NOW)
    except HeaderError:
        return read_facts(site, post, None, NOW)


@pytest.mark.parametrize(
    ("path", "facts"),
    [
        (
            "jekyll/_posts/2023-03-02-ice-on-the-weir.md",
            PostFacts(
                title="ice on the weir",
                date="2023-03-02T23:30:00-05:00",
                tags=("river", "winter"),
                draft=False,
                public=True,
                url="/2023/03/02/ice-on-the-weir/",
            ),
        ),
        (
            "jekyll/_posts/2023-02-11-oats.markdown",
            PostFacts(
                title="oats, again",
                date="2023-02-11T07:10:00-05:00",
                tags=("kitchen", "mornings"),
                draft=False,
                public=True,
                url="/slow%20food/2023/02/11/oats/",
            ),
        ),
        (
            "jekyll/kitchen/_posts/2023-01-09-cold-soup.md",
            PostFacts(
                "Cold Soup", "2023-01-09", ("cold soup",), False, True, "/kitchen/2023/01/09/cold-soup/"
            ),
        ),
        (
            "jekyll/_posts/2022-11-30-hidden-harbour.md",
            PostFacts("the hidden harbour", "2022-11-30", (), True, False, "/2022/11/30/hidden-harbour/"),
        ),
        (
            "jekyll/_posts/2022-11-29-still-shown.md",
            PostFacts("still shown", "2022-11-29", (), True, True, "/2022/11/29/still-shown/"),
        ),
        (
            "jekyll/_posts/undated.md",
            PostFacts("no date in the name", "2023-01-01", (), False, False, "/2023/01/01/undated/"),
        ),
        ("jekyll/_posts/2023-01-05-broken.md", PostFacts("Broken", "2023-01-05", (), False, True, "")),
        ("jekyll/_drafts/bridges.md", PostFacts("a thought about bridges", "", (), True, False, "")),
        (
            "hugo/content/posts/first-frost.md",
            PostFacts(
                title="first frost",
                date="2023-10-02T06:40:00+02:00",
                tags=("river", "autumn"),
                draft=False,
                public=True,
                url="/posts/first-frost/",
            ),
        ),
        (
            "hugo/content/posts/unsure.md",
            PostFacts("unsure", "2023-10-03", ("one whole tag",), True, False, "/posts/unsure/"),
        ),
        (
            "eleventy/posts/2023-05-04-the-allotment.md",
            PostFacts(
                title="the allotment",
                date="2023-05-04",
                tags=("garden", "long evenings"),
                draft=False,
                public=True,
                url="/posts/2023-05-04-the-allotment/",
            ),
        ),
        (
            "eleventy/posts/2023-05-09-slugs.md",
            PostFacts("slugs", "2023-05-09", ("garden",), True, False, ""),
        ),
        (
            "pelican/content/evenings/lamps.md",
            PostFacts(
                title="Lamps & Moths",
                date="2023-07-01T21:15:00",
                tags=("lamps", "late light"),
                draft=False,
                public=True,
                url="/lamps-moths.html",
            ),
        ),
        (
            "pelican/content/unfinished.md",
            PostFacts("unfinished", "2023-07-02T09:00:00", (), True, False, "/drafts/unfinished.html"),
        ),
        (
            "plain/bread.md",
            PostFacts("bread", "2023-04-01", ("flour", "long mornings"), False, True, "bread.md"),
        ),
        (
            "plain/older/2021-06-05-a long walk.md",
            PostFacts("a long walk", "2021-06-05", (), False, True, "2021-06-05-a long walk.md"),
        ),
    ],
)
def test_what_a_site_makes_of_a_post(path: str, facts: PostFacts) -> None:
    assert facts_of(path) == facts


@pytest.mark.parametrize(
    ("engine", "lines", "options", "draft", "public"),
    [
        (JEKYLL, "draft: true", {}, True, True),
        (JEKYLL, "published: false", {}, True, False),
        (JEKYLL, "published: false", {"unpublished": True}, True, True),
        (JEKYLL, "published: 'false'", {}, False, True),
        (JEKYLL, "date: 2024-01-02", {}, False, False),
        (JEKYLL, "date: 2024-01-02", {"future": True}, False, True),
        (JEKYLL, "date: 2024-01-01 13:00:00 +0200", {}, False, True),
        (HUGO, "draft: true", {}, True, False),
        (HUGO, "draft: true", {"builddrafts": True}, True, True),
        (HUGO, "draft: 'true'", {}, True, False),
        (HUGO, "published: false", {}, False, False),
        (HUGO, "published: 2024-01-02", {}, False, False),
        (HUGO, "pubdate: 2024-01-02", {}, False, False),
        (HUGO, "unpublishdate: 2023-12-01", {}, False, False),
        (HUGO, "build: {render: never}", {}, False, False),
        (HUGO, "date: 2024-01-02", {}, False, False),
        (HUGO, "date: 2024-01-02", {"buildfuture": True}, False, True),
        (HUGO, "date: 2023-01-02\npublishDate: 2024-01-02", {}, False, False),
        (HUGO, "date: 2024-01-02\npublishDate: 2023-01-02", {}, False, True),
        (HUGO, "expiryDate: 2023-12-01", {}, False, False),
        (HUGO, "expiryDate: 2023-12-01", {"buildexpired": True}, False, True),
        (ELEVENTY, "draft: true", {}, True, True),
        (ELEVENTY, "published: false", {}, False, True),
        (ELEVENTY, "permalink: false", {}, True, False),
        (ELEVENTY, "date: 2024-01-02", {}, False, True),
        (PELICAN, "draft: true", {}, False, True),
        (PELICAN, "status: Draft", {}, True, False),
        (PELICAN, "status: hidden", {}, False, True),
        (PELICAN, "title: a", {"DEFAULT_METADATA": {"status": "draft"}}, False, False),
        (PELICAN, "status: published", {"DEFAULT_METADATA": {"status": "draft"}}, False, True),
        (PELICAN, "date: 2024-01-02", {}, False, True),
        (PELICAN, "date: 2024-01-02", {"WITH_FUTURE_DATES": False}, False, False),
        (PLAIN, "draft: true", {}, True, False),
        (PLAIN, "date: 2024-01-02", {}, False, True),
    ],
)
def test_who_sees_a_post(
    engine: Engine, lines: str, options: dict[str, object], draft: bool, public: bool
) -> None:
    root = Path("/blog")
    post = Post(root / PLACES[engine.name], b"")
    facts = read_facts(Site(root, engine, options=options), post, header(lines), NOW)
    assert (facts.draft, facts.public) == (draft, public)


@pytest.mark.parametrize(
    ("name", "options", "public"),
    [
        ("_drafts/a.md", {}, False),
        ("_drafts/a.md", {"show_drafts": True}, True),
        ("_posts/a.md", {}, False),
        ("_posts/2023-03-01.md", {}, False),
        ("kitchen/_posts/2023-3-1-a.md", {}, True),
    ],
)
def test_jekyll_publishes_by_place_and_name(name: str, options: dict[str, object], public: bool) -> None:
    site = Site(Path("/blog"), JEKYLL, options=options)
    assert read_facts(site, Post(site.root / name, b""), header(""), NOW).public is public


@pytest.mark.parametrize(
    ("engine", "lines", "tags"),
    [
        (JEKYLL, "tags: one two, three", ("one", "two,", "three")),
        (JEKYLL, "tags: [2023, No, a b, a b]", ("2023", "No", "a b")),
        (JEKYLL, "tag: one two\ntags: three", ("one two",)),
        (JEKYLL, "tag:\ntags: three", ("three",)),
        (JEKYLL, "tags:", ()),
        (JEKYLL, "tags: 2023", ()),
        (JEKYLL, "tags: '2023'", ("2023",)),
        (JEKYLL, "tags: [[a, b], c]", ("a", "b", "c")),
        (HUGO, "tags: 2023", ("2023",)),
        (HUGO, "tags: one two, three", ("one two, three",)),
        (HUGO, "tag: one", ()),
        (ELEVENTY, "tags: one two, three", ("one two", "three")),
        (PELICAN, "tags: one two, three,", ("one two", "three")),
        (PLAIN, "tags: one two, three", ("one two", "three")),
        (PLAIN, "tags: one two", ("one", "two")),
    ],
)
def test_tags_are_split_as_the_engine_splits_them(engine: Engine, lines: str, tags: tuple[str, ...]) -> None:
    assert read_tags(Site(Path("/blog"), engine), header(lines)) == tags


@pytest.mark.parametrize(
    ("engine", "lines", "said"),
    [
        (HUGO, "published: false", "'published: false', which it takes for a date"),
        (HUGO, "published: true", "a date"),
        (HUGO, "published: 2023-01-02", ""),
        (HUGO, "date: soon", "'date: soon'"),
        (HUGO, "date: 2023-3-4", "'date: 2023-3-4'"),
        (HUGO, "date: '2023-13-45'", "'date: 2023-13-45'"),
        (HUGO, "date: March 4, 2023", "March"),
        (HUGO, "lastmod: no", "lastmod"),
        (HUGO, "date:", ""),
        (HUGO, "date: 2023-03-04 23:30:00 -0400", ""),
        (HUGO, "date: Sat, 04 Mar 2023 23:30:00 GMT", ""),
        (JEKYLL, "published: false", ""),
        (JEKYLL, "date: soon", "the date 'soon'"),
        (JEKYLL, "date:", "the date ''"),
        (JEKYLL, "date: March 4, 2023", ""),
        (ELEVENTY, "published: false", ""),
        (ELEVENTY, "tags: 2023", "the tags '2023'"),
        (ELEVENTY, "date: March 4, 2023", "the date 'March 4, 2023'"),
        (ELEVENTY, "date: 2023-03-04 23:30:00", ""),
        (ELEVENTY, "date: '2023-03-04 23:30:00'", "the date"),
        (ELEVENTY, "date: Last Modified", ""),
        (PELICAN, "date: soon", ""),
        (PLAIN, "date: soon", ""),
    ],
)
def test_a_header_that_ends_the_build_is_a_problem(engine: Engine, lines: str, said: str) -> None:
    post = Post(Path("/blog") / PLACES[engine.name], b"")
    problem = read_facts(Site(Path("/blog"), engine), post, header(lines), NOW).problem
    assert said in problem
    assert bool(problem) is bool(said)


def test_a_name_with_a_date_that_is_none_is_a_problem() -> None:
    post = Post(Path("/blog/_posts/2023-13-45-a.md"), b"")
    assert "calendar" in read_facts(Site(Path("/blog"), JEKYLL), post, header(""), NOW).problem


def test_a_sites_defaults_count_where_the_header_is_silent() -> None:
    defaults = [{"scope": {"path": ""}, "values": {"published": False}}]
    site = Site(Path("/blog"), JEKYLL, options={"defaults": defaults})
    post = Post(Path("/blog") / PLACES["jekyll"], b"")
    assert read_facts(site, post, header(""), NOW).public is False
    assert read_facts(site, post, header("published: true"), NOW).public is True


@pytest.mark.parametrize(("engine", "public"), [(JEKYLL, True), (HUGO, False), (PLAIN, True)])
def test_a_broken_header_hides_nothing_that_the_engine_publishes(engine: Engine, public: bool) -> None:
    post = Post(Path("/blog") / PLACES[engine.name], b"")
    assert read_facts(Site(Path("/blog"), engine), post, None, NOW).public is public


def test_a_broken_draft_stays_a_draft() -> None:
    facts = read_facts(Site(Path("/blog"), JEKYLL), Post(Path("/blog/_drafts/a-b.md"), b""), None, NOW)
    assert facts == PostFacts("A B", "", (), True, False, "")
