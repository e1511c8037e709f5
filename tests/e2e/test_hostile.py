"""Hostile text in titles, tags, bodies, file names and headers: nothing of it reaches the terminal raw.

The bytes that the app wrote are searched: on a screen, a control sequence that did its work is not seen.
"""

from pathlib import Path

import pytest

from tests.e2e.test_app import CTRL_Q, ESCAPE, F2, start
from tests.ui.support import make_blog

CTRL_P, CTRL_T, CTRL_N, F5, DOWN = "\x10", "\x14", "\x0e", "\x1b[15~", "\x1b[B"
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


def quoted(text: str) -> str:
    """A YAML string that holds any text."""
    escapes = "".join(f"\\x{ord(c):02x}" if ord(c) < 0xA0 and not c.isprintable() else c for c in text)
    return '"' + escapes.replace("\\\\", "\\\\\\\\") + '"'


@pytest.mark.parametrize("kind", PAYLOADS)
def test_nothing_reaches_the_terminal_raw(tmp_path: Path, kind: str) -> None:
    payload = PAYLOADS[kind]
    name = payload.replace("/", "-").replace("\0", "")
    link = f"[{payload}](https://example.org/{payload})"
    body = f"{payload} **{payload}** {link} `{payload}`\n\n- {payload}\n\n# {payload}\n"
    header = f"---\ntitle: {quoted(payload)}\ntags: [{quoted(payload)}, river]\n---\n\n"
    blog = make_blog(
        tmp_path,
        {
            "_posts/2024-10-12-low-water.md": header + body,
            f"_posts/2024-10-11-{name}.md": header + body,
            "_posts/2024-10-10-broken.md": f"---\ntitle: [{payload}\n---\n\n{body}",
        },
    )
    with start(blog / "_posts" / "2024-10-12-low-water.md") as terminal:
        terminal.wait_for("river")
        terminal.settle()
        for keys in (
            CTRL_P,
            "her",
            DOWN,
            ESCAPE,
            CTRL_T,
            ESCAPE,
            CTRL_N,
            payload[-4:],
            ESCAPE,
            F2,
            DOWN,
            DOWN,
            DOWN,
        ):
            terminal.press(keys)
            terminal.settle(0.15)
        terminal.press("\r")
        terminal.settle(0.2)
        terminal.press("x")
        terminal.press(F5)
        terminal.settle(0.2)
        terminal.press(ESCAPE)
        terminal.press(CTRL_Q)
        terminal.wait_for("not saved")
        terminal.settle(0.2)
        terminal.press("d")
        assert terminal.wait_for_exit() == 0
        written = terminal.written
    if kind not in LITERAL:
        assert payload.encode() not in written
        assert (payload[:4].encode() if payload[0] == "\x1b" else payload.encode()) not in written
