"""A Jekyll site's data files, `_data/*.yml` and the like, as `site.data` (4.3, `data_reader.rb`).

A file is read only when a post uses it by name. A file that cannot be read is unknown, not empty, because the
site may build with it.
"""

import os
import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from tui.blog.config import UnreadableError, inside, read_values, text_option
from tui.blog.site import Site
from tui.markup.liquid.values import Lazy, Unknown

_FILES = (".csv", ".json", ".tsv", ".yaml", ".yml")
_DEEPEST = 10
_MOST_ENTRIES = 1_000

AsValue = Callable[[object], object]
"""A value of a file → the value for Liquid."""


def read_data(site: Site, source: Path, as_value: AsValue, is_open: bool) -> object:
    """Return `site.data`, with each folder as a table.

    `is_open` says that a program or a theme may add values, so that missing ones are unknown.
    """
    folder = inside(source, text_option(site.options, "data_dir"), "_data")
    own = frozenset(key for key in ("csv_reader", "tsv_reader") if key in site.options)
    return _Reader(folder.resolve(), as_value, is_open, own).folder(folder, "site.data", 0)


class _Reader:
    def __init__(self, root: Path, as_value: AsValue, is_open: bool, settings: frozenset[str]) -> None:
        self._root = root
        self._as_value = as_value
        self._is_open = is_open
        self._settings = settings

    def folder(self, folder: Path, label: str, depth: int) -> object:
        """Return a folder as a table; an `Unknown` when it has too many files or levels."""
        makers: dict[str, Callable[[], object]] = {}
        try:
            with os.scandir(folder) as found:
                entries = sorted(
                    (entry for entry in found if entry.name[0] != "."), key=lambda each: each.name
                )
        except OSError:
            entries = []
        if len(entries) > _MOST_ENTRIES or depth > _DEEPEST:
            return Unknown(label)
        for is_folder in (False, True):  # a folder replaces a file of the same name
            for entry in entries:
                stem, suffix = os.path.splitext(entry.name)
                name = _key(entry.name if is_folder else stem)
                if entry.is_dir() and is_folder:
                    makers[name] = partial(self.folder, Path(entry.path), f"{label}.{name}", depth + 1)
                elif not is_folder and suffix in _FILES and entry.is_file():
                    makers[name] = partial(self.file, Path(entry.path), f"{label}.{name}")
        return Lazy(makers, rest=label if self._is_open else "")

    def file(self, path: Path, label: str) -> object:
        """Return the value of a file; an `Unknown` when it cannot be read."""
        try:
            if not path.resolve().is_relative_to(self._root) or f"{path.suffix[1:]}_reader" in self._settings:
                return Unknown(label)
            state = os.stat(path)
            return self._as_value(_read(path, state.st_mtime_ns, state.st_size))
        except (OSError, UnreadableError):
            return Unknown(label)


@lru_cache(maxsize=16)
def _read(path: Path, changed: int, size: int) -> object:
    """Return the value of a file, cached until its time or size changes."""
    return read_values(path)


def _key(name: str) -> str:
    return re.sub(r"\s+", "_", re.sub(r"[^\w\s-]+", "", name).strip())
