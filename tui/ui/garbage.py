"""Keeps the garbage collector from delaying keys.

A key is slowest when the collector examines all objects of the process, which takes longer for a longer post.
So all objects that exist once a post is shown are excluded from collection; few are made later.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App


def spare_what_lives(app: App[None]) -> None:
    """Exclude all present objects from collection, and turn the collector on, which is off during a start.

    In tests this does nothing: one process runs many apps there, whose garbage would never be freed.
    """
    if app.is_headless:
        return
    if gc.isenabled():
        gc.collect()  # frees the garbage of the post before, because excluded objects are never freed
    gc.freeze()
    gc.enable()


@contextmanager
def collector_off() -> Iterator[None]:
    """Turn the collector off while a thread makes many objects, because a collection stops all threads."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
