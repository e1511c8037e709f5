"""Stats: minutes from the footers of all posts, days from the ledger."""

from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui.desk.entries import read_blog
from tui.desk.stats import Stats, footer_of, read_stats
from tui.files.ledger import Book, Day, Seconds, Sheet
from tui.prose.footer import DEFAULT
from tui.settings import Settings, places

NOON = 1_714_824_000.0
"""4 May 2024 in every zone but the farthest."""

POSTS = {
    "_posts/2024-05-02-a.md": "---\ntitle: a\ntags: [river, tea]\n---\n\none two three.\n\n3w / 10min / 2min",
    "_posts/2024-05-03-b.md": "---\ntitle: b\ntags: [river]\n---\n\n"
    + "tea " * 37
    + "\n\n**words / writing**  \n37w / 1h 10min / min\n",
    "_posts/2023-01-01-c.md": "---\ntitle: c\n---\n\nno footer here.\n",
    "_drafts/d.md": "---\ntitle: d\n---\n\nnot yet.\n",
}


@pytest.fixture
def stats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stats:
    monkeypatch.setenv("DRAFTROOM_HOME", str(tmp_path / "home"))
    blog = make_blog(tmp_path, POSTS)
    post, other = str(blog.resolve() / "_posts/2024-05-02-a.md"), str(tmp_path / "elsewhere.md")
    days = {"2024-05-03": Day(Seconds(600, 61), 5), "2024-05-04": Day(Seconds(90), -2)}
    book = Book(
        {
            "a": Sheet("a", post, 0, days),
            "b": Sheet("b", post, 0, {"2024-05-04": Day(Seconds(40), 10)}),
            "c": Sheet("c", other, 0, {"2024-05-02": Day(Seconds(40), 10)}),
        }
    )
    site, entries = read_blog(blog, places())
    return read_stats(entries, Settings(), book, site.root, NOON)


def test_minutes_are_those_of_the_footers(stats: Stats) -> None:
    values = stats.values
    assert {key: values[key] for key in ("posts", "words", "rule", "streak")} == {
        "posts": 4,
        "words": 3 + 37 + 3 + 2,
        "rule": "published",
        "streak": 2,
    }
    assert (values["writing_minutes"], values["postprocessing_minutes"]) == (80, 2)
    assert stats.all.timed_words == 40
    assert values["words_per_minute"] == 0.5  # 40 words in 80 minutes


def test_by_tag_the_most_used_first_and_by_month_the_newest(stats: Stats) -> None:
    assert [(tag, effort.posts, effort.writing_minutes) for tag, effort in stats.groups["tag"].items()] == [
        ("river", 2, 80),
        ("tea", 1, 10),
    ]
    assert [(month, effort.words) for month, effort in stats.groups["month"].items()] == [
        ("2024-05", 40),
        ("2023-01", 3),
    ]


def test_days_are_those_with_posts_of_this_blog(stats: Stats) -> None:
    assert stats.values["days"] == {
        "2024-05-04": {"words": 8, "writing_minutes": 2, "postprocessing_minutes": 0},
        "2024-05-03": {"words": 5, "writing_minutes": 10, "postprocessing_minutes": 1},
    }


def test_a_post_that_cannot_be_read_has_no_footer(tmp_path: Path) -> None:
    assert footer_of(tmp_path / "missing.md", DEFAULT) is None
