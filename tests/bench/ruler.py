"""The ruler: how long after a key its letter is on the screen, measured from outside the program.

The letters typed are ones that the post does not have, so that counting them in a pane tells how many are
painted, whatever wraps, scrolls or changes colour. The next key waits for the editor, so that a slow program
shows as a long latency and not as a queue; the preview is never waited for, each picture of it is charged
from the key it belongs to.
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from tests.bench.screen import Columns, Terminal

LETTERS = "QXZ"
"""What is typed, and absent from every post that is typed in."""

GAP = (0.06, 0.10)
"""Seconds from one key to the next: somebody who types fast."""

PATIENCE = 20.0
"""Seconds after the last key until what is not painted counts as lost."""


@dataclass(frozen=True, slots=True)
class Typing:
    """How a program kept up with somebody who types; times are milliseconds in the order of the keys."""

    wanted: int
    sent: int
    """Letters typed; fewer than wanted where the time was over."""

    editor: tuple[float, ...]
    """Until each letter was painted in the editor: shorter than `sent` when letters were lost."""

    preview: tuple[float, ...]
    bytes_per_key: float
    processor_per_key: float
    """Milliseconds, with all that follows the key."""

    @property
    def too_slow(self) -> bool:
        """Whether the time was over before all was typed."""
        return self.sent < self.wanted


def percentile(times: Sequence[float], percent: int) -> float:
    """Return the time that so many of the times do not pass; there must be one."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def _words(source: random.Random) -> Iterator[str]:
    """Yield the letters of words without end, a space after each."""
    while True:
        yield from source.choices(LETTERS, k=source.randint(3, 7))
        yield " "


class _Pane:
    """The letters that are painted in some columns, with the moment each was first seen."""

    def __init__(self, terminal: Terminal, columns: Columns) -> None:
        self._terminal, self._columns = terminal, columns
        self._before = self._count()
        self.seen: list[float] = []

    def _count(self) -> int:
        painted = self._terminal.pane(self._columns)
        return sum(painted.count(letter) for letter in LETTERS)

    def look(self, stamp: float) -> None:
        """Note what a picture shows for the first time."""
        new = self._count() - self._before - len(self.seen)
        self.seen += [stamp] * new

    def latencies(self, sent: Sequence[float]) -> tuple[float, ...]:
        """Return the milliseconds from each key to its letter."""
        return tuple((stamp - key) * 1000 for key, stamp in zip(sent, self.seen, strict=False))


def type_letters(
    terminal: Terminal, letters: int, editor: Columns, preview: Columns | None, seconds: float
) -> Typing:
    """Type letters where the cursor is, for so many seconds at most."""
    source = random.Random(terminal.bytes_out)
    keys = _words(source)
    edited = _Pane(terminal, editor)
    panes = [edited] if preview is None else [edited, _Pane(terminal, preview)]

    def look(stamp: float) -> None:
        for pane in panes:
            pane.look(stamp)

    terminal.on_picture = look
    sent: list[float] = []
    bytes_before, processor_before = terminal.bytes_out, terminal.processor_seconds
    end = time.perf_counter() + seconds
    while len(sent) < letters and (begin := time.perf_counter()) < end:
        letter = next(keys)
        terminal.write(letter)
        if letter != " ":  # a space cannot be seen: typed, not measured
            sent.append(begin)
            terminal.wait(lambda: len(edited.seen) >= len(sent), end - begin)
        terminal.idle(begin + source.uniform(*GAP) - time.perf_counter())
    terminal.wait(lambda: all(len(pane.seen) >= len(sent) for pane in panes), PATIENCE)
    return Typing(
        letters,
        len(sent),
        edited.latencies(sent),
        panes[1].latencies(sent) if preview is not None else (),
        (terminal.bytes_out - bytes_before) / len(sent),
        (terminal.processor_seconds - processor_before) * 1000 / len(sent),
    )


def burst(terminal: Terminal, letters: int, panes: Sequence[Columns], seconds: float) -> list[float | None]:
    """Send letters all at once; returns for each pane the milliseconds until its last word is painted.

    None for a pane that was not ready in time.
    """
    source = random.Random(letters)
    keys = _words(source)
    last = "".join(source.choices(LETTERS, k=11))
    text = "".join(next(keys) for _ in range(letters - len(last) - 1)) + " " + last
    begin = time.perf_counter()
    terminal.write(text)
    times: list[float | None] = []
    for columns in panes:
        left = begin + seconds - time.perf_counter()
        stamp = terminal.wait(partial(_shows, terminal, columns, last), left)
        times.append(None if stamp is None else (stamp - begin) * 1000)
    return times


def _shows(terminal: Terminal, columns: Columns, word: str) -> bool:
    return word in terminal.pane(columns)


def start(terminal: Terminal, words: str, seconds: float = PATIENCE) -> float:
    """Return the milliseconds from the start of the program until some words are painted.

    Raises AssertionError, with the picture, when they never are.
    """
    stamp = terminal.wait(lambda: any(words in row for row in terminal.rows), seconds)
    picture = "\n".join(row.rstrip() for row in terminal.rows).rstrip()
    assert stamp is not None, f"{words!r} was not painted:\n{picture}"
    return (stamp - terminal.started) * 1000


def idle(terminal: Terminal, seconds: float) -> tuple[int, float]:
    """Return the bytes that a program writes while nothing is done, and its share of a processor."""
    bytes_before, processor_before = terminal.bytes_out, terminal.processor_seconds
    terminal.idle(seconds)
    return terminal.bytes_out - bytes_before, (terminal.processor_seconds - processor_before) / seconds


def resize(terminal: Terminal, columns: int) -> float:
    """Return the milliseconds from another width of the terminal to the last picture that follows it."""
    stamp = terminal.resize(columns)
    seen = terminal.wait(lambda: terminal.last_picture > stamp, PATIENCE)
    assert seen is not None, "nothing was painted for the new width"
    terminal.settle()
    return (terminal.last_picture - stamp) * 1000


def joined(parts: Sequence[Typing]) -> Typing:
    """Return what was typed in several turns as one."""
    sent = sum(part.sent for part in parts)
    return Typing(
        sum(part.wanted for part in parts),
        sent,
        tuple(time for part in parts for time in part.editor),
        tuple(time for part in parts for time in part.preview),
        sum(part.bytes_per_key * part.sent for part in parts) / sent,
        sum(part.processor_per_key * part.sent for part in parts) / sent,
    )
