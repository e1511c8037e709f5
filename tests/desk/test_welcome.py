"""The welcome blog: the writer's own copy, made once."""

from pathlib import Path

import pytest

from tui.desk.entries import read_blog
from tui.desk.welcome import SHIPPED, welcome_blog
from tui.errors import BlogError
from tui.settings import places


def test_the_copy_is_the_writers_to_change() -> None:
    copy = welcome_blog(places())
    assert copy == places().state / "welcome"
    post = next(copy.glob("_posts/*.md"))
    post.write_text("mine now\n")
    assert welcome_blog(places()) == copy
    assert post.read_text() == "mine now\n"


def test_every_welcome_post_can_be_read() -> None:
    site, entries = read_blog(welcome_blog(places()), places())
    assert site.engine.name == "jekyll"
    assert len(entries) == len(list(SHIPPED.rglob("*.md")))
    assert [entry.problem for entry in entries if entry.problem] == []


def test_a_state_folder_that_cannot_be_made_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("a file where a folder should be")
    monkeypatch.setenv("DRAFTROOM_HOME", str(tmp_path / "home"))
    with pytest.raises(BlogError) as caught:
        welcome_blog(places())
    assert caught.value.path == tmp_path / "home" / "state" / "welcome"
