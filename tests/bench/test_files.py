"""What keeping the text safe takes: a journal's append at each key, and a save as the writer feels it."""

import asyncio
import os
import time
from itertools import pairwise
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.documents import post
from tests.ui.support import make_blog, writing
from tui.desk.journals import Journals
from tui.edits import Act, Edit, Step
from tui.files.journal import Journal
from tui.files.post import digest_of
from tui.files.saving import save_post
from tui.files.sittings import read_sitting

pytestmark = pytest.mark.bench

KEYS = 20_000
LETTER = Step("joined", (Edit((7, 3), (7, 3), "o", ""),))
SLOW_DISK = 0.2
"""Seconds that each of a save's syncs takes on the disk of the slow test."""


def percentile(times: list[float], share: float) -> float:
    return sorted(times)[int(len(times) * share)]


def test_append_a_key(tmp_path: Path) -> None:
    text = post(100_000)
    journals = Journals(tmp_path)
    path = tmp_path / "low-water.md"
    times = []
    for _ in range(KEYS):
        start = time.perf_counter()
        journals.record(path, LETTER, "digest", lambda: text)
        times.append(time.perf_counter() - start)
    journals.close()
    first, median, p99 = times[0], percentile(times, 0.5), percentile(times, 0.99)
    print(f"\nappend: first {first * 1e3:.2f} ms, p50 {median * 1e6:.0f} µs, p99 {p99 * 1e6:.0f} µs")
    assert p99 < 0.001


def journal_of_keys(folder: Path) -> Path:
    journal = Journal.start(folder, folder / "low-water.md", "\n" * 10, "digest")
    for column in range(KEYS):
        act: Act = "joined" if column % 50 else "typed"
        journal.append(Step(act, (Edit((7, column), (7, column), "o", ""),)))
    journal.close()
    return journal.path


def test_read_a_sitting_of_20_000_keys(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    sitting = benchmark(read_sitting, journal_of_keys(tmp_path))
    assert sitting is not None
    assert len(sitting.past.undo) == KEYS / 50


@pytest.mark.parametrize("size", [5_000, 100_000, 1_000_000], ids=["5 KB", "100 KB", "1 MB"])
def test_save(benchmark: BenchmarkFixture, tmp_path: Path, size: int) -> None:
    path = tmp_path / "low-water.md"
    texts = [f"{post(size)}{letter}".encode() for letter in "ab"]
    path.write_bytes(texts[0])

    def twice() -> None:
        for old, new in ((0, 1), (1, 0)):
            save_post(path, texts[new], digest_of(texts[old]))

    benchmark(twice)


@pytest.fixture
def slow_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def slowly(descriptor: int) -> None:
        time.sleep(SLOW_DISK)
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", slowly)


@pytest.mark.usefixtures("slow_disk")
async def test_a_save_takes_no_time_of_the_screen(tmp_path: Path) -> None:
    blog = make_blog(tmp_path, {"_posts/2024-10-12-low-water.md": post(100_000)})
    async with writing(blog / "_posts" / "2024-10-12-low-water.md") as writer:
        await writer.type("x")
        ticks = [time.perf_counter()]
        writer.screen.action_do("post.save")
        ticks.append(time.perf_counter())
        while writer.screen.session.states.any_is_written:
            await asyncio.sleep(0.001)
            ticks.append(time.perf_counter())
    longest = max(after - before for before, after in pairwise(ticks))
    print(f"\nsave: {ticks[-1] - ticks[0]:.2f} s, the screen waited {longest * 1e3:.0f} ms at most")
    assert ticks[-1] - ticks[0] > 2 * SLOW_DISK
    assert longest < SLOW_DISK / 2
