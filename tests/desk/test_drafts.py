"""A draft follows its text: the body alone, the header, a header that cannot be read."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.desk.support import BROKEN, WEIR, make_blog, stop_the_clock
from tui.blog.recognition import find_site
from tui.blog.visibility import PUBLIC
from tui.desk.drafts import Draft, by_clock, edited, open_draft
from tui.edits import Edit, difference
from tui.errors import PostError
from tui.files.post import split
from tui.markup.html import to_html


def opened(tmp_path: Path, text: str = WEIR, name: str = "_posts/2024-10-12-the-weir.md") -> Draft:
    blog = make_blog(tmp_path, {name: text})
    return open_draft(blog / name, find_site(blog))


def changed(draft: Draft, old: str, new: str) -> Draft:
    """Return the draft after some of its words were replaced in one edit."""
    assert old in draft.text
    text = draft.text.replace(old, new, 1)
    edit = difference(draft.text, text)
    assert edit is not None
    return edited(draft, [edit], find_site(draft.path))


def test_an_opened_post_tells_what_it_is(tmp_path: Path) -> None:
    draft = opened(tmp_path)
    assert (draft.facts.title, draft.facts.tags) == ("the weir", ("river", "mornings"))
    assert (draft.facts.draft, draft.facts.public) == (False, True)
    assert draft.words == 10 + 6 + 4 + 3
    assert (draft.first_row, draft.unsaved, draft.problem) == (9, False, None)
    assert draft.text.split("\n")[draft.first_row].startswith("the water was")


@pytest.mark.parametrize(
    ("body", "row"),
    [
        ("\n\n\n---\n\n<!-- hyperlink bank -->\n", 1),
        ("\n\n<!-- hyperlink bank -->\n", 1),
        ("\n<!-- hyperlink bank -->\n", 0),
        ("\n\n\n\n**words / writing / post-processing**  \nw / min / min", 1),
        ("<!-- a note -->\nmud\n", 0),
        ("\n\n\nmud\n", 3),
        ("\n\n", 2),
        ("", 0),
    ],
)
def test_the_writing_begins_above_what_a_new_post_ends_with(tmp_path: Path, body: str, row: int) -> None:
    header = "---\ntitle: mud\n---\n"
    assert opened(tmp_path, header + body).first_row == 3 + row


def test_an_edit_of_the_body_keeps_the_other_blocks(tmp_path: Path) -> None:
    before = opened(tmp_path)
    after = changed(before, "about nothing much", "about\n\na bucket")
    assert [block is kept for block, kept in zip(after.page.blocks, before.page.blocks, strict=False)] == [
        True,
        False,
        False,
        False,
    ]
    assert [after.page.blocks[index] is before.page.blocks[index - 1] for index in (3, 4)] == [True, True]
    assert after.page.starts[3:] == tuple(start + 2 for start in before.page.starts[2:])
    assert after.facts is before.facts
    assert after.header is before.header
    assert after.words == before.words


def test_the_page_after_an_edit_is_the_page_of_the_text(tmp_path: Path) -> None:
    after = changed(opened(tmp_path), "- a heron\n", "")
    fresh = opened(tmp_path, after.text)
    assert (after.page.blocks, after.page.starts) == (fresh.page.blocks, fresh.page.starts)
    assert (after.parts, after.words) == (fresh.parts, fresh.words)


def test_several_edits_at_once_are_taken_together(tmp_path: Path) -> None:
    before = opened(tmp_path)
    first = Edit((9, 0), (9, 3), "some", "the")
    second = Edit((11, 0), (11, 1), "one", "a")
    text = before.text.replace("the water", "some water").replace("a second", "one second")
    after = edited(before, [first, second], find_site(before.path))
    assert after.page.blocks == opened(tmp_path, text).page.blocks
    assert edited(before, [], find_site(before.path)) is before


def test_an_edit_of_the_header_reads_the_facts_anew(tmp_path: Path) -> None:
    before = opened(tmp_path)
    after = changed(before, "- mornings\n", "- mornings\n- herons\n")
    assert after.facts.tags == ("river", "mornings", "herons")
    assert after.post is before.post
    assert (after.unsaved, after.first_row) == (True, 10)
    assert after.page.starts == tuple(start + 1 for start in before.page.starts)


def test_a_header_on_its_way_never_hides_the_body(tmp_path: Path) -> None:
    before = opened(tmp_path)
    broken = changed(before, "title: 'the weir'", "title: 'the weir")
    assert broken.problem is not None
    assert (broken.problem.path, broken.problem.line) == (before.path, 4)
    assert (broken.header, broken.facts.title) == (None, "The Weir")
    assert broken.page.blocks == before.page.blocks
    mended = changed(broken, "title: 'the weir", "title: 'the weir'")
    assert (mended.problem, mended.facts, mended.unsaved) == (None, before.facts, False)


def test_a_header_below_a_blank_row_is_told_of_as_long_as_it_is_there(tmp_path: Path) -> None:
    draft = opened(tmp_path, "")
    site, typed = find_site(draft.path), ""
    for letter in "\n---\ntitle: abc\n---\n\nwords\n":
        end = (typed.count("\n"), len(typed.rpartition("\n")[2]))
        typed += letter
        draft = edited(draft, [Edit(end, end, letter, "")], site)
        assert draft.head == replace(split(typed), body=""), typed
    assert draft.problem is not None
    for row in (3, 2, 1):
        draft = edited(draft, [Edit((row, 0), (row + 1, 0), "", f"{draft.page.lines[row]}\n")], site)
        assert draft.head == replace(split(draft.text), body=""), draft.text
    assert draft.problem is None


def test_a_post_with_a_broken_header_opens(tmp_path: Path) -> None:
    draft = opened(tmp_path, BROKEN)
    assert draft.problem is not None
    assert draft.words == 5
    assert draft.facts.public


def test_a_fence_that_is_opened_makes_the_header_text(tmp_path: Path) -> None:
    after = changed(opened(tmp_path), "---\nlayout", "--\nlayout")
    assert after.parts.kind == "none"
    assert after.facts.tags == ()
    assert after.page.first_row == 0


def test_the_writing_begins_below_blank_rows(tmp_path: Path) -> None:
    assert opened(tmp_path, "---\ntitle: a\n---\n\n  \n  low\n").first_row == 5
    assert opened(tmp_path, "---\ntitle: a\n---\n\n").first_row == 4
    assert opened(tmp_path, "low\n").first_row == 0


def test_half_a_character_stops_no_typing_and_no_save_hides_it(tmp_path: Path) -> None:
    draft = changed(opened(tmp_path), "title: 'the weir'", "title: 'the weir \ud83c'")
    assert draft.problem is not None
    with pytest.raises(PostError, match="cannot be saved"):
        draft.as_post()


def test_undecodable_bytes_come_back(tmp_path: Path) -> None:
    draft = changed(opened(tmp_path, WEIR.replace("low", "l\udcffw")), "about", "around")
    assert draft.as_post().raw == WEIR.encode().replace(b"low", b"l\xffw").replace(b"about", b"around", 1)


SITED = "---\ntitle: the weir\n---\n{{ page.title }} and {{ site.title }}\n\n{% gist 5 %} low\n"


def test_liquid_in_a_draft_sees_its_header_and_its_site(tmp_path: Path) -> None:
    draft = opened(tmp_path, SITED)
    title = find_site(draft.path).title
    assert to_html(draft.page).startswith(f"<p>the weir and {title}</p>\n")
    assert draft.words == len(f"the weir and {title} low".split())
    assert draft.page.problems == ()


def test_liquid_follows_an_edit_of_the_header_and_of_the_body(tmp_path: Path) -> None:
    draft = changed(opened(tmp_path, SITED), "title: the weir", "title: the heron")
    assert "the heron and" in to_html(draft.page)
    draft = changed(draft, "low", "low {% gallery %}")
    assert "the heron and" in to_html(draft.page)
    assert [(problem.row, problem.message) for problem in draft.page.problems] == [
        (5, "unknown tag 'gallery'")
    ]


def test_a_scheduled_post_is_public_once_its_date_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:58+00:00")
    draft = changed(opened(tmp_path), "the last one", "the very last one")
    site = find_site(draft.path)
    assert draft.facts.visibility.state == "scheduled"
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    assert by_clock(draft, site) is draft
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
    after = by_clock(draft, site)
    assert after == replace(draft, facts=replace(draft.facts, visibility=PUBLIC))
    assert (after.same_text(draft), after.unsaved) == (True, True)
    assert by_clock(after, site) is after


def test_a_public_post_is_expired_once_its_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    (tmp_path / "content").mkdir()
    (tmp_path / "hugo.toml").write_text('title = "a river blog"\n')
    post = tmp_path / "content" / "weir.md"
    post.write_text("---\ntitle: the weir\nexpiryDate: 2024-10-12T07:20:00Z\n---\nlow water\n")
    site = find_site(post)
    draft = open_draft(post, site)
    assert (draft.facts.public, by_clock(draft, site) is draft) == (True, True)
    stop_the_clock(monkeypatch, "2024-10-12T07:20:00+00:00")
    after = by_clock(draft, site)
    assert after.facts.visibility.state == "expired"
    assert by_clock(after, site) is after


def test_the_clock_changes_nothing_of_a_header_that_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch, "2024-10-12T07:19:59+00:00")
    draft = opened(tmp_path, BROKEN)
    stop_the_clock(monkeypatch, "2034-10-12T07:19:59+00:00")
    assert by_clock(draft, find_site(draft.path)) is draft
