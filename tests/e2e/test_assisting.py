"""The check and a link, in a real terminal: the keys as they arrive, and what is on disk afterwards."""

from pathlib import Path

from tests.e2e.test_app import CTRL_Q, CTRL_S, start
from tests.ui.support import make_blog

F7, ALT_E, CTRL_L, SHIFT_RIGHT = "\x1b[18~", "\x1be", "\x0c", "\x1b[1;2C"
POST = "_posts/2024-10-12-low-water.md"
HEAD = "---\nlayout: post\ntitle: 'low water'\ndate: '2024-10-12T07:20:00+00:00'\n---\n\n"
TAB = '{:target="_blank"}'
OLD = f"---\nlayout: post\ntitle: the weir\n---\n\nsee [tide tables](https://tides.example/t){TAB}.\n"
TAIL = "\n<!-- hyperlink bank\n%soats https://oats.example/jar\n-->\n"


def test_check_mend_link_paste_and_save(tmp_path: Path) -> None:
    text = f"{HEAD}oats in in the mud.\n{TAIL % ''}"
    post = make_blog(tmp_path, {POST: text, "_posts/2023-03-01-the-weir.md": OLD}) / POST
    with start(post) as terminal:
        terminal.wait_for("oats in in the mud", times=2)
        terminal.settle()
        terminal.press(F7)
        terminal.wait_for("stands here twice in a row")
        terminal.press(ALT_E)
        terminal.wait_for("oats in the mud", times=2)
        terminal.press("\x1b[H" + SHIFT_RIGHT * 4)
        terminal.settle()
        terminal.press(CTRL_L)
        terminal.wait_for("link “oats” to")
        terminal.wait_for("tides.example, 1 post")
        terminal.press("\r")
        terminal.wait_for("[x] oats")
        terminal.press("\x1b[F \x1b[200~https://later.example\x1b[201~")
        terminal.wait_for("move it to the bank")
        terminal.press(ALT_E)
        terminal.settle()
        terminal.press(CTRL_S)
        terminal.wait_for("    saved")
        terminal.press(CTRL_Q)
        assert terminal.wait_for_exit() == 0
    linked = f"[oats](https://oats.example/jar){TAB} in the mud. \n"
    tail = TAIL % "[x] "
    assert post.read_text() == HEAD + linked + tail.replace("\n-->", "\n[ ] https://later.example\n-->")
