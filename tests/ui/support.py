"""The app in a test: started on a small blog, driven by keys, judged by what it paints."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.rest import Patience as MachinePatience
from tui.desk.desk import Desk
from tui.settings import Settings, places
from tui.ui.app import DraftroomApp
from tui.ui.keys import chosen_keys
from tui.ui.screens.writing import WritingScreen
from tui.ui.unasked import Patience

RIVER = """---
layout: post
title: 'low water'
date: '2024-10-12T07:20:00+00:00'
tags:
- river
- mornings
---

the water was **so low** that the posts stood about.

a second paragraph about nothing much.
"""

KITCHEN = """---
layout: post
title: 'a jar of silt'
date: '2023-07-07T10:30:00+00:00'
tags: [kitchen]
---

it had made up its mind by june.
"""

FERRY = """---
layout: post
title: the ferry is late
---

it always comes.
"""


def make_blog(root: Path, posts: Mapping[str, str] | None = None) -> Path:
    """Write a small Jekyll blog; returns its folder."""
    files = posts or {
        "_posts/2024-10-12-low-water.md": RIVER,
        "_posts/2023-07-07-a-jar-of-silt.md": KITCHEN,
        "_drafts/the-ferry-is-late.md": FERRY,
    }
    blog = root / "blog"
    for name, text in {"_config.yml": "title: a river blog\n", **files}.items():
        path = blog / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
    return blog


def key_event(name: str) -> events.Key:
    """The event of a key: a letter or a sign, or Textual's name of a key."""
    if len(name) == 1:
        return events.Key(name if name.isalnum() else _character_to_key(name), name)
    return events.Key(name, {"space": " ", "enter": "\r", "tab": "\t"}.get(name))


AT_ONCE = Patience(pause=0.0, moment=0.0)
"""Questions open by themselves at once, and take every key; that they wait has tests of its own."""

SETTLING = ("library", "save", "journals", "outside", "pointed")
"""The workers that end by themselves."""


class Writer:
    """What a writer does and sees."""

    def __init__(self, app: DraftroomApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> WritingScreen:
        """The writing screen, whatever lies over it."""
        assert self.app.room is not None
        return self.app.room

    async def press(self, *keys: str) -> None:
        """Press keys, each when the one before is done, then wait until nothing moves."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self.pilot.pause(0)
            await self._keys_are_done()
        await self.settle()

    async def press_and_go_on(self, key: str) -> None:
        """Press a key, and wait for nothing that it started."""
        self.app.post_message(key_event(key))
        await self._keys_are_done()

    async def type(self, text: str) -> None:
        """Type a text."""
        await self.press(*({"\n": "enter"}.get(letter, letter) for letter in text))

    async def _keys_are_done(self) -> None:
        taken = asyncio.Event()
        self.app.call_later(taken.set)  # behind the keys that the app itself has not looked at yet
        while not (taken.is_set() or self.app._exit or self.app._exception):
            await asyncio.sleep(0.001)
        while not (self.app.presses.idle or self.app._exception):
            await asyncio.sleep(0.002)

    async def _question_is_there(self) -> None:
        """Wait until a question that comes by itself takes keys: those that come before are for the text."""
        while self.app.unasked.is_opening:
            await self.pilot.pause(0.002)

    async def settle(self) -> None:
        """Wait for the workers that end by themselves (reading, saving, comparing) and for the screen."""
        await self._keys_are_done()
        if self.app._exception:  # it has fallen over, and takes no message any more
            return
        for _ in range(3):  # what waits for a refresh may ask for another one
            await self.pilot.pause(0.001)
        await self.pilot.pause()
        while workers := [worker for worker in self.app.workers if worker.group in SETTLING]:
            with suppress(WorkerCancelled):  # a newer one took its place
                await self.app.workers.wait_for_complete(workers)
            await self.pilot.pause()
        await self._question_is_there()

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait until something is so; only time in which nothing is at work counts as waited."""
        patience = MachinePatience(os.getpid())
        while not is_so():
            if patience.is_over():
                raise AssertionError(f"it never is so; told: {self.told}\n{self.painted()}")
            await self.pilot.pause(0.01)

    async def wait_for(self, words: str) -> None:
        """Wait until some words are painted or told of."""
        await self.wait_until(lambda: words in "\n".join([self.painted(), *self.told]))
        await self._question_is_there()

    @property
    def told(self) -> list[str]:
        """What was told of in notices, the title of each first."""
        return [f"{notice.title} {notice.message}".strip() for notice in self.app._notifications]

    def rows(self) -> list[str]:
        """What is painted, row by row."""
        return [strip.text for strip in self.app.screen._compositor.render_strips()]

    def painted(self) -> str:
        """What is painted, as one text."""
        return "\n".join(self.rows())

    def part(self, left: int, right: int) -> str:
        """What is painted between two columns."""
        return "\n".join(row[left:right] for row in self.rows())

    @property
    def status(self) -> str:
        """The status line."""
        return self.rows()[-1]


@asynccontextmanager
async def writing(
    target: Path | None,
    size: tuple[int, int] = (160, 45),
    settings: Settings | None = None,
    patience: Patience = AT_ONCE,
) -> AsyncIterator[Writer]:
    """Start the app on a blog or post; spelling is off unless settings ask for it."""
    here = places()
    chosen = settings or Settings(spelling=False)
    desk = Desk.at(target, here.state, here, chosen)
    keys = chosen_keys(chosen.keys, here.config / "config.toml")
    app = DraftroomApp(desk, desk.named, keys, patience=patience)
    try:
        async with app.run_test(size=size) as pilot:
            writer = Writer(app, pilot)
            await writer.settle()
            yield writer
    finally:
        desk.close()


def settles_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pages settle at `settle_page` alone."""
    monkeypatch.setattr("tui.ui.room.page_finishing.FINISH_AFTER", 600)


async def settle_page(writer: Writer) -> None:
    """Let the page settle, which makes another draft of the same text."""
    draft = writer.screen.desk.draft
    assert draft is not None
    assert not draft.page.finished
    writer.screen.finishing.begin()
    while writer.screen.desk.draft is draft:
        await writer.pilot.pause(0.01)
