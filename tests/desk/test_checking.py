"""The check of a post on disk, seen among the other posts of its blog."""

import os
from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui.blog.recognition import find_site
from tui.desk.drafts import open_draft
from tui.desk.entries import read_blog
from tui.desk.findings import find_all
from tui.settings import Places, Settings, places

NAME = "_posts/2024-10-12-the-weir.md"
HEADER = "---\ntitle: the weir\ndate: 2024-10-12T23:30:00-04:00\ntags: [river]\n---\n\n"


def found(
    tmp_path: Path, body: str, header: str = HEADER, config: str = "title: a river blog\n"
) -> list[str]:
    """Return line and rule of what is found in a post of a blog with one other post and an image."""
    other = "---\ntitle: silt\ndate: 2023-07-07\ntags: [river, kitchen]\n---\n\nlow.\n"
    files = {
        NAME: header + body,
        "_posts/2023-07-07-silt.md": other,
        "img/weir.png": "",
        "_config.yml": config,
    }
    blog = make_blog(tmp_path, files)
    home = Places(tmp_path / "config", tmp_path / "state", tmp_path / "cache", tmp_path / "themes")
    site, entries = read_blog(blog, home)
    return [
        f"{each.row + 1} {each.rule}"
        for each in find_all(open_draft(blog / NAME, site), site, entries, home, Settings())
    ]


@pytest.mark.parametrize(
    ("target", "missing"),
    [
        ("/img/weir.png", False),
        ("/img/gone.png", True),
        ("../img/weir.png", False),
        ("gone.png", True),
        ("/2023/07/07/silt.html", False),
        ("/2023/07/07/silt/", False),
        ("/2023/07/08/silt.html", True),
        ("/about/", False),
        ("https://river.example/2023/07/08/silt.html", False),
        ("#gone", True),
    ],
)
def test_links_to_posts_files_and_headings_are_looked_up(tmp_path: Path, target: str, missing: bool) -> None:
    config = "timezone: America/New_York\n"
    assert found(tmp_path, f"[low]({target})\n", config=config) == (["7 missing-target"] if missing else [])


SOURCE = (
    "---\ntitle: mud\ndate: 2022-05-05\n---\n\n# low *tide*\n\n{% include reeds.html %}\n\nmud.\n{:#mud}\n"
)
OTHERS = {
    "_posts/2022-05-05-mud.md": SOURCE,
    "_posts/2021-01-01-chips.md": "---\ntitle: chips\n---\n\n{% gist 1234 %}\n",
    "_includes/reeds.html": '<h2 id="reeds">reeds</h2>\n',
    "about.md": "---\ntitle: about\n---\n\nme.\n",
    "notes.md": "no page of jekyll's.\n",
}


def messages(tmp_path: Path, body: str, config: str = "title: a river blog\n") -> list[str]:
    """Return what is said of the links of a post among `OTHERS`."""
    files = {NAME: f"---\ntitle: the weir\n---\n\n# Own\n\n{body}\n", "_config.yml": config, **OTHERS}
    blog = make_blog(tmp_path, files)
    site = find_site(blog)
    all_found = find_all(open_draft(blog / NAME, site), site, (), places(), Settings())
    return [each.message for each in all_found if each.rule == "missing-target"]


@pytest.mark.parametrize(
    ("target", "gone"),
    [
        ("/2022/05/05/mud.html#low-tide", False),
        ("/2022/05/05/mud.html#reeds", False),
        ("/2022/05/05/mud.html#mud", False),
        ("/2022/05/05/mud#mud", False),
        ("/2022/05/05/mud.html#", False),
        ("/2022/05/05/mud.html#comments", False),
        ("/2022/05/05/mud.html#comment-12", False),
        ("/2022/05/05/mud.html#gone", True),
        ("/2022/05/05/mud.html?a=b#gone", True),
        ("{% post_url 2022-05-05-mud %}#gone", True),
        ("{% post_url 2022-05-05-mud %}#low-tide", False),
        ("/2024/10/12/the-weir.html#own", False),
        ("/2024/10/12/the-weir.html#gone", True),
        ("/about/#gone", False),
        ("https://river.example/2022/05/05/mud.html#gone", False),
    ],
)
def test_headings_of_other_posts_are_looked_up(tmp_path: Path, target: str, gone: bool) -> None:
    said = messages(tmp_path, f"[low]({target})")
    assert [each.startswith("there is no heading #gone in /2") for each in said] == [True] * gone


def test_a_heading_behind_a_liquid_address_is_found_where_it_is_typed(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {NAME: "[a](#own)\nand [b]({% post_url 2022-05-05-mud %}#gone)\n", **OTHERS})
    site = find_site(blog)
    found = find_all(open_draft(blog / NAME, site), site, (), places(), Settings())
    assert [(each.row, each.column, each.end) for each in found] == [(0, 4, 8), (1, 37, 42)]


def test_headings_that_a_build_makes_are_not_known(tmp_path: Path) -> None:
    assert messages(tmp_path, "[low](/2021/01/01/chips.html#gone)") == []


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (
            "2022-05-05-mud.md",
            "2022-05-05-mud.md is not published; the address of that post is /2022/05/05/mud.html",
        ),
        (
            "/_posts/2022-05-05-mud.md",
            "/_posts/2022-05-05-mud.md is not published; the address of that post is /2022/05/05/mud.html",
        ),
        (
            "2022-05-05-mud.md#mud",
            "2022-05-05-mud.md is not published; the address of that post is /2022/05/05/mud.html",
        ),
        ("/about.md", "/about.md is not published"),
        ("/notes.md", ""),
        ("/gone.md", "there is no /gone.md in the site"),
        ("gone.md", "there is no gone.md in the site"),
        ("/river/2022-05-05-mud.md", "there is no /river/2022-05-05-mud.md in the site"),
    ],
)
def test_jekyll_publishes_no_sources(tmp_path: Path, target: str, said: str) -> None:
    assert messages(tmp_path, f"[low]({target})") == ([said] if said else [])


def test_a_plugin_may_change_links_to_sources(tmp_path: Path) -> None:
    config = "relative_links:\n  collections: true\n"
    assert messages(tmp_path, "[low](2022-05-05-mud.md) [weir](gone.md)", config) == [
        "there is no gone.md in the site"
    ]


def test_the_base_address_of_a_site_is_passed_over(tmp_path: Path) -> None:
    body = "[a](/pond/2022/05/05/mud.html#gone) [b](/pond/_posts/2022-05-05-mud.md)"
    assert messages(tmp_path, body, "baseurl: /pond\n") == [
        "there is no heading #gone in /pond/2022/05/05/mud.html",
        "/pond/_posts/2022-05-05-mud.md is not published; "
        "the address of that post is /pond/2022/05/05/mud.html",
    ]


@pytest.mark.parametrize("folder", ["", "_posts", "_drafts"])
def test_a_post_is_the_same_by_its_relative_path(
    tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "---\ntitle: the weir\ntags: [kichen]\n---\n\nlow.\n"
    other = "---\ntitle: silt\ntags: [kitchen]\n---\n\nlow.\n"
    files = {NAME: text, "_posts/2023-07-07-silt.md": other, "_drafts/.keep": ""}
    blog = make_blog(tmp_path, files)
    site, entries = read_blog(blog, places())
    monkeypatch.chdir(blog / folder)
    path = Path(os.path.relpath(blog / NAME))
    found = find_all(open_draft(path, site), site, entries, places(), Settings())
    assert [each.rule for each in found] == ["near-tag"]


def test_the_address_may_be_on_another_day(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n") == ["3 other-day"]


def test_an_offset_is_judged_by_the_zone_of_the_site(tmp_path: Path) -> None:
    header = HEADER.replace("10-12T23", "12-01T08")
    config = "timezone: America/New_York\n"
    assert found(tmp_path, "low.\n", header, config) == ["3 other-day", "3 unusual-offset"]


def test_tags_are_compared_with_those_of_other_posts(tmp_path: Path) -> None:
    header = "---\ntitle: the weir\ntags: [kichen]\n---\n\n"
    assert found(tmp_path, "low.\n", header) == ["3 near-tag"]


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2024-01-01", "2024-02-02"), [False, True]),
        (("2024-02-02", "2024-01-01"), [True, False]),
        (("2024-01-01", "2024-01-01"), [False, True]),
        (("2024-01-01", "2024-02-02", "2024-03-03"), [True, False, False]),
        (("2024-03-03", "2024-01-01", "2024-02-02"), [True, False, False]),
    ],
)
def test_of_two_near_tags_only_the_rarer_or_the_later_is_told(
    tmp_path: Path, dates: tuple[str, ...], told: list[bool]
) -> None:
    tags = ("low-water", "lowwater", "lowwater")
    files = {
        f"_posts/{date}-silt{at}.md": f"---\ntitle: silt\ntags: [{tag}]\n---\n\nlow.\n"
        for at, (date, tag) in enumerate(zip(dates, tags, strict=False))
    }
    blog = make_blog(tmp_path, {**files, "_config.yml": ""})
    site, entries = read_blog(blog, places())
    found = [find_all(open_draft(blog / name, site), site, entries, places(), Settings()) for name in files]
    assert [bool(each) for each in found] == told


def test_a_draft_without_a_date_is_later_than_every_post(tmp_path: Path) -> None:
    files = {
        "_drafts/a.md": "---\ntitle: mud\ntags: [low-water]\n---\n\nlow.\n",
        "_posts/2024-01-01-silt.md": "---\ntitle: silt\ntags: [lowwater]\n---\n\nlow.\n",
        "_config.yml": "",
    }
    blog = make_blog(tmp_path, files)
    site, entries = read_blog(blog, places())
    told = [
        [each.rule for each in find_all(open_draft(blog / name, site), site, entries, places(), Settings())]
        for name in list(files)[:2]
    ]
    assert told == [["not-public", "near-tag"], []]


def test_a_draft_that_jekyll_publishes_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n", "---\ntitle: the weir\ndraft: true\n---\n\n") == ["3 published-draft"]


def test_a_header_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n", "---\ntitle: [the weir\n---\n\n") == ["1 stopped-build"]


def test_links_to_posts_through_liquid_are_looked_up(tmp_path: Path) -> None:
    body = "[a]({% post_url 2023-07-07-silt %}) [b]({% post_url 2023-07-07-gone %})\n"
    assert found(tmp_path, body, "---\ntitle: the weir\n---\n\n") == ["5 broken-liquid"]
