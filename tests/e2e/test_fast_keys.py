"""Keys that arrive together are done in the order in which they were pressed."""

from pathlib import Path

import pytest

from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.ui.support import RIVER, make_blog

LEFT, HOME, BACKSPACE, CTRL_P, ALT_S = "\x1b[D", "\x1b[H", "\x7f", "\x10", "\x1bs"


@pytest.mark.parametrize(
    ("keys", "written"),
    [
        (f"x{LEFT}y", "yxthe water"),
        (f"E{HOME}F", "FEthe water"),
        (f"A{BACKSPACE}B", "Bthe water"),
        ("theh" + BACKSPACE + " worlr" + BACKSPACE + "d ", "the world the water"),
        (f"one{ALT_S}two", "one**two**the water"),
    ],
)
def test_a_burst_keeps_its_order(tmp_path: Path, keys: str, written: str) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("the water was")
        terminal.settle()
        terminal.press(keys + CTRL_S + CTRL_Q)
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER.replace("the water", written, 1)


def test_what_is_typed_after_opening_the_palette_is_not_in_the_post(tmp_path: Path) -> None:
    post = make_blog(tmp_path) / "_posts" / "2024-10-12-low-water.md"
    with start(post) as terminal:
        terminal.wait_for("7 jul  a jar of silt")  # the blog has been read
        terminal.press(f"{CTRL_P}silt\rheron{CTRL_S}{CTRL_Q}")
        assert terminal.wait_for_exit() == 0
    assert post.read_text() == RIVER
    assert "heronit had made up" in (post.parent / "2023-07-07-a-jar-of-silt.md").read_text()
