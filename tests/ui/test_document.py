"""The live text: every byte comes back, whatever is typed and undone."""

from hypothesis import given
from hypothesis import strategies as st

from tui.edits import split_rows
from tui.ui.textual_internals.document import PostDocument

PIECES = [
    "a",
    "word ",
    "\n",
    "\r\n",
    "\r",
    "\x0c",
    "\x0b",
    "\x85",
    "\u2028",
    "\udce9",
    "\x00",
    "\t",
    "é",
    "日本",
    "\ufeff",
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


@st.composite
def texts_and_ranges(draw: st.DrawFn) -> tuple[str, tuple[int, int], tuple[int, int]]:
    text = draw(TEXTS)
    rows, _ = split_rows(text)
    places = []
    for _ in range(2):
        row = draw(st.integers(0, len(rows) - 1))
        places.append((row, draw(st.integers(0, len(rows[row])))))
    return text, places[0], places[1]


@given(TEXTS)
def test_the_text_is_what_was_loaded(text: str) -> None:
    assert PostDocument(text).text == text


@given(texts_and_ranges(), TEXTS)
def test_an_edit_and_its_reverse_give_the_same_bytes(
    case: tuple[str, tuple[int, int], tuple[int, int]], typed: str
) -> None:
    text, start, end = case
    document = PostDocument(text)
    result = document.replace_range(start, end, typed)
    document.replace_range(min(start, end), result.end_location, result.replaced_text)
    assert document.text == text


def test_enter_keeps_the_posts_own_line_ends() -> None:
    assert PostDocument("one\r\ntwo\r\n").newline == "\r\n"
    assert PostDocument("one\ntwo\r\n").newline == "\n"
