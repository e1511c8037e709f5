"""A commit of exactly these files in a real repository, and a push to a folder beside it."""

import os
import subprocess
from pathlib import Path
from threading import Thread, Timer
from time import sleep

import psutil
import pytest

from tests.files.repository import Blog
from tui.errors import BlogError
from tui.files import git_commit
from tui.files.git_commit import commit, on_branch, push, repository, stop, unpushed


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Blog:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "mira")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "mira")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    blog = Blog(tmp_path / "blog")
    blog.commit("begin", draft=b"low water\n", other=b"bread\n")
    return blog


def moved(blog: Blog) -> tuple[Path, Path]:
    old, new = blog.folder / "draft.md", blog.folder / "_posts" / "2026-03-01-weir.md"
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    return old, new


def changes(blog: Blog) -> list[str]:
    shown = blog.git(
        "-c", "core.quotePath=false", "show", "--name-status", "--no-renames", "--format=", "HEAD"
    )
    return shown.decode().split("\n")


def status(blog: Blog) -> str:
    return blog.git("status", "--porcelain", "--untracked-files=all").decode()


def test_the_old_path_and_the_new_one_are_committed(blog: Blog) -> None:
    name = commit(moved(blog), "Publish the weir")
    assert changes(blog) == ["A\t_posts/2026-03-01-weir.md", "D\tdraft.md"]
    assert blog.git("log", "-1", "--format=%h %s").decode() == f"{name} Publish the weir"
    assert status(blog) == ""


def test_what_else_was_staged_or_changed_stays_so(blog: Blog) -> None:
    (blog.folder / "other.md").write_bytes(b"more bread\n")
    (blog.folder / "staged.md").write_bytes(b"staged\n")
    blog.git("add", "staged.md")
    (blog.folder / "loose.md").write_bytes(b"loose\n")
    commit(moved(blog), "Publish the weir")
    assert changes(blog) == ["A\t_posts/2026-03-01-weir.md", "D\tdraft.md"]
    assert status(blog) == "M other.md\nA  staged.md\n?? loose.md"


def test_a_draft_that_git_never_knew_is_left_out(blog: Blog) -> None:
    (blog.folder / "draft.md").rename(blog.folder / "never.md")
    (blog.folder / "draft.md").write_bytes(b"low water\n")
    old = blog.folder / "never.md"
    new = blog.folder / "post.md"
    old.rename(new)
    commit((old, new), "Publish")
    assert changes(blog) == ["A\tpost.md"]


@pytest.mark.parametrize("name", ["*.md", ":(top)x.md", "-m.md", "a b 'c'.md", "mañana.md"])
def test_names_are_never_patterns_or_options(blog: Blog, name: str) -> None:
    (blog.folder / "second.md").write_bytes(b"not this\n")
    new = blog.folder / name
    (blog.folder / "draft.md").rename(new)
    commit((blog.folder / "draft.md", new), "-m")
    assert len(changes(blog)) == 2
    assert "second.md" in status(blog)


def test_a_hook_that_refuses_leaves_all_as_it_was(blog: Blog) -> None:
    hook = blog.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'no posts \033[31m on sundays' >&2\nexit 1\n")
    hook.chmod(0o755)
    paths = moved(blog)
    before = status(blog)
    with pytest.raises(BlogError, match="on sundays") as refused:
        commit(paths, "Publish")
    assert "\033" not in str(refused.value)
    assert status(blog) == before


@pytest.mark.parametrize("left", [False, True])
def test_a_hook_that_never_ends_leaves_no_lock(
    blog: Blog, monkeypatch: pytest.MonkeyPatch, left: bool
) -> None:
    hook = blog.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nsleep 30\n")
    hook.chmod(0o755)
    paths = moved(blog)
    before = status(blog)
    monkeypatch.setattr(git_commit, "COMMIT_SECONDS", 5.0 if left else 0.5)
    stopping = Timer(0.5, stop)
    if left:
        stopping.start()
    with pytest.raises(BlogError):
        commit(paths, "Publish the weir")
    stopping.cancel()
    assert not [*(blog.folder / ".git").glob("*.lock")]
    assert status(blog) == before


def test_who_leaves_does_not_wait_for_a_hook_that_will_not_end(blog: Blog, tmp_path: Path) -> None:
    hook, told = blog.folder / ".git" / "hooks" / "pre-commit", tmp_path / "told"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntrap '' TERM\necho $$ > {told}\nwhile :; do sleep 1; done\n")
    hook.chmod(0o755)
    paths = moved(blog)
    before = status(blog)
    refused: list[BlogError] = []

    def try_to_commit() -> None:
        try:
            commit(paths, "Publish the weir")
        except BlogError as error:
            refused.append(error)

    committing = Thread(target=try_to_commit)
    committing.start()
    while not told.exists() or not told.read_text():
        assert committing.is_alive()
        sleep(0.01)
    endless = psutil.Process(int(told.read_text()))
    stop()
    committing.join()
    assert refused
    assert status(blog) == before
    assert psutil.wait_procs([endless], timeout=20)[1] == []
    stop()  # when there is nothing to stop


def test_a_commit_on_no_branch_is_known(blog: Blog) -> None:
    assert on_branch(blog.folder)
    blog.git("checkout", "--quiet", "--detach")
    assert not on_branch(blog.folder)


def test_a_file_that_git_ignores_is_not_forced_in(blog: Blog) -> None:
    (blog.folder / ".gitignore").write_text("_posts\n")
    paths = moved(blog)
    before = status(blog)
    with pytest.raises(BlogError, match="does not take the file"):
        commit(paths, "Publish")
    assert status(blog) == before


def test_nothing_new_is_no_commit(blog: Blog) -> None:
    with pytest.raises(BlogError):
        commit((blog.folder / "draft.md",), "Publish")
    with pytest.raises(BlogError, match="nothing to commit"):
        commit((blog.folder / "gone.md",), "Publish")


def test_a_push_sends_the_branch(blog: Blog, tmp_path: Path) -> None:
    bare = tmp_path / "bare.git"
    subprocess.run(["git", "init", "--quiet", "--bare", str(bare)], check=True)
    assert unpushed(blog.folder) is None
    with pytest.raises(BlogError, match="could not push"):
        push(blog.folder)
    blog.git("remote", "add", "origin", str(bare))
    blog.git("push", "--quiet", "-u", "origin", "main")
    commit(moved(blog), "Publish")
    assert unpushed(blog.folder) == 1
    push(blog.folder)
    assert unpushed(blog.folder) == 0
    there = subprocess.run(
        ["git", "-C", str(bare), "rev-parse", "main"], capture_output=True, check=True
    ).stdout
    assert there.strip() == blog.git("rev-parse", "HEAD")


def test_the_repository_of_a_file_is_found(blog: Blog, tmp_path: Path) -> None:
    found = repository(blog.folder / "draft.md")
    assert found is not None
    assert found.samefile(blog.folder)
    assert repository(tmp_path / "else.md") is None


def test_another_repository_in_the_environment_is_not_taken(
    blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Blog(tmp_path / "other")
    other.commit("begin", one=b"x")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    commit(moved(blog), "Publish")
    assert other.git("log", "--format=%s") == b"begin"
