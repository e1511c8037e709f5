"""Changes of files in a folder, told by the system as they happen.

Nothing may depend on it. Where the system cannot watch (a network disk, no watches left), changes are noticed
when the terminal gets the keyboard and before each save.
"""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

PAUSE = 150
"""Milliseconds that changes are collected: programs save in several steps."""


def import_what_watches() -> None:
    """Import what `watch` takes, so that no key has to wait for it."""
    import_module("watchfiles")
    with suppress(ImportError):  # what anyio 4 takes for its first thread; another one may have it elsewhere
        import_module("anyio._backends._asyncio")


async def watch(folder: Path, others: Sequence[Path] = ()) -> AsyncIterator[None]:
    """Yield each time that files in a folder, or in others, have changed; ends where it cannot be watched."""
    # a third of a start-up's imports, needed only after the first frame
    from watchfiles import Change, awatch

    def is_post(_change: Change, path: str) -> bool:
        return not Path(path).name.startswith(".")  # temporary files and journals, ours and others'

    try:
        watched = os.stat(folder).st_ino
        async for _ in awatch(folder, *others, watch_filter=is_post, debounce=PAUSE, recursive=False):
            yield
            if os.stat(folder).st_ino != watched:  # what is watched is another folder, or none any more
                return
    except OSError:
        return
