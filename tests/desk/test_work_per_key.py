"""What a key costs between the editor and the preview does not grow with the post."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk.support import make_blog
from tui import edits
from tui.blog.recognition import find_site
from tui.desk import drafts
from tui.desk.desk import Desk
from tui.desk.drafts import Draft, draft_of, edited, open_draft
from tui.edits import Edit, Lines
from tui.markup import page as pages
from tui.markup.page import Page
from tui.markup.rows import RowState
from tui.prose.word_count import count_words
from tui.settings import Settings, places

UNLIKE = Lines.unlike
NAME = "_posts/2024-10-12-the-weir.md"
HEADER = "---\nlayout: post\ntitle: the weir\n---\n\n"
BODY = 'the water was *low* about the [weir](/weir), "late".\n\n> a heron\n\n- a bucket\n{:.plain}\n\n'


def opened(tmp_path: Path, text: str) -> Draft:
    blog = make_blog(tmp_path, {NAME: text})
    return open_draft(blog / NAME, find_site(blog))


def test_a_key_in_a_long_post_reads_and_joins_a_few_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = opened(tmp_path, HEADER + BODY * 1_000)
    site = find_site(draft.path)
    sizes: list[int] = []

    def counted(function: Callable[..., object]) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            found = function(*arguments, **named)
            sizes.extend(len(each) for each in (*arguments, found) if isinstance(each, str))
            return found

        return call

    def never(*_: object) -> None:
        raise AssertionError("it costs the whole post")

    monkeypatch.setattr(RowState, "process", counted(RowState.process))
    monkeypatch.setattr(edits, "split_rows", counted(edits.split_rows))
    monkeypatch.setattr(Lines, "between", counted(Lines.between))
    monkeypatch.setattr(Lines, "unlike", counted(Lines.unlike))
    monkeypatch.setattr(Lines, "of", never)
    monkeypatch.setattr(Lines, "text", property(never))
    monkeypatch.setattr(Page, "body", property(never))
    monkeypatch.setattr(pages, "read", never)
    monkeypatch.setattr(drafts, "split", never)
    row = draft.page.starts[1_500]
    for column in range(40):
        draft = edited(draft, [Edit((row, column), (row, column), "a", "")], site)
        assert (draft.unsaved, draft.page.finished) == (True, True)
        assert draft.words > 1_000
    assert sizes
    assert max(sizes) < 1_000


def test_a_key_far_from_another_reads_nothing_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = opened(tmp_path, HEADER + BODY * 2_000)
    site = find_site(draft.path)
    sizes: list[int] = []

    def noted(lines: Lines, other: Lines) -> tuple[str, str]:
        found = UNLIKE(lines, other)
        sizes.extend(map(len, found))
        return found

    monkeypatch.setattr(Lines, "unlike", noted)
    for at in (3_000, 10, 1_500):
        row = draft.page.starts[at]
        draft = edited(draft, [Edit((row, 0), (row, 0), "a", "")], site)
        assert draft.unsaved
    assert sizes
    assert max(sizes) < 100_000 < len(draft.text)
    for at in (10, 1_500, 3_000):
        row = draft.page.starts[at]
        assert draft.unsaved
        draft = edited(draft, [Edit((row, 0), (row, 1), "", "a")], site)
    assert not draft.unsaved


def test_words_and_unsaved_follow_edits_as_if_counted_anew(tmp_path: Path) -> None:
    text = HEADER + BODY * 3 + "footer / tea\n300w / 10min\n\n<!-- x -->\n"
    draft = opened(tmp_path, text)
    site = find_site(draft.path)
    last = len(draft.page.lines) - 1
    changes = [
        Edit((5, 0), (5, 0), "two words\n\n", ""),
        Edit((last + 2, 0), (last + 2, 0), "\nand an end\n", ""),
        Edit((last + 3, 0), (last + 3, 10), "", "and an end"),
        Edit((last + 2, 0), (last + 4, 0), "", "\n\n"),
        Edit((5, 0), (7, 0), "", "two words\n\n"),
    ]
    for edit in changes:
        draft = edited(draft, [edit], site)
        fresh = draft_of(draft.post, draft.text, site)
        assert draft.words == fresh.words == count_words(fresh.page.blocks)
        assert draft.unsaved == fresh.unsaved == (draft.text != text)
        assert draft.saved(draft.as_post()).unsaved is False
    assert not draft.unsaved


def test_a_page_settles_under_what_is_typed_meanwhile(tmp_path: Path) -> None:
    text = HEADER + BODY * 2 + "an [a] of\n\nthe end.\n\n[a]: /low\n"
    blog = make_blog(tmp_path, {NAME: text})
    desk = Desk.at(blog, Path("/"), places(), Settings())
    draft = desk.open(blog / NAME)
    rows = len(draft.page.lines)
    assert desk.drafts.to_finish() is None
    desk.edited([Edit((rows - 2, 0), (rows - 2, 5), "[b]:", "[a]: ")], lambda: "")
    waiting = desk.drafts.to_finish()
    assert waiting is not None
    settled = waiting.finish()
    desk.edited([Edit((5, 0), (5, 0), "and ", "")], lambda: "")
    before = desk.draft
    after = desk.finished(settled)
    assert before is not None
    assert after is not None
    fresh = draft_of(after.post, after.text, desk.site)
    assert after.page.finished
    assert (after.page.blocks, after.words) == (fresh.page.blocks, fresh.words)
    assert after.page.blocks[0] is before.page.blocks[0]
    assert desk.finished(settled) is None
