"""`draftroom meta` in blogs of every engine: what it changes, what it refuses, and why."""

import json
from pathlib import Path

import pytest

from tests.commandline import run

CONFIGS = {
    "hugo": "hugo.toml",
    "jekyll": "_config.yml",
    "pelican": "pelicanconf.py",
    "eleventy": ".eleventy.js",
}


def post_in(folder: Path, engine: str, text: str, name: str = "2024-10-12-low.md") -> Path:
    """Make a blog with one post."""
    if engine in CONFIGS:
        (folder / CONFIGS[engine]).write_text("")
    place = folder / {"hugo": "content/posts", "jekyll": "_posts", "pelican": "content"}.get(engine, "posts")
    place.mkdir(parents=True)
    path = place / name
    path.write_text(text)
    return path


@pytest.mark.parametrize("engine", ["hugo", "jekyll", "eleventy", "pelican", "plain"])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"title": "a",}\n\nlow', ":1: the header cannot be read"),
        ('{\n  "title": "a"\n\nlow', ":1: the header cannot be read: its brackets"),
        ("---\ntitle: a\ntags: [b]\n\nlow", ":1: the header cannot be read: no --- closes it"),
        ('+++\ntitle = "a"\n\nlow', ":1: the header cannot be read: no +++ closes it"),
        ("---js\n{}\n---\nlow", ":1: the header cannot be read: it is written in js"),
        ('{"a":' * 3000, ":1: the header cannot be read"),
    ],
)
def test_a_broken_header_gets_no_other_in_front(engine: str, text: str, said: str, tmp_path: Path) -> None:
    post = post_in(tmp_path, engine, text)
    for options in (["--set", "title=z"], ["--tag", "z"], ["--untag", "z"], []):
        assert said in run("meta", str(post), *options).refused()
    assert post.read_text() == text


@pytest.mark.parametrize("option", ["--set=title=z", "--tag=w"])
def test_the_fields_of_another_format_are_left_alone(option: str, tmp_path: Path) -> None:
    text = "low water\n#########\n\n:tags: a\n\nthe river\n"
    post = post_in(tmp_path, "pelican", text, "low.rst")
    assert "header of a .rst file cannot be changed" in run("meta", str(post), option).refused()
    assert post.read_text() == text


@pytest.mark.parametrize(
    ("engine", "before", "options", "after"),
    [
        (
            *("pelican", "---\ntitle: Y\ndate: 2020-01-01\ntags: q, r\n---\n\nlow"),
            ["--tag", "new"],
            "---\ntitle: Y\ndate: 2020-01-01\ntags: q, r, new\n---\n\nlow",
        ),
        (
            *("pelican", "low water\n"),
            ["--set", "title=No head", "--set", "date=2020-02-02", "--tag", "river", "--tag", "two words"],
            "Title: No head\nDate: 2020-02-02\nTags: river, two words\n\nlow water\n",
        ),
        ("hugo", "---\nTitle: A\nTags: [a]\n---\n", ["--tag", "z"], "---\nTitle: A\nTags: [a, z]\n---\n"),
        ("hugo", "---\nTags: [a, b]\n---\n", ["--untag", "a"], "---\nTags: [b]\n---\n"),
        ("hugo", "+++\nTitle = 'A'\n+++\n", ["--set", "title=z"], "+++\nTitle = 'z'\n+++\n"),
        ("jekyll", "---\nTags: [a]\n---\n", ["--tag", "z"], "---\nTags: [a]\ntags:\n- z\n---\n"),
        ("jekyll", "---\ntag: solo\n---\n", ["--tag", "z"], "---\ntag: [solo, z]\n---\n"),
        ("jekyll", "---\ntag: solo\na: b\n---\n", ["--untag", "solo"], "---\na: b\n---\n"),
        ("jekyll", "---\ntag: x\ntags: [b]\n---\n", ["--tag", "z"], "---\ntag: [x, z]\ntags: [b]\n---\n"),
        ("hugo", '{"weight": 10, "r": 1.5}\n', ["--set", "weight=5"], '{"weight": 5, "r": 1.5}\n'),
        (
            "eleventy",
            '---json\n{"a": 1}\n---\nlow',
            ["--tag", "z"],
            '---json\n{"a": 1, "tags": ["z"]}\n---\nlow',
        ),
    ],
)
def test_a_change_is_what_the_engine_reads(
    engine: str, before: str, options: list[str], after: str, tmp_path: Path
) -> None:
    post = post_in(tmp_path, engine, before)
    assert run("meta", str(post), *options).printed() == ""
    assert post.read_text() == after


def test_two_keys_of_which_one_counts_are_named(tmp_path: Path) -> None:
    text = "---\ntag: x\ntags: [b]\n---\n"
    post = post_in(tmp_path, "jekyll", text)
    assert "jekyll would take b from tag and tags; " in run("meta", str(post), "--untag", "x").refused()
    assert post.read_text() == text


def test_a_tag_that_is_not_there_is_told(tmp_path: Path) -> None:
    post = post_in(tmp_path, "hugo", "---\nTags: [a, b]\n---\n")
    done = run("meta", str(post), "--untag", "gone", "--untag", "b", "--json")
    assert (done.code, done.err) == (0, f"draftroom: {post}: it has no tag gone to remove\n")
    assert json.loads(done.out)["path"] == str(post)
    assert post.read_text() == "---\nTags: [a]\n---\n"
