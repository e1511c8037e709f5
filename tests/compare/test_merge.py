"""Two writers, one post: what can be merged is merged, byte for byte, and the rest is a choice."""

import random
from collections import Counter
from functools import reduce
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.compare.sections import FIXTURES, sections
from tests.compare.texts import NASTY, POSTS
from tests.work import assert_linear
from tui.compare.merge import Agreed, Choice, Conflict, Piece, edits_between, merge, resolved
from tui.edits import Edit, apply

TEXTS = NASTY | POSTS
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")


def conflicts(pieces: tuple[Piece, ...]) -> list[Conflict]:
    return [piece for piece in pieces if isinstance(piece, Conflict)]


def all_settled(pieces: tuple[Piece, ...], choice: Choice) -> str:
    return resolved(pieces, [choice] * len(conflicts(pieces)))


def picture(pieces: tuple[Piece, ...]) -> str:
    return "".join(
        piece.text
        if isinstance(piece, Agreed)
        else f"<<<<<<< mine\n{piece.mine}||||||| base\n{piece.base}=======\n{piece.theirs}>>>>>>> theirs\n"
        for piece in pieces
    )


@pytest.mark.parametrize("path", sorted((FIXTURES / "merge").glob("*.txt")), ids=lambda path: path.stem)
def test_merging(path: Path) -> None:
    texts = sections(path)
    assert picture(merge(texts["base"], texts["mine"], texts["theirs"])) == texts["merged"]


@pytest.mark.parametrize("path", sorted((FIXTURES / "merge").glob("*.txt")), ids=lambda path: path.stem)
def test_merging_keeps_carriage_returns(path: Path) -> None:
    texts = {name: text.replace("\n", "\r\n") for name, text in sections(path).items()}
    pieces = merge(texts["base"], texts["mine"], texts["theirs"])
    assert picture(pieces).replace("\r\n", "\n") == sections(path)["merged"]
    assert all("\n" not in all_settled(pieces, choice).replace("\r\n", "") for choice in CHOICES)


@given(TEXTS, TEXTS)
def test_what_only_one_side_changed_is_agreed(base: str, changed: str) -> None:
    assert merge(base, changed, base) == (Agreed(changed),)
    assert merge(base, base, changed) == (Agreed(changed),)
    assert merge(base, changed, changed) == (Agreed(changed),)


@given(TEXTS, TEXTS, TEXTS)
@example("a b c d e\n", "x b c d e\n", "a b c d y\n")
def test_the_sides_can_be_swapped(base: str, mine: str, theirs: str) -> None:
    swapped = tuple(
        Conflict(piece.base, piece.theirs, piece.mine) if isinstance(piece, Conflict) else piece
        for piece in merge(base, theirs, mine)
    )
    assert merge(base, mine, theirs) == swapped


@given(POSTS | NASTY, POSTS | NASTY, POSTS | NASTY)
def test_pieces_are_whole_rows_and_agreed_ones_never_neighbours(base: str, mine: str, theirs: str) -> None:
    pieces = merge(base, mine, theirs)
    assert not any(isinstance(a, Agreed) and isinstance(b, Agreed) for a, b in pairwise(pieces))
    for piece in pieces[:-1]:
        sides = (piece.text,) if isinstance(piece, Agreed) else (piece.base, piece.mine, piece.theirs)
        assert all(side.endswith("\n") for side in sides if side)
    assert all(conflict.mine != conflict.theirs for conflict in conflicts(pieces))


@st.composite
def rewritten(draw: st.DrawFn, base: list[str], name: str) -> str:
    """Return the base with words taken out and new ones, which no other side has, put in."""
    words: list[str] = []
    for index, word in enumerate(base):
        change = draw(st.sampled_from(["keep"] * 8 + ["delete", "insert", "replace"]))
        if change in ("insert", "replace"):
            words.append(f"{name}{index}" + draw(st.sampled_from([" ", "\n"])))
        if change in ("keep", "insert"):
            words.append(word)
    return "".join(words)


@given(st.data())
def test_no_new_word_of_the_chosen_side_is_lost_or_doubled(data: st.DataObject) -> None:
    ends = data.draw(st.lists(st.sampled_from([" ", " ", " ", "\n", "\n\n"]), max_size=30))
    base = [f"w{index}{end}" for index, end in enumerate(ends)]
    mine, theirs = data.draw(rewritten(base, "mine")), data.draw(rewritten(base, "theirs"))
    pieces = merge("".join(base), mine, theirs)
    for choice, text, other in (("mine", mine, "theirs"), ("theirs", theirs, "mine")):
        chosen = Counter(all_settled(pieces, "mine" if choice == "mine" else "theirs").split())
        assert max(chosen.values(), default=1) == 1
        assert {word for word in text.split() if word.startswith(choice)} <= set(chosen)
        kept = {word for word in chosen if word.startswith(other)}
        assert kept <= set((theirs if other == "theirs" else mine).split())
    assert set(all_settled(pieces, "both").split()) >= {
        word for word in (mine + " " + theirs).split() if not word.startswith("w")
    }
    deleted = set("".join(base).split()) - set(mine.split()) - set(theirs.split())
    assert not deleted & set(all_settled(pieces, "both").split())


@pytest.mark.parametrize(
    ("mine", "theirs", "text"),
    [
        ("high", "dry", "high\ndry"),
        ("high\n", "dry\n", "high\ndry\n"),
        ("", "dry", "dry"),
        ("high", "", "high"),
    ],
)
def test_both_is_mine_then_theirs_with_an_ending_between(mine: str, theirs: str, text: str) -> None:
    assert resolved([Conflict("low", mine, theirs)], ["both"]) == text


def test_the_ending_between_is_the_text_s_own() -> None:
    pieces = merge("the river\r\nlow", "the river\r\nhigh", "the river\r\ndry")
    assert resolved(pieces, ["both"]) == "the river\r\nhigh\r\ndry"


def test_conflicts_are_settled_in_order() -> None:
    base, mine, theirs = ("".join(f"{a}{i}\nthe river\n" for i in range(3)) for a in ("b", "m", "t"))
    pieces = merge(base, mine, theirs)
    assert resolved(pieces, ["mine", "both", "theirs"]) == (
        "m0\nthe river\nm1\nt1\nthe river\nt2\nthe river\n"
    )


@pytest.mark.parametrize("choices", [[], ["mine", "mine"]])
def test_there_are_as_many_choices_as_conflicts(choices: list[Choice]) -> None:
    with pytest.raises(ValueError, match="1 conflicts"):
        resolved([Agreed("the river\n"), Conflict("a", "b", "c")], choices)


@settings(max_examples=300)
@given(TEXTS, TEXTS)
@example("a\r\nb", "a\nb")
@example("a\r", "a\r\n")
@example("a\nb", "a")
@example("\r\n\r", "\r\r\n")
def test_edits_turn_one_text_into_the_other(old: str, new: str) -> None:
    edits = edits_between(old, new)
    assert reduce(apply, edits, old) == new
    assert all(after.end <= before.start for before, after in pairwise(edits))


def test_edits_are_small_and_go_bottom_up() -> None:
    old = "the river\nwas low\nas ever\nthis morning\n"
    assert edits_between(old, "the river\nwas slow\nas ever\nthis cold morning\n") == (
        Edit((3, 5), (3, 5), "cold ", ""),
        Edit((1, 4), (1, 4), "s", ""),
    )
    assert edits_between(old, old) == ()


def prose(seed: int, paragraphs: int) -> list[str]:
    numbers = random.Random(seed)
    words = [f"word{number}" for number in range(400)]
    return [" ".join(numbers.choices(words, k=60)) for _ in range(paragraphs)]


def rows(letter: str, count: int) -> str:
    return "".join(f"{letter}{number}\n\n" for number in range(count))


def hard_texts(paragraphs: int) -> dict[str, tuple[str, str, str]]:
    """Texts of so many paragraphs: their base, mine and theirs."""
    post, other, third = (prose(seed, paragraphs) for seed in (1, 2, 3))
    text = "\n\n".join(post)
    row = " ".join(post)
    blank = 12 * paragraphs
    return {
        "a change here and there": (text, text.replace("word7 ", "x "), text.replace("word8 ", "y ")),
        "one row": (row, row.replace("word7 ", "x "), row.replace("word8 ", "y ")),
        "all of it": (text, "\n\n".join(other), "\n\n".join(third)),
        "identical rows": ("low\n" * 80 * paragraphs, "high\n" * 80 * paragraphs, "dry\n" * 80 * paragraphs),
        "random words": (row, " ".join(other), " ".join(third)),
        "every other row blank": (rows("a", blank), rows("b", blank), rows("c", blank)),
    }


@pytest.mark.parametrize("name", hard_texts(1))
def test_any_texts_are_merged_in_proportion_to_their_length(name: str) -> None:
    texts = {paragraphs: hard_texts(paragraphs)[name] for paragraphs in (70, 280)}

    def merged(paragraphs: int) -> tuple[Edit, ...]:
        base, mine, theirs = texts[paragraphs]
        assert merge(base, mine, theirs)
        return edits_between(mine, theirs)

    assert_linear(merged, 70)
    _, mine, theirs = texts[280]
    assert reduce(apply, merged(280), mine) == theirs
