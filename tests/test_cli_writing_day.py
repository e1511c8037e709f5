"""The command line around a post: sparks, the check, publishing and back, stats."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

from tests.commandline import run
from tests.desk.support import make_blog

POST = """---
layout: post
title: 'low water'
date: '2024-10-12T08:36:00-04:00'
tags:
- river
---

'cause the ferry was late i watched the the water. the weir hummed, the weir sang.
one wier was closed.

---

**words / writing / post-processing**
22w / 13min / min"""
DRAFT = "---\ntitle: silt\ntags:\n- river\n---\n\na morning of silt.\n"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A small Jekyll site with a post and a draft."""
    files = {
        "_config.yml": "title: a river blog\n",
        "_posts/2024-10-12-low-water.md": POST,
        "_drafts/silt.md": DRAFT,
    }
    return make_blog(tmp_path / "blog", files)


def git(blog: Path, *arguments: str) -> str:
    """Run git in a blog; returns what it prints."""
    done = subprocess.run(["git", *arguments], cwd=blog, check=True, capture_output=True, text=True)
    return done.stdout


def test_a_spark_is_kept_and_listed(blog: Path) -> None:
    assert run("spark", "silt", "bonds", "-", "a walk", cwd=blog).printed() == ""
    listed = run("spark").printed()
    assert listed.endswith("     today  silt bonds - a walk\n")
    [value] = json.loads(run("spark", "--json").printed())
    assert (value["text"], value["days"]) == ("silt bonds - a walk", 0)


def test_the_check_names_place_rule_and_reason_and_leaves_with_one(blog: Path) -> None:
    done = run("check", "_posts/2024-10-12-low-water.md", cwd=blog)
    assert (done.code, done.err) == (1, "")
    found = [line.split(" ")[:2] for line in done.out.splitlines()]
    name = "_posts/2024-10-12-low-water.md"
    assert [f"{name}:9:1", "wrong-apostrophe"] in found
    assert [f"{name}:9:41", "repeated-word"] in found
    values = json.loads(run("check", "_posts/2024-10-12-low-water.md", "--json", cwd=blog).out)
    assert {value["rule"] for value in values} == {rule for _, rule in found}
    assert set(values[0]) >= {"path", "line", "column", "rule", "message"}


def test_a_check_that_finds_nothing_leaves_with_nought(blog: Path) -> None:
    """That a post is a draft is a note."""
    path = "_drafts/silt.md"
    told = f"{path}:1:1 not-public draft: it lies among the drafts\n"
    assert run("check", path, cwd=blog).printed() == told
    (value,) = json.loads(run("check", path, "--json", cwd=blog).printed())
    assert (value["rule"], value["note"]) == ("not-public", True)


def test_a_rule_that_does_not_exist_cannot_be_turned_off(blog: Path, draftroom_home: Path) -> None:
    (draftroom_home / "config").mkdir()
    (draftroom_home / "config" / "config.toml").write_text('check_off = ["capitals"]\n')
    assert "capitals" in run("check", "_drafts/silt.md", cwd=blog).refused()


def test_publishing_moves_dates_and_names_and_is_undone_to_the_byte(blog: Path) -> None:
    before = (blog / "_drafts" / "silt.md").read_bytes()
    planned = run("publish", "_drafts/silt.md", "--dry-run", cwd=blog)
    assert planned.code == 0
    assert "/silt.html" in planned.err
    assert (blog / "_drafts" / "silt.md").read_bytes() == before
    done = run("publish", "_drafts/silt.md", "--json", cwd=blog)
    value = json.loads(done.out)
    post = Path(value["path"])
    assert post.parent == blog / "_posts"
    assert post.name.endswith("-silt.md")
    assert value["public"]
    assert not (blog / "_drafts" / "silt.md").exists()
    back = run("unpublish", str(post))
    assert (back.code, back.out) == (0, f"{blog / '_drafts' / 'silt.md'}\n")
    assert (blog / "_drafts" / "silt.md").read_bytes() == before
    assert not post.exists()


def test_publishing_commits_exactly_its_files_when_asked(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "mira")
    git(blog, "init", "-q")
    git(blog, "add", "_drafts", "_posts")
    git(blog, "commit", "-q", "-m", "begin")
    done = run("publish", "_drafts/silt.md", "--commit", cwd=blog)
    assert done.code == 0, done
    shown = subprocess.run(
        ["git", "show", "--no-renames", "--name-status", "--format=%s"],
        cwd=blog,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert shown.startswith("Publish silt\n")
    assert "D\t_drafts/silt.md" in shown
    assert len(shown.splitlines()) == 4
    assert git(blog, "status", "--short") == "?? _config.yml\n"


def test_a_commit_that_git_refuses_hides_not_where_the_post_lies_now(blog: Path) -> None:
    done = run("publish", "_drafts/silt.md", "--commit", cwd=blog)  # not in git
    assert done.code == 2
    assert Path(done.out.strip()).name.endswith("-silt.md")
    assert "git" in done.err.splitlines()[-1]


def test_stats_read_the_footers(blog: Path) -> None:
    value = json.loads(run("stats", "--json", cwd=blog).printed())
    assert (value["posts"], value["writing_minutes"], value["postprocessing_minutes"]) == (2, 13, 0)
    assert value["by_tag"]["river"]["posts"] == 2
    assert "13 min" in run("stats", cwd=blog).printed()


def test_stats_as_comma_separated_values(blog: Path) -> None:
    rows = list(csv.DictReader(run("stats", "--csv", cwd=blog).printed().splitlines()))
    assert (rows[0]["group"], rows[0]["posts"], rows[0]["writing_minutes"]) == ("all", "2", "13")
    assert {row["group"] for row in rows} >= {"all", "tag", "post"}
    [river] = [row for row in rows if (row["group"], row["name"]) == ("tag", "river")]
    assert river["posts"] == "2"
    assert sum(int(row["words"]) for row in rows if row["group"] == "post") == int(rows[0]["words"])


def test_lists_and_stats_count_words_as_the_settings_say(tmp_path: Path, draftroom_home: Path) -> None:
    post = "---\nlayout: post\ntitle: mud\ndate: 2024-10-12\n---\n\nit's the heron's mud\n\n7w / 3min / min"
    blog = make_blog(tmp_path, {"_posts/2024-10-12-mud.md": post})
    counted, named = [], []
    for rule in ("published", "whitespace"):
        config = draftroom_home / "config" / "config.toml"
        config.parent.mkdir(exist_ok=True)
        config.write_text(f'words_rule = "{rule}"\n')
        [listed] = json.loads(run("list", "--json", cwd=blog).printed())
        stats = json.loads(run("stats", "--json", cwd=blog).printed())
        counted.append((listed["words"], stats["words"], stats["rule"]))
        words = run("words", "_posts/2024-10-12-mud.md", cwd=blog).printed()
        named.append((words.splitlines()[-1], run("list", cwd=blog).printed().splitlines()[-1]))
    assert counted == [(6, 6, "published"), (4, 4, "whitespace")]
    assert named == [
        ("6 total, counted as published", "total            6  words, counted as published"),
        ("4 total, counted as whitespace", "total            4  words, counted as whitespace"),
    ]


TEMPLATE = "---\ntitle: '{0}: $title$'\n---\n\n$text$"


def with_templates(blog: Path, *names: str) -> None:
    """Give a blog templates of its own."""
    folder = blog / ".draftroom" / "templates"
    folder.mkdir(parents=True)
    for name in names:
        (folder / f"{name}.md").write_text(TEMPLATE.format(name))


@pytest.mark.parametrize(
    ("names", "options", "title"),
    [
        (("letter", "post"), (), "post: mud"),
        (("letter", "post"), ("--template", "letter"), "letter: mud"),
        (("letter",), (), "letter: mud"),
        ((), (), "mud"),
    ],
)
def test_a_new_post_is_made_of_the_template_that_is_named_or_the_only_one(
    blog: Path, names: tuple[str, ...], options: tuple[str, ...], title: str
) -> None:
    with_templates(blog, *names)
    path = run("new", "mud", *options, cwd=blog).printed().strip()
    assert json.loads(run("meta", path, "--json").printed())["title"] == title


@pytest.mark.parametrize("options", [(), ("--template", "postcard")])
def test_templates_are_named_where_none_can_be_chosen(blog: Path, options: tuple[str, ...]) -> None:
    with_templates(blog, "letter", "poem")
    assert "letter, poem" in run("new", "mud", *options, cwd=blog).refused()
    assert not (blog / "_drafts" / "mud.md").exists()


def test_a_new_draft_that_no_engine_publishes_says_so(blog: Path, tmp_path: Path) -> None:
    assert run("new", "mud", cwd=blog).err == ""
    garden = tmp_path / "garden"
    garden.mkdir()
    (garden / ".eleventy.js").touch()
    done = run("new", "mud", cwd=garden)
    assert (done.code, done.out) == (0, f"{garden}/.draftroom/drafts/mud.md\n")
    assert done.err == "drafts in .draftroom are never published: draftroom publish makes a post of one\n"
    assert run("new", "mud", "--post", cwd=garden).err == ""


def test_near_tags_are_found_by_a_relative_path_too(blog: Path) -> None:
    draft = blog / "_drafts" / "silt.md"
    draft.write_text(DRAFT.replace("river", "rivers"))
    for path, folder in ((str(draft), blog), ("_drafts/silt.md", blog), ("silt.md", draft.parent)):
        assert run("check", path, cwd=folder).out.split("\n")[1].startswith(f"{path}:4:3 near-tag ")


NIGHT = "---\ntitle: silt\ndate: '2024-10-12T23:30:00-08:00'\n---\n\nsilt.\n\n<!-- mud -->\n"


@pytest.mark.parametrize(
    ("options", "left"), [((), ["line 8"]), (("--strip-comments",), []), (("--dry-run",), ["line 8"])]
)
def test_what_publishing_itself_settles_is_not_found(
    blog: Path, options: tuple[str, ...], left: list[str]
) -> None:
    (blog / "_config.yml").write_text("timezone: America/New_York\n")
    (blog / "_drafts" / "night.md").write_text(NIGHT)
    assert "unusual-offset" in run("check", "_drafts/night.md", cwd=blog).out
    done = run("publish", "_drafts/night.md", *options, cwd=blog)
    assert done.code == 0
    assert [row.split(":")[0] for row in done.err.splitlines() if row.startswith("line")] == left


def test_a_push_says_that_it_pushed(blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "mira")
    git(tmp_path, "init", "-q", "--bare", "there")
    git(blog, "init", "-q", "-b", "main")
    git(blog, "add", ".")
    git(blog, "commit", "-q", "-m", "begin")
    git(blog, "remote", "add", "origin", str(tmp_path / "there"))
    git(blog, "push", "-q", "-u", "origin", "main")
    done = run("publish", "_drafts/silt.md", "--push", cwd=blog)
    assert (done.code, done.err.splitlines()[-1]) == (0, "pushed")
    assert git(tmp_path / "there", "log", "--format=%s", "main").startswith("Publish silt\n")
