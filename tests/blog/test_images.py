"""Where an image's address leads on the disk, for each place that an engine takes files from."""

from pathlib import Path

import pytest

from tui.blog.images import image_file, is_local
from tui.blog.recognition import find_site
from tui.blog.site import Site

FILES = (
    "_config.yml",
    "_posts/2024-10-12-low-water.md",
    "_posts/beside.jpg",
    "assets/quay.jpg",
    "static/boat.png",
    "content/images/ferry one.png",
)


@pytest.fixture
def post(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("baseurl: /river\n" if name == "_config.yml" else "", encoding="utf-8")
    return tmp_path / "_posts" / "2024-10-12-low-water.md"


def site_of(post: Path) -> Site:
    return find_site(post)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("beside.jpg", "_posts/beside.jpg"),
        ("../assets/quay.jpg", "assets/quay.jpg"),
        ("assets/quay.jpg", "assets/quay.jpg"),
        ("/assets/quay.jpg?wide#top", "assets/quay.jpg"),
        ("/river/assets/quay.jpg", "assets/quay.jpg"),
        ("/boat.png", "static/boat.png"),
        ("{static}/images/ferry%20one.png", "content/images/ferry one.png"),
        ("/quay.jpg", "assets/quay.jpg"),
    ],
)
def test_an_address_leads_to_a_file(post: Path, address: str, name: str) -> None:
    found = image_file(address, post, site_of(post))
    assert found is not None
    assert found.samefile(post.parents[1] / name)


def test_what_leads_nowhere_on_this_disk_is_missing(post: Path) -> None:
    gone = {"heron.jpg", "/assets/heron.jpg", "../../../heron.jpg", "a\0b.jpg", "assets"}
    assert all(is_local(address) and image_file(address, post, site_of(post)) is None for address in gone)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/a.jpg",
        "//example.org/a.jpg",
        "data:image/png;base64,AA",
        "",
        "#a",
        "{{ page.image }}",
    ],
)
def test_what_is_elsewhere_is_not_looked_for(address: str) -> None:
    assert not is_local(address)
