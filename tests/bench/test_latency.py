"""How long a writer waits: a table of every figure and its goal, next to a stock TextArea and an empty app.

Milliseconds depend on the machine and on who else is using it: compare what one run says of both
programs. The tests themselves only ask that everything typed is painted, and the table is printed at the end.
"""

import os
from collections.abc import Iterator
from statistics import median

import pytest

from tests.bench.documents import MARKER, post
from tests.bench.ruler import Typing, burst, idle, percentile, resize, start
from tests.bench.screen import COLUMNS, ROWS
from tests.bench.sessions import EDITOR, LONG, PREVIEW, Desk

pytestmark = pytest.mark.bench

STARTS = 8
BURST, BURST_SECONDS = 2_000, 30.0
NARROW, RESIZES = 120, 5
IDLE_SECONDS = 3.0
POSTS = 100
MEGABYTE = 1024 * 1024

Table = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def table(pytestconfig: pytest.Config) -> Iterator[Table]:
    """Figure, goal, measured; printed when all is measured."""
    rows: Table = [("figure", "goal", "measured")]
    yield rows
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    lines = [f"{COLUMNS}x{ROWS}, {os.cpu_count()} processors, load {load}"]
    lines += ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n\n" + "\n".join(lines))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return Desk(tmp_path_factory.mktemp("desk"))


def shown(times: tuple[float, ...]) -> str:
    return f"{percentile(times, 50):.1f} / {percentile(times, 99):.1f} ms"


def ratio(one: Typing, other: Typing) -> float:
    return percentile(one.editor, 50) / percentile(other.editor, 50)


def assert_all_painted(typings: dict[str, Typing]) -> None:
    for name, typing in typings.items():
        assert len(typing.editor) == typing.sent == typing.wanted, name


def test_a_key_in_the_editor_alone(desk: Desk, table: Table) -> None:
    typed = desk.type_alone(("2 KB", "100 KB", "1 MB", LONG), stock=("2 KB", "100 KB"))
    assert_all_painted(typed)
    for size, goal in (("2 KB", "0.60"), ("100 KB", "0.50")):
        ours, stock = typed[size], typed[f"stock {size}"]
        compared = f"{ratio(ours, stock):.2f} × stock ({shown(stock.editor)})"
        goals = f"≤ 5 / 16 ms, {goal} × stock"
        table.append((f"key → editor, {size}, p50 / p99", goals, f"{shown(ours.editor)}, {compared}"))
    large = typed["1 MB"]
    compared = f"{ratio(large, typed['2 KB']):.2f} × 2 KB"
    table.append(("key → editor, 1 MB", "≤ 1.3 × 2 KB", f"{shown(large.editor)}, {compared}"))
    long = f"{typed[LONG].processor_per_key:.1f} ms CPU, {shown(typed[LONG].editor)}"
    table.append((f"key in a paragraph of {LONG}", "≤ 8 ms CPU", long))
    per_key = {name: f"{one.bytes_per_key:.0f}" for name, one in typed.items() if name != LONG}
    counted = ", ".join(f"{count} ({name})" for name, count in per_key.items())
    table.append(("bytes per key, editor alone", "≤ 2000", counted))


def test_a_key_in_the_editor_and_the_preview(desk: Desk, table: Table) -> None:
    typed = desk.type_beside_preview(("10 KB", "100 KB", "1 MB"))
    for size, one in typed.items():
        same = sum(map(float.__eq__, one.editor, one.preview))
        late = f"{same} of {one.sent} in one frame"
        table.append((f"key → preview, {size}, p50 / p99", "≤ 8 / 20 ms", f"{shown(one.preview)}, {late}"))
    counted = ", ".join(f"{one.bytes_per_key:.0f} ({size})" for size, one in typed.items())
    table.append(("bytes per key, with the preview", "≤ 5000", counted))
    used = ", ".join(f"{one.processor_per_key:.1f} ({size})" for size, one in typed.items())
    table.append(("CPU ms per key, with the preview", "", used))
    assert_all_painted(typed)
    assert all(len(one.preview) == one.sent for one in typed.values())


def test_many_letters_at_once(desk: Desk, table: Table) -> None:
    with desk.draftroom("100 KB", "side") as terminal:
        desk.ready(terminal)
        times = burst(terminal, BURST, (EDITOR, PREVIEW), BURST_SECONDS)
    measured = " / ".join("too slow" if time is None else f"{time:.0f} ms" for time in times)
    table.append((f"{BURST:,} letters at once, 100 KB", "≤ 2000 ms", f"{measured} (editor / preview)"))
    assert None not in times


def test_another_width(desk: Desk, table: Table) -> None:
    with desk.draftroom("1 MB", "side") as terminal:
        desk.ready(terminal)
        times, before = [], terminal.processor_seconds
        for _ in range(RESIZES):
            times.append(resize(terminal, NARROW))
            resize(terminal, COLUMNS)
        used = (terminal.processor_seconds - before) * 1000 / (2 * RESIZES)
    measured = f"{median(times):.0f} ms, CPU {used:.0f} ms"
    table.append((f"resize {COLUMNS}→{NARROW}, 1 MB", "≤ 50 ms", measured))


def test_start(desk: Desk, table: Table) -> None:
    starts = desk.starts(STARTS)
    empty = median(starts.empty)
    for what, goal, times in (
        ("start → post visible / an empty app", "≤ 1.25 ×", starts.post),
        ("start → preview too", "", starts.panes),
        ("start → what was typed at once", "", starts.typed),
    ):
        table.append((what, goal, f"{median(times) / empty:.2f} × ({median(times):.0f} / {empty:.0f} ms)"))


def test_memory_and_idling(desk: Desk, table: Table) -> None:
    folder = desk.post("100 KB").parent
    for number in range(POSTS - 1):
        day = f"{2000 + number // 28}-02-{1 + number % 28:02}"
        (folder / f"{day}-walk.md").write_text(post(3_000, seed=number))
    with desk.draftroom("100 KB", "side", spelling=True) as terminal:
        start(terminal, MARKER)
        terminal.settle(2.0)
        for _ in range(20):
            terminal.write("\x1b[6~")
            terminal.settle(0.1)
        terminal.settle(1.0)
        peak = terminal.peak_memory / MEGABYTE
        written, share = idle(terminal, IDLE_SECONDS)
    table.append((f"peak memory, 100 KB, {POSTS} posts, all on", "≤ 80 MB", f"{peak:.0f} MB"))
    idling = f"{written} bytes, CPU {share:.1%}"
    table.append((f"idle for {IDLE_SECONDS:.0f} s", "0 bytes, ≤ 1 %", idling))
    assert written == 0
