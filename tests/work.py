"""How much work something is, told so that a slow or a busy machine changes nothing.

No test asserts on milliseconds. There are two measures instead:

- `calls` counts the functions that are called: the same number at each run. For what should cost little.
- `assert_linear` holds the processor time of some size against that of four times the size. For what runs
  within one call of C and cannot be counted from Python: a regular expression, a search, a copy.
"""

import sys
import time
from collections.abc import Callable
from types import FrameType

from tui.ui.garbage import collector_off

FOURFOLD = 4
"""How much larger the larger size is: what is linear takes four times as long, what is quadratic 16 times."""

MOST = 8.0
"""Times as long that four times the size may take: as far from 4 as from 16."""

ROUNDS = 12
"""Measurements before growth is believed: what else a machine does makes one of them long, but not all."""


def calls(run: Callable[[], object]) -> int:
    """Count the calls of functions, of Python and of C, that are made while something runs in this thread.

    It runs once before, so that caches are filled. Python 3.11 counts a comprehension as a call, later ones
    do not; so allow for some more than you see.
    """
    run()
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


def assert_linear(run: Callable[[int], object], size: int) -> None:
    """Assert that four times the size takes no more than about four times the processor time.

    `run` gets the size. Choose one that takes a millisecond or more, and where what may grow too fast would
    be most of the work. A round is believed when it is good; when it is bad, further ones are asked.
    """
    growths = []
    for _ in range(ROUNDS):
        with collector_off():
            small = min(processor_time(run, size) for _ in range(2))
            large = processor_time(run, FOURFOLD * size)
            growths.append(large / min(small, processor_time(run, size)))
        if growths[-1] <= MOST:
            return
    told = ", ".join(f"{growth:.1f}" for growth in growths)
    raise AssertionError(f"{FOURFOLD} times {size} take so many times as long as {size}: {told}")


def processor_time(run: Callable[[int], object], size: int) -> float:
    """Return the seconds for which a run of this thread has a processor."""
    start = time.thread_time()
    run(size)
    return time.thread_time() - start
