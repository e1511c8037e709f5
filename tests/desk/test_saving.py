"""A save writes the post, and nothing of it is read or parsed again for the list."""

from pathlib import Path

import pytest

from tests.desk.support import WEIR, make_blog, stop_the_clock
from tui.desk import drafts, entries
from tui.desk.desk import Desk
from tui.desk.entries import describe
from tui.edits import Edit, split_rows
from tui.markup import page as pages
from tui.settings import Settings, places

NAME = "_posts/2024-10-12-the-weir.md"


def opened(tmp_path: Path, text: str = WEIR) -> Desk:
    """Return a desk with a post in front, of a blog that has been read."""
    blog = make_blog(tmp_path, {NAME: text})
    desk = Desk.at(blog, blog, places(), Settings())
    desk.open(blog / NAME)
    read(desk)
    return desk


def read(desk: Desk) -> bool:
    return desk.reading().run(lambda done, of: None)


def write(desk: Desk, old: str, new: str) -> None:
    """Replace what stands once in the post in front, as the editor would."""
    assert desk.draft is not None
    text = desk.draft.text
    assert text.count(old) == 1
    before = text[: text.index(old)]
    rows, inner = split_rows(before)[0], split_rows(old)[0]
    start = (len(rows) - 1, len(rows[-1]))
    end = (start[0] + len(inner) - 1, len(inner[-1]) + (start[1] if len(inner) == 1 else 0))
    desk.edited([Edit(start, end, new, old)], lambda: before + new + text[len(before) + len(old) :])


def save(desk: Desk) -> None:
    assert desk.draft is not None
    job = desk.saves.job(desk.draft)
    assert job is not None
    desk.saved(job.run().post)


def never(*_: object) -> None:
    raise AssertionError("the post is parsed again")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the last one", "the very last one"),
        ("'the weir'", "the mill"),
        ("- mornings\n", ""),
        ("date: '2024-10-12T07:20:00+00:00'\n", ""),
        ("title: 'the weir'", "title: [the weir"),
        ("the last one.\n", "the last one.\n\n---\n\n5 words, 3 minutes of writing\n"),
    ],
)
def test_the_list_has_what_a_fresh_reading_would_find(tmp_path: Path, old: str, new: str) -> None:
    desk = opened(tmp_path)
    write(desk, old, new)
    save(desk)
    [entry] = desk.blog.entries()
    assert entry == describe(desk.site, entry.path)
    assert not read(desk)


def test_a_save_and_the_reading_after_it_parse_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opened(tmp_path)
    write(desk, "the last one", "the very last one")
    monkeypatch.setattr(pages, "read", never)
    monkeypatch.setattr(drafts, "read_post", never)
    monkeypatch.setattr(entries, "describe", never)
    save(desk)
    assert not read(desk)


def test_the_first_reading_does_not_parse_the_post_that_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blog = make_blog(tmp_path, {NAME: WEIR})
    desk = Desk.at(blog, blog, places(), Settings())
    desk.open(blog / NAME)
    monkeypatch.setattr(pages, "read", never)
    assert read(desk)
    assert [entry.title for entry in desk.blog.entries()] == ["the weir"]


def test_a_post_that_is_open_is_public_once_its_date_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    desk = opened(tmp_path)
    assert [entry.public for entry in desk.blog.entries()] == [False]
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
    assert read(desk)
    assert [entry.public for entry in desk.blog.entries()] == [True]


def test_what_only_a_fresh_parse_can_count_is_counted_by_the_next_reading(tmp_path: Path) -> None:
    desk = opened(tmp_path, WEIR + "\n[a heron]\n")
    write(desk, "\n[a heron]\n", "\n[a heron]\n\n[a heron]: /heron\n")
    assert desk.draft is not None
    assert not desk.draft.page.finished
    save(desk)
    assert read(desk)
    [entry] = desk.blog.entries()
    assert entry == describe(desk.site, entry.path)


def test_a_page_that_became_another_dialect_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("a **heron**, a weir and more\n")
    desk = Desk.at(tmp_path, tmp_path, places(), Settings())
    desk.open(path)
    read(desk)
    write(desk, "and more\n", "and more\n{: .wide}\n")
    save(desk)
    assert read(desk)
    assert desk.blog.entries() == (describe(desk.site, path),)
