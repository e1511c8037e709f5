"""The address a post will have."""

import pytest

from tests.blog.blogs import FIXTURES, header
from tui.blog.engines.eleventy import ELEVENTY
from tui.blog.engines.hugo.engine import HUGO
from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.engines.plain import PLAIN
from tui.blog.post_files import post_paths
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.blog.urls import post_moment, post_url
from tui.files.header import read_header
from tui.files.post import read_post

ROOT = FIXTURES / "jekyll"
FROST = "_posts/2023-03-02-First-frost.md"


@pytest.mark.parametrize(
    ("permalink", "name", "lines", "url"),
    [
        ("", FROST, "", "/2023/03/02/First-frost.html"),
        ("date", FROST, "categories: [Slow Food, a]", "/slow%20food/a/2023/03/02/First-frost.html"),
        ("date", FROST, "categories: slow food", "/slow/food/2023/03/02/First-frost.html"),
        ("date", FROST, "category: slow food", "/slow%20food/2023/03/02/First-frost.html"),
        ("pretty", FROST, "slug: thaw", "/2023/03/02/thaw/"),
        ("ordinal", FROST, "", "/2023/061/First-frost.html"),
        ("weekdate", FROST, "", "/2023/W09/Thu/First-frost.html"),
        ("none", FROST, "", "/First-frost.html"),
        ("/:i_month/:short_year/:month_:slug:output_ext", FROST, "", "/3/23/03_first-frost.html"),
        (
            "/:path/:slugified_categories/:name",
            "a/_posts/b/2023-03-02-Frost.md",
            "categories: [Über uns]",
            "/a/b/2023-03-02-Frost/a/%C3%BCber-uns/2023-03-02-frost",
        ),
        ("/:title/:nonsense", FROST, "", "/First-frost/:nonsense"),
        ("pretty", FROST, "permalink: /own/:year/", "/own/2023/"),
        ("pretty", FROST, "permalink: pretty", "/pretty"),
        ("pretty", FROST, "permalink: /späte wege/", "/späte wege/"),
        ("date", "_posts/2023-03-02-näme_x & c++.md", "", "/2023/03/02/n%C3%A4me_x-&-c++.html"),
        (
            "date",
            "kitchen/Soup/_posts/2023-3-2-a.md",
            "categories: [Soup]",
            "/kitchen/soup/2023/03/02/a.html",
        ),
        ("date", FROST, "date: '2024-05-06'", "/2024/05/06/First-frost.html"),
        ("date", FROST, "date: 2024-02-31", "/2024/03/02/First-frost.html"),
        ("date", FROST, "date: 2024-060", "/2024/02/29/First-frost.html"),
        ("date", "_posts/2024-02-31-roll.md", "", "/2024/03/02/roll.html"),
        ("date", "_posts/24-4-31-roll.md", "", "/2024/05/01/roll.html"),
        ("date", "_posts/202-4-3-old.md", "", "/0202/04/03/old.html"),
        ("date", "_posts/2024-01-02-.md", "", "/2024/01/02/.html"),
        ("date", "_drafts/thaw.md", "", ""),
        ("none", "_drafts/thaw.md", "", "/thaw.html"),
    ],
)
def test_jekyll_permalinks(permalink: str, name: str, lines: str, url: str) -> None:
    site = Site(ROOT, JEKYLL, options={"permalink": permalink})
    assert post_url(site, ROOT / name, header(lines)) == url


@pytest.mark.parametrize(
    ("options", "name", "url"),
    [
        ({"source": "src"}, "src/_posts/2024-01-02-a.md", "/2024/01/02/a.html"),
        ({"source": ".made/src"}, ".made/src/_posts/2024-01-02-a.md", "/2024/01/02/a.html"),
        ({"source": "src"}, "src/kitchen/_posts/2024-01-02-a.md", "/kitchen/2024/01/02/a.html"),
        ({"collections_dir": "all"}, "all/kitchen/_posts/2024-01-02-a.md", "/kitchen/2024/01/02/a.html"),
        (
            {"source": "src", "collections_dir": "all"},
            "src/all/_posts/2024-01-02-a.md",
            "/2024/01/02/a.html",
        ),
    ],
)
def test_the_folder_that_a_site_is_built_from_is_no_part_of_an_address(
    options: dict[str, object], name: str, url: str
) -> None:
    assert post_url(Site(ROOT, JEKYLL, options=options), ROOT / name, header("")) == url


def test_a_collection_may_set_the_permalink_of_posts() -> None:
    collections = {"posts": {"permalink": "/news/:title/"}}
    site = Site(ROOT, JEKYLL, options={"permalink": "date", "collections": collections})
    assert post_url(site, ROOT / FROST, header("")) == "/news/First-frost/"


@pytest.mark.parametrize(
    ("zone", "date", "day"),
    [
        ("", "'2023-03-02T23:30:00-04:00'", "2023/03/03"),
        ("", "2023-03-02 23:30:00 -0400", "2023/03/03"),
        ("America/New_York", "'2023-03-02T23:30:00-04:00'", "2023/03/02"),
        ("America/New_York", "2023-03-03 02:30:00", "2023/03/02"),  # unquoted: UTC
        ("America/New_York", "'2023-03-03 02:30:00'", "2023/03/03"),  # quoted: the site's zone
        ("America/New_York", "2023-03-03 02:30", "2023/03/03"),  # without seconds YAML sees a text
        ("America/New_York", "2023-03-03", "2023/03/03"),
    ],
)
def test_jekylls_address_has_the_day_of_the_sites_zone(zone: str, date: str, day: str) -> None:
    site = Site(ROOT, JEKYLL, timezone=zone)
    assert post_url(site, ROOT / FROST, header(f"date: {date}")) == f"/{day}/First-frost.html"


@pytest.mark.parametrize(
    ("name", "lines", "url"),
    [
        ("content/posts/2023-03-01-frost.md", "title: a", "/posts/2023-03-01-frost/"),
        ("content/posts/deep/Weird näme & C++_x.md", "", "/posts/deep/weird-n%C3%A4me--c++_x/"),
        ("content/posts/weir/index.md", "", "/posts/weir/"),
        ("content/posts/weir/index.md", "slug: Lock & Gate", "/posts/lock-gate/"),
        ("content/walks/a.md", "date: 2023-08-01", "/walks/august/a/"),
        ("content/essays/2023-03-01-a.md", "title: On Foot", ""),
        ("content/posts/a.md", "url: own/place/", "/own/place/"),
        ("content/about.md", "", "/about/"),
        ("content/essays/a.md", "date: 2023-08-01\nslug: walking", "/2023/08/walking/"),
        ("content/essays/a.md", "date: 2023-08-01\ntitle: On Foot", "/2023/08/on-foot/"),
        ("content/essays/a.md", "title: On Foot", ""),
        ("content/notes/b/a.md", "title: On Foot", "/notes/b/a/"),
    ],
)
def test_hugo_addresses(name: str, lines: str, url: str) -> None:
    permalinks = {
        "essays": "/:year/:month/:slug/",
        "walks": "/:sections[last]/:monthname/:filename/",
        "page": {"notes": "/:sections/:slugorcontentbasename/"},
    }
    site = Site(FIXTURES / "hugo", HUGO, options={"permalinks": permalinks})
    assert post_url(site, site.root / name, header(lines)) == url


@pytest.mark.parametrize(
    ("order", "url", "date"),
    [
        ([":filename", ":default"], "/posts/frost/", "2023-03-01"),
        ([":default", ":filename"], "/posts/2023-03-01-frost/", "2023-03-05"),
        (["date"], "/posts/2023-03-01-frost/", "2023-03-05"),
        (["Written", ":fileName"], "/posts/frost/", "2023-03-01"),
    ],
)
def test_hugo_takes_a_date_from_the_name_where_it_is_told_to(order: list[str], url: str, date: str) -> None:
    site = Site(FIXTURES / "hugo", HUGO, options={"frontmatter": {"date": order}})
    path = site.root / "content" / "posts" / "2023-03-01-frost.md"
    moment = post_moment(site, path, header("date: 2023-03-05"))
    assert (post_url(site, path, header("date: 2023-03-05")), str(moment)[:10]) == (url, date)


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("2023-03-01-frost.md", "/posts/frost/"),
        ("2023-03-01 frost.md", "/posts/frost/"),
        ("2023-03-01.md", "/posts/2023-03-01/"),
        ("2023-3-1-frost.md", "/posts/2023-3-1-frost/"),
        ("2023-13-01-frost.md", "/posts/2023-13-01-frost/"),
        ("2023-03-01-weir/index.md", "/posts/weir/"),
    ],
)
def test_hugo_takes_the_rest_of_a_dated_name(name: str, url: str) -> None:
    site = Site(FIXTURES / "hugo", HUGO, options={"frontmatter": {"date": ["date", ":filename"]}})
    assert post_url(site, site.root / "content" / "posts" / name, header("title: a")) == url


def test_hugos_addresses_may_be_files() -> None:
    site = Site(FIXTURES / "hugo", HUGO, options={"uglyurls": True})
    assert post_url(site, site.root / "content" / "posts" / "a.md", header("")) == "/posts/a.html"


@pytest.mark.parametrize(
    ("template", "lines", "url"),
    [
        ("", "title: Lamps & Moths", "/lamps-moths.html"),
        ("", "title: Lamps\nslug: dusk", "/dusk.html"),
        ("", "title: Lamps\nstatus: draft", "/drafts/lamps.html"),
        ("{date:%Y}/{date:%m}/{slug}/", "title: a\ndate: 2023-07-01", "/2023/07/a/"),
        ("{category}/{slug}.html", "title: a\ncategory: Late Light", "/late-light/a.html"),
        ("{date:%Y}/{slug}/", "title: a", ""),
        ("{slug.__class__}/{slug}", "title: a", "/{slug.__class__}/a"),
    ],
)
def test_pelican_addresses(template: str, lines: str, url: str) -> None:
    site = Site(FIXTURES / "pelican", PELICAN, options={"ARTICLE_URL": template})
    assert post_url(site, site.root / "content" / "x.md", header(lines)) == url


@pytest.mark.parametrize(
    ("name", "lines", "url"),
    [
        ("posts/2023-05-04-the allotment.md", "", "/posts/2023-05-04-the allotment/"),
        ("src/posts/a.md", "", "/posts/a/"),
        ("posts/a/index.md", "", "/posts/a/"),
        ("posts/a.md", "permalink: own/a.html", "/own/a.html"),
        ("posts/a.md", "permalink: false", ""),
        ("posts/a.md", "permalink: 'own/{{ title }}/'", ""),
        ("posts/2023-05-04-a.md", "permalink: 'own/{{ page.fileSlug }}/'", "/own/a/"),
        ("posts/a.md", "permalink: own/index.html", "/own/"),
        ("index.md", "", "/"),
    ],
)
def test_eleventy_addresses(name: str, lines: str, url: str) -> None:
    site = Site(FIXTURES / "eleventy", ELEVENTY)
    assert post_url(site, site.root / name, header(lines)) == url


def test_outside_any_site_the_address_is_the_path() -> None:
    site = Site(FIXTURES / "plain", PLAIN)
    assert post_url(site, site.root / "older" / "a b.md", header("")) == "older/a b.md"


def test_every_readable_post_of_every_blog_has_one_moment_and_address() -> None:
    seen = 0
    for blog in ("jekyll", "hugo", "eleventy", "pelican", "plain"):
        site = find_site(FIXTURES / blog)
        for path in post_paths(site):
            if "broken" in path.name:
                continue
            found = read_header(read_post(path).parts)
            moment = post_moment(site, path, found)
            assert moment is None or moment.tzinfo is not None
            assert post_url(site, path, found).isprintable()
            seen += 1
    assert seen == 20
