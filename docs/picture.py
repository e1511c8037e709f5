"""Paint the README's picture from the app itself: `make picture` writes docs/draftroom.svg."""

import asyncio
import os
import re
import tempfile
from pathlib import Path

from tui.desk.desk import Desk
from tui.desk.welcome import welcome_blog
from tui.settings import Settings, places
from tui.ui.app import DraftroomApp
from tui.ui.keys import chosen_keys
from tui.ui.screens.writing import WritingScreen

HERE = Path(__file__).parent
SIZE = (160, 45)
POST = "_posts/2024-10-12-low-water.md"
FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
FAMILY = "'Fira Code', 'DejaVu Sans Mono', Menlo, Consolas, monospace; font-variant-ligatures: none;"


async def paint() -> str:
    """Return the writing screen as SVG, with fonts that the reader has."""
    here = places()
    desk = Desk.at(welcome_blog(here) / POST, here.state, here, Settings())
    app = DraftroomApp(desk, desk.named, chosen_keys({}, here.config))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(3)  # the spelling process needs a moment
        screen = app.screen
        assert isinstance(screen, WritingScreen)
        screen.sidebar.choose_tag("river")
        screen.editor.move_cursor((15, 200))
        await pilot.pause(1)
        svg = app.export_screenshot(title="draftroom")
        await screen.spelling.stop()
    svg = FONTS.sub("", svg)
    return re.sub(r"font-family:\s*Fira Code[^;]*;", f"font-family: {FAMILY}", svg)


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["DRAFTROOM_HOME"] = home
        (HERE / "draftroom.svg").write_text(asyncio.run(paint()), encoding="utf-8")


if __name__ == "__main__":
    main()
