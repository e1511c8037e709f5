"""Bad input and hostile text: one harmless line on stderr, exit code 2, and nothing is changed."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.commandline import assert_harmless, run, run_alone
from tests.desk.support import BROKEN, WEIR, make_blog
from tui.settings import places

RIVER = Path(__file__).parent / "files" / "fixtures" / "river.md"
NASTY_NAME = "a\nb\x1b[31m\x9b\u202ec.md"
UNDECODABLE = os.fsdecode(b"bad\xff.md")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with everything that is no post, and no blog."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "towpath.md").write_text(BROKEN)
    (tmp_path / "twice.md").write_text("---\ntitle: a\ntitle: b\n---\n\nlow\n")
    shutil.copy(RIVER, tmp_path / "river.md")
    os.mkfifo(tmp_path / "pipe.md")
    return tmp_path


# --- what is no post, what is no blog


@pytest.mark.parametrize("command", ["words", "html", "meta"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone.md", "gone.md: there is no such file"),
        ("towpath.md/x", "towpath.md/x: there is no such file"),
        ("folder", "folder: this is a folder"),
        ("picture.md", "picture.md: the file is binary"),
        ("pipe.md", "pipe.md: this is a device or a pipe"),
        ("/dev/null", "/dev/null: this is a device or a pipe"),
        ("", "it is empty"),
        (NASTY_NAME, "a b␛[31m\ufffd\ufffdc.md: there is no such file"),
        (UNDECODABLE, "bad\ufffd.md: there is no such file"),
        ("x" * 5000, "the file cannot be read"),
        ("-", "-: there is no such file"),
    ],
)
def test_a_file_that_is_no_post_is_named(here: Path, command: str, name: str, said: str) -> None:
    assert said in run(command, name, cwd=here).refused()


@pytest.mark.parametrize("command", [["list"], ["tags"], ["new", "low water", "--in"]])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gone", "gone: there is no such folder"),
        ("river.md", "river.md: this is a file, not a folder"),
        ("pipe.md", "pipe.md: this is a file, not a folder"),
        ("/dev/null", "/dev/null: this is a file, not a folder"),
        ("", "it is empty"),
        (NASTY_NAME, "a b␛[31m\ufffd\ufffdc.md: there is no such folder"),
        (UNDECODABLE, "bad\ufffd.md: there is no such folder"),
        ("x" * 5000, "there is no such folder"),
    ],
)
def test_what_is_no_folder_is_named(here: Path, command: list[str], name: str, said: str) -> None:
    before = sorted(here.iterdir())
    assert said in run(*command, name, cwd=here).refused()
    assert sorted(here.iterdir()) == before


@pytest.mark.parametrize("command", ["list", "tags"])
def test_a_folder_without_posts_is_named(here: Path, command: str) -> None:
    assert "folder: there are no posts in this folder; name the" in run(command, "folder", cwd=here).refused()
    assert "there are no posts" in run(command, cwd=here / "folder").refused()


@pytest.mark.parametrize("command", ["words", "html", "meta"])
def test_one_bad_file_among_good_ones_prints_nothing(here: Path, command: str) -> None:
    files = ["river.md", "gone.md"] if command != "meta" else ["gone.md"]
    run(command, *files, cwd=here).refused()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("command", ["words", "html", "meta"])
def test_a_file_that_may_not_be_read_is_named(here: Path, command: str) -> None:
    (here / "river.md").chmod(0)
    assert "river.md: the file may not be read" in run(command, "river.md", cwd=here).refused()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(here: Path) -> None:
    (here / "folder").chmod(0o500)
    assert "could not be saved" in run("new", "low water", "--in", "folder", cwd=here).refused()


def test_a_new_draft_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-10-12-the-weir.md": WEIR, "_drafts": "a file"})
    assert "_drafts" in run("new", "low water", "--in", str(blog)).refused()


# --- wrong use


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nonsense"], "nonsense: there is no such command, file or folder"),
        (["x" * 5000], "there is no such command, file or folder"),
        (["lsit", "--json"], "there is no option --json;"),
        (["--nonsense"], "there is no option --nonsense;"),
        (["list", "--nonsense"], "there is no option --nonsense;"),
        (["list", "--jsn"], "there is no option --jsn, but --json;"),
        (["list", "a", "b"], "unexpected extra argument (b)"),
        (["list", "--tag"], "'--tag' requires an argument"),
        (["list", "--tag", " "], "Invalid value for '--tag': it is empty"),
        (["words"], "Missing argument 'FILES...'"),
        (["html"], "Missing argument 'FILES...'"),
        (["meta"], "Missing argument 'FILE'"),
        (["new"], "Missing argument 'TITLE'"),
        (["new", ""], "a post needs a title"),
        (["new", " \n"], "a post needs a title"),
        (["new", "\u202e\x1b"], "a post needs a title"),
        (["new", "low", "--tag", ""], "Invalid value for '--tag': it is empty"),
        (["html", "river.md", "--dialect", "latin"], "'latin' is not one of"),
        (["html", "river.md", "--dialect", "\x1b[2J\u202e"], "is not one of"),
        (["where", "else"], "unexpected extra argument (else)"),
        (["", "x"], "it is empty"),
        (["\x1b[2J\r\u202e"], "␛[2J \ufffd: there is no such command"),
    ],
)
def test_wrong_use_is_one_line(here: Path, arguments: list[str], said: str) -> None:
    before = sorted(here.iterdir())
    assert said in run(*arguments, cwd=here).refused()
    assert sorted(here.iterdir()) == before


@pytest.mark.parametrize("arguments", [[], ["river.md"], ["."], ["--welcome"], ["pipe.md"], ["picture.md"]])
def test_without_a_terminal_nothing_is_opened(here: Path, arguments: list[str]) -> None:
    assert "writes on a terminal" in run(*arguments, cwd=here).refused()
    assert not places().state.exists()


@pytest.mark.parametrize("target", ["nowhere.md", "dangling.md"])
def test_a_link_that_leads_nowhere_is_told(here: Path, target: str) -> None:
    (here / "dangling.md").symlink_to(target)
    said = run("dangling.md", cwd=here).refused()
    assert "dangling.md: the target of this link is missing" in said
    assert target in said


def test_bad_input_in_a_process_of_its_own(here: Path) -> None:
    assert "there is no such file" in run_alone("words", b"bad\xff.md", cwd=here).refused()
    assert "there is no such command" in run_alone("nonsense", cwd=here).refused()
    assert "writes on a terminal" in run_alone(cwd=here).refused()


# --- changes of metadata


@pytest.mark.parametrize(
    ("file", "options", "said"),
    [
        ("river.md", ["--set", "nonsense"], "river.md: 'nonsense' is not KEY=VALUE"),
        ("river.md", ["--set", "=x"], "'=x' is not KEY=VALUE"),
        ("river.md", ["--set", "\x1b[2J\u202e"], "is not KEY=VALUE"),
        ("river.md", ["--set", "title=low", "--set", "tags=one"], "river.md: the header cannot be changed"),
        ("river.md", ["--set", "title=low", "--set", "nonsense"], "is not KEY=VALUE"),
        ("river.md", ["--set", "title=low", "--set", "x\ny=z"], "would not read back"),
        ("river.md", ["--set", "title=\udcff"], "river.md: the change would not read back"),
        ("river.md", ["--tag", "\udcff", "--set", "title=low"], "river.md: the change would not read back"),
        ("river.md", ["--tag", ""], "Invalid value for '--tag': it is empty"),
        ("river.md", ["--untag", " "], "Invalid value for '--untag': it is empty"),
        (
            "twice.md",
            ["--set", "title=x"],
            "twice.md: the header cannot be changed safely: it has title twice",
        ),
        ("towpath.md", ["--set", "title=x"], "towpath.md:3: the header cannot be read"),
        ("towpath.md", ["--tag", "x"], "towpath.md:3: the header cannot be read"),
        ("towpath.md", [], "towpath.md:3: the header cannot be read"),
    ],
)
def test_a_change_that_fails_changes_nothing(here: Path, file: str, options: list[str], said: str) -> None:
    before = (here / file).read_bytes()
    assert said in run("meta", file, *options, cwd=here).refused()
    assert (here / file).read_bytes() == before


# --- settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "text_width = 60\nthem = 'ink'\n",
            "config.toml:2: there is no setting `them`; did you mean `theme`?",
        ),
        ("\n[keys]\n'post.sve' = 'ctrl+s'\n", "config.toml:3: there is no command `post.sve`"),
        ("text_width = 60\nspelling = 'yes'\n", "config.toml:2: `spelling` must be true or false"),
        ("theme = \n", "config.toml:1: the settings are not TOML"),
        ("[keys]\n'post.save' = 'ctrl+m'\n", "config.toml: post.save cannot have the key ctrl+m"),
    ],
)
def test_a_typo_in_the_settings_is_named(text: str, said: str) -> None:
    places().config.mkdir(parents=True)
    (places().config / "config.toml").write_text(text)
    assert said in run("keys").refused()


# --- hostile text


HOSTILE = "\x1b]0;x\x07\x9b31m\u202e\r\u2028[bold]"
HOSTILE_POST = """---
title: "\\e]0;x\\a\\x9b31m\\u202e\\r\\u2028[bold]"
tags: ["\\e]0;x\\a\\x9b31m\\u202e\\r\\u2028[bold]"]
---

low\x1b[2J \x9b water \u202e
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    name = f"_posts/2024-10-12-a\n{HOSTILE}.md"
    return make_blog(tmp_path, {name: HOSTILE_POST}) / name


def test_hostile_text_never_reaches_the_terminal(hostile: Path) -> None:
    blog, shown = str(hostile.parents[1]), "␛]0;x␇\ufffd31m\ufffd␍␣[bold]"
    for command in (["list", blog], ["tags", blog], ["words", str(hostile)], ["meta", str(hostile)]):
        out = run(*command).printed()
        assert_harmless(out)
        assert shown in out or "␛]0;x␇\ufffd31m\ufffd [bold]" in out  # YAML's own line breaks become spaces
    assert len(run("list", blog).printed().splitlines()) == 2  # the post, and the total


def test_hostile_text_is_exact_in_json(hostile: Path) -> None:
    blog = str(hostile.parents[1])
    outputs = {
        command: run(command, path, "--json").printed()
        for command, path in [("list", blog), ("tags", blog), ("words", str(hostile)), ("meta", str(hostile))]
    }
    for out in outputs.values():
        assert_harmless(out)
    assert json.loads(outputs["tags"]) == [{"tag": HOSTILE, "count": 1}]
    assert json.loads(outputs["words"])[0]["path"] == str(hostile)
    assert json.loads(outputs["list"])[0]["path"] == str(hostile.relative_to(blog))
    assert json.loads(outputs["meta"])["tags"] == [HOSTILE]


def test_html_in_a_pipe_is_the_writers_own_bytes(hostile: Path) -> None:
    out = run("html", str(hostile)).printed()
    assert "low\x1b[2J \x9b water \u202e" in out
    as_json = run("html", str(hostile), "--json").printed()
    assert_harmless(as_json)
    assert json.loads(as_json)[0]["html"] == out


def test_undecodable_names_are_escapes_in_json(tmp_path: Path) -> None:
    shutil.copy(RIVER, tmp_path / UNDECODABLE)
    assert run("words", UNDECODABLE, cwd=tmp_path).printed().startswith("250 bad\ufffd.md\n")
    (found,) = json.loads(run("words", UNDECODABLE, "--json", cwd=tmp_path).printed())
    assert found["path"] == UNDECODABLE
    assert json.loads(run("list", "--json", cwd=tmp_path).printed())[0]["path"] == UNDECODABLE


def test_new_makes_hostile_words_harmless(tmp_path: Path) -> None:
    blog = make_blog(tmp_path)
    out = run("new", f"low {HOSTILE}", "--tag", HOSTILE, "--in", str(blog)).printed()
    assert_harmless(out)
    path = Path(out.removesuffix("\n"))
    assert path.parent == blog / "_drafts"
    assert not set("\x1b\x07\x9b\r\u2028") & set(path.read_text())
    assert json.loads(run("meta", str(path), "--json").printed())["title"].startswith("low ]0;x31m")


def test_hostile_theme_files_are_named_harmlessly() -> None:
    places().themes.mkdir(parents=True)
    (places().themes / "a\n\x1b[1m\u202e.toml").write_text("inherits = 'gone\\u001b'\n")
    out = run("themes").printed()
    assert_harmless(out)
    assert len(out.splitlines()) == 8
