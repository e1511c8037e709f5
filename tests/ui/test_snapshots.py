"""A few pictures of the screen, colours and all, held against those in tests/ui/snapshots.

Painted text is tested elsewhere; these show when a tone, an accent or a margin changed. Where a change is
meant: SNAPSHOTS=write make test, then look at the pictures before they are committed.
"""

import os
import re
from pathlib import Path

import pytest

from tests.ui.support import Writer, writing
from tui.desk.welcome import welcome_blog
from tui.settings import Settings, places

SNAPSHOTS = Path(__file__).parent / "snapshots"
POST = "_posts/2024-10-12-low-water.md"


def picture(writer: Writer) -> str:
    """The screen as SVG, without what differs from run to run."""
    svg = writer.app.export_screenshot(title="draftroom")
    svg = re.sub(r"@font-face\s*\{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", svg)


@pytest.mark.parametrize(
    ("name", "theme", "size", "keys"),
    [
        ("writing-ink", "ink", (160, 45), ()),
        ("writing-paper", "paper", (160, 45), ()),
        ("browsing", "paper", (100, 30), ("f2", "down")),
        ("small", "ink", (80, 24), ()),
        ("palette", "paper", (120, 36), ("ctrl+p", "r", "i")),
    ],
)
async def test_the_screen_looks_as_it_did(
    name: str, theme: str, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    settings = Settings(theme=theme, spelling=False)
    async with writing(welcome_blog(places()) / POST, size, settings) as writer:
        await writer.press(*keys)
        for typed in writer.app.screen.query("Input").results():
            typed.blur()  # its cursor blinks
        await writer.settle()
        painted = picture(writer)
    kept = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("SNAPSHOTS") == "write":
        kept.write_text(painted, encoding="utf-8")
    assert painted == kept.read_text(encoding="utf-8"), f"{kept.name} looks different"
