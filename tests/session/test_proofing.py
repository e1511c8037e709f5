"""The check: what is pressed while it runs, and what is of a text that went on."""

import asyncio
import threading
from pathlib import Path

import pytest

from tests.desk.support import WEIR, make_blog
from tests.session.room import sitting
from tui.desk.findings import find_all
from tui.session import proofing

NAME = "_posts/2024-10-12-the-weir.md"
TWICE = WEIR.replace("the water", "the the water").replace("the last", "the the last")


async def test_a_key_that_is_pressed_again_while_the_check_runs_goes_on_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = make_blog(tmp_path, {NAME: TWICE}) / NAME
    goes_on = threading.Event()

    def slowly(*arguments: object) -> object:
        goes_on.wait()
        return find_all(*arguments)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(proofing, "find_all", slowly)
    async with sitting(post) as room:
        both = [asyncio.create_task(room.session.proofing.do("next")) for _ in range(2)]
        await asyncio.sleep(0)
        goes_on.set()
        await asyncio.gather(*both)
        row, _ = room.text.cursor_location
        assert "the the water" in room.text.row_text(row)
