"""Two texts side by side: only words differ, and each passage can be brought back."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.compare.sections import FIXTURES, sections
from tests.compare.texts import NASTY, POSTS
from tests.work import assert_linear
from tui.compare.side_by_side import Pair, Passage, compare, restoring
from tui.edits import apply, split_rows

TEXTS = NASTY | POSTS


def shown(passage: Passage) -> str:
    text, end = "", 0
    for start, stop in passage.marks:
        text += f"{passage.text[end:start]}[{passage.text[start:stop]}]"
        end = stop
    return (text + passage.text[end:]).replace("\n", "/")


def picture(pair: Pair) -> str:
    if pair.left and pair.right:
        return f"{'same' if pair.same else 'both'}  {shown(pair.left)} | {shown(pair.right)}"
    if pair.left:
        return f"left  {shown(pair.left)}"
    return f"right {shown(pair.right)}" if pair.right else ""


def without_marks(passage: Passage) -> str:
    text = list(passage.text)
    for start, end in passage.marks:
        text[start:end] = " " * (end - start)
    return "".join("".join(text).split())


@pytest.mark.parametrize("path", sorted((FIXTURES / "words").glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_comparing(path: Path, ending: str) -> None:
    texts = sections(path)
    left, right = (texts[side].replace("\n", ending) for side in ("left", "right"))
    assert "".join(f"{picture(pair)}\n" for pair in compare(left, right)) == texts["pairs"]


@pytest.mark.parametrize("path", sorted((FIXTURES / "words").glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("swapped", [False, True])
def test_every_pair_of_a_post_can_be_restored_one_by_one(path: Path, swapped: bool) -> None:
    texts = sections(path)
    left, right = texts["left"], texts["right"]
    if swapped:
        left, right = right, left
    pairs = compare(left, right)
    different = sum(not pair.same for pair in pairs)
    for remaining in range(different, 0, -1):
        index = next(index for index, pair in enumerate(pairs) if not pair.same)
        right = apply(right, restoring(left, right, index, pairs))
        pairs = compare(left, right)
        assert sum(not pair.same for pair in pairs) == remaining - 1
    assert right.split() == left.split()


@given(TEXTS, TEXTS)
def test_every_row_that_is_not_blank_is_in_one_passage(left: str, right: str) -> None:
    pairs = compare(left, right)
    for text, passages in (
        (left, [pair.left for pair in pairs if pair.left]),
        (right, [pair.right for pair in pairs if pair.right]),
    ):
        rows = split_rows(text)[0]
        covered = [row for passage in passages for row in range(passage.first_row, passage.last_row + 1)]
        assert covered == [index for index, row in enumerate(rows) if row.strip()]
        for passage in passages:
            assert passage.text == "\n".join(rows[passage.first_row : passage.last_row + 1])
            edges = [edge for mark in passage.marks for edge in mark]
            assert edges == sorted(set(edges))
            assert all(0 <= edge <= len(passage.text) for edge in edges)


@given(TEXTS, TEXTS)
def test_the_words_without_marks_are_the_same_on_both_sides(left: str, right: str) -> None:
    for pair in compare(left, right):
        assert pair.left or pair.right
        sides = [without_marks(side) for side in (pair.left, pair.right) if side]
        assert len(set(sides)) == 1
        assert len(sides) == 2 or not sides[0]


@given(TEXTS)
def test_a_text_is_like_itself(text: str) -> None:
    assert all(pair.same for pair in compare(text, text))


@given(st.lists(st.sampled_from(["river", "low", "mud", "iron"]), min_size=1), st.randoms())
def test_wrapping_anew_is_no_difference(text: list[str], numbers: random.Random) -> None:
    wrapped = "".join(f"{word}{numbers.choice([' ', '  ', chr(10)])}" for word in text)
    assert [pair.same for pair in compare(" ".join(text), wrapped)] == [True]


SENTENCES = ["the river was low", "nobody was up yet", "we ate warm bread", "rain came in from the west"]
PASSAGES = st.lists(
    st.tuples(st.sampled_from(SENTENCES), st.sampled_from(["", "- ", "# ", "| "]), st.integers(1, 9)),
    max_size=6,
    unique=True,
)


def post(passages: list[tuple[str, str, int]], ending: str, between: str) -> str:
    return between.join(f"{sign}{text} {number}{ending}" for text, sign, number in passages)


@given(PASSAGES, PASSAGES, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.data())
def test_restoring_changes_one_passage_and_nothing_else(
    lefts: list[tuple[str, str, int]],
    rights: list[tuple[str, str, int]],
    ending: str,
    spaced: bool,
    data: st.DataObject,
) -> None:
    left, right = post(lefts, "\n", "\n"), post(rights, ending, ending * spaced)
    pairs = compare(left, right)
    if not pairs:
        return
    index = data.draw(st.integers(0, len(pairs) - 1))
    changed = apply(right, restoring(left, right, index, pairs))
    wanted = [pair.right.text for pair in pairs if pair.right]
    place = sum(pair.right is not None for pair in pairs[:index])
    restored = pairs[index].left
    wanted[place : place + (pairs[index].right is not None)] = [restored.text] if restored else []
    found = [pair.right.text for pair in compare(left, changed) if pair.right]
    assert found == wanted
    assert not right or (ending == "\r\n") == ("\r" in changed) or not changed.strip()


@given(TEXTS, TEXTS, st.data())
def test_restoring_never_fails(left: str, right: str, data: st.DataObject) -> None:
    pairs = compare(left, right)
    if pairs:
        index = data.draw(st.integers(0, len(pairs) - 1))
        apply(right, restoring(left, right, index, pairs))


@pytest.mark.parametrize(
    ("left", "right", "index", "restored"),
    [
        ("low\n\nhigh\n", "low\n", 1, "low\n\nhigh\n"),
        ("low\n\nhigh\n", "high\n", 0, "low\n\nhigh\n"),
        ("low\n\nhigh", "low", 1, "low\n\nhigh"),
        ("low\n", "low\n\nhigh\n", 1, "low\n"),
        ("high\n", "low\n\n\nhigh\n", 0, "high\n"),
        ("low\n", "", 0, "low\n"),
        ("", "low\n", 0, "\n"),
        ("- low\n- mid\n- high\n", "- low\n- high\n", 1, "- low\n- mid\n- high\n"),
        ("- low\n- high\n", "- low\n- mid\n- high\n", 1, "- low\n- high\n"),
        ("low\n\nhigh\n", "low\n# mid\nhigh\n", 1, "low\n\nhigh\n"),
        ("low\n# mid\nhigh\n", "low\n\nhigh\n", 1, "low\n# mid\n\nhigh\n"),
        ("low\n\nmid\n", "low\r\n\r\nhigh\r\n", 1, "low\r\n\r\nmid\r\n\r\nhigh\r\n"),
    ],
)
def test_blank_rows_are_added_and_taken_away(left: str, right: str, index: int, restored: str) -> None:
    assert apply(right, restoring(left, right, index, compare(left, right))) == restored


def random_post(seed: int, paragraphs: int) -> str:
    numbers = random.Random(seed)
    vocabulary = [f"word{number}" for number in range(400)]
    return "\n\n".join(" ".join(numbers.choices(vocabulary, k=60)) for _ in range(paragraphs))


def hard_texts(paragraphs: int) -> dict[str, tuple[str, str]]:
    post, other = random_post(1, paragraphs), random_post(2, paragraphs)
    return {
        "a change here and there": (post, post.replace("word7 ", "x ")),
        "all of it": (post, other),
        "identical rows": ("- low water\n" * 10 * paragraphs, "- low tide\n" * 10 * paragraphs),
        "random words": (post.replace("\n\n", " "), other.replace("\n\n", " ")),
    }


@pytest.mark.parametrize("name", hard_texts(1))
def test_any_texts_are_compared_in_proportion_to_their_length(name: str) -> None:
    texts = {paragraphs: hard_texts(paragraphs)[name] for paragraphs in (70, 280)}
    assert_linear(lambda paragraphs: compare(*texts[paragraphs]), 70)
    rows = [pair.left.first_row for pair in compare(*texts[280]) if pair.left]
    assert all(above < below for above, below in pairwise(rows))
