"""Browsing past posts by tag: the sidebar and the page of the row one is on."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.ui.support import make_blog, writing
from tui.blog.visibility import PUBLIC, Visibility
from tui.desk.drafts import Draft
from tui.desk.open_drafts import Drafts
from tui.library.entry import Entry
from tui.library.searching import Held
from tui.ui.widgets.sidebar_rows import Choice, PostList, chosen_entries, post_rows, tag_rows

LOW_WATER = "_posts/2024-10-12-low-water.md"


def entry(
    title: str, date: str = "", tags: tuple[str, ...] = (), words: int = 1, draft: bool = False
) -> Entry:
    return Entry(
        Path(f"{title}.md"), title, date, tags, words, draft, Visibility("draft") if draft else PUBLIC
    )


SHELF = PostList(
    (
        entry("late ferry", draft=True, tags=("river",)),
        entry("low water", "2024-10-12T07:20:00+00:00", ("river", "mornings"), 140),
        entry("a jar of silt", "2024-07-07", ("river", "kitchen"), 70),
        entry("first ice", "2023-11-24", ("mornings",), 43),
        entry("notes", "2023-01-02", (), 300),
    ),
    open=Path("low water.md"),
    unsaved=frozenset({Path("first ice.md")}),
)


@pytest.mark.parametrize(
    ("choice", "titles"),
    [
        (Choice(), ["late ferry", "low water", "a jar of silt", "first ice", "notes"]),
        (Choice("drafts"), ["late ferry"]),
        (Choice("untagged"), ["notes"]),
        (Choice("", ("river",)), ["late ferry", "low water", "a jar of silt"]),
        (Choice("", ("river", "mornings")), ["low water"]),
        (Choice("", ("river",), ("kitchen",)), ["late ferry", "low water"]),
        (Choice(filter="WATER"), ["low water"]),
        (Choice(filter="morn"), ["low water", "first ice"]),
        (Choice(filter="#river -#kitchen"), ["late ferry", "low water"]),
        (Choice(filter="is:published words:>100"), ["low water", "notes"]),
        (Choice(filter="-water year:2024"), ["a jar of silt"]),
        (Choice(order="by title"), ["a jar of silt", "first ice", "late ferry", "low water", "notes"]),
        (Choice(order="longest first"), ["notes", "low water", "a jar of silt", "first ice", "late ferry"]),
    ],
)
def test_a_choice_leaves_posts_in_its_order(choice: Choice, titles: list[str]) -> None:
    assert [each.title for each in chosen_entries(SHELF, choice)] == titles


def test_posts_stand_under_their_year_with_a_blank_row_between() -> None:
    rows = [(row.kind, row.side, row.text) for row in post_rows(SHELF, Choice())]
    assert rows == [
        ("heading", "newest first", "all"),
        ("blank", "", ""),
        ("year", "", "drafts"),
        ("post", "draft", "late ferry"),
        ("blank", "", ""),
        ("year", "", "2024"),
        ("post", "12 oct", "low water"),
        ("post", " 7 jul", "a jar of silt"),
        ("blank", "", ""),
        ("year", "", "2023"),
        ("post", "unsaved", "first ice"),
        ("post", " 2 jan", "notes"),
    ]


def test_tags_stand_by_count_under_the_fixed_groups() -> None:
    rows = [(row.text, row.side) for row in tag_rows(SHELF, Choice(), short=False)]
    assert rows[2:] == [
        ("all", "5"),
        ("drafts", "1"),
        ("untagged", "1"),
        ("", ""),
        ("river", "3"),
        ("mornings", "2"),
        ("kitchen", "1"),
    ]
    assert [row.text for row in tag_rows(SHELF, Choice(), short=True)][2:4] == ["all", "drafts"]


FILED = PostList(
    tuple(
        replace(one, tags=(), categories=categories)
        for one, categories in zip(
            SHELF.entries, [("harbour",), ("harbour", "weather"), (), ("weather",), ("harbour",)], strict=True
        )
    )
)


def test_a_blog_of_categories_is_browsed_by_them() -> None:
    rows = [(row.kind, row.text, row.side) for row in tag_rows(FILED, Choice(), short=False)]
    assert rows == [
        ("heading", "categories", ""),
        ("blank", "", ""),
        ("choice", "all", "5"),
        ("choice", "drafts", "1"),
        ("blank", "", ""),
        ("category", "harbour", "3"),
        ("category", "weather", "2"),
    ]


def test_categories_stand_below_the_tags_of_a_blog_that_has_both() -> None:
    both = PostList((*SHELF.entries, *FILED.entries))
    texts = [row.text for row in tag_rows(both, Choice(), short=False)]
    assert texts[-5:] == ["", "categories", "", "harbour", "weather"]
    assert "untagged" in texts


@pytest.mark.parametrize(
    ("choice", "titles", "heading"),
    [
        (Choice("", categories=("harbour",)), ["late ferry", "low water", "notes"], "harbour"),
        (Choice("", categories=("harbour", "weather")), ["low water"], "harbour + weather"),
        (
            Choice("", categories=("harbour",), excluded_categories=("weather",)),
            ["late ferry", "notes"],
            "harbour + not weather",
        ),
        (Choice(filter="weath"), ["low water", "first ice"], "all"),
    ],
)
def test_categories_choose_posts(choice: Choice, titles: list[str], heading: str) -> None:
    assert [each.title for each in chosen_entries(FILED, choice)] == titles
    assert choice.title == heading


def test_scheduled_posts_and_those_of_this_day_are_groups_when_there_are_any() -> None:
    later = replace(entry("later"), visibility=Visibility("scheduled"))
    posts = replace(SHELF, entries=(*SHELF.entries, later), today="2025-07-07")
    texts = [row.text for row in tag_rows(posts, Choice(), short=False)]
    assert texts[2:7] == ["all", "drafts", "scheduled", "untagged", "on this day"]
    assert [each.title for each in chosen_entries(posts, Choice("on this day"))] == ["a jar of silt"]
    assert [each.title for each in chosen_entries(posts, Choice("scheduled"))] == ["later"]
    assert chosen_entries(replace(posts, today="2024-07-07"), Choice("on this day")) == []  # no earlier year


async def test_a_category_is_listed_and_excluded_by_key(tmp_path: Path) -> None:
    posts = {
        f"_posts/2024-10-{12 + day}-{name}.md": f"---\ntitle: {name}\ncategories: [{category}]\n---\nwords\n"
        for day, (name, category) in enumerate([("ropes", "harbour"), ("fog", "weather"), ("tar", "harbour")])
    }
    async with writing(make_blog(tmp_path, posts)) as writer:
        await writer.press("f2", "home", "down", "down", "enter")
        listed = writer.part(0, 30)
        assert "ropes" in listed
        assert "tar" in listed
        assert "fog" not in listed
        await writer.press("x")
        listed = writer.part(0, 30)
        assert "not harbour" in listed
        assert "fog" in listed
        assert "ropes" not in listed
        await writer.press("escape")
        assert "ropes" in writer.part(0, 30)


async def test_the_page_of_the_row_one_is_on_is_shown(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "down")
        assert "made up its mind" in writer.part(104, 160)
        assert "**so low**" in writer.part(30, 104)
        await writer.press("escape")
        assert "the water was so low" in writer.part(104, 160)


async def test_posts_that_are_only_pointed_at_are_read_beside_the_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readers = set[threading.Thread]()
    look_at = Drafts.look_at

    def told(drafts: Drafts, path: Path) -> Draft:
        readers.add(threading.current_thread())
        return look_at(drafts, path)

    monkeypatch.setattr(Drafts, "look_at", told)
    async with writing(make_blog(tmp_path)) as writer:
        await writer.press("f2", "down")
        assert readers
        assert threading.main_thread() not in readers


async def test_enter_on_a_tag_lists_its_posts_and_enter_on_a_post_opens_it(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "home", "down", "down", "down", "enter")
        sidebar = writer.part(0, 30)
        assert "kitchen" in sidebar
        assert "low water" not in sidebar
        await writer.press("end", "enter")
        assert "made up its mind" in writer.part(30, 104)
        assert writer.screen.editor.has_focus


async def test_a_tag_from_the_palette_has_the_keyboard(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path)) as writer:
        await writer.press("ctrl+p", *"#mornings", "enter")
        here = next(row for row in writer.part(0, 29).split("\n") if row.startswith("▋"))
        assert "mornings" in here


async def test_tags_are_added_and_excluded_by_key(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "home", "down", "down", "down", "x")
        assert "not kitchen" in writer.part(0, 30)
        assert "a jar of silt" not in writer.part(0, 30)
        await writer.press("down", "down", "space")
        assert "river + not kitchen" in writer.part(0, 30)
        await writer.press("escape")
        assert "a jar of silt" in writer.part(0, 30)


async def test_a_filter_is_typed_with_the_list_following(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "slash")
        await writer.type("silt")
        sidebar = writer.part(0, 30)
        assert "/silt" in sidebar
        assert "low water" not in sidebar
        await writer.press("enter", "enter")
        assert "made up its mind" in writer.part(30, 104)


async def test_the_filter_finds_what_posts_say_and_enter_opens_it_there(tmp_path: Path) -> None:
    rows = "nothing here.\n\n" * 60
    text = f"{rows}it’s the café’s rope.\n\nthe café again.\n"
    posts = {
        "_posts/2024-10-12-ropes.md": f"---\ntitle: ropes\n---\n{text}",
        "_posts/2024-10-13-fog.md": "---\ntitle: fog\n---\nno words of it.\n",
    }
    async with writing(make_blog(tmp_path, posts)) as writer:
        await writer.wait_until(lambda: "fog" in writer.part(0, 30))
        await writer.press("f2", "slash")
        await writer.type("cafe")
        await writer.wait_until(lambda: "ropes" in writer.part(0, 30))
        assert "fog" not in writer.part(0, 30)
        await writer.press("enter", "enter")
        assert writer.screen.editor.cursor_location == (123, 9)
        await writer.press("f3")
        assert writer.screen.editor.selected_text == "café"
        assert writer.screen.editor.selection.start[0] == 125


async def test_the_palette_finds_what_posts_say_and_goes_there(tmp_path: Path) -> None:
    posts = {
        "_posts/2024-10-12-ropes.md": "---\ntitle: ropes\n---\nnothing.\n\n  at the café’s door, a rope.\n",
        "_posts/2024-10-13-fog.md": "---\ntitle: fog\n---\nno words of it.\n",
    }
    async with writing(make_blog(tmp_path, posts)) as writer:
        await writer.wait_until(lambda: "ropes" in writer.part(0, 30))
        await writer.press("ctrl+p")
        await writer.type("/cafes")
        await writer.wait_until(lambda: "at the café’s door" in writer.painted())
        assert "no words of it" not in writer.part(40, 120)
        await writer.press("enter")
        assert "ropes" in writer.part(100, 160)
        assert writer.screen.editor.cursor_location == (5, 9)


def test_a_word_that_is_left_out_of_the_texts_leaves_its_posts_out() -> None:
    held = Held(unwanted=frozenset({Path("notes.md")}))
    choice = Choice(filter="-ferry year:2023")
    assert [each.title for each in chosen_entries(SHELF, choice)] == ["first ice", "notes"]
    assert [each.title for each in chosen_entries(replace(SHELF, held=held), choice)] == ["first ice"]


def test_a_condition_in_the_filter_leaves_the_tags_listed() -> None:
    tags = [row.text for row in tag_rows(SHELF, Choice(filter="#river is:draft"), short=False)]
    assert "kitchen" in tags


async def test_up_on_the_first_post_and_left_stay_in_the_list(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "tab", "home", "tab")
        first = next(row for row in writer.part(0, 30).split("\n") if row.startswith("▋"))
        assert "the ferry" in first
        await writer.press("up", "up", "left")
        assert next(row for row in writer.part(0, 30).split("\n") if row.startswith("▋")) == first
        assert writer.screen.sidebar.has_focus


async def test_entities_in_a_title_are_read(tmp_path: Path) -> None:
    posts = {"_posts/2024-10-12-salt.md": "---\ntitle: salt &amp; i &lt;3 it\n---\nwords\n"}
    async with writing(make_blog(tmp_path, posts)) as writer:
        await writer.wait_until(lambda: "salt & i <3" in writer.part(0, 30))
        assert "salt & i <3 it" in writer.part(100, 160)


async def test_what_a_filter_cannot_read_is_said_in_the_list(tmp_path: Path) -> None:
    async with writing(make_blog(tmp_path) / LOW_WATER) as writer:
        await writer.press("f2", "slash")
        await writer.type("#river is:lost")
        listed = writer.part(0, 30)
        assert "is: takes" in listed
        assert "low water" in listed


@pytest.mark.parametrize(("size", "shown", "hidden"), [((100, 30), "page", "text"), ((80, 24), "", "page")])
async def test_in_small_terminals_panes_give_way(
    tmp_path: Path, size: tuple[int, int], shown: str, hidden: str
) -> None:
    panes = {"page": "the water was so low", "text": "the water was **so low**"}
    async with writing(make_blog(tmp_path) / LOW_WATER, size=size) as writer:
        assert panes["text"] in writer.painted()
        await writer.press("f2")
        assert "a jar of silt" in writer.painted()
        assert panes[hidden] not in writer.painted()
        if shown:
            assert panes[shown] in writer.painted()
        await writer.press("f2")
        assert panes["text"] in writer.painted()
        await writer.press("f4")
        assert panes["page"] in writer.painted()
