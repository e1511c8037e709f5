"""The ledger: how long and how much was written on which day, kept for good; journals are not.

One JSON line for each sitting, only ever appended. A sitting may be written down again, by a save or after a
crash, so a line is the whole of its sitting so far, and the last one of a journal is the one that counts.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from tui.errors import JournalError
from tui.files.journal import Phase

NAME = "ledger.jsonl"


@dataclass(frozen=True, slots=True)
class Seconds:
    """Active time in both phases, in seconds."""

    writing: float = 0
    postprocessing: float = 0

    def __add__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.writing + other.writing, self.postprocessing + other.postprocessing)

    def __sub__(self, other: "Seconds") -> "Seconds":
        return Seconds(self.writing - other.writing, self.postprocessing - other.postprocessing)

    def of(self, phase: Phase) -> float:
        """Return the time in one phase."""
        return self.writing if phase == "writing" else self.postprocessing

    @property
    def total(self) -> float:
        """Both together."""
        return self.writing + self.postprocessing


@dataclass(frozen=True, slots=True)
class Day:
    """What was done on a day: active time, and how many words more there were at its end (or fewer)."""

    seconds: Seconds = Seconds()
    words: int = 0

    def __add__(self, other: "Day") -> "Day":
        return Day(self.seconds + other.seconds, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sitting with a post, as far as its journal was counted."""

    journal: str
    """The name of its file."""

    post: str
    """The real path."""

    size: int
    """Bytes of the journal that are counted here; another size tells that it has more to say."""

    days: Mapping[str, Day]
    """ISO date → what was done."""

    footer: Seconds = Seconds()
    """What of it is in the post's footer."""

    @property
    def seconds(self) -> Seconds:
        """All its active time."""
        return sum((day.seconds for day in self.days.values()), Seconds())


@dataclass(frozen=True, slots=True)
class Book:
    """All that a ledger says."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    """Journal's name → its last line, with the post's path of now."""

    phases: Mapping[str, Phase] = field(default_factory=dict)
    """Post → the phase that was switched to last."""


class Ledger:
    """The ledger in a state folder; two processes may write in it."""

    def __init__(self, state: Path) -> None:
        self.path = state / NAME

    def read(self) -> Book:
        """Read the ledger; lines that cannot be read, such as half a line after a crash, are skipped."""
        try:
            raw = self.path.read_bytes()
        except OSError:
            return Book()
        sheets: dict[str, Sheet] = {}
        phases: dict[str, Phase] = {}
        for line in raw.split(b"\n"):
            with contextlib.suppress(KeyError, TypeError, ValueError, RecursionError):
                _take(json.loads(line), sheets, phases)
        return Book(sheets, phases)

    def write(self, sheets: Iterable[Sheet]) -> None:
        """Put sittings down, durably and all at once. Raises JournalError."""
        self._append([_packed(sheet) for sheet in sheets])

    def switch(self, post: str, phase: Phase) -> None:
        """Note which phase a post is in, durably. Raises JournalError."""
        self._append([{"post": post, "phase": phase}])

    def move(self, old: str, new: str) -> None:
        """Note that a post lies elsewhere now: its time goes with it. Raises JournalError."""
        self._append([{"post": old, "moved": new}])

    def _append(self, records: list[dict[str, object]]) -> None:
        if not records:
            return
        data = "".join(f"{json.dumps(record, separators=(',', ':'))}\n" for record in records).encode("ascii")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW
            descriptor = os.open(self.path, flags, 0o600)
            try:
                size = os.fstat(descriptor).st_size
                if size and os.pread(descriptor, 1, size - 1) != b"\n":
                    data = b"\n" + data  # half a line, which costs only itself
                os.write(descriptor, data)
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        except OSError as error:
            raise JournalError(
                "the time you wrote is not kept yet",
                error.strerror or "",
                "make room in the folder that draftroom where calls state",
                self.path,
            ) from error


def _packed(sheet: Sheet) -> dict[str, object]:
    days = {
        date: [round(day.seconds.writing, 3), round(day.seconds.postprocessing, 3), day.words]
        for date, day in sheet.days.items()
    }
    footer = [sheet.footer.writing, sheet.footer.postprocessing]
    return {
        "post": sheet.post,
        "journal": sheet.journal,
        "size": sheet.size,
        "days": days,
        "footer": footer,
    }


def _take(record: dict[str, object], sheets: dict[str, Sheet], phases: dict[str, Phase]) -> None:
    """Take note of a line. Raises KeyError, TypeError or ValueError for one of another kind."""
    post = str(record["post"])
    if "moved" in record:
        new = str(record["moved"])
        for name, sheet in sheets.items():
            if sheet.post == post:
                sheets[name] = replace(sheet, post=new)
        if post in phases:
            phases[new] = phases.pop(post)
    elif "phase" in record:
        phases[post] = "postprocessing" if record["phase"] == "postprocessing" else "writing"
    else:
        sheet = _unpacked(post, record)
        sheets[sheet.journal] = sheet


def _unpacked(post: str, record: dict[str, object]) -> Sheet:
    match record:
        case {
            "journal": str(journal),
            "size": int(size),
            "days": dict(found),
            "footer": [int() | float() as writing, int() | float() as postprocessing],
        }:
            days = {str(date): _day(values) for date, values in found.items()}
            return Sheet(journal, post, size, days, Seconds(writing, postprocessing))
    raise ValueError("no sitting")


def _day(values: object) -> Day:
    match values:
        case [int() | float() as writing, int() | float() as postprocessing, int(words)]:
            return Day(Seconds(writing, postprocessing), words)
    raise ValueError("no day")
