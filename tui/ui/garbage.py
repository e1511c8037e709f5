"""When the garbage collector looks: seldom, and never at what lives as long as the post is open.

The slowest keys are those during which all objects of the process are looked through, which takes longer the
longer the post. So what is there once a post is shown is put out of the collector's sight; what comes later
is little.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App


def spare_what_lives(app: App[None]) -> None:
    """Spare all objects of now from being looked through; at a start, where it is off, turn the collector on.

    Not in tests: one process runs many apps there, and their garbage would never go.
    """
    if app.is_headless:
        return
    if gc.isenabled():
        gc.collect()  # what the post before left; what is spared is never collected
    gc.freeze()
    gc.enable()


@contextmanager
def collector_off() -> Iterator[None]:
    """Let the collector not look while a thread makes many objects: it would stop all threads for it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
