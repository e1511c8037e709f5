"""Publishing and taking back on disk: the file and its versions."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.desk.support import make_blog
from tests.files.faults import watched
from tui.blog.plan import Plan
from tui.blog.recognition import find_site
from tui.blog.site import Site
from tui.desk.publishing import (
    Published,
    carry_out,
    examples_of,
    keep_private,
    message_for,
    prepare,
    prepare_back,
    resume_acts,
    undo_act,
)
from tui.edits import Edit, Step
from tui.errors import ChangedOutside, SaveError
from tui.files.acts import Act
from tui.files.journal import Journal
from tui.files.lock import Taken, take
from tui.files.post import Post, read_post
from tui.files.versions import Versions
from tui.settings import Settings, places

SPARK = "---\nlayout: post\ntitle: 'phil''s spark'\ntags:\n- river\n--- \n\n\nlow water  \r\n\xe9nd".encode(
    "latin-1"
)


def drafted(root: Path) -> tuple[Site, Post]:
    blog = make_blog(root)
    path = blog / "_drafts" / "phil-s-spark.md"
    path.write_bytes(SPARK)
    return find_site(blog), read_post(path)


def published(site: Site, post: Post) -> Published:
    return carry_out(site, prepare(site, post, places()), places(), Settings())


def back(site: Site, path: Path) -> Plan | Act:
    return prepare_back(site, read_post(path), places())


def versions(path: Path) -> list[bytes]:
    kept = Versions(places().state, 365, 200)
    return [kept.read(version) for version in kept.of(path)]


def test_a_draft_is_published_and_taken_back_to_the_byte(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    done = published(site, post)
    assert not post.path.exists()
    assert done.act.new.parent.name == "_posts"
    assert done.act.new.name.endswith("-phil-s-spark.md")
    assert done.act.new.read_bytes().endswith(b"--- \n\n\nlow water  \r\n\xe9nd")
    assert done.paths == (post.path, done.act.new)
    act = back(site, done.act.new)
    assert isinstance(act, Act)
    undo_act(act, places(), Settings())
    assert post.path.read_bytes() == SPARK
    assert not done.act.new.exists()


def test_what_was_changed_since_becomes_a_draft_with_the_change(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    new = published(site, post).act.new
    date = next(row for row in new.read_bytes().split(b"\n") if row.startswith(b"date"))
    new.write_bytes(new.read_bytes() + b" more")
    plan = back(site, new)
    assert isinstance(plan, Plan)
    again = carry_out(site, plan, places(), Settings()).act.new
    assert again == post.path
    assert again.read_bytes().endswith(b"\xe9nd more")
    # and the next time it has the date of the first
    third = published(site, read_post(again)).act.new
    assert third == new
    assert date in third.read_bytes()


def test_undo_of_what_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    act = published(site, post).act
    act.new.write_bytes(b"changed")
    with pytest.raises(ChangedOutside):
        undo_act(act, places(), Settings())
    assert act.new.read_bytes() == b"changed"


def test_a_draft_that_changed_after_the_plan_stays(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    plan = prepare(site, post, places())
    post.path.write_bytes(b"typed on")
    with pytest.raises(ChangedOutside):
        carry_out(site, plan, places(), Settings())
    assert post.path.read_bytes() == b"typed on"
    assert not plan.new.exists()


def test_its_versions_follow_the_post_and_come_back(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    Versions(places().state, 365, 200).add(post.path, b"earlier", "before", "one")
    act = published(site, post).act
    assert versions(act.new)[-1] == b"earlier"
    assert set(versions(act.new)) == {b"earlier", SPARK, act.after}
    undo_act(act, places(), Settings())
    assert versions(post.path)[-1] == b"earlier"
    assert versions(post.path)[0] == SPARK
    assert versions(act.new) == []


def test_text_that_was_never_saved_comes_first(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    folder = places().state / "journals"
    folder.mkdir(parents=True)
    journal = Journal.start(folder, post.path, post.text, post.digest)
    journal.append(Step("typed", (Edit((0, 0), (0, 0), "x", ""),)))
    journal.close()
    with pytest.raises(SaveError, match="never saved"):
        published(site, post)
    assert post.path.exists()


def test_a_post_that_another_draftroom_writes_is_left_to_it(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    plan = prepare(site, post, places())
    lock = take(places().state, post.path)
    with pytest.raises(Taken):
        carry_out(site, plan, places(), Settings())
    carry_out(site, plan, places(), Settings(), held=True)
    lock.release()
    assert plan.new.exists()


def test_killed_in_the_middle_it_is_ended_at_the_next_start(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    Versions(places().state, 365, 200).add(post.path, b"earlier", "before", "one")
    new = prepare(site, post, places()).new
    command = [sys.executable, "-m", "tests.desk.test_publishing", str(post.path)]
    done = subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (post.path.exists(), new.exists()) == (True, True)
    ((act, ended),) = resume_acts(places())
    assert (ended, act.new, post.path.exists()) == ("after", new, False)
    assert versions(new) == [b"earlier"]
    assert resume_acts(places()) == []
    undo_act(act, places(), Settings())
    assert post.path.read_bytes() == SPARK


def test_an_act_of_a_draftroom_that_is_at_it_is_not_resumed(tmp_path: Path) -> None:
    _, post = drafted(tmp_path)
    command = [sys.executable, "-m", "tests.desk.test_publishing", str(post.path)]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=False)
    lock = take(places().state, post.path)
    assert resume_acts(places()) == []
    assert post.path.exists()
    lock.release()
    assert [ended for _, ended in resume_acts(places())] == ["after"]


def _die_between_the_files(path: Path) -> None:
    def kill(name: str, arguments: tuple[Any, ...]) -> None:
        if name == "unlink" and arguments[0] == path:
            os.kill(os.getpid(), signal.SIGKILL)

    site, here = find_site(path.parent), places()
    plan = prepare(site, read_post(path), here)
    with watched(kill):
        carry_out(site, plan, here, Settings())


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, ".draftroom\n"),
        ("", ".draftroom\n"),
        ("notes", "notes\n.draftroom\n"),
        ("notes\r\n", "notes\r\n.draftroom\r\n"),
        ("./.draftroom/\n", "./.draftroom/\n"),
    ],
)
def test_eleventy_is_told_to_leave_our_folder_out(before: str | None, after: str, tmp_path: Path) -> None:
    (tmp_path / "eleventy.config.js").touch()
    file = tmp_path / ".eleventyignore"
    if before is not None:
        file.write_bytes(before.encode())
    site = find_site(tmp_path)
    said = keep_private(site, tmp_path / ".draftroom" / "drafts" / "a.md")
    assert (said is None, file.read_bytes().decode()) == (before == after, after)
    assert keep_private(site, tmp_path / ".draftroom" / "drafts" / "a.md") is None


def test_nothing_is_told_without_need(tmp_path: Path) -> None:
    site, _ = drafted(tmp_path)
    assert keep_private(site, site.root / ".draftroom" / "templates" / "post.md") is None
    (tmp_path / "eleventy.config.js").touch()
    assert keep_private(find_site(tmp_path), tmp_path / "posts" / "a.md") is None


def test_a_post_of_eleventy_goes_to_our_folder_and_back(tmp_path: Path) -> None:
    (tmp_path / "eleventy.config.js").touch()
    post = tmp_path / "posts" / "weir.md"
    post.parent.mkdir()
    post.write_bytes(SPARK)
    site = find_site(tmp_path)
    plan = back(site, post)
    assert isinstance(plan, Plan)
    done = carry_out(site, plan, places(), Settings())
    act = done.act
    assert act.new == tmp_path / ".draftroom" / "drafts" / "weir.md"
    assert done.paths == (post, act.new, tmp_path / ".eleventyignore")
    assert (tmp_path / ".eleventyignore").read_text() == ".draftroom\n"
    assert published(site, read_post(act.new)).act.new == post


def test_examples_are_the_first_that_can_be_read(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    (blog / "_posts" / "2022-01-01-none.md").write_bytes(b"no header\n")
    paths = [blog / "gone.md", *sorted(blog.rglob("*.md"))]
    assert len(examples_of(paths, 2)) == 2
    assert len(examples_of(paths)) == 3


def test_a_commit_is_called_after_the_post(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    plan = prepare(site, post, places())
    assert message_for(plan, "phil's spark") == "Publish phil's spark"
    assert message_for(plan, "") == f"Publish {plan.new.stem}"
    assert (
        message_for(plan, "a\0b\x1b[2J\u202ec" + "d" * 999).removeprefix("Publish ") == "ab[2Jc" + "d" * 194
    )


def test_a_version_that_cannot_be_kept_undoes_nothing(tmp_path: Path) -> None:
    site, post = drafted(tmp_path)
    here = places()
    here.state.mkdir(parents=True)
    (here.state / "versions").write_bytes(b"a file")
    done = published(site, post)
    assert done.problem is not None
    assert done.act.new.exists()


if __name__ == "__main__":
    _die_between_the_files(Path(sys.argv[1]))
