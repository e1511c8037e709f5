"""How long a writer waits: one table of key, start and burst times, next to a stock TextArea.

Milliseconds depend on the machine and on who else is using it: compare what one run says of both
programs. The test itself only asks that everything typed is painted.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import pytest

from tests.bench.documents import MARKER, post
from tests.bench.empty import WORDS
from tests.bench.ruler import Typing, burst, idle_bytes, percentile, start, type_letters
from tests.bench.screen import COLUMNS, ROWS, Columns, Terminal
from tests.ui.support import make_blog
from tui.ui.layout import Wanted, panes

SIZES = {"2 KB": 2_000, "10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000}
LARGE = 1_000_000
LETTERS, LARGE_LETTERS = 60, 12
TYPING_SECONDS, BURST_SECONDS, IDLE_SECONDS = 15.0, 6.0, 3.0
BURST = 2_000
STARTS = 3
END = "\x1b[F"
TOO_SLOW = "too slow"


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured with a post of one size; times are milliseconds."""

    alone: Typing
    """The editor without the preview."""

    stock: Typing
    both: Typing
    """The editor and the preview beside it."""

    starts: list[float]
    empty_starts: list[float]
    burst: list[float | None]
    """Until all was painted in the editor and in the preview."""

    idle_bytes: int


@dataclass(frozen=True, slots=True)
class Bench:
    """A post of one size, in a blog and a home of its own."""

    folder: Path
    size: int

    @property
    def letters(self) -> int:
        """How many letters are typed."""
        return LARGE_LETTERS if self.size >= LARGE else LETTERS

    def draftroom(self, preview: str) -> Terminal:
        """Start draftroom with the post."""
        home = self.folder / preview
        (home / "config").mkdir(parents=True, exist_ok=True)
        (home / "config" / "config.toml").write_text(f'preview = "{preview}"\nspelling = false\n')
        return Terminal(["tui", str(self._post)], {"DRAFTROOM_HOME": str(home)})

    def stock(self) -> Terminal:
        """Start the stock TextArea with the post."""
        return Terminal(["tests.bench.stock", str(self._post)], {})

    @property
    def _post(self) -> Path:
        path = self.folder / "blog" / "_posts" / "2024-10-12-a-long-walk.md"
        if not path.exists():
            make_blog(self.folder, {f"_posts/{path.name}": post(self.size)})
        return path

    def type(self, terminal: Terminal, editor: Columns, preview: Columns | None = None) -> Typing:
        """Type at the end of the body's first paragraph."""
        start(terminal, MARKER)
        terminal.settle()
        terminal.write(END)
        terminal.settle()
        return type_letters(terminal, self.letters, editor, preview, TYPING_SECONDS)

    def start_times(self) -> tuple[list[float], list[float]]:
        """Start draftroom and an empty app in turn; returns the times of both."""
        ours, empty = [], []
        for _ in range(STARTS):
            with self.draftroom("side") as terminal:
                ours.append(start(terminal, MARKER))
            with Terminal(["tests.bench.empty"], {}) as terminal:
                empty.append(start(terminal, WORDS))
        return ours, empty

    def measure(self) -> Figures:
        """Measure everything, what is compared right after each other."""
        starts, empty_starts = self.start_times()
        off, side = panes(COLUMNS, ROWS, Wanted(preview="off")), panes(COLUMNS, ROWS, Wanted())
        with self.draftroom("off") as terminal:
            alone = self.type(terminal, (off.sidebar, COLUMNS))
        with self.stock() as terminal:
            stock = self.type(terminal, (0, COLUMNS))
        edge = side.sidebar + side.editor
        editor, preview = (side.sidebar, edge), (edge, COLUMNS)
        with self.draftroom("side") as terminal:
            both = self.type(terminal, editor, preview)
            terminal.settle()
            idle = idle_bytes(terminal, IDLE_SECONDS)
            burst_times = burst(terminal, BURST, (editor, preview), BURST_SECONDS)
        return Figures(alone, stock, both, starts, empty_starts, burst_times, idle)


def times(typing: Typing, milliseconds: tuple[float, ...]) -> str:
    """Return `p50 / p99`, or that most keys never came to be typed."""
    if not milliseconds:
        return TOO_SLOW
    shown = f"{percentile(milliseconds, 50):.1f} / {percentile(milliseconds, 99):.1f}"
    return f"{shown} ({typing.sent} keys)" if typing.too_slow else shown


def ratio(figures: Figures) -> str:
    if not (figures.alone.editor and figures.stock.editor):
        return "-"
    return f"{percentile(figures.alone.editor, 50) / percentile(figures.stock.editor, 50):.2f}"


def burst_times(figures: Figures) -> str:
    shown = [TOO_SLOW if time is None else f"{time:.0f}" for time in figures.burst]
    return TOO_SLOW if set(shown) == {TOO_SLOW} else " / ".join(shown)


LINES: tuple[tuple[str, Callable[[Figures], str], str], ...] = (
    ("key → editor, ms p50 / p99", lambda all_: times(all_.alone, all_.alone.editor), "5 / 16"),
    ("  stock TextArea", lambda all_: times(all_.stock, all_.stock.editor), ""),
    ("  ours / stock, p50", ratio, "0.60"),
    ("with the preview: key → editor", lambda all_: times(all_.both, all_.both.editor), ""),
    ("  key → preview", lambda all_: times(all_.both, all_.both.preview), "12 / 33"),
    (f"  {BURST:,} letters → both, ms", burst_times, "2000"),
    (
        "bytes per key, preview off / on",
        lambda all_: f"{all_.alone.bytes_per_key:.0f} / {all_.both.bytes_per_key:.0f}",
        "2000 / 5200",
    ),
    (
        "CPU ms per key, off / on",
        lambda all_: f"{all_.alone.processor_per_key:.1f} / {all_.both.processor_per_key:.1f}",
        "6 / 9",
    ),
    ("start → post painted, ms", lambda all_: f"{median(all_.starts):.0f}", "300"),
    ("  an empty Textual app", lambda all_: f"{median(all_.empty_starts):.0f}", ""),
    (f"bytes in {IDLE_SECONDS:.0f} idle seconds", lambda all_: str(all_.idle_bytes), "0"),
)
"""The table: what a line is called, how it is read out of the figures, and the goal."""


def table(measured: dict[str, Figures]) -> str:
    """Return the figures as a table, one column for each size."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    rows = [("", *measured, "goal")]
    rows += [(name, *(read(figures) for figures in measured.values()), goal) for name, read, goal in LINES]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if index else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return "\n".join(["", f"{COLUMNS}x{ROWS}, {os.cpu_count()} processors, load {load}", *lines])


@pytest.mark.bench
def test_every_letter_is_painted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measured = {}
    for name, size in SIZES.items():
        measured[name] = Bench(tmp_path / str(size), size).measure()
    with capsys.disabled():
        print(table(measured))
    for name, figures in measured.items():
        for typing in (figures.alone, figures.stock, figures.both):
            assert len(typing.editor) == typing.sent, name
        assert len(figures.both.preview) == figures.both.sent, name
