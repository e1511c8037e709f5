"""Row 23 of the fault table: random sittings with several posts, held against a model after every step.

The model knows nothing of screens, drafts or journals: of each post it has the text, what undo and redo
lead to, and what lies on disk. Only how two texts are merged it asks of the code that has tests of its own.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual.worker import WorkerCancelled

from tests.ui.support import FERRY, KITCHEN, RIVER, Writer, make_blog, writing
from tui.compare.merge import Choice, Conflict
from tui.desk.drafts import draft_of
from tui.desk.outside import Outside, look_outside
from tui.desk.recovery import find_unsaved, past_of
from tui.edits import Position, Rows, position_of
from tui.files.post import Post, digest_of, encode
from tui.files.sittings import read_sitting
from tui.ui.dialogs.conflict import ConflictScreen

ODD = (
    KITCHEN.replace("\n", "\r\n") + "caf\udce9\x0cof\x85silt\u2028 日本 \x00\U0001f9ca\n\r\nlast row, no end"
)
POSTS = {
    "_posts/2024-10-12-low-water.md": RIVER + "\n".join(f"row {n} of the river\n" for n in range(12)),
    "_posts/2023-07-07-a-jar-of-silt.md": ODD,
    "_drafts/the-ferry-is-late.md": FERRY,
    "_drafts/empty.md": "",
}
PIECES = (
    "heron ",
    "\n",
    "\n\n",
    "# ",
    "- oar",
    "> ",
    "```\n",
    "**",
    "\t",
    "é",
    "日本",
    "---\n",
    "a\r\nb\r\n",
    "x" * 90,
)
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")


@dataclass
class Page:
    """What is to be of one post."""

    path: Path
    disk: str
    """What lies there."""

    base: str = ""
    """What was read or saved last."""

    text: str = ""
    newline: str = "\n"
    opened: bool = False
    undo: list[str] = field(default_factory=list)
    redo: list[str] = field(default_factory=list)

    def read(self) -> None:
        """Come to the front: what is unsaved stays, else the file is read."""
        if self.opened and self.text != self.base:
            return
        if not self.opened or self.text != self.disk:
            self.undo, self.redo = [], []
            self.text = self.disk
            self.newline = "\r\n" if self.text.partition("\n")[0].endswith("\r") else "\n"
        self.base, self.opened = self.disk, True

    def step(self, text: str) -> None:
        if text != self.text:
            self.undo.append(self.text)
            self.redo.clear()
            self.text = text

    def position(self, offset: int) -> Position:
        return position_of(self.text, offset)


class Sitting:
    """The app and its model, and what a writer and other programs do to both."""

    def __init__(self, writer: Writer, blog: Path, dice: random.Random) -> None:
        self.writer = writer
        self.dice = dice
        self.screen = writer.screen
        self.editor = writer.screen.editor
        self.desk = writer.app.desk
        self.pages = [Page(blog / name, text) for name, text in POSTS.items()]
        self.front = self.pages[0]
        self.front.read()
        self.changes = 0

    # --- typing

    def place(self) -> int:
        """A place in the text, not within a line ending."""
        text = self.front.text
        at = self.dice.randint(0, len(text))
        return at - 1 if text[at - 1 : at + 1] == "\r\n" else at

    def replace(self, start: int, end: int, typed: str) -> None:
        """Type or paste over a range, as a step of its own."""
        page = self.front
        self.editor.history.checkpoint()
        self.editor._replace_via_keyboard(typed, page.position(start), page.position(end))
        own_ends = typed.replace("\r\n", "\n").replace("\n", page.newline)
        page.step(page.text[:start] + own_ends + page.text[end:])

    async def paste(self) -> None:
        start, end = sorted((self.place(), self.place()))
        if end - start > 60 or self.dice.random() < 0.5:
            end = start
        self.replace(start, end, self.dice.choice(PIECES))

    async def type(self) -> None:
        """Type letters one by one: undo takes them back together."""
        at, page = self.place(), self.front
        word = self.dice.choice(("heron", "silt", "a", "morning"))
        self.editor.history.checkpoint()
        for number, letter in enumerate(word):
            row, column = page.position(at)
            here = (row, column + number)
            self.editor._replace_via_keyboard(letter, here, here)
        page.step(page.text[:at] + word + page.text[at:])

    async def delete(self) -> None:
        start, end = sorted((self.place(), self.place()))
        most = 30 if len(self.front.text) < 2_000 else 1_000
        if end - start > most:
            end = start + 1 if self.front.text[start : start + 2] != "\r\n" else start + 2
        if end > start:
            self.replace(start, end, "")

    async def undo(self) -> None:
        for _ in range(self.dice.randint(1, 4)):
            self.editor.undo()
            if self.front.undo:
                self.front.redo.append(self.front.text)
                self.front.text = self.front.undo.pop()

    async def redo(self) -> None:
        for _ in range(self.dice.randint(1, 4)):
            self.editor.redo()
            if self.front.redo:
                self.front.undo.append(self.front.text)
                self.front.text = self.front.redo.pop()

    # --- posts and files

    async def switch(self) -> None:
        """Open a post, sometimes the one that is open; what others did to it is noticed then."""
        self.front = self.dice.choice(self.pages)
        self.screen.session.post.open(self.front.path)
        self.front.read()
        if self.front.disk != self.front.base:
            await self.notice()

    async def hop(self) -> None:
        """Open posts faster than anything can follow, typing in each."""
        for _ in range(3):
            await self.switch()
            await self.type()

    async def change_outside(self) -> None:
        """Another program writes a post, often the open one; nobody may know of it yet."""
        await self.settle()  # a look at the file that is under way could see the change or not
        page = self.front if self.dice.random() < 0.6 else self.dice.choice(self.pages)
        self.changes += 1
        rows = page.disk.splitlines(keepends=True)
        at = self.dice.randint(0, len(rows))
        rows[at : at + self.dice.randint(0, 1)] = [f"\nan otter wrote this {self.changes}\n\n"]
        page.disk = "".join(rows)
        other = page.path.with_name(".other")
        other.write_bytes(encode(page.disk))
        os.replace(other, page.path)
        if page is self.front and self.dice.random() < 0.6:
            await self.notice()

    def comparison(self, page: Page) -> Outside | None:
        draft = draft_of(Post(page.path, encode(page.base)), page.text, self.desk.site)
        return look_outside(draft)

    def take_in(self, page: Page, found: Outside, choices: tuple[Choice, ...] = ()) -> None:
        page.step(found.text(choices))
        page.base = page.disk

    async def notice(self) -> None:
        """Look at the file of the open post: what does not touch is taken in."""
        self.screen.session.outside.look()
        await self.settle()
        found = self.comparison(self.front)
        if found is not None and not found.touching:
            self.take_in(self.front, found)

    async def save(self) -> None:
        """Save; where others touched the same place, choose or put it off."""
        page = self.front
        self.screen.action_do("post.save")
        if page.text == page.base:
            return
        found = self.comparison(page)
        if found is None:
            page.disk = page.base = page.text
            await self.dice.choice((self.type, self.switch, self.hop, self.settle))()  # while it is written
            if self.dice.random() < 0.3 and self.front.base == self.front.disk:
                self.screen.action_do("post.save")
                self.front.disk = self.front.base = self.front.text
            await self.settle()
            return
        await self.settle()
        choices: tuple[Choice, ...] = ()
        if found.touching:
            screen = self.writer.app.screen
            assert isinstance(screen, ConflictScreen)
            conflicts = sum(isinstance(piece, Conflict) for piece in found.pieces)
            choices = tuple(self.dice.choice(CHOICES) for _ in range(conflicts))
            later = self.dice.random() < 0.3
            screen.dismiss(None if later else choices)
            await self.settle()
            if later:
                return
        self.take_in(page, found, choices)
        page.disk = page.base = page.text

    async def save_and_go_on(self) -> None:
        """Save what was just typed, and open another post before it is written."""
        await self.type()
        await self.save()

    async def settle(self) -> None:
        """Wait until no worker has anything to say."""
        calm = 0
        while calm < 2:
            await self.writer.pilot.pause()
            groups = ("library", "save", "outside", "journals")
            busy = [worker for worker in self.writer.app.workers if worker.group in groups]
            calm = 0 if busy else calm + 1
            if busy:
                with suppress(WorkerCancelled):  # a newer look at the file takes an older one's place
                    await self.writer.app.workers.wait_for_complete(busy)

    # --- what must hold

    def check(self) -> None:
        """The text of the open post, and its journal."""
        self.screen.session.post.flush()
        assert self.editor.text == self.front.text
        assert self.desk.draft is not None
        assert self.desk.draft.path == self.front.path
        self.check_journal(self.front)

    def check_journal(self, page: Page) -> None:
        journal = self.desk.safety.journal_of(page.path)
        if journal is None:
            assert page.text == page.base
            return
        sitting = read_sitting(journal)
        assert sitting is not None
        assert sitting.post == page.path
        assert sitting.past.text == page.text

    def check_all(self) -> None:
        """All posts: drafts, files, journals, and what would be offered after a crash now."""
        self.check()
        drafts = {draft.path: draft.text for draft in self.desk.drafts.unsaved()}
        opened = [page for page in self.pages if page.opened]
        assert drafts == {page.path: page.text for page in opened if page.text != page.base}
        for page in self.pages:
            assert page.path.read_bytes() == encode(page.disk)
        for page in opened:
            assert self.desk.drafts.look_at(page.path).post.digest == digest_of(encode(page.disk)) or (
                page.base != page.disk
            )
            self.check_journal(page)
        offered = {found.post: found.text for found in find_unsaved(self.desk.journal_folders, live=True)}
        assert offered == {page.path: page.text for page in opened if page.text not in (page.base, page.disk)}

    def check_undo(self) -> None:
        """What the journals alone can take back is what undo takes back here."""
        for page in self.pages:
            past = past_of(self.desk.journal_folders, page.path, page.text, None)
            rows, texts = Rows(past.text), []
            for batch in reversed(past.undo):
                for edit in reversed(batch):
                    rows.apply(edit.inverted())
                texts.append(rows.text)
            assert texts == page.undo[::-1]


async def nothing(_folder: Path, _others: Sequence[Path]) -> AsyncIterator[None]:
    """Tell of no change: the model has to know when one is noticed. An end would make the app look."""
    await asyncio.Event().wait()
    yield


async def sit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int, seed: int) -> None:
    monkeypatch.setattr("tui.session.outside_changes.watch", nothing)
    dice = random.Random(seed)
    blog = make_blog(tmp_path, POSTS)
    async with writing(blog / next(iter(POSTS)), size=(100, 30)) as writer:
        sitting = Sitting(writer, blog, dice)
        await sitting.settle()
        acts: list[tuple[Callable[[], Awaitable[None]], int]] = [
            (sitting.type, 6),
            (sitting.paste, 4),
            (sitting.delete, 3),
            (sitting.undo, 3),
            (sitting.redo, 2),
            (sitting.switch, 3),
            (sitting.hop, 1),
            (sitting.save, 3),
            (sitting.save_and_go_on, 3),
            (sitting.change_outside, 2),
        ]
        for number in range(steps):
            [act] = dice.choices([act for act, _ in acts], [weight for _, weight in acts])
            await act()
            sitting.check()
            if number % 10 == 9:
                await sitting.settle()
                sitting.check_all()
        await sitting.settle()
        sitting.check_all()
        sitting.check_undo()


@pytest.mark.parametrize("seed", [3, 4, 8])
async def test_row_23_random_sittings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    await sit(tmp_path, monkeypatch, 50, seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 120))
async def test_row_23_ten_thousand_steps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    await sit(tmp_path, monkeypatch, 500, seed)
