"""Publishing on the screen: shown first, followed to its new place, taken back, committed only when asked."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.blog.recognition import find_site
from tui.desk.publishing import prepare
from tui.files import acts
from tui.files.acts import new_act
from tui.files.post import encode, read_post
from tui.settings import Settings, places

DRAFT = """---
layout: post
title: phil's spark
tags:
- river
---

the river took the jetty.

<!-- notes -->

**words / writing / post-processing**\x20\x20
5w / 13min / min"""

NAME = "_drafts/phil-s-spark.md"


def blog_with_draft(root: Path) -> Path:
    config = "title: a river blog\nurl: https://river.example\ntimezone: Europe/Vienna\n"
    posts = {"_config.yml": config, "_posts/2024-10-12-low-water.md": RIVER, NAME: DRAFT}
    return make_blog(root, posts)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@river.example", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "a")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@river.example")
    blog = blog_with_draft(tmp_path)
    git(tmp_path, "init", "--quiet", "--bare", "server")
    git(blog, "init", "--quiet", "--initial-branch", "main")
    git(blog, "add", ".")
    git(blog, "commit", "--quiet", "-m", "begin")
    git(blog, "remote", "add", "origin", str(tmp_path / "server"))
    git(blog, "push", "--quiet", "--set-upstream", "origin", "main")
    return blog


async def until(writer: Writer, words: str) -> None:
    """Wait until some words are painted or told, and what belongs to them is done."""
    await writer.wait_for(words)
    await writer.settle()


async def choose(writer: Writer, title: str) -> None:
    """Run a command by its name."""
    await writer.press("ctrl+p")
    await writer.type(f">{title}")
    await writer.press("enter")


def published(blog: Path) -> Path:
    return next(path for path in (blog / "_posts").iterdir() if path.name.endswith("-phil-s-spark.md"))


@pytest.mark.parametrize("size", [(160, 45), (80, 24)])
async def test_what_will_happen_is_shown_and_esc_changes_nothing(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME, size) as writer:
        await writer.press("f9")
        await until(writer, "keep it a draft")
        painted = writer.painted()
        assert f"{NAME} moves to _posts/2" in painted
        assert "the footer becomes: 5w / 13min / 0min" in painted
        assert re.search(r"https://river\.example/\d{4}/\d\d/\d\d/phil-s-spark\.html", painted)
        await writer.press("escape")
        assert (blog / NAME).read_text() == DRAFT
        assert writer.screen.editor.text == DRAFT


async def test_a_page_that_settles_behind_the_question_refuses_nothing(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        await writer.press("f9")
        await until(writer, "publish this post")
        draft = writer.screen.desk.draft
        assert draft is not None
        assert writer.screen.desk.finished(draft.finish()) is not draft
        await writer.press("enter")
        await until(writer, "published: /2")


async def test_a_post_is_published_and_followed(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        await writer.type("high ")
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("enter")
        await until(writer, "published: /2")
        path = published(blog)
        assert not (blog / NAME).exists()
        text = path.read_text()
        assert "\ndate: '2" in text
        assert "high the river" in text
        assert text.endswith("\n6w / 13min / 0min")
        screen = writer.screen
        assert screen.editor.text == text
        assert screen.desk.draft is not None
        assert (screen.desk.draft.path, screen.desk.draft.unsaved) == (path, False)
        assert screen.desk.locks.are_ours(path)
        assert not screen.editor.read_only
        assert screen.desk.remembered.last_post == str(path)
        assert "    saved" in writer.status
        row, column = screen.editor.cursor_location
        assert screen.editor.document[row][:column] == "high "
        await writer.type("and ")
        await writer.press("ctrl+s")
        assert "high and the river" in path.read_text()


async def test_undo_goes_back_over_publishing_and_nothing_is_offered_at_the_next_start(
    tmp_path: Path,
) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        await writer.type("high ")
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("enter")
        await until(writer, "published: /2")
        await writer.press(*["ctrl+z"] * 8)
        assert writer.screen.editor.text == DRAFT
        await writer.press(*["ctrl+y"] * 8)
        assert "    saved" in writer.status
    async with writing(published(blog)) as writer:
        await writer.settle()
        assert "was not saved" not in writer.painted()


@pytest.mark.parametrize("again", [False, True])
async def test_taking_back_is_to_the_byte_and_the_clocks_know_it(tmp_path: Path, again: bool) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("p")
        await until(writer, "published: /2")
        if not again:
            await choose(writer, "take back")
            await until(writer, "every byte")
            await writer.press("t")
            await until(writer, "taken back")
            assert not any("not the publishing" in told for told in writer.told)
            assert (blog / NAME).read_text() == writer.screen.editor.text == DRAFT
    if again:
        async with writing(published(blog)) as writer:
            await choose(writer, "take back")
            await until(writer, "every byte")
            await writer.press("t")
            await until(writer, "taken back")
            assert (blog / NAME).read_text() == writer.screen.editor.text == DRAFT
            assert "    saved" in writer.status
    assert [path.name for path in (blog / "_posts").iterdir()] == ["2024-10-12-low-water.md"]


async def test_what_was_written_since_stays_when_a_post_is_taken_back(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    low = blog / "_posts" / "2024-10-12-low-water.md"
    async with writing(low) as writer:
        await writer.type("now ")
        await choose(writer, "take back")
        await until(writer, "_posts/2024-10-12-low-water.md moves to _drafts/low-water.md")
        await writer.press("t")
        await until(writer, "taken back")
        draft = blog / "_drafts" / "low-water.md"
        assert draft.read_text() == RIVER.replace("the water", "now the water", 1)
        assert writer.screen.editor.text == draft.read_text()
        assert not low.exists()


async def test_a_commit_and_a_push_are_offered_and_hold_exactly_those_files(repository: Path) -> None:
    (repository / "other.txt").write_text("staged")
    git(repository, "add", "other.txt")
    async with writing(repository / NAME) as writer:
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("p")
        await until(writer, "commit exactly these files")
        assert "Publish phil's spark" in writer.painted()
        assert NAME in writer.painted()
        await writer.press("c")
        await until(writer, "a push sends this commit")
        changed = git(repository, "show", "--no-renames", "--name-only", "--format=%s").split("\n")
        assert changed[0] == "Publish phil's spark"
        assert sorted(filter(None, changed[1:])) == [NAME, f"_posts/{published(repository).name}"]
        assert git(repository, "log", "--format=%s", "origin/main") == "begin\n"
        await writer.press("p")
        await until(writer, "pushed")
        assert git(repository, "log", "-1", "--format=%s", "origin/main") == "Publish phil's spark\n"


async def test_without_a_yes_nothing_is_committed(repository: Path) -> None:
    async with writing(repository / NAME) as writer:
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("p")
        await until(writer, "commit exactly these files")
        await writer.press("escape")
        await writer.settle()
    assert git(repository, "log", "--format=%s") == "begin\n"


async def test_a_post_that_is_published_says_so(tmp_path: Path) -> None:
    async with writing(blog_with_draft(tmp_path) / "_posts" / "2024-10-12-low-water.md") as writer:
        await writer.press("f9")
        await until(writer, "this post is published already")


async def test_what_a_crash_cut_off_is_ended_at_the_next_start(tmp_path: Path) -> None:
    blog = blog_with_draft(tmp_path)
    site, post, here = find_site(blog), read_post(blog / NAME), places()
    plan = prepare(site, post, here)
    act = new_act(here.state, "publish", plan.old, plan.new, encode(plan.before), encode(plan.after))
    acts._write(act)
    plan.new.write_bytes(encode(plan.after))
    async with writing(blog / NAME, settings=Settings(spelling=False)) as writer:
        await until(writer, "moving it was cut off, and is done now")
        assert writer.screen.editor.text == plan.after
        assert writer.screen.desk.locks.are_ours(plan.new)
    assert not (blog / NAME).exists()


@pytest.mark.parametrize("typed", [False, True])
async def test_the_question_says_that_the_post_is_saved_first_and_no_leaves_it_unsaved(
    tmp_path: Path, typed: bool
) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        if typed:
            await writer.type("mud ")
        await writer.press("f9")
        await until(writer, "keep it a draft")
        assert ("your unsaved changes are saved first" in writer.painted()) is typed
        await writer.press("k")
        assert (blog / NAME).read_text() == DRAFT
        assert ("unsaved" in writer.status) is typed


async def test_what_was_typed_since_a_post_was_published_is_taken_back_with_it_only_after_yes(
    tmp_path: Path,
) -> None:
    blog = blog_with_draft(tmp_path)
    async with writing(blog / NAME) as writer:
        await writer.press("f9")
        await until(writer, "publish this post")
        await writer.press("p")
        await until(writer, "published: /2")
        path = published(blog)
        before = path.read_text()
        await writer.type("high ")
        await choose(writer, "take back")
        await until(writer, "changes made since it was published stay")
        await writer.press("escape")
        assert path.read_text() == before
        await choose(writer, "take back")
        await until(writer, "changes made since it was published stay")
        await writer.press("t")
        await until(writer, "taken back")
        assert "high the river" in (blog / NAME).read_text()
        assert "    saved" in writer.status
