"""Threads beside the keys yield for as long as one of them works."""

import sys

from tui.ui.yielding import keys_first


def test_the_interval_is_short_until_the_last_one_is_done() -> None:
    usual = sys.getswitchinterval()
    first, second = keys_first(), keys_first()
    first.__enter__()
    short = sys.getswitchinterval()
    assert short < usual
    second.__enter__()
    first.__exit__(None, None, None)
    assert sys.getswitchinterval() == short
    second.__exit__(None, None, None)
    assert sys.getswitchinterval() == usual
