"""The query language: what is understood, and what is told of the rest."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.library.rows import entry
from tui.blog.visibility import Visibility
from tui.library.query import Problem, Words, read_query

FROST = replace(entry("frost", "2023-03-01T08:00:00-05:00", "river", "winter"), words=640)
OATS = replace(entry("oats", "2022-11-30", "Kitchen"), categories=("slow food",))
LATER = replace(entry("later"), visibility=Visibility("scheduled", datetime(2027, 1, 3, tzinfo=UTC)))
UNDATED = entry("a thought", "", draft=True)
POSTS = (FROST, OATS, LATER, UNDATED)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("low water ", [Words("low"), Words("water")]),
        ("low wat", [Words("low"), Words("wat", is_prefix=True)]),
        ('"low water"', [Words("low water")]),
        ('"low wa', [Words("low wa", is_prefix=True)]),
        ("-low -title:jar ", [Words("low", excluded=True), Words("jar", in_title=True, excluded=True)]),
        ('title:"low water" ', [Words("low water", in_title=True)]),
        ("e-mail ", [Words("e-mail")]),
        ("https://example.org ", [Words("https://example.org")]),
        ("12:30 ", [Words("12:30")]),
        ("- & … ", []),
        ("title: ", []),
        ("", []),
    ],
)
def test_words(query: str, words: list[Words]) -> None:
    assert read_query(query) == replace(read_query(""), words=tuple(words))


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("#river", ["frost"]),
        ("#kitchen", ["oats"]),
        ("-#river", ["oats", "later", "a thought"]),
        ("#river|#kitchen", ["frost", "oats"]),
        ("#river #kitchen", []),
        ('in:"Slow Food"', ["oats"]),
        ("in:slow", []),
        ("is:draft", ["a thought"]),
        ("is:scheduled", ["later"]),
        ("is:published", ["frost", "oats"]),
        ("-is:published is:untagged", ["later", "a thought"]),
        ("year:2023", ["frost", "later"]),
        ("before:2023", ["oats"]),
        ("before:2023-03-01", ["oats", "later"]),
        ("after:2022", ["frost", "later"]),
        ("after:2023-02", ["frost"]),
        ("words:>500", ["frost"]),
        ("words:640", ["frost"]),
        ("words:<=100 -is:draft", ["oats", "later"]),
    ],
)
def test_conditions(query: str, titles: list[str]) -> None:
    read = read_query(query)
    assert [post.title for post in POSTS if all(each.is_met(post) for each in read.conditions)] == titles
    assert not read.problems
    assert not read.words


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("#river is:drafty low ", Problem(7, 16, "is: takes draft, scheduled, published, unpublished")),
        ("before:lent", Problem(0, 11, "before: takes a year, a month or a day")),
        ("after:2023-13", Problem(0, 13, "after: takes a year, a month or a day")),
        ("year:23", Problem(0, 7, "year: takes a year such as 2023")),
        ("words:many", Problem(0, 10, "words: takes a number")),
        ("in: ", Problem(0, 3, "in: takes a category")),
        ("by:size", Problem(0, 7, "by: takes date, title, words, rank")),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(query: str, problem: Problem) -> None:
    [found] = read_query(query).problems
    assert (found.start, found.end) == (problem.start, problem.end)
    assert found.message.startswith(problem.message)


def test_the_rest_of_a_wrong_query_counts() -> None:
    read = read_query("#river is:drafty low by:words ")
    assert read.words == (Words("low"),)
    assert len(read.conditions) == 1
    assert read.order == "words"
