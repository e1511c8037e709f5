"""What is listed of each post, however broken it is, and whatever the clock says."""

import os
from pathlib import Path

import pytest

from tests.desk.support import BROKEN, WEIR, make_blog, stop_the_clock
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.desk import Desk
from tui.desk.entries import describe, read_blog
from tui.errors import BlogError
from tui.library.entry import Entry
from tui.prose.word_count import Counting
from tui.settings import Settings, places

SOON = WEIR.replace("2024-10-12T07:20", "2031-05-01T07:20")


def titles_of(entries: list[Entry]) -> list[str]:
    return [entry.title for entry in entries]


def test_a_post_is_described_by_its_header_its_words_and_its_place(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    path = blog / "_posts" / "2024-10-12-the-weir.md"
    tags = ("river", "mornings")
    assert describe(find_site(blog), path) == Entry(
        path, "the weir", "2024-10-12T07:20:00+00:00", tags, 23, False
    )


def test_posts_that_cannot_be_read_are_listed_with_their_problem(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-02-towpath.md": BROKEN})
    (blog / "_posts" / "2024-01-03-picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (blog / "_posts" / "2024-01-04-gone.md").symlink_to("nowhere.md")
    os.mkfifo(blog / "_posts" / "2024-01-05-pipe.md")
    broken, picture = read_blog(blog, places())[1]
    assert (broken.title, broken.words, broken.public) == ("Towpath", 5, True)
    assert "the header cannot be read" in broken.problem
    assert (picture.title, picture.words, picture.public) == ("2024-01-03-picture", 0, False)
    assert "binary" in picture.problem


def test_what_changed_since_is_read_again(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    assert len(read_blog(blog, places())[1]) == 3
    (blog / "_drafts" / "the-ferry-is-late.md").unlink()
    (blog / "_posts" / "2024-10-12-the-weir.md").write_text(WEIR.replace("'the weir'", "the mill"))
    assert titles_of(read_blog(blog, places())[1]) == ["the mill", "a jar of silt"]


def test_a_post_whose_date_has_come_is_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_blog(tmp_path, {"_posts/2031-05-01-soon.md": SOON})
    stop_the_clock(monkeypatch, "2031-05-01T07:19:59+00:00")
    desk = Desk.at(blog, blog, places(), Settings())
    assert desk.reading().run(lambda done, of: None)
    assert not desk.reading().run(lambda done, of: None)
    assert [entry.public for entry in read_blog(blog, places())[1]] == [False]
    stop_the_clock(monkeypatch, "2031-05-01T07:20:00+00:00")
    assert [entry.public for entry in read_blog(blog, places())[1]] == [True]
    assert desk.reading().run(lambda done, of: None)
    assert [entry.public for entry in desk.blog.entries()] == [True]


def test_a_post_that_has_expired_is_no_more_public(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fair = "---\ntitle: the fair\ndate: 2030-01-01\nexpiryDate: 2031-05-01T07:20:00Z\n---\n\ncome!\n"
    kept = fair.replace("fair", "kept").replace("2031", "2032")
    posts = tmp_path / "content" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / "hugo.toml").write_text("")
    (posts / "fair.md").write_text(fair)
    (posts / "kept.md").write_text(kept)
    read: list[str] = []

    def noted(site: Site, path: Path, counting: Counting) -> Entry:
        read.append(path.name)
        return describe(site, path, counting)

    monkeypatch.setattr("tui.desk.entries.describe", noted)
    states = []
    for moment in ("2031-05-01T07:19:59+00:00", "2031-05-01T07:20:00+00:00", "2031-06-01T00:00:00+00:00"):
        stop_the_clock(monkeypatch, moment)
        found = {entry.title: entry.visibility.state for entry in read_blog(tmp_path, places())[1]}
        states.append((found["the fair"], found["the kept"], sorted(read)))
        read.clear()
    assert states == [
        ("public", "public", ["fair.md", "kept.md"]),
        ("expired", "public", ["fair.md"]),
        ("expired", "public", []),
    ]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("gone", "there is no such folder"),
        ("x" * 5000, "there is no such folder"),
        ("blog/_config.yml", "this is a file, not a folder"),
        ("empty", "there are no posts in this folder"),
    ],
)
def test_a_folder_that_is_no_blog_is_named(tmp_path: Path, name: str, title: str) -> None:
    make_blog(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(BlogError) as caught:
        read_blog(tmp_path / name, places())
    assert (caught.value.title, caught.value.path) == (title, tmp_path / name)
    assert caught.value.hint
