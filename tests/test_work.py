"""The measures of work: they tell what they should, and leave the interpreter as it was."""

import gc
import re
import sys
from collections.abc import Callable

import pytest

from tests.work import assert_linear, calls
from tui.ui.garbage import collector_off


def fails() -> None:
    raise ValueError("low water")


def joined(size: int) -> str:
    return "".join(str(number) for number in range(size))


def in_python(size: int) -> int:
    return sum(
        first < second < third for first in range(size) for second in range(size) for third in range(size)
    )


def test_calls_are_counted_and_the_same_each_time() -> None:
    counts = {calls(lambda: joined(100)) for _ in range(5)}
    assert len(counts) == 1
    assert 100 <= counts.pop() < 250


def test_what_is_called_for_the_first_time_alone_is_not_counted() -> None:
    seen: list[str] = []

    def once() -> None:
        if not seen:
            seen.extend(str(number) for number in range(100))

    assert calls(once) < 5


def test_what_grows_as_its_size_passes() -> None:
    assert_linear(joined, 2_000)


def in_one_call_of_c(size: int) -> object:
    return re.search("a*a*b", "a" * size)


@pytest.mark.parametrize("run", [in_python, in_one_call_of_c])
def test_what_grows_as_the_cube_of_its_size_does_not(run: Callable[[int], object]) -> None:
    """64 times as long: far enough from the limit for a machine whose speed changes in between."""
    with pytest.raises(AssertionError, match="4 times 50 take so many times as long as 50"):
        assert_linear(run, 50)


def test_an_error_leaves_collector_and_profile_as_they_were() -> None:
    with pytest.raises(ValueError, match="low"):
        calls(fails)
    with pytest.raises(ValueError, match="low"), collector_off():
        fails()
    assert gc.isenabled()
    assert sys.getprofile() is None


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_off():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
