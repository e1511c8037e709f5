"""A site's own configuration files, read as data.

The files may be hostile. They are never executed, and huge ones are not read. A file that is nested too deep
or multiplies itself by aliases results in a sentence in `problem`, never in a crash or a hang.
"""

import ast
import contextlib
import csv
import io
import json
import os
import tomllib
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tui.files.guards import DEEPEST, UnreadableTextError, check_json, check_toml, json_fault
from tui.files.regular import read_regular
from tui.safe import safe_line

Options = Mapping[str, object]
"""A site's configuration by key, as its file spells the keys."""

MOST_BYTES = 256 * 1024
MOST_ALIASES = 30
MOST_VALUES = 100_000
"""A file with more values is an alias bomb, which would take for ever to process."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The options of a configuration file, and the problem when it cannot be read."""

    options: Options = field(default_factory=dict)
    problem: str = ""


def read_configuration(path: Path) -> Configuration:
    """Return the options of a configuration file; its suffix names the format (yml, toml, json or py).

    Never raises for the content of the file: a broken one returns a problem and no options.
    """
    try:
        values = read_values(path)
    except UnreadableError as error:
        return Configuration(problem=str(error))
    if values is None:
        return Configuration()
    if not isinstance(values, dict):
        return Configuration(problem=f"{path.name} is not a table of keys and values")
    return Configuration({str(key): value for key, value in values.items()})


class UnreadableError(ValueError):
    """Why a file of values cannot be read, as a sentence."""


def read_values(path: Path) -> object:
    """Return the value that a YAML, TOML, JSON, Python or CSV file holds.

    Raises UnreadableError when it is too long, nested too deep, multiplies itself, or is broken.
    """
    try:
        raw = read_regular(path, MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            raise UnreadableError(f"{path.name} is longer than {MOST_BYTES // 1024} KB")
        values: object = _READERS[path.suffix.lower()](raw.decode("utf-8-sig"))
        measure(values)
    except UnreadableError:
        raise
    except UnreadableTextError as error:
        raise UnreadableError(f"{path.name} cannot be read: {error}, line {error.row + 1}") from error
    except (RecursionError, MemoryError) as error:  # Python's own parser raises either of them
        raise UnreadableError(f"{path.name} is nested too deep") from error
    except _BROKEN as error:
        raise UnreadableError(safe_line(f"{path.name} cannot be read: {error}")) from error
    return values


def text_option(options: Options, key: str) -> str:
    """Return an option as text; "" when it is missing or not a text or number."""
    value = options.get(key)
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def flag_option(options: Options, key: str, default: bool = False) -> bool:
    """Return an option that is true or false; the default when it is neither."""
    value = options.get(key)
    return value if isinstance(value, bool) else default


def table_option(options: Options, *keys: str) -> Options:
    """Return the table found by following the keys; an empty one when there is none."""
    found: object = options
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else {}


def inside(root: Path, text: str, default: str) -> Path:
    """Return the folder under `root` that an option names, or the default when it would lead outside."""
    if not text.strip("/"):
        return root / default
    named = root / text.strip("/")
    return named if named.resolve().is_relative_to(root.resolve()) else root / default


def _python(text: str) -> dict[str, object]:
    """Return the plain assignments of a Python file: names in capitals, literal values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # or Python would print warnings about the file on our screen
        statements = ast.parse(text).body
    values: dict[str, object] = {}
    for statement in statements:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.isupper():
                # Computed values stay unknown, because the file is never run.
                with contextlib.suppress(ValueError, TypeError):
                    values[name] = ast.literal_eval(value)
    return values


class _Loader(yaml.SafeLoader):
    """The Python loader, because the C one crashes the process on a deeply nested file."""

    depth = aliases = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Limit the levels and the aliases; merging 90 aliases can take for ever."""
        self.depth += 1
        self.aliases += self.check_event(yaml.AliasEvent)
        if self.depth > DEEPEST:
            raise UnreadableTextError(self.line, f"more than {DEEPEST} levels deep")
        if self.aliases > MOST_ALIASES:
            raise UnreadableTextError(self.line, f"more than {MOST_ALIASES} aliases")
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _yaml(text: str) -> object:
    return yaml.load(text, _Loader)


def _toml(text: str) -> object:
    check_toml(text)
    return tomllib.loads(text)


def _json(text: str) -> object:
    check_json(text)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableTextError(*json_fault(error)) from error


def _table(text: str, delimiter: str = ",") -> list[dict[str, str | None]]:
    """Return the rows of a file with a header row; an empty cell is None, as in Ruby."""
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{str(key): cell or None for key, cell in row.items() if isinstance(key, str)} for row in rows]


_BROKEN = (
    *(OSError, yaml.YAMLError, csv.Error, SyntaxError),
    *(ValueError, TypeError, OverflowError, LookupError),
)

_READERS: Mapping[str, Callable[[str], Any]] = {
    ".csv": _table,
    ".tsv": partial(_table, delimiter="\t"),
    ".yml": _yaml,
    ".yaml": _yaml,
    ".toml": _toml,
    ".json": _json,
    ".py": _python,
}


def measure(values: object) -> None:
    """Raise ValueError for too many values or levels; each use of an alias is counted."""
    waiting, seen = [(values, 0)], 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            raise ValueError(f"more than {DEEPEST} levels deep")
        if isinstance(value, dict):
            waiting.extend((item, depth + 1) for item in value.values())
        elif isinstance(value, list | tuple | set):
            waiting.extend((item, depth + 1) for item in value)
        if seen + len(waiting) > MOST_VALUES:
            raise ValueError(f"it holds more than {MOST_VALUES} values")


def first_folder(root: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first of the named folders that exists under a root."""
    return next((root / name for name in names if os.path.isdir(root / name)), None)


def first_file(root: Path, names: tuple[str, ...]) -> Path | None:
    """Return the first of the named files that exists in a folder."""
    return next((root / name for name in names if os.path.isfile(root / name)), None)
