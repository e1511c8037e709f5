"""What `draftroom meta`, `list` and `check` say of posts that readers do not see, and of their dates."""

import json
from pathlib import Path

import pytest

from tests.commandline import run
from tests.desk.support import WEIR, make_blog

POSTS_OF_HUGO = {
    "content/posts/caps.md": ("Title: Cap\nDate: 2024-01-05", "/posts/caps/", "yes"),
    "content/posts/bundle/index.md": ("title: b\ndate: 2024-01-05", "/posts/bundle/", "yes"),
    "content/posts/named.md": ("title: n\nslug: Low Water", "/posts/low-water/", "yes"),
    "content/posts/own.md": ("title: o\nurl: /old/Path.html", "/old/Path.html", "yes"),
    "content/posts/later.md": (
        *("date: 2024-01-05\npublishDate: 2099-01-01", "/posts/later/"),
        "no, scheduled: public on 2099-01-01",
    ),
    "content/posts/gone.md": (
        *("date: 2019-01-05\nExpiryDate: 2020-01-01", "/posts/gone/"),
        "no, expired: public until 2020-01-01",
    ),
    "content/posts/fair.md": (
        "date: 2019-01-05\nexpiryDate: 2099-01-01",
        "/posts/fair/",
        "yes, until 2099-01-01",
    ),
    "content/posts/idea.md": ("draft: true", "/posts/idea/", "no, draft: its header says draft: true"),
}


def jekyll_post(folder: Path, text: str, name: str = "2024-10-12-low.md") -> Path:
    """Make a Jekyll blog with one post."""
    (folder / "_config.yml").write_text("")
    (folder / "_posts").mkdir()
    path = folder / "_posts" / name
    path.write_text(text)
    return path


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    """A Hugo site as its own `hugo list all` (0.168) tells of it."""
    (tmp_path / "hugo.toml").write_text('baseURL = "https://e.example/"\n')
    for name, (lines, _, _) in POSTS_OF_HUGO.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"---\n{lines}\n---\nlow\n")
    return tmp_path


@pytest.mark.parametrize("name", POSTS_OF_HUGO)
def test_a_post_has_one_address_however_it_is_named(hugo: Path, name: str) -> None:
    _, url, public = POSTS_OF_HUGO[name]
    path = hugo / name
    ways = (
        (str(path), hugo),
        (name, hugo),
        (path.name, path.parent),
        (f"posts/../../{name}", hugo / "content"),
    )
    for named, folder in ways:
        rows = run("meta", named, cwd=folder).printed().splitlines()
        told = {row[:7].strip(): row[8:] for row in rows}
        assert (told["url"], told["public"], told["path"]) == (url, public, named)
        value = json.loads(run("meta", named, "--json", cwd=folder).printed())
        assert (value["url"], value["public"]) == (url, public.startswith("yes"))


def test_what_the_clock_changes_is_told_as_json(hugo: Path) -> None:
    seen = {}
    for name in ("caps", "later", "fair", "idea"):
        value = json.loads(run("meta", f"content/posts/{name}.md", "--json", cwd=hugo).printed())
        seen[name] = (value["visibility"], value["changes"][:10])
    assert seen == {
        "caps": ("public", ""),
        "later": ("scheduled", "2099-01-01"),
        "fair": ("public", "2099-01-01"),
        "idea": ("draft", ""),
    }


@pytest.mark.parametrize("date", ["2024-W02-3", "2024-01", "2023-366", "12/25/2024"])
def test_a_date_that_ends_jekylls_build_is_told_by_meta_and_check(tmp_path: Path, date: str) -> None:
    post = jekyll_post(tmp_path, f"---\ntitle: low\ndate: {date}\n---\nlow\n")
    problem = f"Jekyll cannot build a site with the date '{date}'"
    told = run("meta", post.name, cwd=post.parent).printed()
    assert f"public  no, unpublished: {problem}" in told
    assert f"problem {problem}" in told
    done = run("check", post.name, cwd=post.parent)
    assert (done.code, done.out) == (1, f"{post.name}:3:1 stopped-build {problem}\n")


def test_a_day_that_its_month_lacks_is_the_one_that_jekyll_takes(tmp_path: Path) -> None:
    post = jekyll_post(tmp_path, "---\ntitle: low\n---\nlow\n", "2024-02-31-low.md")
    value = json.loads(run("meta", str(post), "--json").printed())
    assert (value["date"], value["url"]) == ("2024-03-02", "/2024/03/02/low.html")
    assert run("list", str(tmp_path)).printed().startswith("2024-03-02 ")
    done = run("check", str(post))
    assert (done.code, done.out.split(" ", 1)[1]) == (
        1,
        "no-such-day there is no 2024-02-31: jekyll takes it for 2024-03-02\n",
    )


def test_what_readers_do_not_see_is_listed_in_words(tmp_path: Path) -> None:
    posts = {
        "_posts/2099-05-01-soon.md": WEIR.replace("2024-10-12", "2099-05-01"),
        "_posts/2024-10-12-the-weir.md": WEIR.replace("layout: post", "published: false"),
        "_drafts/dated.md": WEIR,
    }
    rows = run("list", str(make_blog(tmp_path, posts))).printed().splitlines()
    said = {row.rsplit("  ", 1)[1]: row.split("  ")[-2] for row in rows[:3]}
    assert list(said) == ["_posts/2099-05-01-soon.md", "_drafts/dated.md", "_posts/2024-10-12-the-weir.md"]
    assert list(said.values()) == ["scheduled", "draft", "unpublished"]
