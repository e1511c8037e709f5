"""The images of a page: what is missing, and what the others look like where pictures can be read."""

import base64
from pathlib import Path

import pytest

from tui.blog.recognition import find_site
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.markup.tree import Block
from tui.paint.images import image_addresses
from tui.paint.picture import Picture
from tui.ui import pictures
from tui.ui.pictures import ImageFinder, can_read_pictures, read_picture

needs_pillow = pytest.mark.skipif(not can_read_pictures(), reason="draftroom[images] is not installed")
GROUND = "#fbf9f3"
FLAG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAF0lEQVR4nGP8z8DAwMDAyMDwn4EBRgAAJhID/0WXAfMAAAAASUVORK5CYII="
)


def page_of(body: str) -> Page:
    return Page.parse(body, DIALECTS["jekyll"])


@pytest.fixture
def post(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").touch()
    return tmp_path / "low-water.md"


def test_what_is_missing_is_found_and_what_is_elsewhere_is_not_asked(post: Path) -> None:
    (post.parent / "here.png").touch()
    page = page_of("![a](here.png) ![b](gone.png)\n\n> ![c](https://example.org/c.png)\n")
    images = ImageFinder().find(page, post, find_site(post), "")
    assert images.missing == {"gone.png"}
    assert not images.pictures


def test_a_block_is_searched_for_addresses_once(post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[Block] = []

    def counted(block: Block) -> frozenset[str]:
        searched.append(block)
        return image_addresses(block)

    monkeypatch.setattr(pictures, "image_addresses", counted)
    page, finder = page_of("![a](a.png)\n\nheron\n"), ImageFinder()
    finder.find(page, post, find_site(post), "")
    finder.find(page, post, find_site(post), "")
    assert len(searched) == len(page.blocks)
    longer = Page.parse(page.body + "\noats\n", page.dialect).keeping(page)
    finder.find(longer, post, find_site(post), "")
    assert len(searched) == len(page.blocks) + 1


@needs_pillow
def test_a_picture_is_read_pixel_by_pixel(tmp_path: Path) -> None:
    path = write_flag(tmp_path)
    red, blue = "#ff0000", "#0000ff"
    assert read_picture(path, GROUND) == Picture(
        ((red, red), (blue, blue), (red, blue), (GROUND, GROUND)), (2, 3)
    )


@needs_pillow
def test_a_picture_that_is_no_picture_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "words.png").write_text("low water")
    assert read_picture(tmp_path / "words.png", GROUND) is None
    assert read_picture(tmp_path / "gone.png", GROUND) is None
    monkeypatch.setattr(pictures, "MOST_PIXELS", 5)
    assert read_picture(write_flag(tmp_path), GROUND) is None


@needs_pillow
def test_only_images_alone_in_their_paragraph_are_read_and_only_once(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def counted(path: Path, ground: str) -> Picture | None:
        read.append(path)
        return read_picture(path, ground)

    monkeypatch.setattr(pictures, "read_picture", counted)
    write_flag(post.parent)
    (post.parent / "other.png").write_bytes(FLAG)
    page, finder = page_of("![a](flag.png)\n\nwords ![b](other.png)\n"), ImageFinder()
    assert finder.find(page, post, find_site(post), GROUND).pictures.keys() == {"flag.png"}
    assert finder.find(page, post, find_site(post), GROUND).pictures.keys() == {"flag.png"}
    assert len(read) == 1


def write_flag(folder: Path) -> Path:
    path = folder / "flag.png"
    path.write_bytes(FLAG)
    return path
