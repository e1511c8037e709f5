"""Alt keys in a terminal that sends ESC before them, whatever follows at once; no reply of it is typed."""

from pathlib import Path

from tests.e2e.test_app import CTRL_Q, CTRL_S, ESCAPE, F1, start
from tests.ui.support import make_blog

POST = "_posts/2024-10-12-low-water.md"
END, RIGHT, SHIFT_LEFT, DOWN = "\x1b[F", "\x1b[C", "\x1b[1;2D", "\x1b[B"
ALT_C, ALT_E, ALT_I, ALT_S = "\x1bc", "\x1be", "\x1bi", "\x1bs"
MOUSE, FOCUS, COLOUR = "\x1b[<35;10;10M", "\x1b[I", "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\"
PASTE, NAME, SORT = "\x1b[200~word\x1b[201~", "\x1bP>|XTerm(388)\x1b\\", "\x1b[?62;22c"

ROWS = [
    # a row of the post, what is sent in turn at its end, the row as it is saved
    ("select a word", [SHIFT_LEFT * 4, ALT_S + RIGHT, "."], "select a **word**."),
    ("typed fast ", [ALT_I, *"word", ALT_I, " "], "typed fast *word* "),
    ("nothing offered ", [ALT_E, ALT_E], "nothing offered "),
    ("mouse ", [ALT_I, MOUSE], "mouse **"),
    ("focus ", [ALT_C, FOCUS], "focus ``"),
    ("paste ", [ALT_I, PASTE], "paste *word*"),
    ("reply ", [COLOUR, SORT], "reply "),
    ("cut reply ", [COLOUR[:9], COLOUR[9:], NAME[:3], NAME[3:]], "cut reply "),
    ("bound to nothing ", ["\x1b1", "\x1b\r", "\x1bé", "\x1b ", "\x1bZ", "\x1b-"], "bound to nothing "),
    ("one word away", ["\x1b\x7f"], "one word "),
    ("one word on", ["\x1bb", "\x1b\x1b[D", "and "], "one word and on"),
]


def test_only_what_is_meant_is_typed(tmp_path: Path) -> None:
    post = make_blog(tmp_path, {POST: "".join(f"{row}\n" for row, _, _ in ROWS)}) / POST
    with start(post) as terminal:
        terminal.wait_for("one word on")
        terminal.settle()
        for _, sent, _ in ROWS:
            terminal.press(END)
            terminal.settle()
            for keys in sent:
                terminal.press(keys)
            terminal.settle()
            terminal.press(DOWN)
        terminal.press(CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text().splitlines() == [row for _, _, row in ROWS]


def test_escape_is_a_key_of_its_own_when_nothing_follows(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / POST
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.press(F1)
        terminal.wait_for("esc back")
        terminal.press(ESCAPE)
        terminal.settle()
        assert "esc back" not in terminal.text
        terminal.press("heron, ")
        terminal.wait_for("heron, the water was", times=2)
        terminal.press(CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
