"""Two texts beside each other: every word is shown once on its side, and never outside its column."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.compare.sections import sections
from tests.compare.texts import NASTY, POSTS
from tui.compare.side_by_side import compare
from tui.paint.cells import Line, Span
from tui.paint.comparison import GAP, ComparisonRow, column_width, comparison_rows

FIXTURES = Path(__file__).parent / "fixtures" / "comparison"
SIGNS = {"added": "+", "removed": "-", "muted": ".", "faint": "~", "text": "="}


def picture(line: Line) -> str:
    """Return the words, and below them the sign of the role of each cell."""
    signs = "".join((SIGNS[span.roles[-1]] if span.roles else " ") * span.width for span in line.spans)
    return f"{line.text}\n{signs}\n".replace("\n\n", "\n") if line.spans else "\n"


def joined(row: ComparisonRow, width: int) -> Line:
    """Return a row as it stands on the screen."""
    if row.right is None or not row.right.spans:
        return row.left
    space = column_width(width) - row.left.width + GAP
    return Line((*row.left.spans, Span(" " * space), *row.right.spans), row.left.row)


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_laying_out(path: Path) -> None:
    texts = sections(path)
    width = int(path.stem.rpartition("-")[2])
    rows = comparison_rows(compare(texts["left"], texts["right"]), width)
    assert "".join(picture(joined(row, width)) for row in rows) == texts["rows"]


TEXTS = NASTY | POSTS | st.text(st.sampled_from("a川🌊é\u0301\u200d\ufe0f🇫🇷\t \n\x1b\x85\u202e"), max_size=40)


@given(TEXTS, TEXTS, st.integers(4, 90))
@example("\t- a\tb\n\n" + "川" * 40, "\x1b[31mlow\x00", 60)
@example("a\u200d\u200d" * 90, "low", 60)
def test_no_row_is_wider_than_its_column_nor_harmful(left: str, right: str, width: int) -> None:
    for row in comparison_rows(compare(left, right), width):
        assert joined(row, width).width <= width
        if row.right is not None:
            assert width >= 60
            assert max(row.left.width, row.right.width) <= column_width(width)
        for line in (row.left, row.right or Line()):
            assert all(span.text for span in line.spans)
            assert all(char >= " " and not "\x7f" <= char <= "\x9f" for char in line.text)


def side(rows: tuple[ComparisonRow, ...], is_left: bool) -> str:
    lines = [row.left if is_left else row.right for row in rows]
    return "".join("".join(line.text.split()) for line in lines if line)


@given(POSTS, POSTS, st.integers(60, 90))
def test_no_word_is_lost(left: str, right: str, width: int) -> None:
    pairs = compare(left, right)
    different = tuple(pair for pair in pairs if not pair.same)
    rows = comparison_rows(different, width)
    for is_left in (True, False):
        passages = [pair.left if is_left else pair.right for pair in different]
        assert side(rows, is_left) == "".join("".join(p.text.split()) for p in passages if p)


@given(POSTS, POSTS, st.integers(10, 90))
def test_each_differing_pair_is_painted_in_order(left: str, right: str, width: int) -> None:
    pairs = compare(left, right)
    painted = [
        row.pair for row in comparison_rows(pairs, width) if row.left.spans or (row.right and row.right.spans)
    ]
    assert painted == sorted(painted)
    assert set(painted) >= {index for index, pair in enumerate(pairs) if not pair.same}


def test_rows_know_their_place_in_their_text() -> None:
    left = "the river was low\nthis morning and it\ndid not sing\n"
    right = "\n\nthe river was low this morning\nand it did not sing at all to anyone\n"
    rows = comparison_rows(compare(left, right), 60)
    assert [(row.left.row, row.right.row if row.right else None) for row in rows] == [(0, 2), (1, 2), (0, 3)]


def test_the_sides_and_their_gap_fill_the_width() -> None:
    assert [2 * column_width(width) + GAP for width in (61, 81, 121)] == [61, 81, 121]
    assert column_width(59) == 59
