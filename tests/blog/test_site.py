"""Which site a path belongs to, and which files are its posts."""

import os
from pathlib import Path

import pytest

from tests.blog.blogs import FIXTURES, header
from tui.blog.post_files import new_post_folder, opens_with_header, post_paths
from tui.blog.recognition import find_site
from tui.blog.site import dialect_for
from tui.markup.dialect import DIALECTS


def touch(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("---\ntitle: a stone\n---\n")


@pytest.mark.parametrize(
    ("opened", "root", "engine", "title", "timezone"),
    [
        ("jekyll", "jekyll", "jekyll", "the river notebook", "America/New_York"),
        ("jekyll/_posts", "jekyll", "jekyll", "the river notebook", "America/New_York"),
        ("jekyll/kitchen/_posts/2023-01-09-cold-soup.md", "jekyll", "jekyll", "the river notebook", None),
        ("jekyll/_drafts/not-there-yet.md", "jekyll", "jekyll", "the river notebook", None),
        ("hugo/content/posts", "hugo", "hugo", "weirs and locks", "Europe/Berlin"),
        ("eleventy/posts", "eleventy", "eleventy", "", ""),
        ("eleventy-bare", "eleventy-bare", "eleventy", "", ""),
        ("pelican/content/unfinished.md", "pelican", "pelican", "evenings by the lock", "Europe/Paris"),
        ("plain", "plain", "plain", "", ""),
        ("plain/older", "plain/older", "plain", "", ""),
    ],
)
def test_a_path_belongs_to_the_site_above_it(
    opened: str, root: str, engine: str, title: str, timezone: str | None
) -> None:
    site = find_site(FIXTURES / opened)
    assert (site.root, site.engine.name, site.title) == (FIXTURES / root, engine, title)
    assert timezone is None or site.timezone == timezone
    assert site.problem == ""


@pytest.mark.parametrize(
    ("files", "engine"),
    [
        ({"_posts/2023-01-01-a.md": ""}, "jekyll"),
        ({"_config.yml": "title: a", "_layouts/post.html": ""}, "jekyll"),
        ({"_config.toml": "title = 'a'", "cellar/_posts/a.md": ""}, "jekyll"),
        ({"_config.yml": "title: a", "source/_posts/a.md": ""}, "plain"),
        ({"_config.yml": "title: a", "_toc.yml": ""}, "plain"),
        ({"config.toml": 'baseURL = "https://a.example/"'}, "hugo"),
        ({"config.toml": 'base_url = "https://a.example/"'}, "plain"),
        ({"config/_default/hugo.yaml": "title: a"}, "hugo"),
        ({"package.json": '{"dependencies": {"left": "1"}}'}, "plain"),
        ({"package.json": "not json"}, "plain"),
        ({".eleventy.js": ""}, "eleventy"),
        ({"pelicanconf.py": ""}, "pelican"),
        ({"a.md": ""}, "plain"),
    ],
)
def test_the_engine_is_told_by_its_files(tmp_path: Path, files: dict[str, str], engine: str) -> None:
    (tmp_path / ".git").mkdir()
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    assert find_site(tmp_path).engine.name == engine


SOURCES = {
    "made later, beside it": (".made/src", ["src/_posts/a.md"]),
    "of dots alone": (".src", [".src/_posts/a.md"]),
    "two levels down": (".made/src", [".made/src/_posts/a.md"]),
    "named": ("src", ["src/_posts/a.md"]),
}


@pytest.mark.parametrize(("source", "names"), SOURCES.values(), ids=SOURCES)
def test_the_posts_of_a_source_folder_are_found_from_everywhere(
    tmp_path: Path, source: str, names: list[str]
) -> None:
    touch(tmp_path, *names)
    (tmp_path / "_config.yml").write_text(f"source: {source}\n")
    posts = (tmp_path / names[0]).parent
    for named in (tmp_path, posts.parent, posts, tmp_path / names[0]):
        site = find_site(named)
        assert (site.engine.name, site.root) == ("jekyll", tmp_path)
        assert [site.relative(path).as_posix() for path in post_paths(site)] == names
        assert site.place(tmp_path / names[0]) == Path("_posts/a.md")


def test_of_a_source_and_what_a_program_makes_of_it_each_is_found_under_its_name(tmp_path: Path) -> None:
    touch(tmp_path, "src/_posts/a.md", ".made/src/_posts/a.md")
    (tmp_path / "_config.yml").write_text("source: .made/src\n")
    for named, found in (
        ("", ".made/src"),
        (".made/src", ".made/src"),
        ("src", "src"),
        ("src/_posts", "src"),
    ):
        site = find_site(tmp_path / named)
        assert list(post_paths(site)) == [tmp_path / found / "_posts" / "a.md"]


def test_of_several_folders_with_posts_none_is_taken_for_a_source_that_is_not_made(tmp_path: Path) -> None:
    touch(tmp_path, "src/_posts/a.md", "old/_posts/a.md")
    (tmp_path / "_config.yml").write_text("source: .made\n")
    assert list(post_paths(find_site(tmp_path))) == []
    assert len(list(post_paths(find_site(tmp_path / "src")))) == 1


def test_hexos_posts_are_no_jekyll_posts(tmp_path: Path) -> None:
    touch(tmp_path, "source/_posts/a.md", "_config.yml")
    assert find_site(tmp_path / "source" / "_posts").engine.name == "plain"


def test_a_repository_is_the_last_folder_looked_at(tmp_path: Path) -> None:
    touch(tmp_path, "pelicanconf.py", "notes/.git/HEAD", "notes/deep/a.md", "own/.git/HEAD", "own/hugo.toml")
    assert find_site(tmp_path / "notes" / "deep").engine.name == "plain"
    assert find_site(tmp_path / "own").root == tmp_path / "own"


def test_the_home_folder_is_the_last_folder_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    touch(tmp_path, "pelicanconf.py", "me/notes/a.md")
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    assert find_site(tmp_path / "me" / "notes").engine.name == "plain"


def test_a_home_folder_is_looked_into_but_not_walked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, "a.md", "notes/b.md")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert list(post_paths(find_site(tmp_path))) == [tmp_path / "a.md"]
    assert list(post_paths(find_site(tmp_path / "notes"))) == [tmp_path / "notes" / "b.md"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("_config.yml", "title: [a"),
        ("_config.yml", "- a\n- b"),
        ("_config.yml", "a: " + "[" * 5_000),
        ("_config.yml", "a: &a [x]\n" + "b: [" + "*a," * 40 + "]"),
        ("_config.yml", "!!python/object/apply:os.system ['true']"),
        ("_config.yml", "a: \0"),
        ("_config.yml", "#" * 300_000),
        ("_config.toml", "title ="),
    ],
)
def test_a_site_with_a_broken_configuration_still_works(tmp_path: Path, name: str, text: str) -> None:
    touch(tmp_path, "_posts/2023-01-01-a.md")
    (tmp_path / name).write_text(text)
    site = find_site(tmp_path)
    assert site.engine.name == "jekyll"
    assert site.problem.startswith(name)
    assert "\n" not in site.problem
    assert len(list(post_paths(site))) == 1


def test_pelicans_program_is_read_but_never_run(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").write_text(
        "import os\nos.mkdir('made')\nSITENAME = 'the lock'\nPATTERN = '\\d'\nTIMEZONE = os.sep\n1/0\n"
    )
    site = find_site(tmp_path)
    assert (site.title, site.timezone, site.problem) == ("the lock", "", "")
    assert [path.name for path in tmp_path.iterdir()] == ["pelicanconf.py"]


@pytest.mark.parametrize(
    ("blog", "names"),
    [
        (
            "jekyll",
            [
                "_drafts/bridges.md",
                "_posts/2022-11-29-still-shown.md",
                "_posts/2022-11-30-hidden-harbour.md",
                "_posts/2023-01-05-broken.md",
                "_posts/2023-01-06-note.txt",
                "_posts/2023-02-11-oats.markdown",
                "_posts/2023-03-02-ice-on-the-weir.md",
                "_posts/undated.md",
                "_posts/public/2023-01-08-inner.md",
                "kitchen/_posts/2023-01-09-cold-soup.md",
            ],
        ),
        (
            "hugo",
            [
                "content/essays/On Walking & Talking.md",
                "content/posts/first-frost.md",
                "content/posts/unsure.md",
                "content/posts/the-long-weir/index.md",
            ],
        ),
        ("eleventy", ["posts/2023-05-04-the-allotment.md", "posts/2023-05-09-slugs.md"]),
        ("eleventy-bare", ["page.md"]),
        ("pelican", ["content/unfinished.md", "content/evenings/lamps.md"]),
        ("plain", ["bread.md", "jotted.txt", "older/2021-06-05-a long walk.md"]),
    ],
)
def test_the_posts_of_a_site(blog: str, names: list[str]) -> None:
    site = find_site(FIXTURES / blog)
    assert [site.relative(path).as_posix() for path in post_paths(site)] == names


def test_hidden_output_and_linked_folders_hold_no_posts(tmp_path: Path) -> None:
    names = (".trash/a.md", "node_modules/a.md", "vendor/a.md", "public/a.md", "_site/a.md", "kept/a.md")
    touch(tmp_path, *names, ".hidden.md")
    (tmp_path / "again").symlink_to(tmp_path / "kept")
    (tmp_path / "linked.md").symlink_to(tmp_path / "kept" / "a.md")
    (tmp_path / "loop.md").symlink_to(tmp_path / "loop.md")
    os.mkfifo(tmp_path / "pipe.md")
    site = find_site(tmp_path)
    assert list(post_paths(site)) == [tmp_path / "linked.md", tmp_path / "kept" / "a.md"]


def test_a_configured_folder_outside_the_site_is_not_followed(tmp_path: Path) -> None:
    touch(tmp_path, "elsewhere/a.md", "site/content/b.md")
    (tmp_path / "site" / "hugo.toml").write_text('contentDir = "../elsewhere"')
    assert [path.name for path in post_paths(find_site(tmp_path / "site"))] == ["b.md"]


@pytest.mark.parametrize(
    ("blog", "draft", "folder"),
    [
        ("jekyll", True, "_drafts"),
        ("jekyll", False, "_posts"),
        ("hugo", True, "content/posts"),
        ("eleventy", False, "posts"),
        ("eleventy-bare", False, "posts"),
        ("pelican", True, "content"),
        ("plain", True, ""),
    ],
)
def test_where_a_new_post_goes(blog: str, draft: bool, folder: str) -> None:
    assert new_post_folder(find_site(FIXTURES / blog), draft) == FIXTURES / blog / folder


def test_collections_may_live_in_a_folder_of_their_own(tmp_path: Path) -> None:
    touch(tmp_path, "written/_posts/2023-01-01-a.md")
    (tmp_path / "_config.yml").write_text("collections_dir: written\n")
    site = find_site(tmp_path)
    assert (site.engine.name, site.folders.posts) == ("jekyll", tmp_path / "written" / "_posts")
    assert len(list(post_paths(site))) == 1


@pytest.mark.parametrize(
    ("raw", "opens"),
    [
        (b"---\n", True),
        (b"--- \r\nx", True),
        (b"\xef\xbb\xbf---\n", True),
        (b"+++\n", True),
        (b"----\n", False),
        (b"\n---\n", False),
        (b"", False),
    ],
)
def test_what_opens_with_a_header(tmp_path: Path, raw: bytes, opens: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)
    assert opens_with_header(path) is opens
    assert opens_with_header(tmp_path / "none") is False


@pytest.mark.parametrize(
    ("blog", "lines", "body", "dialect"),
    [
        ("plain", "title: a", "just words", "gfm"),
        ("plain", "layout: post", "just words", "jekyll"),
        ("plain", "title: a", "[a](b){:target=_blank}", "jekyll"),
        ("plain", "title: a", "the first words.\n{: .lead}", "jekyll"),
        ("plain", "title: a", "- here\n{:toc}", "jekyll"),
        ("plain", "title: a", 'print("{:.2} {:x}") {% if %}', "gfm"),
        ("hugo", "layout: post", "{% raw %}", "hugo"),
        ("eleventy", "title: a", "", "eleventy"),
        ("pelican", "title: a", "", "pelican"),
        ("jekyll", "title: a", "", "jekyll"),
    ],
)
def test_the_dialect_of_a_post(blog: str, lines: str, body: str, dialect: str) -> None:
    assert dialect_for(find_site(FIXTURES / blog), header(lines), body) == DIALECTS[dialect]
