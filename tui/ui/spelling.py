"""Spelling on the screen: which words of the visible rows are marked, and the process that knows.

The worker process is asked only for words never seen before, in batches, a moment after the writer
stops; its answers come back as a message. The word at the cursor is never marked.
"""

import asyncio
from collections.abc import Sequence

from textual.document._document import Location
from textual.message import Message

from tui.edits import Edit
from tui.errors import DraftroomError
from tui.paint.source import Mark
from tui.prose.spelling.client import Speller
from tui.prose.spelling.marks import Verdicts, read_row
from tui.prose.spelling.mask import START, MaskState
from tui.prose.spelling.personal import add_word, read_words
from tui.settings import Places
from tui.ui.report import show_error
from tui.ui.widgets.editor.editor import Editor

PAUSE = 0.15
"""Seconds without a key before words are asked for."""


class Spelling:
    """The marks under words in one editor."""

    class Checked(Message):
        """Verdicts came in; marks may have changed."""

    def __init__(self, editor: Editor) -> None:
        self.on = False
        self.to_check = 0
        self._editor = editor
        self._verdicts = Verdicts()
        self._speller: Speller | None = None
        self._states: list[MaskState] = [START]
        self._suggested: dict[str, str] = {}
        self._task: asyncio.Task[None] | None = None
        self._places: Places | None = None

    # --- life

    def start(self, places: Places, on: bool) -> None:
        """Start marking, if the settings say so; the process starts with the first question."""
        self._places = places
        self._editor.spelling_marks = self._marks
        if on:
            self.toggle()

    def toggle(self) -> None:
        """Turn the marks on or off."""
        self.on = not self.on
        self._editor.recolour()
        self._later()

    async def stop(self) -> None:
        """End the process."""
        if self._task is not None:
            self._task.cancel()
        if self._speller is not None:
            await self._speller.close()

    def opened(self) -> None:
        """Another post is in the editor."""
        self._states = [START]
        self.to_check = 0
        self._later()

    def edited(self, edit: Edit) -> None:
        """The post changed from a row on."""
        del self._states[edit.start[0] + 1 :]
        self._later()

    # --- marks

    def _state(self, row: int) -> MaskState:
        document = self._editor.document
        while len(self._states) <= row:
            known = len(self._states) - 1
            self._states.append(read_row(document[known], self._states[known]).after)
        return self._states[row]

    def _marks(self, row: int, text: str, cursor: int | None) -> Sequence[Mark]:
        if not self.on:
            return ()
        found = self._verdicts.marks(text, self._state(row), cursor)
        return [Mark(start, end, role) for start, end, role in found]

    def _count(self) -> int:
        document = self._editor.document
        rows = range(document.line_count)
        return sum(len(self._verdicts.marks(document[row], self._state(row))) for row in rows)

    # --- questions

    def _later(self) -> None:
        if self.on and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        """Ask for the words of the whole post that have no verdict yet, until none is left."""
        try:
            speller = await self._started()
            while True:
                await asyncio.sleep(PAUSE)
                self.to_check = self._count()
                wanted = self._verdicts.take_wanted()
                if not wanted:
                    break
                self._verdicts.learn(await speller.verdicts(wanted))
            self._editor.post_message(self.Checked())
            await self._suggest(speller)
        except DraftroomError as error:
            self.on = False
            show_error(self._editor.app, error)

    async def _started(self) -> Speller:
        if self._speller is None:
            self._speller = Speller()
            await self._speller.start()
            if self._places is not None:
                words = read_words(self._places.config / "words.txt")
                if words:
                    await self._speller.set_personal(words)
        return self._speller

    async def _suggest(self, speller: Speller) -> None:
        """Find what the marked words in sight may have been meant as, for the status line."""
        document = self._editor.document
        for row in self._editor.visible_rows():
            if row >= document.line_count:
                return
            text = document[row]
            for start, end, role in self._verdicts.marks(text, self._state(row)):
                word = text[start:end]
                if word not in self._suggested and role == "misspelt.likely":
                    self._suggested[word] = ", ".join((await speller.suggest(word))[:2])

    # --- the word at the cursor

    def _word_at(self, location: Location) -> tuple[str, str] | None:
        row, column = location
        document = self._editor.document
        if not self.on or row >= document.line_count:
            return None
        for start, end, role in self._verdicts.marks(document[row], self._state(row)):
            if start <= column <= end:
                return document[row][start:end], role
        return None

    def note(self, location: Location) -> str:
        """Return what there is to say of the word at the cursor, empty when it is in order."""
        found = self._word_at(location)
        if found is None:
            return ""
        word, _ = found
        meant = self._suggested.get(word, "")
        return f"{word}: {meant}?" if meant else f"{word}: not in the dictionary"

    def add(self, location: Location) -> str:
        """Put the marked word at the cursor into the writer's own dictionary; returns it, or nothing."""
        found = self._word_at(location)
        if found is None or self._places is None:
            return ""
        word, _ = found
        try:
            words = add_word(self._places.config / "words.txt", word.lower())
        except DraftroomError as error:
            show_error(self._editor.app, error)
            return ""
        self._verdicts.forget()
        if self._speller is not None:
            asyncio.get_running_loop().create_task(self._relearn(words))
        return word

    async def _relearn(self, words: frozenset[str]) -> None:
        speller = await self._started()
        try:
            await speller.set_personal(words)
        except DraftroomError as error:
            show_error(self._editor.app, error)
            return
        self._later()
