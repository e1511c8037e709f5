"""Sittings, as read from journals: the text that each led to, and the steps that undo can take back.

A journal may hold the only copy of a text, so `prune` removes none with unsaved text.
"""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tui.edits import Edit, Rows, Step, split_rows
from tui.errors import PostError
from tui.files.journal import (
    ACTS,
    FORMAT,
    Fate,
    Mark,
    Phase,
    is_live,
    journals,
    read_journal,
    whole_records,
)
from tui.files.post import digest_of, encode

_ACT_OF = {letter: act for act, letter in ACTS.items()}

Batch = tuple[Edit, ...]
"""The edits that one undo takes back, in the order in which they were made."""


@dataclass(frozen=True, slots=True)
class Past:
    """A text, with the batches that undo takes back and those that redo makes again; the next one is last."""

    text: str
    undo: tuple[Batch, ...] = ()
    redo: tuple[Batch, ...] = ()


@dataclass(frozen=True, slots=True)
class Sitting:
    """One sitting with a post, as its journal records it."""

    journal: Path
    post: Path
    base: str
    """The text at its start."""

    past: Past
    """Its last text, with undo and redo."""

    saved_past: Past | None
    """The text of its last save, with undo and redo; None when nothing was saved."""

    steps: tuple[Step, ...] | None
    """The steps from `base` to the last text; None when they cannot be undone (see `_Replay.steps`)."""

    saved_steps: tuple[Step, ...] | None
    """The steps from `base` to the text of the last save."""

    saved: str
    """The digest of the last text on disk that the journal knows of."""

    file: str | None
    """That text; None when the journal does not hold it."""

    last: datetime
    """The time of its last step, or of its start."""

    fate: Fate | None

    @property
    def unsaved(self) -> bool:
        """Whether its last text is in the journal only, and the writer has not decided about it."""
        return self.fate is None and _digest(self.past.text) != self.saved


@dataclass(frozen=True, slots=True)
class Timed:
    """A step with its time by the wall clock and by the monotonic clock, in seconds, and its mark."""

    wall: float
    monotonic: float
    mark: Mark
    step: Step


@dataclass(frozen=True, slots=True)
class Timesheet:
    """The times of the steps that a journal records."""

    journal: Path
    post: Path
    boot: str
    """The boot that the monotonic times belong to; "" when they compare only within this journal."""

    steps: tuple[Timed, ...]
    kept: int
    """How many of the steps led to the text that the writer went on with: all, or those before a save."""


def _digest(text: str) -> str | None:
    try:
        return digest_of(encode(text))
    except PostError:
        return None  # such a text cannot be saved, so no disk has it


def read_sitting(journal: Path) -> Sitting | None:
    """Read a journal up to its first damaged record; None when its beginning is damaged or not ours."""
    opened = _opened(journal)
    if opened is None:
        return None
    try:
        return _replay(journal, *opened)
    except (KeyError, TypeError, ValueError, OverflowError):  # a blog may contain any file of that name
        return None


def read_times(journal: Path) -> Timesheet | None:
    """Read the times of a journal's steps; None where it has none, or is not ours."""
    opened = _opened(journal)
    if opened is None or "boot" not in opened[0]:
        return None
    first, records = opened
    steps: list[Timed] = []
    saved, went_on = 0, False
    try:
        for record in records:
            if "saved" in record:
                saved = len(steps)
            elif "fate" in record:
                went_on = record["fate"] == "restored"
            elif (step := _step(record)) is not None:
                wall, monotonic = float(str(record["w"])), float(str(record["m"]))
                steps.append(Timed(wall, monotonic, _mark(record), step))
    except (KeyError, TypeError, ValueError):
        return None
    post, kept = Path(str(first.get("post"))), len(steps) if went_on else saved
    return Timesheet(journal, post, str(first["boot"]), tuple(steps), kept)


def _opened(journal: Path) -> tuple[dict[str, object], Iterator[dict[str, object]]] | None:
    """Return the first record of a journal and the undamaged ones after it; None where it is not ours."""
    try:
        raw = read_journal(journal)
    except OSError:
        return None
    records = (record for record, _ in whole_records(raw))
    first = next(records, None)
    return (first, records) if first is not None and first.get("draftroom") == FORMAT else None


def _mark(record: dict[str, object]) -> Mark:
    phase: Phase = "postprocessing" if record.get("p") == "postprocessing" else "writing"
    match record.get("f"):
        case [int(writing), int(postprocessing)]:
            return Mark(phase, (writing, postprocessing))
    return Mark(phase)


def _replay(journal: Path, first: dict[str, object], records: Iterator[dict[str, object]]) -> Sitting:
    base = str(first["text"])
    saved = str(first["disk"])
    file: str | None = str(first.get("file", base))
    replay = _Replay(base)
    saved_past: Past | None = None
    saved_steps: tuple[Step, ...] | None = None
    fate: Fate | None = None
    last = first["w"]
    for record in records:
        if "saved" in record:
            saved = str(record["saved"])
            file = str(record["file"]) if "file" in record else None
            if _digest(replay.rows.text) == saved:
                saved_past, saved_steps = replay.past(), replay.steps()
                file = replay.rows.text
        elif "fate" in record:
            fate = "dropped" if record["fate"] == "dropped" else "restored"
        elif not replay.do(_step(record)):
            break
        else:
            last = record["w"]
    return Sitting(
        journal,
        Path(str(first["post"])),
        base,
        replay.past(),
        saved_past,
        replay.steps(),
        saved_steps,
        saved,
        file,
        datetime.fromtimestamp(float(str(last)), UTC),
        fate,
    )


def _step(record: dict[str, object]) -> Step | None:
    act, found = _ACT_OF.get(str(record.get("a"))), record.get("e")
    if act is None or not isinstance(found, list):
        return None
    edits = []
    for values in found:
        match values:
            case [int(top), int(left), int(bottom), int(right), str(text), str(removed)]:
                edits.append(Edit((top, left), (bottom, right), text, removed))
            case _:
                return None
    return Step(act, tuple(edits))


class _Undoing:
    """The batches that undo and redo would use next, after the steps so far."""

    def __init__(self) -> None:
        self.undo: list[Batch] = []
        self.redo: list[Batch] = []

    def note(self, step: Step) -> None:
        """Add a step; an undo or redo that does not match the batches here counts as a new change."""
        if step.act == "undone" and self.undo and step.edits == _taken_back(self.undo[-1]):
            self.redo.append(self.undo.pop())
        elif step.act == "redone" and self.redo and step.edits == self.redo[-1]:
            self.undo.append(self.redo.pop())
        elif step.act == "joined" and self.undo:
            self.undo[-1] += step.edits
            self.redo.clear()
        else:
            self.undo.append(step.edits)
            self.redo.clear()


def _taken_back(batch: Batch) -> Batch:
    return tuple(edit.inverted() for edit in reversed(batch))


class _Replay:
    """A text and the steps of a journal that led to it."""

    def __init__(self, text: str) -> None:
        self.rows = Rows(text)
        self._undoing = _Undoing()
        self._steps: list[Step] = []

    def do(self, step: Step | None) -> bool:
        """Apply a step, all or nothing; return whether it fits the text."""
        if step is None:
            return False
        before = ([*self.rows.lines], [*self.rows.ends]) if len(step.edits) > 1 else None
        try:
            for edit in step.edits:
                self.rows.apply(edit)
        except ValueError:
            if before is not None:
                self.rows.lines, self.rows.ends = before
            return False
        self._undoing.note(step)
        self._steps.append(step)
        return True

    def past(self) -> Past:
        """Return the text with undo and redo; both are empty when `steps` returns None."""
        if not self._is_even():
            return Past(self.rows.text)
        return Past(self.rows.text, tuple(self._undoing.undo), tuple(self._undoing.redo))

    def steps(self) -> tuple[Step, ...] | None:
        """Return all steps; None when their positions no longer fit the text.

        That is so when a carriage return came to stand before a line feed: the text is then split into other
        rows than those in which the steps were made.
        """
        return tuple(self._steps) if self._is_even() else None

    def _is_even(self) -> bool:
        return split_rows(self.rows.text)[0] == self.rows.lines


def chained(sittings: Sequence[Sitting], text: str) -> Past:
    """Return a text with its undo and redo over several sittings.

    `sittings` are in order, the newest first. Two are linked when one began with the text with which the
    other ended or that it saved last; a change by another program in between ends the chain.
    """
    chain: list[tuple[Step, ...]] = []
    rest, wanted = list(sittings), text
    while (found := _led_to(wanted, rest)) is not None:
        sitting, steps = found
        chain.append(steps)
        rest.remove(sitting)
        wanted = sitting.base
    undoing = _Undoing()
    for steps in reversed(chain):
        for step in steps:
            undoing.note(step)
    undo = _fitting(text, [_taken_back(batch) for batch in reversed(undoing.undo)])
    redo = _fitting(text, undoing.redo[::-1])
    return Past(
        text, tuple(undoing.undo[len(undoing.undo) - undo :]), tuple(undoing.redo[len(undoing.redo) - redo :])
    )


def _fitting(text: str, batches: Sequence[Batch]) -> int:
    """Return how many batches can be applied to a text, one after the other.

    A batch fails when it was made in a row that ended with a carriage return, and the undo of a later batch
    has joined this carriage return with a line feed to one line ending.
    """
    rows = Rows(text)
    for number, batch in enumerate(batches):
        try:
            for edit in batch:
                rows.apply(edit)
        except ValueError:
            return number
    return len(batches)


def _led_to(text: str, sittings: Sequence[Sitting]) -> tuple[Sitting, tuple[Step, ...]] | None:
    """Return the newest sitting that led to a text, and its steps up to that text."""
    for sitting in sittings:
        if sitting.steps is not None and sitting.past.text == text:
            return sitting, sitting.steps
        if sitting.saved_steps is not None and sitting.saved_past and sitting.saved_past.text == text:
            return sitting, sitting.saved_steps
    return None


def prune(folders: Sequence[Path], before: datetime) -> None:
    """Remove the journals that were last written before a moment and hold no unsaved text."""
    for journal in journals(folders):
        with contextlib.suppress(OSError):
            old = journal.stat().st_mtime < before.timestamp()
            sitting = read_sitting(journal) if old and not is_live(journal) else None
            if sitting is not None and not sitting.unsaved:
                journal.unlink()
