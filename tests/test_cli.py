"""The commands outside the app, run as a writer runs them: what they print and what they change."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commandline import run, run_alone
from tests.desk.support import BROKEN, SILT, WEIR, make_blog, stop_the_clock
from tui import __version__
from tui.commands import COMMANDS
from tui.files.header import read_header
from tui.files.post import read_post
from tui.settings import places

RIVER = Path(__file__).parent / "files" / "fixtures" / "river.md"
KITCHEN = RIVER.with_name("kitchen-flow.md")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    return make_blog(tmp_path)


@pytest.fixture
def river(tmp_path: Path) -> Path:
    return Path(shutil.copy(RIVER, tmp_path / "river.md"))


# --- list and tags


def test_posts_are_listed_newest_first(blog: Path) -> None:
    assert run("list", str(blog)).printed().splitlines() == [
        "draft            3  the ferry is late  _drafts/the-ferry-is-late.md",
        "2024-10-12      23  the weir  #river  #mornings  _posts/2024-10-12-the-weir.md",
        "2023-07-07       8  a jar of silt  #kitchen  #river  _posts/2023-07-07-a-jar-of-silt.md",
        "total           34  words, counted as published",
    ]


def test_listed_posts_as_json(blog: Path) -> None:
    assert json.loads(run("list", str(blog), "--json").printed())[:2] == [
        {
            "path": "_drafts/the-ferry-is-late.md",
            "title": "the ferry is late",
            "date": "",
            "tags": [],
            "categories": [],
            "words": 3,
            "draft": True,
            "public": False,
            "visibility": "draft",
        },
        {
            "path": "_posts/2024-10-12-the-weir.md",
            "title": "the weir",
            "date": "2024-10-12T07:20:00+00:00",
            "tags": ["river", "mornings"],
            "categories": [],
            "words": 23,
            "draft": False,
            "public": True,
            "visibility": "public",
        },
    ]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (["river"], ["the weir", "a jar of silt"]),
        (["river", "kitchen"], ["a jar of silt"]),
        ([" river "], ["the weir", "a jar of silt"]),
        (["River"], []),
    ],
)
def test_posts_with_tags(blog: Path, wanted: list[str], titles: list[str]) -> None:
    options = [option for tag in wanted for option in ("--tag", tag)]
    found = json.loads(run("list", str(blog), "--json", *options).printed())
    assert [entry["title"] for entry in found] == titles


def test_without_a_folder_the_blog_above_is_listed(blog: Path) -> None:
    assert run("list", cwd=blog / "_drafts").printed() == run("list", str(blog)).printed()


def test_outside_any_blog_the_last_one_is_listed(blog: Path, tmp_path: Path) -> None:
    places().state.mkdir(parents=True)
    (places().state / "state.toml").write_text(f'last_blog = "{blog}"\n')
    assert run("list", cwd=tmp_path).printed() == run("list", str(blog)).printed()


def test_a_post_whose_header_is_broken_is_listed(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-01-02-the-towpath.md": BROKEN})
    (entry,) = json.loads(run("list", str(blog), "--json").printed())
    assert (entry["title"], entry["words"], entry["public"]) == ("The Towpath", 5, True)


def test_a_post_is_public_once_its_date_has_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blog = make_blog(tmp_path, {"_posts/2031-05-01-soon.md": WEIR.replace("2024-10-12", "2031-05-01")})
    for moment, public in [("2031-04-30T00:00:00+00:00", False), ("2031-05-02T00:00:00+00:00", True)]:
        stop_the_clock(monkeypatch, moment)
        (entry,) = json.loads(run("list", str(blog), "--json").printed())
        assert entry["public"] is public


def test_tags_with_their_counts(blog: Path) -> None:
    assert run("tags", str(blog)).printed() == "    2  river\n    1  kitchen\n    1  mornings\n"
    assert json.loads(run("tags", str(blog), "--json").printed()) == [
        {"tag": "river", "count": 2},
        {"tag": "kitchen", "count": 1},
        {"tag": "mornings", "count": 1},
    ]


# --- words and html


def test_words_are_the_runs_of_letters_that_readers_see(tmp_path: Path) -> None:
    # counted by hand, paragraph by paragraph; the marks around two paragraphs are no emphasis
    assert 56 + 24 + 33 + 20 + 26 + 16 + 18 + 8 + 40 + 9 == 250
    printed = f"250 {RIVER}\n250 total, counted as published\n"
    assert run("words", str(RIVER)).printed() == printed
    assert run_alone("words", str(RIVER), cwd=tmp_path).printed() == printed


def test_several_posts_have_a_sum(river: Path, tmp_path: Path) -> None:
    shutil.copy(KITCHEN, tmp_path / "kitchen.md")
    assert run("words", "river.md", "kitchen.md", cwd=tmp_path).printed() == (
        "250 river.md\n16 kitchen.md\n266 total, counted as published\n"
    )


def test_words_as_json_name_the_path_as_given(river: Path, tmp_path: Path) -> None:
    found = run("words", "./river.md", str(river), "--json", cwd=tmp_path).printed()
    assert json.loads(found) == [
        {"path": "river.md", "words": 250, "rule": "published"},
        {"path": str(river), "words": 250, "rule": "published"},
    ]


def test_a_broken_header_hides_no_words(tmp_path: Path) -> None:
    (tmp_path / "towpath.md").write_text(BROKEN)
    assert run("words", "towpath.md", cwd=tmp_path).printed().startswith("5 towpath.md\n")
    assert run("html", "towpath.md", cwd=tmp_path).printed() == "<p>the text is still here.</p>\n"


def test_the_body_as_html(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\ntitle: a\n---\n\nlow *water* -- 'so'\n")
    (tmp_path / "b.md").write_text("high\n")
    assert run("html", "a.md", "b.md", cwd=tmp_path).printed() == (
        "<p>low <em>water</em> -- 'so'</p>\n<p>high</p>\n"
    )
    assert json.loads(run("html", "a.md", "b.md", "--json", cwd=tmp_path).printed()) == [
        {"path": "a.md", "html": "<p>low <em>water</em> -- 'so'</p>\n"},
        {"path": "b.md", "html": "<p>high</p>\n"},
    ]


def test_the_dialect_is_the_sites_unless_one_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlayout: post\n---\nlow -- water\n")
    assert run("html", "a.md", cwd=tmp_path).printed() == "<p>low – water</p>\n"
    assert run("html", "a.md", "--dialect", "gfm", cwd=tmp_path).printed() == "<p>low -- water</p>\n"


def test_the_dialect_has_the_sites_options(blog: Path) -> None:
    path = blog / "_posts" / "2024-10-12-the-weir.md"
    path.write_text("---\nlayout: post\n---\nit's low -- so\n")
    with (blog / "_config.yml").open("a") as config:
        config.write("\nkramdown:\n  smart_quotes: apos,apos,quot,quot\n")
    assert run("html", str(path)).printed() == "<p>it's low – so</p>\n"


# --- meta


def test_metadata_is_shown(blog: Path) -> None:
    path = blog / "_posts" / "2024-10-12-the-weir.md"
    assert run("meta", str(path)).printed().splitlines() == [
        f"path    {path}",
        "engine  jekyll",
        "title   the weir",
        "date    2024-10-12T07:20:00+00:00",
        "tags    river, mornings",
        "public  yes",
        "url     /2024/10/12/the-weir.html",
        "header  yaml",
    ]
    assert json.loads(run("meta", f"_posts/{path.name}", "--json", cwd=blog).printed()) == {
        "path": f"_posts/{path.name}",
        "engine": "jekyll",
        "title": "the weir",
        "date": "2024-10-12T07:20:00+00:00",
        "tags": ["river", "mornings"],
        "public": True,
        "url": "/2024/10/12/the-weir.html",
        "header": "yaml",
        "visibility": "public",
        "changes": "",
    }


@pytest.mark.parametrize("kind", ["toml", "json", "pelican"])
def test_every_kind_of_header_is_named(kind: str) -> None:
    found = json.loads(run("meta", str(RIVER.with_name(f"kitchen-{kind}.md")), "--json").printed())
    assert (found["header"], found["title"]) == (kind, "what the kettle knows")
    assert found["tags"] == ["kitchen", "mornings"]


def test_a_post_without_a_header_has_none(tmp_path: Path) -> None:
    (tmp_path / "low-water.md").write_text("low\n")
    found = json.loads(run("meta", "low-water.md", "--json", cwd=tmp_path).printed())
    assert (found["header"], found["title"], found["tags"], found["date"]) == ("none", "low water", [], "")


def test_what_would_end_the_sites_build_is_told(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("")
    (tmp_path / "low.md").write_text("---\npublished: false\n---\n")
    found = json.loads(run("meta", "low.md", "--json", cwd=tmp_path).printed())
    assert (found["public"], "published: false" in found["problem"]) == (False, True)


def test_a_title_that_yaml_takes_for_a_boolean_stays_a_word(tmp_path: Path) -> None:
    (tmp_path / "no.md").write_text("---\ntitle: No\n---\n")
    assert json.loads(run("meta", "no.md", "--json", cwd=tmp_path).printed())["title"] == "No"


def test_a_change_touches_only_the_lines_concerned(river: Path) -> None:
    old = river.read_bytes()
    done = run("meta", str(river), "--set", "title=it's", "--tag", "new", "--untag", "mornings")
    assert done.printed() == ""
    expected = old.replace(b"title: 'the river after three days of rain'", b"title: 'it''s'")
    assert river.read_bytes() == expected.replace(b"- mornings\n", b"- new\n")
    found = json.loads(run("meta", str(river), "--json").printed())
    assert (found["title"], found["tags"]) == ("it's", ["river", "new"])


def test_a_change_keeps_comments_order_and_endings(tmp_path: Path) -> None:
    path = tmp_path / "kitchen.md"
    path.write_bytes(KITCHEN.read_bytes().replace(b"\n", b"\r\n"))
    old = path.read_bytes()
    found = json.loads(
        run("meta", str(path), "--set", "weight=2.5", "--tag", "tea", "--tag", "tea", "--json").printed()
    )
    assert found["tags"] == ["kitchen", "mornings", "tea"]
    new = old.replace(b"weight: 1.10", b"weight: 2.5").replace(
        b"[kitchen, mornings]", b"[kitchen, mornings, tea]"
    )
    assert path.read_bytes() == new


@pytest.mark.parametrize("kind", ["flow", "toml", "json"])
def test_true_and_false_are_switches_but_for_a_title(tmp_path: Path, kind: str) -> None:
    path = Path(shutil.copy(RIVER.with_name(f"kitchen-{kind}.md"), tmp_path / "kitchen.md"))
    run("meta", str(path), "--set", "draft=false", "--set", "title=true").printed()
    assert json.loads(run("meta", str(path), "--json").printed())["public"] is True
    run("meta", str(path), "--set", "published=false").printed()
    found = json.loads(run("meta", str(path), "--json").printed())
    assert (found["title"], found["public"]) == ("true", False)
    assert read_header(read_post(path).parts).flag("title") is None


def test_a_post_without_a_header_gets_one(tmp_path: Path) -> None:
    path = tmp_path / "low.md"
    path.write_text("low\n")
    run("meta", str(path), "--set", "title=No", "--tag", "river").printed()
    assert path.read_text() == "---\ntitle: 'No'\ntags:\n- river\n---\nlow\n"


def test_what_is_so_already_is_not_written(river: Path) -> None:
    before = river.stat()
    run("meta", str(river), "--tag", "river", "--set", "layout=post").printed()
    after = river.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


# --- new


def test_a_new_draft_reads_back_in_the_blogs_own_style(blog: Path) -> None:
    path = run("new", "phil's spark", "--tag", "river", "--in", str(blog)).printed()
    assert path == f"{blog}/_drafts/phil-s-spark.md\n"
    found = json.loads(run("meta", path.strip(), "--json").printed())
    assert (found["title"], found["tags"], found["public"]) == ("phil's spark", ["river"], False)
    lines = Path(path.strip()).read_text().split("\n")
    assert lines[:3] == ["---", "layout: post", "title: 'phil''s spark'"]
    assert lines[3].startswith("date: '2")
    assert lines[4:] == ["tags:", "- river", "---", "", ""]


def test_the_same_title_again_gets_a_number(blog: Path) -> None:
    names = [Path(run("new", "low", "--in", str(blog)).printed().strip()).name for _ in range(3)]
    assert names == ["low.md", "low-2.md", "low-3.md"]


def test_a_new_post_has_a_dated_name(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(run("new", "the mill", "--post", cwd=blog).printed().strip())
    date = json.loads(run("meta", str(path), "--json").printed())["date"][:10]
    assert path == blog / "_posts" / f"{date}-the-mill.md"


def test_a_first_post_needs_no_others(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    path = Path(run("new", "low water", "--in", "notes", cwd=tmp_path).printed().strip())
    assert path == tmp_path / "notes" / "low-water.md"
    assert "title: low water\n" in path.read_text()


@pytest.mark.parametrize(
    "title",
    [
        "../../etc/x",
        "a/b",
        ".",
        "..",
        "🌊🌊",
        "x" * 300,
        "/etc/passwd",
        "a\nb: c",
        "-x",
        "con\\..\\x",
        "\udcffy",
    ],
)
@pytest.mark.parametrize("where", [[], ["--post"]])
def test_no_title_leaves_the_folder(blog: Path, title: str, where: list[str]) -> None:
    printed = run("new", "--in", str(blog), *where, "--", title).printed()
    path = Path(printed.removesuffix("\n"))
    assert path.parent == blog / ("_posts" if where else "_drafts")
    assert path.resolve() == path
    assert len(path.name.encode()) < 100
    found = json.loads(run("meta", str(path), "--json").printed())
    assert found["title"] == " ".join(title.split()).replace("\udcff", "")


# --- the rest


def test_where_things_are_kept(draftroom_home: Path) -> None:
    config = draftroom_home / "config"
    assert json.loads(run("where", "--json").printed()) == {
        "config": str(config),
        "state": str(draftroom_home / "state"),
        "cache": str(draftroom_home / "cache"),
        "themes": str(config / "themes"),
    }
    assert run("where").printed().splitlines()[0] == f"config  {config}"


def test_every_command_of_the_app_is_listed_with_its_keys() -> None:
    config = places().config
    config.mkdir(parents=True)
    (config / "config.toml").write_text('[keys]\n"post.save" = "ctrl+s, alt+w"\n"edit.cut" = ""\n')
    lines = run("keys").printed().splitlines()
    assert [line.split()[0] for line in lines] == [command.id for command in COMMANDS]
    assert "post.save            ^S, Alt+W      save the post" in lines
    assert "edit.cut             -              cut" in lines


def test_themes_are_listed_and_a_broken_one_says_so() -> None:
    themes = places().themes
    themes.mkdir(parents=True)
    (themes / "dusk.toml").write_text("inherits = 'ink'\nmode = 'light'\n")
    (themes / "fog.toml").write_text("mode = \n")
    lines = run("themes").printed().splitlines()
    assert [line.split()[:2] for line in lines if "broken" not in line] == [
        ["colourless", "dark"],
        ["contrast-dark", "dark"],
        ["contrast-light", "light"],
        ["dusk", "light"],
        ["ink", "dark"],
        ["paper", "light"],
        ["sixteen-dark", "dark"],
        ["sixteen-light", "light"],
    ]
    (broken,) = [line for line in lines if "broken" in line]
    assert broken.startswith("fog          broken: the theme cannot be read, ")
    assert "line 1" in broken
    assert broken.endswith(str(themes / "fog.toml"))


def test_help_and_version() -> None:
    assert run("--version").printed() == f"draftroom {__version__}\n"
    text = run("--help").printed()
    assert text.startswith("Usage: draftroom ")
    for command in ("new", "list", "tags", "words", "html", "meta", "themes", "keys", "where"):
        assert f"  {command} " in text
        assert run(command, "--help").printed().startswith(f"Usage: draftroom {command} ")


def test_commands_in_a_process_of_their_own(blog: Path) -> None:
    assert run_alone("new", "--help", cwd=blog).printed().startswith("Usage: draftroom new ")
    assert json.loads(run_alone("list", "--json", cwd=blog).printed()) == json.loads(
        run("list", str(blog), "--json").printed()
    )
    path = blog / "_posts" / "2023-07-07-a-jar-of-silt.md"
    run_alone("meta", str(path), "--untag", "river", cwd=blog).printed()
    assert path.read_text() == SILT.replace("[kitchen, river]", "[kitchen]")
