"""The state folder's names: one for each post, whatever the post is called."""

import re
from pathlib import Path

import pytest

from tui.files.names import state_name


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("low-water.md", "low-water"),
        ("2024-05-01-Low Water.md", "2024-05-01-low-water"),
        ("--low--.md", "low"),
        ("é\n\x1b[2J.md", "2j"),
        ("水.md", "post"),
        ("..md", "post"),
        ("..%2F..%2Fetc.md", "2f-2fetc"),
        ("a" * 200 + ".md", "a" * 40),
        ("a" * 39 + " b.md", "a" * 39),
        ("\udcff.md", "post"),
    ],
)
def test_a_post_is_found_by_eye_in_the_state_folder(name: str, stem: str, tmp_path: Path) -> None:
    found = state_name(tmp_path / name)
    assert re.fullmatch(re.escape(stem) + "-[0-9a-f]{16}", found)
    assert len(found) <= 60


def test_two_posts_of_one_name_are_two(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "river.md", tmp_path / "b" / "river.md"
    assert state_name(first) != state_name(second)
    assert state_name(tmp_path / "river.md") != state_name(tmp_path / "river.txt")


def test_two_names_of_one_post_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "blog"
    folder.mkdir()
    post = folder / "river.md"
    post.touch()
    (tmp_path / "linked").symlink_to(folder)
    (tmp_path / "today.md").symlink_to(post)
    monkeypatch.chdir(folder)
    others = [
        tmp_path / "linked" / "river.md",
        tmp_path / "today.md",
        Path("river.md"),
        Path("../blog/river.md"),
    ]
    assert {state_name(other) for other in others} == {state_name(post)}


def test_a_post_has_its_name_before_it_is_there_and_after_it_has_gone(tmp_path: Path) -> None:
    post = tmp_path / "river.md"
    before = state_name(post)
    post.touch()
    assert state_name(post) == before
    post.unlink()
    assert state_name(post) == before
