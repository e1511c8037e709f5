"""What a blog's newest posts teach: their header, the empty rows, what they all end with."""

from pathlib import Path

import pytest

from tui.blog.engines.jekyll.engine import JEKYLL
from tui.blog.engines.pelican import PELICAN
from tui.blog.manner import learn
from tui.blog.site import Site
from tui.blog.templates import propose
from tui.files.post import split

HEAD = "---\nlayout: note\ntitle: 'the weir'\ndate: '2023-03-01T08:36:00-04:00'\ntags:\n- river\n--- \n"
TAIL = """

---


<!-- hyperlink bank -->


<!-- &#042; = asterisk -->
<!-- &#039; = single quote '-->

**words / writing / post-processing**  """


def post(number: int, footer: str, tail: str = TAIL, head: str = HEAD) -> str:
    return f"{head}\n\nmorning {number} by the river.{tail}\n{footer}"


def template(*posts: str) -> str:
    return propose(Site(Path("/blog"), JEKYLL), [split(text) for text in posts]).text


def test_what_the_posts_end_with_is_learned_without_its_numbers() -> None:
    posts = [post(1, "393w / 13min / min"), post(2, "1,204w / 71min / 5min"), post(3, "w / min / min")]
    assert template(*posts) == (
        "---\nlayout: note\ntitle: '$title$'\ndate: '$date$'\ntags:\n- $tags$\n---\n\n\n"
        f"$text${TAIL}\nw / min / min"
    )


def test_links_that_wait_in_the_bank_are_not_learned() -> None:
    banked = "<!-- hyperlink bank\nhttps://example.org/bread\n-->"
    other = post(2, "1w / min / min").replace("<!-- hyperlink bank -->", banked)
    assert template(other, post(1, "2w / min / min")).endswith(f"$text${TAIL}\nw / min / min")


def test_the_tail_is_that_of_most_and_says_of_how_many() -> None:
    posts = [post(number, f"{number}w / min / min") for number in range(7)]
    proposal = propose(Site(Path("/blog"), JEKYLL), [split(text) for text in (*posts, f"{HEAD}\nno tail\n")])
    assert "the end of the posts: found in 7 of 8 posts" in proposal.why
    assert "titles in single quotes: 8 of 8 posts" in proposal.why


@pytest.mark.parametrize(
    "posts",
    [
        (post(1, "1w / min / min"),),
        (post(1, "1w / min / min"), f"{HEAD}\none\n"),
        (post(1, "1w / min / min"), post(2, "1w / min / min"), f"{HEAD}\none\n", f"{HEAD}\ntwo\n"),
        (f"{HEAD}\n", f"{HEAD}\n"),
        (f"{HEAD}\nthe same\n", f"{HEAD}\nthe same\n"),
        (f"{HEAD}\none\n", f"{HEAD}\ntwo\n"),
    ],
)
def test_what_too_few_share_is_no_tail(posts: tuple[str, ...]) -> None:
    assert template(*posts).endswith("$text$")


@pytest.mark.parametrize("empty", [0, 1, 2])
def test_a_post_that_is_nothing_but_its_tail_teaches_no_tail_and_stops_none(empty: int) -> None:
    posts = [post(number, f"{number}w / min / min") for number in range(5)]
    bare = f"{HEAD}{TAIL}\nw / min / min"
    posts = [*posts[:empty], bare, *posts[empty:]]
    assert template(*posts).endswith(f"$text${TAIL}\nw / min / min")


@pytest.mark.parametrize("bare", [1, 3, 6])
def test_posts_that_wait_for_their_text_do_not_outvote_the_others(bare: int) -> None:
    posts = [f"{HEAD}{TAIL}\nw / min / min"] * bare + [post(1, "1w / min / min"), post(2, "2w / min / min")]
    assert template(*posts).endswith(f"$text${TAIL}\nw / min / min")


def test_a_last_paragraph_that_two_share_by_chance_does_not_grow_the_tail() -> None:
    posts = [f"{HEAD}\n{text}\n\nsee you.\n" for text in ("one", "one", "two", "three", "four")]
    assert template(*posts).endswith("$text$\n\nsee you.\n")


@pytest.mark.parametrize(("gap", "learned"), [("", 1), ("\n", 1), ("\n\n", 2), ("\n\n\n", 3)])
def test_empty_rows_under_the_header_are_learned(gap: str, learned: int) -> None:
    assert template(*[f"{HEAD}{gap}{text}\n" for text in ("one", "two")]).endswith(
        "---\n" + "\n" * learned + "$text$"
    )


def test_other_keys_that_never_change_are_learned_and_those_of_one_post_are_not() -> None:
    head = "---\ntitle: a\nauthor: mira\ncomments: true\nmood: {0}\ndraft: true\npermalink: /x/\n---\n"
    posts = [f"{head.format(number)}\ntext {number}\n" for number in range(3)]
    assert template(*posts).startswith(
        "---\ntitle: $title$\nauthor: mira\ncomments: true\ntags:\n- $tags$\n---\n"
    )
    assert "author" not in template(*posts[:2])


def test_windows_line_ends_teach_the_same() -> None:
    posts = [post(number, f"{number}w / min / min").replace("\n", "\r\n") for number in range(3)]
    assert template(*posts).endswith(f"$text${TAIL}\nw / min / min")


def test_a_blog_without_dates_in_its_headers_is_known() -> None:
    assert not learn(JEKYLL, [split("---\ntitle: a\n---\n")]).dated
    assert learn(JEKYLL, []).dated


def test_a_first_post_has_the_usual_header_of_its_engine() -> None:
    manner = learn(PELICAN, [])
    assert manner.template == "Title: $title$\nDate: $date$\nTags: $tags$\n\n$text$"
    assert manner.why == ("the usual header of pelican",)
