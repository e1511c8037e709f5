"""Sparks on the desk: their ages, and what they put into a post."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tui.desk.sparks import aged, follow, note, title_of
from tui.files.sparks import Spark, Sparks
from tui.markup.dialect import DIALECTS
from tui.markup.page import Page
from tui.prose.word_count import count_words

ATLANTIC = timezone(timedelta(hours=-4))


def spark(text: str, caught: str = "2023-01-13T21:30:00-04:00") -> Spark:
    return Spark("a", datetime.fromisoformat(caught), text)


@pytest.mark.parametrize(
    ("now", "age"),
    [
        ("2023-01-13T23:59:00-04:00", "today"),
        ("2023-01-14T00:01:00-04:00", "1 day"),
        ("2023-03-01T08:36:00-04:00", "47 days"),
        ("2023-01-13T03:00:00-04:00", "today"),
        ("2023-01-14T04:00:00+02:00", "today"),
    ],
)
def test_the_age_is_counted_in_days_of_the_calendar(now: str, age: str) -> None:
    (found,) = aged([spark("weir")], datetime.fromisoformat(now))
    assert found.age == age


def test_a_post_begins_with_the_note_and_the_day() -> None:
    assert note(spark("the weir - from a walk")) == "<!-- spark, 2023-01-13: the weir - from a walk -->"


@pytest.mark.parametrize("name", sorted(DIALECTS))
@pytest.mark.parametrize(
    "text",
    [
        "the weir",
        "a -- b --> c <b>d</b>",
        "{{ site.x }} {% oops",
        "one\n\ntwo\n\n\n- three",
        "ends with -",
        "--",
        "a\r\n\r\nb",
    ],
)
def test_readers_see_nothing_of_it_and_it_is_not_counted(name: str, text: str) -> None:
    page = Page.parse(f"{note(spark(text))}\n\nthe first words\n", DIALECTS[name])
    assert count_words(page.blocks) == 3
    assert not page.problems


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("healing weirs - from a walk", "healing weirs"),
        ("the weir: what it does in winter", "the weir"),
        ("half-light on the weir\nand more", "half-light on the weir"),
        ("b/w photographs", "b/w photographs"),
    ],
)
def test_a_title_is_proposed(text: str, title: str) -> None:
    assert title_of(spark(text)) == title


def test_a_spark_follows_its_post(tmp_path: Path) -> None:
    sparks = Sparks(tmp_path)
    spark = sparks.catch("the ferry", datetime(2024, 11, 1, 8, 0, tzinfo=UTC))
    sparks.use(spark, Path("/blog/_drafts/ferry.md"))
    follow(tmp_path, Path("/blog/_drafts/other.md"), Path("/blog/_posts/other.md"))
    follow(tmp_path, Path("/blog/_drafts/ferry.md"), Path("/blog/_posts/ferry.md"))
    assert [each.post for each in sparks.read()] == ["/blog/_posts/ferry.md"]
