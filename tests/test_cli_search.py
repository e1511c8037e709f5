"""`draftroom search`, and `draftroom list` with a query."""

import json
from pathlib import Path

import pytest

from tests.commandline import run

POSTS = {
    "_posts/2024-10-12-the-weir.md": (
        "---\ntitle: the weir\ntags: [river]\n---\nfirst row.\n\nit’s so low that the ferry left.\n"
    ),
    "_posts/2023-07-07-a-jar.md": (
        "---\ntitle: a jar of silt\ncategories: [kitchen]\n---\nthe jar was left.\n"
    ),
    "_drafts/late.md": "---\ntitle: late\n---\nthe ferry\x1b[31m is late.\n",
}


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in {"_config.yml": "title: a river blog\n", **POSTS}.items():
        path = tmp_path / "blog" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    monkeypatch.chdir(tmp_path / "blog")
    return tmp_path / "blog"


def test_posts_are_printed_with_the_line_and_the_words_around(blog: Path) -> None:
    assert run("search", '"ferry left"').printed() == (
        "2024-10-12  the weir  _posts/2024-10-12-the-weir.md:7\n"
        "            it’s so low that the ferry left.\n"
        "1 post\n"
    )


def test_conditions_alone_list_posts(blog: Path) -> None:
    assert run("search", "in:kitchen", "-#river").printed() == (
        "2023-07-07  a jar of silt  _posts/2023-07-07-a-jar.md\n1 post\n"
    )


def test_a_minus_is_no_option(blog: Path) -> None:
    assert run("search", "-ferry").printed().endswith("1 post\n")


def test_only_the_first_are_listed_when_asked(blog: Path) -> None:
    assert run("search", "left", "--most", "1").printed().endswith("2 posts, the first 1 are listed\n")


def test_control_characters_of_a_post_are_not_printed(blog: Path) -> None:
    assert "\x1b" not in run("search", "late").printed()


def test_what_cannot_be_read_is_said_and_the_rest_counts(blog: Path) -> None:
    result = run("search", "is:lost", "jar")
    assert result.err.startswith("is: takes draft, scheduled")
    assert "a jar of silt" in result.out


def test_matches_as_json(blog: Path) -> None:
    [found] = json.loads(run("search", "its low", "--json").printed())
    assert found == {
        "path": "_posts/2024-10-12-the-weir.md",
        "title": "the weir",
        "date": "2024-10-12",
        "words": 10,
        "match": {"line": 7, "text": "it’s so low that the ferry left.", "ranges": [[0, 4], [8, 11]]},
    }


def test_a_list_takes_the_same_query(blog: Path) -> None:
    found = json.loads(run("list", "--query", "left is:published by:title", "--json").printed())
    assert [post["title"] for post in found] == ["a jar of silt", "the weir"]


def test_tags_that_may_be_one(blog: Path) -> None:
    (blog / "_posts/2022-01-01-a.md").write_text("---\ntitle: a\ntags: [River, fog]\n---\nwords\n")
    (blog / "_posts/2022-01-02-b.md").write_text("---\ntitle: b\ntags: [river]\n---\nwords\n")
    assert run("tags", "check").printed() == "River (1) is like river (2): case\nof one post: fog, River\n"
    assert json.loads(run("tags", "check", "--json").printed()) == {
        "near": [{"tag": "River", "count": 1, "like": "river", "like_count": 2, "difference": "case"}],
        "single": ["fog", "River"],
    }
    assert run("tags", str(blog)).printed() == run("tags", "list").printed()


def test_a_blog_whose_tags_are_in_order(blog: Path) -> None:
    (blog / "_posts/2022-01-02-b.md").write_text("---\ntitle: b\ntags: [river]\n---\nwords\n")
    assert run("tags", "check").printed() == "every tag has several posts, and no two are alike\n"
