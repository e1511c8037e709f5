"""The blog's own git: its versions are found, back over renames, whatever names and subjects hold."""

import os
import shutil
import threading
import time
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import psutil
import pytest

from tests.files.repository import NOON, RIVER, Blog
from tui.errors import PostError
from tui.files import git as room
from tui.files.git import Commit, history, read_commit

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path / "blog")


@pytest.fixture
def post(blog: Blog) -> Path:
    return blog.folder / "river.md"


def subjects(post: Path) -> list[str]:
    return [commit.subject for commit in history(post)]


def test_the_commits_of_a_post_are_its_versions(blog: Blog, post: Path) -> None:
    first = blog.commit("the river", river=RIVER)
    blog.commit("the kitchen", kitchen=b"bread\n")
    second = blog.commit("the river again", river=RIVER + b"low\xff\0\r\n")
    commits = history(post)
    assert commits == [
        Commit(second, NOON + timedelta(hours=2), "the river again", "river.md"),
        Commit(first, NOON, "the river", "river.md"),
    ]
    assert [read_commit(post, commit) for commit in commits] == [RIVER + b"low\xff\0\r\n", RIVER]
    assert all(commit.time.tzinfo is UTC for commit in commits)


def test_only_the_newest_are_asked_for(blog: Blog, post: Path) -> None:
    for number in range(4):
        blog.commit(str(number), river=RIVER + str(number).encode())
    assert [commit.subject for commit in history(post, most=2)] == ["3", "2"]


def test_a_post_is_followed_over_its_renames(blog: Blog) -> None:
    folder = blog.folder / "_drafts"
    folder.mkdir()
    (folder / "river.md").write_bytes(RIVER)
    blog.commit("draft")
    (blog.folder / "_posts").mkdir()
    blog.git("mv", "_drafts/river.md", "_posts/2026-11-23-river.md")
    post = blog.folder / "_posts" / "2026-11-23-river.md"
    post.write_bytes(b"---\ndate: 2026-11-23\n---\n" + RIVER)
    blog.commit("publish")
    post.write_bytes(RIVER + b"low\n")
    blog.commit("edit")
    commits = history(post)
    assert [(commit.subject, commit.path) for commit in commits] == [
        ("edit", "_posts/2026-11-23-river.md"),
        ("publish", "_posts/2026-11-23-river.md"),
        ("draft", "_drafts/river.md"),
    ]
    assert read_commit(post, commits[2]) == RIVER


def test_a_post_made_from_another_does_not_take_its_versions(blog: Blog, post: Path) -> None:
    blog.commit("template", template=RIVER)
    blog.commit("template again", template=RIVER + b"1\n")
    blog.commit("new post", river=RIVER + b"2\n")
    assert subjects(post) == ["new post"]


def test_a_merge_counts_where_it_made_a_text_of_its_own(blog: Blog, post: Path) -> None:
    blog.commit("first", river=RIVER)
    blog.git("checkout", "--quiet", "-b", "side")
    blog.commit("theirs", river=b"theirs\n" + RIVER)
    blog.git("checkout", "--quiet", "main")
    blog.commit("ours", river=b"ours\n" + RIVER)
    blog.git("merge", "--quiet", "side", check=False)
    merge = blog.commit("both", river=b"ours\ntheirs\n" + RIVER)
    blog.git("checkout", "--quiet", "-b", "kitchen")
    blog.commit("kitchen", kitchen=b"bread\n")
    blog.git("checkout", "--quiet", "main")
    blog.commit("low", river=b"low\n" + RIVER)
    blog.git("merge", "--quiet", "--no-ff", "-m", "no text of its own", "kitchen")
    commits = history(post)
    assert [commit.subject for commit in commits] == ["low", "both", "ours", "theirs", "first"]
    assert (commits[1].id, read_commit(post, commits[1])) == (merge, b"ours\ntheirs\n" + RIVER)


def test_a_deletion_and_a_link_are_no_versions(blog: Blog, post: Path) -> None:
    blog.commit("first", river=RIVER)
    post.unlink()
    blog.commit("gone")
    post.symlink_to("elsewhere.md")
    blog.commit("a link")
    post.unlink()
    blog.commit("back", river=RIVER + b"low\n")
    assert subjects(post) == ["back", "first"]


NAMES = [
    "low water.md",
    "-rf.md",
    "--help",
    ":(top)river.md",
    "a\nb\x1b[2J.md",
    "*.md",
    "é.md",
    "a\\b\t.md",
    "\udcff.md",
]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("folder", ["", "-c core.pager=x/\n "])
def test_any_name_of_a_post_is_its_name(name: str, folder: str, blog: Blog) -> None:
    post = blog.folder / folder / name
    try:
        post.parent.mkdir(parents=True, exist_ok=True)
        post.write_bytes(RIVER)
    except OSError:
        pytest.skip("the filesystem has no such names")
    blog.commit("first", other=b"another\n")
    blog.commit("another", other=b"another one\n")
    [commit] = history(post)
    assert (commit.subject, commit.path) == ("first", os.path.join(folder, name))
    assert read_commit(post, commit) == RIVER


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (b"two\nlines\n\nand a body", "two lines"),
        (b"\x1b]0;high water\x07", "\x1b]0;high water\x07"),
        (b"\xff latin", "\udcff latin"),
        (b"", ""),
        (b":100644 100644 0 0 M", ":100644 100644 0 0 M"),
        (b"0" * 40 + b" 1", "0" * 40 + " 1"),
        (b"wide " * 100_000, "wide " * 40),
    ],
    ids=range(7),
)
def test_any_subject_is_only_a_subject(subject: bytes, shown: str, blog: Blog, post: Path) -> None:
    blog.commit("SUBJECT", river=RIVER)
    blog.forge(b"SUBJECT", subject)
    blog.commit("later", river=RIVER + b"low\n")
    later, first = history(post)
    assert (later.subject, first.subject) == ("later", shown)
    assert read_commit(post, first) == RIVER


@pytest.mark.parametrize("date", ["99999999999999999999 +0000", "999999999999999 +0000", "yesterday"])
def test_a_date_that_is_none_hides_no_commit(date: str, blog: Blog, post: Path) -> None:
    blog.commit("first", river=RIVER)
    forged = blog.forge(f"{int(NOON.timestamp())} +0300".encode(), date.encode())
    [commit] = history(post)
    assert (commit.id, commit.time.tzinfo) == (forged, UTC)
    assert read_commit(post, commit) == RIVER


def test_a_linked_post_has_the_versions_of_its_file(blog: Blog, post: Path, tmp_path: Path) -> None:
    blog.commit("first", river=RIVER)
    (tmp_path / "today.md").symlink_to(post)
    [commit] = history(tmp_path / "today.md")
    assert read_commit(tmp_path / "today.md", commit) == RIVER


def test_another_worktree_is_the_same_blog(blog: Blog, tmp_path: Path) -> None:
    blog.commit("first", river=RIVER)
    blog.git("worktree", "add", "--quiet", str(tmp_path / "side"))
    assert subjects(tmp_path / "side" / "river.md") == ["first"]


def test_a_post_that_went_has_its_versions(blog: Blog, post: Path) -> None:
    blog.commit("first", river=RIVER)
    post.unlink()
    [commit] = history(post)
    assert read_commit(post, commit) == RIVER


def no_repository(blog: Blog) -> None:
    shutil.rmtree(blog.folder / ".git")


def no_folder(blog: Blog) -> None:
    shutil.rmtree(blog.folder)


def broken(blog: Blog) -> None:
    (blog.folder / ".git" / "config").write_text("[core\n")


def of_tomorrow(blog: Blog) -> None:
    blog.git("config", "core.repositoryFormatVersion", "99")


@pytest.mark.parametrize("spoil", [no_repository, no_folder, broken, of_tomorrow])
def test_without_a_repository_there_are_no_versions(
    spoil: Callable[[Blog], None], blog: Blog, post: Path
) -> None:
    blog.commit("first", river=RIVER)
    [commit] = history(post)
    spoil(blog)
    assert history(post) == []
    with pytest.raises(PostError, match="git does not give this version") as error:
        read_commit(post, commit)
    assert (error.value.path, error.value.detail) == (post, f"commit {commit.id[:12]}")


def test_a_post_that_git_does_not_know_and_a_blog_without_commits_have_none(blog: Blog, post: Path) -> None:
    assert history(post) == []
    blog.commit("kitchen", kitchen=b"bread\n")
    post.write_bytes(RIVER)
    assert history(post) == []


def test_files_of_a_blog_that_look_like_a_repository_are_none(blog: Blog, tmp_path: Path) -> None:
    blog.commit("first", river=RIVER)
    shutil.move(blog.folder / ".git", tmp_path / "posts")
    assert history(tmp_path / "posts" / "river.md") == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else_is_refused(blog: Blog, post: Path) -> None:
    blog.commit("first", river=RIVER)
    os.chown(blog.folder, 1234, 1234)
    os.chown(blog.folder / ".git", 1234, 1234)
    assert history(post) == []


@pytest.mark.parametrize(
    ("id_", "path"),
    [
        ("--help", "river.md"),
        ("HEAD", "river.md"),
        ("0" * 40, "river.md"),
        ("0" * 39, "river.md"),
        ("", "kitchen.md"),
        ("", "a\0b"),
        ("", ""),
    ],
)
def test_a_commit_that_is_none_is_refused(id_: str, path: str, blog: Blog, post: Path) -> None:
    real = blog.commit("first", river=RIVER)
    with pytest.raises(PostError, match="git does not give this version"):
        read_commit(post, Commit(id_ or real, NOON, "", path))


def test_a_text_too_large_for_a_post_is_refused(
    blog: Blog, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.commit("first", river=RIVER)
    [commit] = history(post)
    monkeypatch.setattr(room, "LARGEST_POST", len(RIVER))
    assert read_commit(post, commit) == RIVER
    monkeypatch.setattr(room, "LARGEST_POST", len(RIVER) - 1)
    with pytest.raises(PostError):
        read_commit(post, commit)


def program(folder: Path, name: str, script: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("script", ["sleep 300; touch ended", "(sleep 300; touch ended) &", "exec yes"])
def test_a_git_that_never_ends_is_ended(
    script: str, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "git", script)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(room, "TIMEOUT", 0.2)
    assert history(post) == []
    assert not list(tmp_path.rglob("ended"))


def test_who_leaves_does_not_wait_for_git(
    post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    program(tmp_path / "bin", "git", f"echo $$ > {told}\nexec sleep 600")
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    monkeypatch.setattr(room, "TIMEOUT", 600)
    asking = threading.Thread(target=history, args=(post,))
    asking.start()
    while not (room._running and told.exists() and told.read_text()):
        assert asking.is_alive()
        time.sleep(0.01)
    room.stop()
    asking.join()
    assert not psutil.pid_exists(int(told.read_text()))


def test_without_git_there_are_no_versions(blog: Blog, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog.commit("first", river=RIVER)
    [commit] = history(post)
    monkeypatch.setenv("PATH", str(blog.folder))
    assert history(post) == []
    with pytest.raises(PostError):
        read_commit(post, commit)


def test_a_git_that_lies_in_the_blog_is_not_run(
    blog: Blog, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(blog.folder, "git", f"touch '{tmp_path}/marker'")
    blog.commit("first", river=RIVER)
    monkeypatch.chdir(blog.folder)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    assert subjects(post) == ["first"]
    assert not (tmp_path / "marker").exists()


def test_the_surroundings_do_not_change_what_git_says(
    blog: Blog, post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog.commit("first", river=RIVER)
    expected = history(post)
    (tmp_path / ".gitconfig").write_text("[log]\n\tshowRoot = false\n[color]\n\tui = always\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert history(post) == expected
    assert not (tmp_path / "trace").exists()
