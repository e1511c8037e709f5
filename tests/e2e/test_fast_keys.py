"""Keys that arrive together are done in the order in which they were pressed."""

from pathlib import Path

from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.ui.support import RIVER, make_blog

LOW = "_posts/2024-10-12-low-water.md"
LEFT, HOME, BACKSPACE, CTRL_P, ALT_S, DOWN = "\x1b[D", "\x1b[H", "\x7f", "\x10", "\x1bs", "\x1b[B"


BURSTS = {
    f"x{LEFT}y": "yx",
    f"E{HOME}F": "FE",
    f"A{BACKSPACE}B": "B",
    f"theh{BACKSPACE} worlr{BACKSPACE}d ": "the world ",
    f"one{ALT_S}two": "one**two**",
}
"""What is pressed at the start of a row → what stands there then."""


def test_a_burst_keeps_its_order(tmp_path: Path) -> None:
    rows = [f"the water {number}" for number in range(len(BURSTS))]
    post = make_blog(tmp_path, {LOW: "\n".join(rows)}) / LOW
    with start(post) as terminal:
        terminal.wait_for("F1 help")
        terminal.settle()
        terminal.press(DOWN.join(f"{HOME}{keys}" for keys in BURSTS) + CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text().split("\n") == [
        f"{written}{row}" for written, row in zip(BURSTS.values(), rows, strict=True)
    ]


def test_what_is_typed_after_opening_the_palette_is_not_in_the_post(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("7 jul  a jar of silt")  # the blog has been read
        terminal.press(f"{CTRL_P}silt\rheron{CTRL_S}{CTRL_Q}")
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER
    assert "heronit had made up" in (post.parent / "2023-07-07-a-jar-of-silt.md").read_text()
