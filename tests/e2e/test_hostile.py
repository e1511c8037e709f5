"""Hostile text in titles, tags, bodies, file names and headers: nothing of it reaches the terminal raw.

The bytes that the app wrote are searched: on a screen, a control sequence that did its work is not seen.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.e2e.test_app import CTRL_Q, ESCAPE, F2, start
from tests.ui.support import make_blog

CTRL_P, CTRL_T, CTRL_N, TAB, F5, DOWN = "\x10", "\x14", "\x0e", "\t", "\x1b[15~", "\x1b[B"
PAYLOADS = {
    "clipboard": "\x1b]52;c;aGVyb24=\x07",
    "title": "\x1b]0;heron\x07",
    "clear": "\x1b[2Jheron",
    "c1": "\x9b2Jheron",
    "bell": "he\x07ron",
    "device control": "\x1bPheron\x1b\\",
    "bidi": "her\u202eon",
    "isolate": "her\u2066on",
    "markup": "[bold]heron[/bold]",
    "broken markup": "[/]heron[/nope]",
    "action": "[@click=app.quit]heron[/]",
    "emoji code": ":heron:",
}
LITERAL = ("markup", "broken markup", "action", "emoji code")
TOGETHER = (
    ("clipboard", "title", "clear", "c1"),
    ("bell", "device control", "bidi", "isolate"),
    ("markup", "emoji code"),
    ("broken markup", "action"),
)
"""Few enough in one title that a sidebar shows them all."""


def quoted(text: str) -> str:
    """A YAML string that holds any text."""
    escapes = "".join(f"\\x{ord(c):02x}" if ord(c) < 0xA0 and not c.isprintable() else c for c in text)
    return '"' + escapes.replace("\\\\", "\\\\\\\\") + '"'


def hostile_blog(root: Path, payload: str) -> Path:
    """A blog with a payload wherever text can stand; returns the post to open."""
    link = f"[{payload}](https://example.org/{payload})"
    body = f"{payload} **{payload}** {link} `{payload}`\n\n- {payload}\n\n# {payload}\n"
    header = f"---\ntitle: {quoted(payload)}\ntags: [{quoted(payload)}, river]\n---\n\n"
    posts = {
        "_posts/2024-10-12-low-water.md": header + body,
        f"_posts/2024-10-11-{payload.replace('/', '-')}.md": header + body,
        "_posts/2024-10-10-broken.md": f"---\ntitle: [{payload}\n---\n\n{body}",
    }
    return make_blog(root, posts) / "_posts" / "2024-10-12-low-water.md"


def tour(terminal: Terminal, payload: str) -> None:
    """See every pane and dialog, then leave."""
    terminal.wait_for("river")
    terminal.settle()
    palette = (CTRL_P, "her", DOWN, ESCAPE)
    dialogs = (CTRL_T, ESCAPE, CTRL_N, payload[-4:], TAB, TAB, ESCAPE)
    sidebar = (F2, DOWN, DOWN, DOWN, "\r")
    for keys in (*palette, *dialogs, *sidebar, "x", F5, ESCAPE):
        terminal.press(keys)
        terminal.settle(0.1)
    terminal.press(CTRL_Q)
    terminal.wait_for("not saved")
    terminal.settle(0.1)
    terminal.answer("d")
    assert terminal.wait_for_exit() == 0


@pytest.mark.parametrize("kinds", TOGETHER, ids=" and ".join)
def test_nothing_reaches_the_terminal_raw(tmp_path: Path, kinds: Sequence[str]) -> None:
    together = " ".join(PAYLOADS[kind] for kind in kinds)
    with start(hostile_blog(tmp_path, together)) as terminal:
        tour(terminal, together)
        written = terminal.written
    for payload in (PAYLOADS[kind] for kind in kinds if kind not in LITERAL):
        assert payload.encode() not in written
        assert (payload[:4].encode() if payload[0] == "\x1b" else payload.encode()) not in written


def test_every_payload_is_tried() -> None:
    assert sorted(PAYLOADS) == sorted(kind for kinds in TOGETHER for kind in kinds)
