"""Looking writes nothing: whatever is opened and left again, the blog's folder stays as it was."""

import subprocess
from datetime import datetime
from pathlib import Path

import pytest

from tests.ui.support import RIVER, Writer, make_blog, writing
from tui.commands import BY_ID, COMMANDS, Command
from tui.files.sparks import Sparks
from tui.settings import places

DRAFT = """---
layout: post
title: phil's spark
tags:
- river
---

## the jetty

the river took the jetty.

**words / writing / post-processing**\x20\x20
5w / 13min / min"""
DRAFT_NAME, POST_NAME = "_drafts/phil-s-spark.md", "_posts/2024-10-12-low-water.md"

WRITE = {"post.save", "clock.close"}
"""The commands that say in their names that they write; what they ask is asked because they cannot."""

Shape = dict[str, tuple[int, int, bytes]]


def shape_of(blog: Path) -> Shape:
    """Everything under a folder: when it was changed, which file it is, what it holds."""
    found = {}
    for path in (blog, *sorted(blog.rglob("*"))):
        about = path.stat()
        raw = path.read_bytes() if path.is_file() else b""
        found[str(path.relative_to(blog))] = about.st_mtime_ns, about.st_ino, raw
    return found


def a_blog(root: Path) -> Path:
    """A Jekyll blog in git, with a post and a draft, and no template."""
    config = "title: a river blog\nurl: https://river.example\ntimezone: Europe/Vienna\n"
    blog = make_blog(root, {"_config.yml": config, POST_NAME: RIVER, DRAFT_NAME: DRAFT})
    for arguments in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "-m", "begin")):
        who = ("-c", "user.name=a", "-c", "user.email=a@river.example")
        subprocess.run(["git", *who, *arguments], cwd=blog, check=True)
    return blog


async def leave_dialogs(writer: Writer) -> None:
    """Press Esc until the post is in front again."""
    for _ in range(6):
        if writer.app.screen is writer.screen:
            return
        await writer.press("escape")
    raise AssertionError(writer.painted())


async def make_unsaved(writer: Writer, post: Path) -> None:
    """Have a post in front with text that is not on disk."""
    writer.screen.session.post.open(post)
    writer.screen.arrangement.focus("editor")
    await writer.settle()
    draft = writer.screen.desk.draft
    assert draft is not None
    if not draft.unsaved:
        await writer.type("high ")


async def look(writer: Writer, action: str) -> None:
    """Do a command, wait until it has opened what it opens, and leave that."""
    owner = writer.screen.sidebar if action.startswith("list_") else writer.screen
    await owner.run_action(action)
    await at_rest(writer)
    if action == "post_new":
        await writer.type("a title")
        await writer.press("enter")
        await at_rest(writer)
    await leave_dialogs(writer)
    await at_rest(writer)


async def at_rest(writer: Writer) -> None:
    """Wait until all commands have ended or wait for an answer."""
    waits = writer.app.screen is not writer.screen
    while not waits and any(worker.group == "default" for worker in writer.app.workers):
        await writer.pilot.pause(0.01)
        waits = writer.app.screen is not writer.screen
    await writer.settle()


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        (DRAFT_NAME, [command for command in COMMANDS if command.id not in WRITE]),
        (POST_NAME, [BY_ID["post.publish"], BY_ID["post.unpublish"]]),
    ],
)
async def test_what_every_command_opens_is_left_by_esc_and_nothing_is_written(
    tmp_path: Path, name: str, commands: list[Command]
) -> None:
    blog = a_blog(tmp_path)
    Sparks(places().state).catch("a thought", datetime.now().astimezone(), str(blog))
    before = shape_of(blog)
    written = []
    async with writing(blog / name) as writer:
        for command in commands:
            await make_unsaved(writer, blog / name)
            await look(writer, command.action)
            if shape_of(blog) != before:
                written.append(command.id)
                before = shape_of(blog)
    assert written == []


@pytest.mark.parametrize("target", [".", DRAFT_NAME, POST_NAME])
async def test_starting_looking_round_and_leaving_touch_nothing(tmp_path: Path, target: str) -> None:
    blog = a_blog(tmp_path)
    before = shape_of(blog)
    async with writing(blog / target) as writer:
        writer.screen.session.post.open(blog / POST_NAME)
        await writer.settle()
        writer.screen.session.post.open(blog / DRAFT_NAME)
        await writer.press("f8", "ctrl+s", "ctrl+q")
        assert not writer.app.is_running
    assert shape_of(blog) == before


async def test_a_theme_that_is_only_looked_at_is_not_kept(tmp_path: Path) -> None:
    async with writing(a_blog(tmp_path)) as writer:
        before = writer.app.theme, writer.app.desk.remembered
        writer.screen.action_do("theme.choose")
        await writer.settle()
        await writer.press("down", "down", "escape")
        assert (writer.app.theme, writer.app.desk.remembered) == before
