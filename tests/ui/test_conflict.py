"""Two writers' changes that touch: every conflict is chosen by somebody who saw it."""

import pytest

from tests.ui.dialogs import COLOURS, HOSTILE, RAW, SIZES, asked
from tui.compare.merge import Agreed, Conflict, Piece, merge, resolved
from tui.session.asking import Resolution
from tui.ui.dialogs.conflict import ConflictScreen

BETWEEN = Agreed("\n" + "\n\n".join(f"the river said thing {number}." for number in range(20)) + "\n\n")
PIECES: tuple[Piece, ...] = (
    Agreed("# low water\n\n"),
    Conflict("the kettle sang.\n", "the kettle hummed.\n", "the kettle cried.\n"),
    BETWEEN,
    Conflict("a heron stood.\n", "two herons stood.\n", "a heron slept.\n"),
    BETWEEN,
    Conflict("the end.\n", "", "the very end.\n"),
)


def conflict(pieces: tuple[Piece, ...] = PIECES, title: str = "low water was changed") -> ConflictScreen:
    return ConflictScreen(COLOURS, Resolution(title, pieces, "mine, not saved", "theirs, on disk"))


async def test_both_sides_stand_beside_each_other() -> None:
    async with asked(conflict()) as reader:
        row = reader.row("hummed")
        assert row.index("the kettle hummed") == reader.row("mine, not saved").index("mine")
        assert row.index("the kettle cried") == reader.row("theirs, on disk").index("theirs")
        assert "1 of 3   not chosen" in reader.painted()
        assert "0 of 3 chosen" in reader.painted()
        for words in ("m mine", "t theirs", "b both", "u not chosen", "enter take it", "esc later"):
            assert words in reader.painted()


async def test_each_is_chosen_and_then_taken() -> None:
    async with asked(conflict()) as reader:
        await reader.press("m")
        assert reader.view.at == 1, "on to the next open one"
        await reader.press("t", "b")
        assert "3 of 3 chosen" in reader.painted()
        assert reader.answers == [], "nothing is taken unasked"
        await reader.press("enter")
        assert reader.answers == [("mine", "theirs", "both")]


@pytest.mark.parametrize(
    ("keys", "words"),
    [("m", "mine"), ("t", "theirs"), ("b", "both"), ("mpu", "not chosen"), ("mpt", "theirs")],
)
async def test_the_state_is_a_word(keys: str, words: str) -> None:
    async with asked(conflict(), (120, 60)) as reader:
        await reader.press(*keys)
        assert f"1 of 3   {words} " in reader.painted()


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (("M", "enter"), ("mine",) * 3),
        (("T", "s"), ("theirs",) * 3),
        (("b", "T", "enter"), ("both", "theirs", "theirs")),
        (("M", "p", "p", "t", "enter"), ("theirs", "mine", "mine")),
        (("c",), "copy"),
        (("escape",), None),
        (("M", "escape"), None),
    ],
)
async def test_what_it_gives(keys: tuple[str, ...], answer: object) -> None:
    async with asked(conflict()) as reader:
        await reader.press(*keys)
        assert reader.answers == [answer]


async def test_enter_goes_to_the_open_one() -> None:
    async with asked(conflict()) as reader:
        await reader.press("n", "m", "t", "enter")
        assert reader.answers == []
        assert reader.view.at == 0
        assert "choose for the 1 left first" in reader.painted()
        await reader.press("m", "enter")
        assert reader.answers == [("mine", "mine", "theirs")]


async def test_what_is_out_of_sight_is_shown_and_not_chosen() -> None:
    async with asked(conflict(), (80, 18)) as reader:
        await reader.press("n")
        reader.view.scroll_to(y=0, animate=False, immediate=True)
        reader.view.at = 2
        await reader.press("m")
        assert reader.view.in_sight
        assert "0 of 3 chosen" in reader.painted()


@pytest.mark.parametrize(
    ("mine", "theirs"), [("one\ntwo\n", "one two\n"), ("", "\n"), ("\n\n", "\n"), ("  \n", ""), ("x\n", "")]
)
async def test_sides_that_differ_in_blanks_alone_can_be_chosen(mine: str, theirs: str) -> None:
    async with asked(conflict((Agreed("a\n\n"), Conflict("b\n", mine, theirs), Agreed("\nc\n")))) as reader:
        assert "1 of 1   not chosen" in reader.painted()
        await reader.press("t", "enter")
        assert reader.answers == [("theirs",)]


async def test_a_merge_is_settled_as_chosen() -> None:
    base = "one word here.\n\nand another.\n"
    pieces = merge(base, base.replace("one", "my"), base.replace("one", "their"))
    async with asked(conflict(pieces)) as reader:
        await reader.press("t", "enter")
        (choices,) = reader.answers
        assert isinstance(choices, tuple)
        assert resolved(pieces, choices) == "their word here.\n\nand another.\n"


async def test_every_size() -> None:
    async with asked(conflict()) as reader:
        for width, height in SIZES:
            await reader.pilot.resize_terminal(width, height)
            await reader.press("n", "p", "m", "u", "pagedown", "end", "home")
            assert len(reader.rows()) == height
        await reader.pilot.resize_terminal(50, 16)
        await reader.press("M", "enter")
        assert len(reader.answers[0] or ()) == 3


async def test_hostile_text_is_harmless() -> None:
    pieces = (Agreed(f"{HOSTILE}\n\n"), Conflict("x\n", f"mine {HOSTILE}\n", f"theirs {HOSTILE}\n"))
    async with asked(
        ConflictScreen(COLOURS, Resolution(HOSTILE, pieces, HOSTILE, HOSTILE)), (180, 40)
    ) as reader:
        assert not set(reader.painted()) & RAW
        assert reader.painted().count("[bold]x[/bold] [/]") == 7
