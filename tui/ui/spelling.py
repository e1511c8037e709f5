"""Spelling on the screen: marks misspelt words in the visible rows, and asks the spelling process.

The process is asked only about new words, in batches, a moment after the writer stops; its answers come back
as a message. The word at the cursor is never marked. A row can be read only after all rows above it. No key
and no frame waits for a whole post: rows are read a few at a time, and stay unmarked until they are read.
"""

import asyncio
import time
from collections.abc import Sequence

from textual.message import Message
from textual.widgets.text_area import Location

from tui.edits import Edit
from tui.errors import DraftroomError
from tui.paint.source import Mark
from tui.prose.spelling.client import Speller
from tui.prose.spelling.marks import Verdicts, read_row
from tui.prose.spelling.mask import START, MaskState
from tui.prose.spelling.personal import add_word, read_words
from tui.settings import Places
from tui.ui.report import show_error, tell
from tui.ui.widgets.editor.editor import Editor

PAUSE = 0.15
"""Seconds without a key before the process is asked about new words."""

SLICE = 0.002
"""Seconds for which rows are read at a time."""

AHEAD = 100
"""How many unread rows may be read for one frame."""

_UNCOUNTED = -1


class Spelling:
    """Marks misspelt words in one editor, and corrects them."""

    class Checked(Message):
        """The process answered, so marks may have changed."""

    def __init__(self, editor: Editor) -> None:
        self.on = False
        self.to_check = 0
        self._editor = editor
        self._verdicts = Verdicts()
        self._speller: Speller | None = None
        self._states: list[MaskState] = [START]
        self._counts: list[int] = []
        """The number of marked words in each row; −1 for a row that must be counted."""
        self._changes = 0
        self._suggested: dict[str, str] = {}
        self._task: asyncio.Task[None] | None = None
        self._places: Places | None = None

    # --- life

    def start(self, places: Places, on: bool) -> None:
        """Start marking if `on`; the process starts with the first question."""
        self._places = places
        self._editor.spelling_marks = self._marks
        if on:
            self.toggle()

    def toggle(self) -> None:
        """Turn the marks on or off."""
        self.on = not self.on
        self._editor.recolour()
        self._later()

    def switch(self) -> None:
        """Turn the marks on or off, and tell the writer."""
        self.toggle()
        self._editor.post_message(self.Checked())
        tell(self._editor.app, "spelling is on" if self.on else "spelling is off")

    async def stop(self) -> None:
        """End the process."""
        if self._task is not None:
            self._task.cancel()
        if self._speller is not None:
            await self._speller.close()

    def opened(self) -> None:
        """Forget all rows, because another post is in the editor."""
        self._states = [START]
        self._counts = []
        self.to_check = 0
        self._later()

    def edited(self, edits: Sequence[Edit]) -> None:
        """Forget or read again the rows of some edits, which the editor's text already contains."""
        if len(edits) != 1 or not self._read_again(edits[0]):
            top = min(edit.start[0] for edit in edits)
            del self._states[top + 1 :]
            del self._counts[top:]
        self._later()

    def _read_again(self, edit: Edit) -> bool:
        """Read the rows of an edit again; return whether the rows below need not be read again."""
        top, below = edit.start[0], edit.end[0] + 1
        end = edit.new_end[0] + 1
        states = self._states
        if below >= len(states) or end - top > AHEAD:
            return False
        after = states[top : top + 1]
        for row in range(top, end):
            after.append(read_row(self._editor.document[row], after[-1]).after)
        if after[-1] != states[below]:
            return False
        states[top : below + 1] = after
        if top < len(self._counts):
            self._counts[top:below] = [_UNCOUNTED] * (end - top)
        return True

    # --- marks

    def _state(self, row: int) -> MaskState:
        document = self._editor.document
        while len(self._states) <= row:
            known = len(self._states) - 1
            self._states.append(read_row(document[known], self._states[known]).after)
        return self._states[row]

    def _marks(self, row: int, text: str, cursor: int | None) -> Sequence[Mark]:
        if not self.on or row >= len(self._states) + AHEAD:
            return ()
        found = self._verdicts.marks(text, self._state(row), cursor)
        return [Mark(start, end, role) for start, end, role in found]

    async def _count(self) -> bool:
        """Count the marked words, a few rows at a time; return whether the post stayed unchanged meanwhile.

        Rows that were counted before, with all their words known, are skipped.
        """
        changes = self._changes
        document, counts = self._editor.document, self._counts
        counts += [_UNCOUNTED] * (document.line_count - len(counts))
        waiting, row = 0, _uncounted(counts, 0)
        while row < len(counts):
            end = time.monotonic() + SLICE
            while row < len(counts) and time.monotonic() < end:
                found, is_known = self._verdicts.count(document[row], self._state(row))
                if is_known:
                    counts[row] = found
                else:
                    waiting += found
                row = _uncounted(counts, row + 1)
            await asyncio.sleep(0)
            if self._changes != changes:
                return False
        self.to_check = sum(counts) + counts.count(_UNCOUNTED) + waiting
        return True

    # --- questions

    def _later(self) -> None:
        self._changes += 1
        if self.on and (self._task is None or self._task.done()):
            self._task = asyncio.get_running_loop().create_task(self._check())

    async def _check(self) -> None:
        """Ask about the words of the whole post that have no verdict yet, until none is left."""
        try:
            speller = await self._started()
            checked = -1
            while checked != self._changes:
                checked = self._changes
                await asyncio.sleep(PAUSE)
                if checked != self._changes or not await self._count():
                    continue
                if wanted := self._verdicts.take_wanted():
                    self._verdicts.learn(await speller.verdicts(wanted))
                    checked = -1
                else:
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
        """Ask for suggestions for the marked words in sight, for the status line."""
        document = self._editor.document
        for row in self._editor.visible_rows():
            if row >= document.line_count:
                return
            text = document[row]
            for mark in self._marks(row, text, None):
                word = text[mark.start : mark.end]
                if word not in self._suggested and mark.role == "misspelt.likely":
                    self._suggested[word] = ", ".join((await speller.suggest(word))[:2])

    # --- the word at the cursor

    def _word_at(self, location: Location) -> tuple[str, Mark] | None:
        row, column = location
        document = self._editor.document
        if row >= document.line_count:
            return None
        for mark in self._marks(row, document[row], None):
            if mark.start <= column <= mark.end:
                return document[row][mark.start : mark.end], mark
        return None

    def note(self, location: Location) -> str:
        """Return the note on the word at the cursor, "" if it is not marked."""
        found = self._word_at(location)
        if found is None:
            return ""
        word, _ = found
        meant = self._suggested.get(word, "")
        return f"{word}: {meant}?" if meant else f"{word}: not in the dictionary"

    def mended(self, location: Location) -> Edit | None:
        """Return the edit that replaces the word at the cursor with its first suggestion, if any."""
        found = self._word_at(location)
        if found is None:
            return None
        word, mark = found
        meant = self._suggested.get(word, "").partition(", ")[0]
        row = location[0]
        return Edit((row, mark.start), (row, mark.end), meant, word) if meant else None

    def add(self, location: Location) -> str:
        """Add the marked word at the cursor to the writer's own dictionary; return it, "" without one."""
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
        self._counts = []
        if self._speller is not None:
            asyncio.get_running_loop().create_task(self._relearn(words))
        return word

    def add_here(self) -> None:
        """Add the word at the cursor to the writer's dictionary, and tell the writer."""
        word = self.add(self._editor.cursor_location)
        told = f"{word} is in your dictionary" if word else "the cursor is not on a marked word"
        tell(self._editor.app, told)

    async def _relearn(self, words: frozenset[str]) -> None:
        speller = await self._started()
        try:
            await speller.set_personal(words)
        except DraftroomError as error:
            show_error(self._editor.app, error)
            return
        self._later()


def _uncounted(counts: Sequence[int], row: int) -> int:
    """Return the first uncounted row at or after `row`, or the number of rows if all are counted."""
    try:
        return counts.index(_UNCOUNTED, row)
    except ValueError:
        return len(counts)
