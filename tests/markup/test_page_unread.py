"""The page of a long post before it is read: no blocks, and nothing that was typed is lost."""

from tui.edits import Edit, Lines
from tui.markup.dialect import DIALECTS
from tui.markup.liquid.values import Values
from tui.markup.page import Page


def test_a_page_that_is_not_read_yet_takes_edits_and_is_a_fresh_one_once_settled() -> None:
    values = Values()
    text = "---\ntitle: x\n---\n\nlow water\n\n* a\n* b\n"
    page = Page.unread(Lines.of(text), DIALECTS["jekyll"], 3, values)
    assert not page.blocks
    assert not page.finished
    edited, changed = page.edit(Edit((4, 0), (4, 0), "very ", ""))
    assert not edited.is_read
    assert not changed
    fresh = Page.of(edited.lines, DIALECTS["jekyll"], 3, values)
    assert edited.finish() == fresh
    assert edited.finish().is_read
