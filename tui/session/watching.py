"""Watches folders for changed files.

Nothing may depend on it: some systems cannot watch (a network disk, no watches left). There, changes are
noticed when the terminal gets the keyboard and before each save.
"""

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

PAUSE = 150
"""Milliseconds during which changes are collected, because programs save in several steps."""


def import_what_watches() -> None:
    """Import the modules that `watch` needs, so that no key has to wait for the import."""
    import_module("watchfiles")
    with suppress(ImportError):  # anyio 4 imports this for its first thread; other versions may not have it
        import_module("anyio._backends._asyncio")


async def watch(folder: Path, others: Sequence[Path] = ()) -> AsyncIterator[None]:
    """Yield each time files in a folder or in `others` have changed; end when it cannot be watched."""
    # imported here, because it is a third of a start's imports and needed only after the first frame
    from watchfiles import Change, awatch

    def is_post(_change: Change, path: str) -> bool:
        return not Path(path).name.startswith(".")  # temporary files and journals, of any program

    try:
        watched = os.stat(folder).st_ino
        async for _ in awatch(folder, *others, watch_filter=is_post, debounce=PAUSE, recursive=False):
            yield
            if os.stat(folder).st_ino != watched:  # the folder was removed or replaced
                return
    except OSError:
        return
