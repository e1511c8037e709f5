"""What a list shows of a post, and whether readers can see it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.blog.blogs import FIXTURES, header
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.facts import read_facts, read_tags
from tui.blog.post_facts import PostFacts
from tui.blog.recognition import find_site
from tui.blog.site import Engine, Site
from tui.blog.visibility import PUBLIC, State, Visibility
from tui.errors import HeaderError
from tui.files.header import Header, read_header
from tui.files.post import Post, read_post

NOW = datetime(2024, 1, 1, 12, tzinfo=UTC)
PLACES = {
    "jekyll": "_posts/2023-03-01-a.md",
    "hugo": "content/posts/a.md",
    "eleventy": "posts/a.md",
    "pelican": "content/a.md",
    "plain": "a.md",
}

SAYS_UNPUBLISHED = Visibility("unpublished", reason="its header says published: false")
SAYS_DRAFT = Visibility("draft", reason="its header says draft: true")
SAYS_NO_PAGE = Visibility("draft", reason="its header says permalink: false")
STATUS_DRAFT = Visibility("draft", reason="its status is draft")
AMONG_DRAFTS = Visibility("draft", reason="it lies among the drafts")
UNDATED = Visibility("unpublished", reason="its file's name does not begin with a date")


def read_by(engine: Engine, lines: str) -> Header:
    """Return a header as an engine reads its keys."""
    return header(lines).folded() if engine.reader.folds_keys else header(lines)


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
                visibility=PUBLIC,
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
                visibility=PUBLIC,
                url="/slow%20food/2023/02/11/oats/",
                categories=("Slow Food",),
            ),
        ),
        (
            "jekyll/kitchen/_posts/2023-01-09-cold-soup.md",
            PostFacts(
                title="Cold Soup",
                date="2023-01-09",
                tags=("cold soup",),
                draft=False,
                visibility=PUBLIC,
                url="/kitchen/2023/01/09/cold-soup/",
                categories=("kitchen",),  # the folder above `_posts`
            ),
        ),
        (
            "jekyll/_posts/2022-11-30-hidden-harbour.md",
            PostFacts(
                "the hidden harbour", "2022-11-30", (), True, SAYS_UNPUBLISHED, "/2022/11/30/hidden-harbour/"
            ),
        ),
        (
            "jekyll/_posts/2022-11-29-still-shown.md",
            PostFacts("still shown", "2022-11-29", (), True, PUBLIC, "/2022/11/29/still-shown/"),
        ),
        (
            "jekyll/_posts/undated.md",
            PostFacts("no date in the name", "2023-01-01", (), False, UNDATED, "/2023/01/01/undated/"),
        ),
        ("jekyll/_posts/2023-01-05-broken.md", PostFacts("Broken", "2023-01-05", (), False, PUBLIC, "")),
        ("jekyll/_drafts/bridges.md", PostFacts("a thought about bridges", "", (), True, AMONG_DRAFTS, "")),
        (
            "hugo/content/posts/first-frost.md",
            PostFacts(
                title="first frost",
                date="2023-10-02T06:40:00+02:00",
                tags=("river", "autumn"),
                draft=False,
                visibility=PUBLIC,
                url="/posts/first-frost/",
            ),
        ),
        (
            "hugo/content/posts/unsure.md",
            PostFacts("unsure", "2023-10-03", ("one whole tag",), True, SAYS_DRAFT, "/posts/unsure/"),
        ),
        (
            "eleventy/posts/2023-05-04-the-allotment.md",
            PostFacts(
                title="the allotment",
                date="2023-05-04",
                tags=("garden", "long evenings"),
                draft=False,
                visibility=PUBLIC,
                url="/posts/2023-05-04-the-allotment/",
            ),
        ),
        (
            "eleventy/posts/2023-05-09-slugs.md",
            PostFacts("slugs", "2023-05-09", ("garden",), True, SAYS_NO_PAGE, ""),
        ),
        (
            "pelican/content/evenings/lamps.md",
            PostFacts(
                title="Lamps & Moths",
                date="2023-07-01T21:15:00",
                tags=("lamps", "late light"),
                draft=False,
                visibility=PUBLIC,
                url="/lamps-moths.html",
                categories=("evenings",),  # the folder that it lies in
            ),
        ),
        (
            "pelican/content/unfinished.md",
            PostFacts("unfinished", "2023-07-02T09:00:00", (), True, STATUS_DRAFT, "/drafts/unfinished.html"),
        ),
        (
            "plain/bread.md",
            PostFacts("bread", "2023-04-01", ("flour", "long mornings"), False, PUBLIC, "bread.md"),
        ),
        (
            "plain/older/2021-06-05-a long walk.md",
            PostFacts("a long walk", "2021-06-05", (), False, PUBLIC, "2021-06-05-a long walk.md"),
        ),
    ],
)
def test_what_a_site_makes_of_a_post(path: str, facts: PostFacts) -> None:
    assert facts_of(path) == facts


@pytest.mark.parametrize(
    ("engine", "lines", "options", "draft", "state"),
    [
        (JEKYLL, "draft: true", {}, True, "public"),
        (JEKYLL, "published: false", {}, True, "unpublished"),
        (JEKYLL, "published: false", {"unpublished": True}, True, "public"),
        (JEKYLL, "published: 'false'", {}, False, "public"),
        (JEKYLL, "date: 2024-01-02", {}, False, "scheduled"),
        (JEKYLL, "date: 2024-01-02", {"future": True}, False, "public"),
        (JEKYLL, "date: 2024-01-01 13:00:00 +0200", {}, False, "public"),
        (JEKYLL, "date: 2024-W02-3", {}, False, "unpublished"),
        (HUGO, "draft: true", {}, True, "draft"),
        (HUGO, "draft: true", {"builddrafts": True}, True, "public"),
        (HUGO, "draft: 'true'", {}, True, "draft"),
        (HUGO, "published: false", {}, False, "unpublished"),
        (HUGO, "published: 2024-01-02", {}, False, "scheduled"),
        (HUGO, "pubdate: 2024-01-02", {}, False, "scheduled"),
        (HUGO, "unpublishdate: 2023-12-01", {}, False, "expired"),
        (HUGO, "build: {render: never}", {}, False, "unpublished"),
        (HUGO, "date: 2024-01-02", {}, False, "scheduled"),
        (HUGO, "date: 2024-01-02", {"buildfuture": True}, False, "public"),
        (HUGO, "date: 2023-01-02\npublishDate: 2024-01-02", {}, False, "scheduled"),
        (HUGO, "Date: 2023-01-02\nPUBLISHDATE: 2024-01-02", {}, False, "scheduled"),
        (HUGO, "date: 2024-01-02\npublishDate: 2023-01-02", {}, False, "public"),
        (HUGO, "date: 2024-01-02", {"frontmatter": {"publishDate": ["publishdate"]}}, False, "public"),
        (HUGO, "out: 2024-01-02", {"frontmatter": {"publishdate": ["Out", ":default"]}}, False, "scheduled"),
        (HUGO, "expiryDate: 2023-12-01", {}, False, "expired"),
        (HUGO, "expirydate: 2024-12-01", {}, False, "public"),
        (HUGO, "expiryDate: 2023-12-01", {"buildexpired": True}, False, "public"),
        (HUGO, "gone: 2023-12-01", {"frontmatter": {"expiryDate": ["gone"]}}, False, "expired"),
        (ELEVENTY, "draft: true", {}, True, "public"),
        (ELEVENTY, "published: false", {}, False, "public"),
        (ELEVENTY, "permalink: false", {}, True, "draft"),
        (ELEVENTY, "date: 2024-01-02", {}, False, "public"),
        (PELICAN, "draft: true", {}, False, "public"),
        (PELICAN, "status: Draft", {}, True, "draft"),
        (PELICAN, "status: skip", {}, False, "unpublished"),
        (PELICAN, "status: hidden", {}, False, "public"),
        (PELICAN, "title: a", {"DEFAULT_METADATA": {"status": "draft"}}, False, "draft"),
        (PELICAN, "status: published", {"DEFAULT_METADATA": {"status": "draft"}}, False, "public"),
        (PELICAN, "date: 2024-01-02", {}, False, "public"),
        (PELICAN, "date: 2024-01-02", {"WITH_FUTURE_DATES": False}, False, "scheduled"),
        (PLAIN, "draft: true", {}, True, "draft"),
        (PLAIN, "published: false", {}, True, "unpublished"),
        (PLAIN, "date: 2024-01-02", {}, False, "public"),
    ],
)
def test_who_sees_a_post(
    engine: Engine, lines: str, options: dict[str, object], draft: bool, state: State
) -> None:
    site = Site(Path("/blog"), engine, options=options)
    facts = read_facts(site, Post(site.root / PLACES[engine.name], b""), read_by(engine, lines), NOW)
    assert (facts.draft, facts.visibility.state) == (draft, state)


@pytest.mark.parametrize(
    ("engine", "lines", "day"),
    [
        (JEKYLL, "date: 2024-01-02 23:30:00 -0500", "2024-01-02"),
        (HUGO, "date: 2023-01-02\nexpiryDate: 2023-12-01", "2023-12-01"),
        (HUGO, "date: 2023-01-02\nexpiryDate: 2025-12-01", "2025-12-01"),
        (HUGO, "date: 2024-02-01\nexpiryDate: 2025-12-01", "2024-02-01"),
        (HUGO, "date: 2023-01-02", None),
        (HUGO, "draft: true\ndate: 2024-02-01", None),
    ],
)
def test_when_the_clock_changes_that(engine: Engine, lines: str, day: str | None) -> None:
    site = Site(Path("/blog"), engine)
    found = read_facts(site, Post(site.root / PLACES[engine.name], b""), read_by(engine, lines), NOW)
    moment = found.visibility.moment
    assert (moment and f"{moment:%Y-%m-%d}") == day


@pytest.mark.parametrize(
    ("name", "options", "state"),
    [
        ("_drafts/a.md", {}, "draft"),
        ("_drafts/a.md", {"show_drafts": True}, "public"),
        ("_drafts/2024-01-02-a.md", {"show_drafts": True}, "scheduled"),
        ("_posts/a.md", {}, "unpublished"),
        ("_posts/2023-03-01.md", {}, "unpublished"),
        ("_posts/2023-03-01-.md", {}, "public"),
        ("_posts/202-3-1-a.md", {}, "public"),
        ("_posts/23-3-1-a.md", {}, "public"),
        ("_posts/2023-02-31-a.md", {}, "public"),
        ("_posts/2024-01-02-a.md", {}, "scheduled"),
        ("kitchen/_posts/2023-3-1-a.md", {}, "public"),
        ("about.md", {}, "public"),
        ("_posts/2023-03-01-a.md", {"collections_dir": "all"}, "unpublished"),
        ("all/_posts/2023-03-01-a.md", {"collections_dir": "all"}, "public"),
    ],
)
def test_jekyll_publishes_by_place_and_name(name: str, options: dict[str, object], state: State) -> None:
    site = Site(Path("/blog"), JEKYLL, options=options)
    found = read_facts(site, Post(site.root / name, b""), header("title: a"), NOW)
    assert found.visibility.state == state


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
        (HUGO, "published: false", "'published: false', which it reads as a date"),
        (HUGO, "published: true", "a date"),
        (HUGO, "published: 2023-01-02", ""),
        (HUGO, "date: soon", "'date: soon'"),
        (HUGO, "date: 2023-3-4", "'date: 2023-3-4'"),
        (HUGO, "date: '2023-13-45'", "'date: 2023-13-45'"),
        (HUGO, "date: March 4, 2023", "March"),
        (HUGO, "lastmod: no", "lastmod"),
        (HUGO, "PublishDate: soon", "'publishdate: soon'"),
        (HUGO, "expiryDate: soon", "'expirydate: soon'"),
        (HUGO, "date:", ""),
        (HUGO, "date: 2023-03-04 23:30:00 -0400", ""),
        (HUGO, "date: Sat, 04 Mar 2023 23:30:00 GMT", ""),
        (JEKYLL, "published: false", ""),
        (JEKYLL, "date: soon", "the date 'soon'"),
        (JEKYLL, "date: 2024-W02-3", "the date '2024-W02-3'"),
        (JEKYLL, "date: 2024-W02", "the date '2024-W02'"),
        (JEKYLL, "date: 2024-01", "the date '2024-01'"),
        (JEKYLL, "date: 2023-366", "the date '2023-366'"),
        (JEKYLL, "date: 2024-060", ""),
        (JEKYLL, "date: 2024-02-31", ""),
        (JEKYLL, "date: may", ""),
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
    problem = read_facts(Site(Path("/blog"), engine), post, read_by(engine, lines), NOW).problem
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
    assert facts == PostFacts("A B", "", (), True, AMONG_DRAFTS, "")
