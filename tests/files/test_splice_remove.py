"""A key taken out of a header: its line goes, every other byte stays."""

import pytest

from tui.edits import apply
from tui.errors import HeaderError
from tui.files.splice import remove_value


@pytest.mark.parametrize(
    ("text", "key", "after"),
    [
        ("---\na: 1\ndraft: true # not yet\nb: 2\n--- \nx", "draft", "---\na: 1\nb: 2\n--- \nx"),
        ("---\r\ndraft: true\r\n---\r\nx", "draft", "---\r\n---\r\nx"),
        ("+++\ndraft = true\n[a]\ndraft2 = 1\n+++\nx", "draft", "+++\n[a]\ndraft2 = 1\n+++\nx"),
        ("Title: a\nSTATUS: draft\nTags: b\n\nstatus: x", "status", "Title: a\nTags: b\n\nstatus: x"),
    ],
)
def test_a_key_goes_with_its_line(text: str, key: str, after: str) -> None:
    edit = remove_value(text, key)
    assert edit is not None
    assert apply(text, edit) == after


@pytest.mark.parametrize(
    "text", ["---\na: 1\n---\n", "no header\ndraft: true\n", "---\na: {draft: true}\n---\n"]
)
def test_a_key_that_is_not_there_is_no_edit(text: str) -> None:
    assert remove_value(text, "draft") is None


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1, "draft": true}\n',
        "---\n{a: 1, draft: true}\n---\n",
        "---\n'draft': true\n---\n",
        "---\ndraft: true\na: |\n  x\n\ndraft: false\n---\n",
        "---\ndraft:\n- a\n- b\n---\n",
        "---\ndraft: &x true\nb: *x\n---\n",
        "+++\ndraft = true\n[a]\ndraft = true\n+++\n",
    ],
)
def test_a_header_that_would_read_otherwise_is_refused(text: str) -> None:
    with pytest.raises(HeaderError):
        remove_value(text, "draft")
