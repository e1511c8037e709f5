"""Posts that readers do not see: said in words in the list, on the card, in the status line, by the check."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.blog.visibility import PUBLIC, State, Visibility
from tui.library.entry import Entry
from tui.session.dates import listed_date, page_date, seen
from tui.ui.widgets.sidebar_rows import Choice, PostList, post_rows

POST = """---
layout: post
title: the weir
{}---

the water was low.
"""
FILES = {
    "draft": ("_drafts/the-weir.md", ""),
    "scheduled": ("_posts/2099-01-13-the-weir.md", "date: 2099-01-13 07:20:00 +0000\n"),
    "unpublished": ("_posts/2024-01-13-the-weir.md", "published: false\n"),
}
SAID = {"draft": "draft", "scheduled": "scheduled for 13 {} 2099", "unpublished": "unpublished"}


def entry(title: str, date: str, state: State = "public", day: str = "", words: int = 1) -> Entry:
    moment = datetime.fromisoformat(f"{day}T07:20:00+00:00") if day else None
    return Entry(Path(f"{title}.md"), title, date, (), words, state == "draft", Visibility(state, moment))


SHELF = PostList(
    (
        entry("idea", "", "draft"),
        entry("far", "2028-05-02", "scheduled", "2028-05-02"),
        entry("near", "2027-01-13", "scheduled", "2027-01-13", words=300),
        entry("dated idea", "2026-11-30", "draft"),
        entry("low water", "2026-10-12"),
        entry("written long ago", "2020-03-01", "scheduled", "2027-03-01"),
        entry("harbour", "2019-10-12", "unpublished"),
        entry("fair", "2019-03-12", "expired", "2020-01-01"),
        entry("first ice", "2018-11-24"),
    )
)


def test_posts_by_date_stand_in_groups_that_say_what_readers_get() -> None:
    rows = [(row.side, row.text) for row in post_rows(SHELF, Choice()) if row.kind in ("year", "post")]
    assert rows == [
        ("", "drafts"),
        ("draft", "idea"),
        ("30 nov", "dated idea"),
        ("", "scheduled for 2028"),
        (" 2 may", "far"),
        ("", "scheduled for 2027"),
        (" 1 mar", "written long ago"),
        ("13 jan", "near"),
        ("", "2026"),
        ("12 oct", "low water"),
        ("", "2018"),
        ("24 nov", "first ice"),
        ("", "unpublished"),
        ("12 oct", "harbour"),
        ("", "expired"),
        ("12 mar", "fair"),
    ]


@pytest.mark.parametrize("order", ["by title", "longest first"])
def test_in_other_orders_each_row_says_it(order: str) -> None:
    choice = Choice(order="by title" if order == "by title" else "longest first")
    sides = {row.text: row.side for row in post_rows(SHELF, choice) if row.kind == "post"}
    assert sides["idea"] == "draft"
    assert sides["near"] == "scheduled"
    assert sides["harbour"] == "unpublished"
    assert sides["fair"] == "expired"
    assert sides["low water"] == ("12 oct" if order == "by title" else "1")


@pytest.mark.parametrize(
    ("visibility", "said"),
    [
        (PUBLIC, ""),
        (Visibility("public", datetime(2030, 1, 1, tzinfo=UTC)), ""),
        (Visibility("draft", reason="it lies among the drafts"), "draft"),
        (Visibility("scheduled", datetime(2027, 1, 3, tzinfo=UTC)), "scheduled for 3 january 2027"),
        (Visibility("unpublished"), "unpublished"),
        (Visibility("expired", datetime(2020, 1, 1, tzinfo=UTC)), "expired on 1 january 2020"),
    ],
)
def test_what_readers_get_in_words(visibility: Visibility, said: str) -> None:
    assert seen(visibility, page_date) == said
    assert seen(visibility, listed_date) == said.replace("january", "jan")


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24)])
@pytest.mark.parametrize("state", FILES)
async def test_it_is_said_in_every_place_at_every_size(
    tmp_path: Path, state: str, size: tuple[int, int]
) -> None:
    name, header = FILES[state]
    blog = make_blog(tmp_path, {name: POST.format(header)})
    async with writing(blog / name, size=size) as writer:
        assert SAID[state].format("jan") in writer.status
        if size[0] < 140:
            await writer.press("f4")  # the page alone, or beside the text
        assert SAID[state].format("january") in writer.painted()
        await writer.press("f2")
        await writer.wait_for("newest first")
        assert SAID[state].split(" ")[0] in writer.part(0, 30)


@pytest.mark.parametrize("width", [30, 32, 80])
async def test_a_row_of_the_list_says_it_in_any_width(tmp_path: Path, width: int) -> None:
    sizes = {30: (160, 45), 32: (100, 30), 80: (80, 24)}
    name, header = FILES["unpublished"]
    async with writing(make_blog(tmp_path, {name: POST.format(header)}), size=sizes[width]) as writer:
        await writer.press("f2", "o")
        row = next(row for row in writer.part(0, width).split("\n") if "the weir" in row)
        assert "unpublished the weir" in row


async def test_the_page_of_a_public_post_says_nothing_of_it(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / "_posts/2024-10-12-low-water.md") as writer:
        for word in ("public", "draft", "scheduled"):
            assert word not in writer.status
            assert word not in writer.part(104, 160)


async def test_the_check_lists_it_as_a_note(tmp_path: Path) -> None:
    name, header = FILES["scheduled"]
    async with writing(make_blog(tmp_path, {name: POST.format(header)}) / name) as writer:
        cursor = writer.screen.editor.cursor_location
        await writer.press("f7")
        await writer.wait_for("nothing found that readers would not expect; scheduled: public on 2099-01-13")
        assert writer.screen.editor.cursor_location == cursor
        writer.screen.action_do("check.show")
        await writer.wait_for("there is nothing to mend")
        assert "not-public" in writer.painted()
        await writer.press("enter")
        assert writer.screen.editor.cursor_location == (3, 0)


async def test_a_date_that_ends_the_build_is_told_above_the_page(tmp_path: Path) -> None:
    name = "_posts/2024-01-13-the-weir.md"
    blog = make_blog(tmp_path, {name: POST.format("date: 2024-W02-3\n")})
    async with writing(blog / name) as writer:
        await writer.wait_for("Jekyll cannot build a site with the date")
        assert "'2024-W02-3'" in writer.painted()  # in the next row of the page
        assert "unpublished" in writer.status
