import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.paint import trees
from tests.paint.pictures import words_and_letters_of
from tui.paint.head import head, notice
from tui.safe import safe

FULL = """\
low water
111111111
12 october 2024   river  mornings
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
————————————————————————————————————
rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"""

NARROW = """\
low water, and what was
11111111111111111111111
left of the boats
11111111111111111
12 october 2024   river
~~~~~~~~~~~~~~~~~~~~~~~
mornings  old mooring
~~~~~~~~~~~~~~~~~~~~~
posts
~~~~~
————————————————————————
rrrrrrrrrrrrrrrrrrrrrrrr"""

UNTAGGED = """\
low water
111111111
——————————————————————
rrrrrrrrrrrrrrrrrrrrrr"""

UNTITLED = """\
river  mornings
~~~~~~~~~~~~~~~
——————————————————————
rrrrrrrrrrrrrrrrrrrrrr"""


@pytest.mark.parametrize(
    ("title", "date", "tags", "width", "picture"),
    [
        ("low water", "12 october 2024", ["river", "mornings"], 36, FULL),
        (
            "low water, and what was left of the boats",
            "12 october 2024",
            ["river", "mornings", "old mooring", "posts"],
            24,
            NARROW,
        ),
        ("low\n water", "", [], 22, UNTAGGED),
        ("", "", ["river", "mornings"], 22, UNTITLED),
    ],
)
def test_the_head_of_a_post(title: str, date: str, tags: list[str], width: int, picture: str) -> None:
    assert words_and_letters_of(head(title, date, tags, width)) == picture.split("\n")


SCHEDULED = """\
low water
111111111
scheduled for 3 january 2027
............................
12 october 2024   river
~~~~~~~~~~~~~~~~~~~~~~~
————————————————————————————————
rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr"""

DRAFT = """\
draft   river
.....~~~~~~~~
——————————————————————
rrrrrrrrrrrrrrrrrrrrrr"""


@pytest.mark.parametrize(
    ("title", "date", "width", "seen", "picture"),
    [
        ("low water", "12 october 2024", 32, "scheduled for 3 january 2027", SCHEDULED),
        ("", "", 22, "draft", DRAFT),
    ],
)
def test_what_readers_get_of_a_post_stands_first(
    title: str, date: str, width: int, seen: str, picture: str
) -> None:
    assert words_and_letters_of(head(title, date, ["river"], width, seen)) == picture.split("\n")


def test_a_post_without_a_head_has_none() -> None:
    assert head("", " ", ["", ""], 40) == ()


def test_a_notice_is_a_warning_in_words() -> None:
    assert words_and_letters_of(notice("the header cannot be read", 20)) == [
        "the header cannot be",
        "wwwwwwwwwwwwwwwwwwww",
        "read",
        "wwww",
    ]


@given(trees.text, trees.text, st.lists(trees.text, max_size=6), st.integers(18, 90))
def test_any_head_fits(title: str, date: str, tags: list[str], width: int) -> None:
    for line in (*head(title, date, tags, width), *notice(title, width)):
        assert line.width <= width
        assert safe(line.text) == line.text
