"""The two clocks of every post: the time spent on it, and how much of that its footer does not count yet.

No clock runs: the time is computed from the moments of the steps in the journals. The step that changes a
footer also records how many seconds it added there, and undoing that step subtracts them. So a crash loses no
time, and no time is counted twice.
"""

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path

from tui.blog.recognition import find_site
from tui.desk.drafts import Draft, counting_of, draft_of
from tui.edits import Edit, Step, split_rows
from tui.errors import JournalError
from tui.files.acts import Act
from tui.files.journal import Mark, Phase, is_live, journals
from tui.files.ledger import Book, Day, Ledger, Seconds, Sheet
from tui.files.post import Post
from tui.files.sittings import Timesheet, read_sitting, read_times
from tui.prose.footer import Footer, find_footer
from tui.prose.goals import Progress, progress, read_goal
from tui.prose.pauses import Stamp, add_up, day_of, pause, spent
from tui.prose.word_count import count_words
from tui.settings import Settings

MINUTE = 60

UNREAD = 0
"""The journal size in a ledger line that was not read from the journal; an existing journal is read again."""

PHASE_NAMES: dict[Phase, str] = {"writing": "writing", "postprocessing": "post-processing"}
"""The name of each phase on the screen."""


@dataclass(frozen=True)
class _Count:
    """A change of a footer, and the seconds (writing, post-processing) that it added there."""

    edits: tuple[Edit, ...]
    seconds: tuple[int, int]

    @property
    def undo(self) -> tuple[Edit, ...]:
        """The edits that undo the change."""
        return tuple(edit.inverted() for edit in reversed(self.edits))


@dataclass(frozen=True)
class EarlierTime:
    """The time that earlier sittings spent on a post, as a worker reads it."""

    book: Book
    counts: tuple[_Count, ...]


class Clocks:
    """The clocks of all posts, for one run of the app."""

    def __init__(
        self,
        state: Path,
        settings: Settings,
        wall: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        zone: tzinfo | None = None,
    ) -> None:
        self.counting = counting_of(settings)
        self._settings = settings
        self._wall, self._monotonic, self._zone = wall, monotonic, zone
        self._ledger = Ledger(state)
        self._book = Book()
        self._own: dict[str, Sheet] = {}
        self._phases: dict[str, Phase] = {}
        self._counts: dict[str, list[_Count]] = {}
        self._proposed: tuple[str, _Count] | None = None
        self._words: dict[str, int] = {}
        self._footers: dict[str, Footer | None] = {}
        self._last_step: float | None = None
        self._no_journal = f"none-{os.getpid()}-{wall():.0f}"
        self._ledger_lock = threading.Lock()

    # --- time of earlier sittings

    def earlier_time(self, post: Path, folders: Sequence[Path]) -> EarlierTime:
        """Return the time of earlier sittings. Runs in a worker: changes only the ledger."""
        self.catch_up(folders)
        sheets = (read_times(path) for path in journals(folders, post) if not is_live(path))
        steps = (step for sheet in sheets if sheet is not None for step in sheet.steps)
        counts = (_Count(one.step.edits, one.mark.counted) for one in steps if one.step.act == "typed")
        return EarlierTime(self._ledger.read(), tuple(count for count in counts if any(count.seconds)))

    def catch_up(self, folders: Sequence[Path]) -> None:
        """Add the time of journals that the ledger lacks, because a crash ended their sitting.

        Call it before old journals are removed. Runs in a worker: changes only the ledger.
        """
        book = self._ledger.read()
        stale = []
        for path in journals(folders):
            with contextlib.suppress(OSError):
                known, size = book.sheets.get(path.name), path.stat().st_size
                if (known is None or known.size != size) and not is_live(path):
                    stale.append((known, size, read_times(path)))
        found = [(known, size, sheet) for known, size, sheet in stale if sheet is not None]
        idle = self._settings.idle_seconds
        days = add_up((stamp for _, _, sheet in found for stamp in _stamps(sheet)), idle, self._zone)
        sheets = [
            Sheet(
                sheet.journal.name,
                known.post if known else _key(sheet.post),
                size,
                _with_words(
                    {
                        day: Day(seconds)
                        for (name, day), seconds in days.items()
                        if name == sheet.journal.name
                    },
                    known,
                    self._words_in(sheet.journal),
                ),
                _in_footer(sheet),
            )
            for known, size, sheet in found
        ]
        with contextlib.suppress(JournalError):  # the journals remain, so the next call tries again
            self._ledger.write(sheets)

    def add_earlier(self, post: Path, earlier: EarlierTime) -> None:
        """Count the time of earlier sittings of a post, too."""
        sheets = {name: sheet for name, sheet in earlier.book.sheets.items() if name not in self._own}
        self._book = Book(sheets, earlier.book.phases)
        self._counts[_key(post)] = [*earlier.counts, *self._counts.get(_key(post), ())]

    # --- events of this run

    def opened(self, draft: Draft) -> None:
        """Note the words of a post that was opened; only words written from now on are counted."""
        self._words.pop(_key(draft.path), None)
        if draft.page.is_read:
            self._words[_key(draft.path)] = draft.words
        self._footers[_key(draft.path)] = self._footer(draft)

    def mark(self, post: Path, step: Step) -> Mark:
        """Return a step's mark for the journal: its phase, and the seconds it adds to the footer."""
        key = _key(post)
        counted = (0, 0)
        counts = self._counts.setdefault(key, [])
        if self._proposed is not None and (key, step.edits) == (self._proposed[0], self._proposed[1].edits):
            counts.append(self._proposed[1])
            counted = self._proposed[1].seconds
            self._proposed = None
        elif step.act == "undone":
            undone = next((count for count in counts if count.undo == step.edits), None)
            counted = (-undone.seconds[0], -undone.seconds[1]) if undone else counted
        elif step.act == "redone":
            redone = next((count for count in counts if count.edits == step.edits), None)
            counted = redone.seconds if redone else counted
        if any(counted):
            self._footers.pop(key, None)
        return Mark(self.phase(post), counted)

    def note(self, post: Path, journal: Path | None, mark: Mark) -> None:
        """Count the time of a step that was just done; `journal` is None when none could be written."""
        now = self._monotonic()
        seconds = spent(pause(self._last_step, now, self._settings.idle_seconds), mark.phase)
        self._last_step = now
        sheet = self._sheet(post, journal)
        self._own[sheet.journal] = replace(
            _plus(sheet, self._today, Day(seconds)), footer=sheet.footer + Seconds(*mark.counted)
        )

    def wrote(self, draft: Draft) -> None:
        """Count the words that a post has gained; call it after each change of its text or page.

        When the page is read later than the post was opened, only words written after that count.
        """
        if not draft.page.is_read:
            return
        key, words = _key(draft.path), draft.words
        if key not in self._footers:
            self._footers[key] = self._footer(draft)
        more = words - self._words.get(key, words)
        self._words[key] = words
        names = [name for name, sheet in self._own.items() if sheet.post == key]
        if more and names:
            self._own[names[-1]] = _plus(self._own[names[-1]], self._today, Day(words=more))

    def phase(self, post: Path) -> Phase:
        """Return the phase that a post is in."""
        key = _key(post)
        return self._phases.get(key) or self._book.phases.get(key, "writing")

    def switch(self, post: Path) -> Phase:
        """Switch a post to the other phase and return that phase."""
        phase: Phase = "writing" if self.phase(post) == "postprocessing" else "postprocessing"
        self._phases[_key(post)] = phase
        with contextlib.suppress(JournalError):  # the phase then lasts for this run only
            self._ledger.switch(_key(post), phase)
        return phase

    # --- the footer

    def footer_edits(self, draft: Draft) -> tuple[Edit, ...]:
        """Return the edits that update the footer before a save; none when the text is saved already.

        The caller does all of them as one step, or none. The minutes of post-processing stay blank while
        they are blank. Returns nothing while the page is not read, because its words are counted.
        """
        return self._edits(draft, closing=False) if draft.unsaved and draft.page.is_read else ()

    def closing_edits(self, draft: Draft) -> tuple[Edit, ...]:
        """Return the edits that complete the footer when post-processing is done; see `footer_edits`."""
        return self._edits(draft, closing=True)

    def _edits(self, draft: Draft, closing: bool) -> tuple[Edit, ...]:
        footer = self._footer(draft)
        if footer is None:
            return ()
        waiting = self.waiting(draft.path)
        writing = _minutes(waiting.writing) if footer.writing else 0
        after = footer.postprocessing
        is_closed = after is not None and (closing or after.value is not None)
        postprocessing = _minutes(waiting.postprocessing) if is_closed else 0
        edits = footer.edits(
            self._count(draft),
            ((footer.writing.value or 0) + writing) if footer.writing and (writing or closing) else None,
            ((after.value or 0) + postprocessing) if after is not None and is_closed else None,
        )
        seconds = (writing * MINUTE, postprocessing * MINUTE)
        self._proposed = (_key(draft.path), _Count(edits, seconds)) if edits and any(seconds) else None
        return edits

    def waiting(self, post: Path) -> Seconds:
        """Return the time that was spent on a post and is not counted in its footer yet."""
        waiting = sum((sheet.seconds - sheet.footer for sheet in self._sheets(post)), Seconds())
        return Seconds(max(0, waiting.writing), max(0, waiting.postprocessing))

    def _footer(self, draft: Draft) -> Footer | None:
        lines = draft.page.lines
        return find_footer(lines.rows(0, len(lines)), draft.page.first_row, self.counting.style)

    def _count(self, draft: Draft) -> int:
        page = draft.page if draft.page.is_read else draft.page.finish()
        return count_words(page.blocks, self.counting)

    # --- for the screen

    def status(self, post: Path) -> str:
        """Return a post's phase and the minutes spent in it, such as `writing 13 min`.

        It includes the minutes that the footer had when the post was opened or saved last.
        """
        phase = self.phase(post)
        footer = self._footers.get(_key(post))
        field = footer.field(phase) if footer else None
        if field is not None and field.value is not None:
            minutes = field.value + _minutes(self.waiting(post).of(phase))
        else:
            minutes = _minutes(sum(sheet.seconds.of(phase) for sheet in self._sheets(post)))
        return f"{PHASE_NAMES[phase]} {minutes} min"

    def progress(self) -> Progress | None:
        """Return the progress towards the writer's goal; None without a goal."""
        goal = read_goal(self._settings.goal)
        if goal is None:
            return None
        if goal.span == "day":
            today, sheets = self._today, [*self._book.sheets.values(), *self._own.values()]
            done = sum((sheet.days[today] for sheet in sheets if today in sheet.days), Day())
        else:
            done = sum((day for sheet in self._own.values() for day in sheet.days.values()), Day())
        return progress(goal, done.words, done.seconds.total)

    # --- storing

    def write_ledger(self) -> None:
        """Write the time of this run to the ledger, durably. May run in a worker.

        When the ledger cannot be written, the time is still in the journals.
        """
        with self._ledger_lock, contextlib.suppress(JournalError):
            self._ledger.write(tuple(self._own.values()))

    def moved(self, old: Path, new: Path) -> None:
        """Move the time of a post to its new path.

        Call it after the file was moved, and before the post is opened at its new path.
        """
        before, after = _key(old), _key(new)
        self.write_ledger()
        with contextlib.suppress(JournalError):
            self._ledger.move(before, after)
        self._own = _renamed(self._own, before, after)
        phases = dict(self._book.phases)
        for known in (phases, self._phases):
            if before in known:
                known[after] = known.pop(before)
        self._book = Book(_renamed(self._book.sheets, before, after), phases)
        self._counts[after] = self._counts.pop(before, [])

    def followed(self, act: Act, folders: Sequence[Path]) -> None:
        """Follow an act that is in no journal: move the post's time, count what was added to its footer.

        `folders` are where the journals of the post's old path lie. Calling it twice changes nothing.
        """
        self.catch_up(folders)  # first, or the time of a crashed sitting would stay at the old path
        self.moved(act.old, act.new)
        added = self._minutes_in(act.new, act.after) - self._minutes_in(act.old, act.before)
        if added == Seconds():
            return
        sheet = Sheet(act.file.name, _key(act.new), UNREAD, {}, added)
        self._book = Book({**self._book.sheets, sheet.journal: sheet}, self._book.phases)
        with contextlib.suppress(JournalError):
            self._ledger.write([sheet])

    def _minutes_in(self, path: Path, raw: bytes) -> Seconds:
        post = Post(path, raw)
        footer = find_footer(split_rows(post.text)[0], post.parts.body_row, self.counting.style)
        fields = (footer.writing, footer.postprocessing) if footer else ()
        return Seconds(*(((field and field.value) or 0) * MINUTE for field in fields))

    # --- sheets

    @property
    def _today(self) -> str:
        return day_of(self._wall(), self._zone)

    def _sheet(self, post: Path, journal: Path | None) -> Sheet:
        name = journal.name if journal else f"{self._no_journal}-{_key(post)}"
        return self._own.get(name) or Sheet(name, _key(post), UNREAD, {})

    def _sheets(self, post: Path) -> list[Sheet]:
        key = _key(post)
        both = (*self._book.sheets.values(), *self._own.values())
        return [sheet for sheet in both if sheet.post == key]

    def _words_in(self, journal: Path) -> int:
        """Return how many words a sitting added to the text that was kept."""
        sitting = read_sitting(journal)
        if sitting is None:
            return 0
        last = sitting.past if sitting.fate != "dropped" else sitting.saved_past
        if last is None or last.text == sitting.base:
            return 0
        post, site = Post(sitting.post, b""), find_site(sitting.post.parent)
        before, after = (self._count(draft_of(post, text, site)) for text in (sitting.base, last.text))
        return after - before


def _minutes(seconds: float) -> int:
    """Return whole minutes; rounded first, because a sum of pauses may be slightly below a minute."""
    return int(round(seconds, 3) // MINUTE)


@lru_cache(64)
def _key(post: Path) -> str:
    """Return the name of a post in the ledger: its real path. Cached, because each key asks for it."""
    return os.path.realpath(post)


def _stamps(sheet: Timesheet) -> Iterable[Stamp]:
    name = sheet.journal.name
    for step in sheet.steps:
        yield Stamp(step.wall, step.monotonic, sheet.boot or name, name, step.mark.phase)


def _in_footer(sheet: Timesheet) -> Seconds:
    """Return the seconds that were added to the footer of the text that was kept."""
    counted = (step.mark.counted for step in sheet.steps[: sheet.kept])
    return sum((Seconds(*seconds) for seconds in counted), Seconds())


def _plus(sheet: Sheet, date: str, more: Day) -> Sheet:
    return replace(sheet, days={**sheet.days, date: sheet.days.get(date, Day()) + more})


def _with_words(days: dict[str, Day], known: Sheet | None, words: int) -> dict[str, Day]:
    """Return days with their words: those in the ledger, and the rest of `words` on the last day."""
    if not days:
        return days
    for date in days:
        if known is not None and date in known.days:
            days[date] = Day(days[date].seconds, known.days[date].words)
    last = max(days)
    rest = words - sum(day.words for day in days.values())
    return {**days, last: days[last] + Day(words=rest)}


def _renamed(sheets: Mapping[str, Sheet], before: str, after: str) -> dict[str, Sheet]:
    return {
        name: replace(sheet, post=after) if sheet.post == before else sheet for name, sheet in sheets.items()
    }
