"""Spelling on the screen: which words of the visible rows are marked, and the process that knows.

The worker process is asked only for words never seen before, in batches, a moment after the writer stops; its
answers come back as a message. The word at the cursor is never marked. A row can be read only after all rows
above it. No key and no frame waits for a whole post: rows far below those that were read stay unmarked until
they are, a few at a time.
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
"""Seconds without a key before words are asked for."""

SLICE = 0.002
"""Seconds of reading at a time."""

AHEAD = 100
"""Rows below those that were read before, which may be read for a frame."""

_UNCOUNTED = -1


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
        self._counts: list[int] = []
        """What is to check in each row; −1 where it has to be counted."""
        self._changes = 0
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

    def switch(self) -> None:
        """Turn the marks on or off, and say so."""
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
        """Another post is in the editor."""
        self._states = [START]
        self._counts = []
        self.to_check = 0
        self._later()

    def edited(self, edits: Sequence[Edit]) -> None:
        """The post changed; the last of some edits led to the text that the editor has now."""
        if len(edits) != 1 or not self._read_again(edits[0]):
            top = min(edit.start[0] for edit in edits)
            del self._states[top + 1 :]
            del self._counts[top:]
        self._later()

    def _read_again(self, edit: Edit) -> bool:
        """Read the rows of an edit; returns whether the rows below are read as they were before it."""
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
        """Count what is to check, a few rows at a time; returns whether nothing changed meanwhile.

        Rows that were counted before, with all their words known, are not looked at.
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
        """Ask for the words of the whole post that have no verdict yet, until none is left."""
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
        """Find what the marked words in sight may have been meant as, for the status line."""
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
        """Return what there is to say of the word at the cursor, empty when it is in order."""
        found = self._word_at(location)
        if found is None:
            return ""
        word, _ = found
        meant = self._suggested.get(word, "")
        return f"{word}: {meant}?" if meant else f"{word}: not in the dictionary"

    def mended(self, location: Location) -> Edit | None:
        """Return the edit that mends the word at the cursor as `note` says first, None without one."""
        found = self._word_at(location)
        if found is None:
            return None
        word, mark = found
        meant = self._suggested.get(word, "").partition(", ")[0]
        row = location[0]
        return Edit((row, mark.start), (row, mark.end), meant, word) if meant else None

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
        self._counts = []
        if self._speller is not None:
            asyncio.get_running_loop().create_task(self._relearn(words))
        return word

    def add_here(self) -> None:
        """Never mark the word at the cursor again, and say which it is."""
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
    """Return the first uncounted row at or after `row`; the number of rows where all are counted."""
    try:
        return counts.index(_UNCOUNTED, row)
    except ValueError:
        return len(counts)
