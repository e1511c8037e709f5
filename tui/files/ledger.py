"""The ledger: how long and how much the writer wrote on which day; unlike journals it is never pruned.

It has JSON lines and is only appended to. A line holds all that was counted of one sitting so far. A save, or
a start after a crash, may write the same sitting again, so the last line of each journal counts.
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
    """One day with a post: active time, and by how many words it grew (negative when it shrank)."""

    seconds: Seconds = Seconds()
    words: int = 0

    def __add__(self, other: "Day") -> "Day":
        return Day(self.seconds + other.seconds, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sitting with a post, as far as its journal is counted."""

    journal: str
    """The name of the journal's file."""

    post: str
    """The real path of the post."""

    size: int
    """How many bytes of the journal are counted; a journal of another size must be counted again."""

    days: Mapping[str, Day]
    """ISO date → what was done on that day."""

    footer: Seconds = Seconds()
    """The part of its time that the post's footer holds already."""

    @property
    def seconds(self) -> Seconds:
        """The active time of all its days."""
        return sum((day.seconds for day in self.days.values()), Seconds())


@dataclass(frozen=True, slots=True)
class Book:
    """The content of a ledger."""

    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    """Name of a journal → its last sheet, with the present path of the post."""

    phases: Mapping[str, Phase] = field(default_factory=dict)
    """Path of a post → its present phase."""


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
                _apply_record(json.loads(line), sheets, phases)
        return Book(sheets, phases)

    def write(self, sheets: Iterable[Sheet]) -> None:
        """Append sheets durably, all in one write. Raises JournalError."""
        self._append([_packed(sheet) for sheet in sheets])

    def switch(self, post: str, phase: Phase) -> None:
        """Record durably which phase a post is in from now on. Raises JournalError."""
        self._append([{"post": post, "phase": phase}])

    def move(self, old: str, new: str) -> None:
        """Record durably that a post has a new path, so that its time goes with it. Raises JournalError."""
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
                    data = b"\n" + data  # a crash left half a line: begin a new one
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


def _apply_record(record: dict[str, object], sheets: dict[str, Sheet], phases: dict[str, Phase]) -> None:
    """Change sheets and phases by one line. Raises KeyError, TypeError or ValueError for an unknown line."""
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
