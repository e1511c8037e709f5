"""The check of a post on disk, seen among the other posts of its blog."""

from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui.desk.drafts import open_draft
from tui.desk.entries import read_blog
from tui.desk.findings import find_all
from tui.settings import Places, Settings

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


def test_the_address_may_be_on_another_day(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n") == ["3 other-day"]


def test_an_offset_is_judged_by_the_zone_of_the_site(tmp_path: Path) -> None:
    header = HEADER.replace("10-12T23", "12-01T08")
    config = "timezone: America/New_York\n"
    assert found(tmp_path, "low.\n", header, config) == ["3 other-day", "3 unusual-offset"]


def test_tags_are_compared_with_those_of_other_posts(tmp_path: Path) -> None:
    header = "---\ntitle: the weir\ntags: [kichen]\n---\n\n"
    assert found(tmp_path, "low.\n", header) == ["3 near-tag"]


def test_a_draft_that_jekyll_publishes_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n", "---\ntitle: the weir\ndraft: true\n---\n\n") == ["3 published-draft"]


def test_a_header_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    assert found(tmp_path, "low.\n", "---\ntitle: [the weir\n---\n\n") == ["1 stopped-build"]


def test_links_to_posts_through_liquid_are_looked_up(tmp_path: Path) -> None:
    body = "[a]({% post_url 2023-07-07-silt %}) [b]({% post_url 2023-07-07-gone %})\n"
    assert found(tmp_path, body, "---\ntitle: the weir\n---\n\n") == ["5 broken-liquid"]
