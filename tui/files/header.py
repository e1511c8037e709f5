"""The header of a post: its keys and values, read with the handlers of python-frontmatter.

Values stay as their source text, because YAML reads `title: No` as a boolean and `1.10` as a number where the
writer means words. `Typed` remembers what the format reads. `tui.files.guards` checks each header before its
parser runs.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import yaml
from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

from tui.errors import HeaderError
from tui.files.guards import FastLoader, UnreadableTextError, check_json, check_toml, check_yaml, json_fault
from tui.files.post import LARGEST_HEADER, Kind, Parts
from tui.safe import safe_line

EDIT_AS_TEXT = "edit the header as text"

TypedKind = Literal["bool", "int", "float", "timestamp"]

_TRUE = frozenset(("true", "yes", "on"))


class Typed(str):
    """A scalar as its source text, with the kind that its format reads it as."""

    __slots__ = ("kind",)
    kind: TypedKind

    def __new__(cls, text: str, kind: TypedKind) -> "Typed":
        """Make a text with a kind."""
        self = super().__new__(cls, text)
        self.kind = kind
        return self

    def __getnewargs__(self) -> tuple[str, TypedKind]:  # type: ignore[override]  # str's own has one argument
        return str(self), self.kind


@dataclass(frozen=True, slots=True, eq=False)
class Header:
    """The metadata of a post.

    `values` holds str, `Typed` (a str), None, and lists and dicts of these; Pelican's keys are in lower case.
    Never compare or print `values` as a whole: YAML aliases can make it endless.
    """

    kind: Kind
    values: Mapping[str, object] = field(repr=False)

    def text(self, key: str) -> str:
        """Return a value as its source text: "" when it is missing, null, a list or a mapping."""
        value = self.values.get(key)
        return str(value) if isinstance(value, str) else ""

    def flag(self, key: str) -> bool | None:
        """Return a real boolean (`yes` and `off` count in YAML, a quoted 'true' does not), else None."""
        value = self.values.get(key)
        if isinstance(value, Typed) and value.kind == "bool":
            return value.lower() in _TRUE
        return None

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the scalars of a list as texts, a single one as one text; none when missing or null."""
        value = self.values.get(key)
        if isinstance(value, list):
            return tuple(str(item) for item in value if isinstance(item, str))
        text = self.text(key)
        return (text,) if text else ()

    def folded(self) -> "Header":
        """Return the header with keys in lower case, as Hugo reads them; of equal keys the last counts."""
        return Header(self.kind, {key.lower(): value for key, value in self.values.items()})

    def is_list(self, key: str) -> bool:
        """Whether the value is a list."""
        return isinstance(self.values.get(key), list)


def read_header(parts: Parts, path: Path | None = None) -> Header:
    """Read the metadata of a text that `split` has cut.

    Raises HeaderError, with the line in the whole file from 1, when the header cannot be cut or read, when it
    is no mapping, and when it exceeds a limit (`LARGEST_HEADER`, or one of `tui.files.guards`).
    """
    if parts.fault is not None:
        line = parts.fault.row + 1
        raise HeaderError("the header cannot be read", parts.fault.reason, EDIT_AS_TEXT, path, line)
    if parts.kind == "none":
        return Header("none", {})
    header, first_line = parts.header, parts.header_row + 1
    if len(header) > LARGEST_HEADER:
        detail = f"more than {LARGEST_HEADER // 1024} KB"
        raise HeaderError("the header is too large to read", detail, EDIT_AS_TEXT, path, first_line)
    try:
        values = _HANDLERS[parts.kind].load(header)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OverflowError) as error:
        row, detail = _place(error, header)
        line = first_line + row
        raise HeaderError("the header cannot be read", safe_line(detail), EDIT_AS_TEXT, path, line) from error
    if not isinstance(values, dict):
        detail = f"it is a {'list' if isinstance(values, list) else 'single value'}"
        raise HeaderError("the header has no keys", detail, EDIT_AS_TEXT, path, first_line)
    return Header(parts.kind, values)


def _place(error: Exception, header: str) -> tuple[int, str]:
    """Return the row in the header, from 0, that a parser's error is about, and its message."""
    match error:
        case UnreadableTextError(row=row):
            return row, str(error)
        case yaml.MarkedYAMLError():
            index = error.problem_mark.index if error.problem_mark else 0
            # PyYAML's own row number also counts U+0085 and U+2028
            return header.count("\n", 0, index), error.problem or "it is not YAML"
        case yaml.reader.ReaderError(position=position):
            sign = f"it holds U+{error.character:04X}, which YAML does not allow"
            return header.encode("utf-8", "surrogateescape").count(b"\n", 0, position), sign
        case UnicodeEncodeError(start=start):
            return header.count("\n", 0, start), "it holds bytes that are not UTF-8"
        case json.JSONDecodeError():
            return json_fault(error)
        case RecursionError():
            return 0, "it is nested too deep"
    return 0, str(error)


class SourceLoader(FastLoader):  # type: ignore[misc]  # mypy knows no base class that depends on the build
    """A safe YAML loader that keeps booleans, numbers and dates as `Typed` source text."""


def _constructor(kind: TypedKind) -> Callable[[Any, yaml.Node], Typed]:
    return lambda loader, node: Typed(loader.construct_scalar(node), kind)


for _kind in get_args(TypedKind):
    SourceLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", _constructor(_kind))


class _YamlHandler(YAMLHandler):
    def load(self, fm: str, **kwargs: object) -> Any:
        check_yaml(fm)
        values = super().load(fm, Loader=SourceLoader)
        if values is None:
            return {}
        return {_key(key): value for key, value in values.items()} if isinstance(values, dict) else values


def _key(key: object) -> str:
    return "" if key is None else str(key)


class _JsonHandler(JSONHandler):
    def load(self, fm: str, **kwargs: object) -> Any:
        check_json(fm)
        values = super().load(
            fm,
            parse_int=lambda text: Typed(text, "int"),
            parse_float=lambda text: Typed(text, "float"),
            parse_constant=lambda text: Typed(text, "float"),
        )
        return _with_typed_booleans(values)


def _with_typed_booleans(value: object) -> object:
    match value:
        case bool():
            return Typed("true" if value else "false", "bool")
        case list():
            return [_with_typed_booleans(item) for item in value]
        case dict():
            return {key: _with_typed_booleans(item) for key, item in value.items()}
    return value


class _TomlHandler(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        import tomlkit  # here: the import takes as long as the rest of the room, and few blogs use TOML
        from tomlkit.exceptions import TOMLKitError

        check_toml(fm)
        try:
            return {key: toml_value(item) for key, item in tomlkit.parse(fm).items()}
        except TOMLKitError as error:
            reason = str(error).partition(" at line ")[0]  # a line of the header, not of the file
            raise UnreadableTextError(getattr(error, "line", 1) - 1, reason) from error


def toml_value(item: Any) -> object:
    """Return a tomlkit item as a value of a `Header`."""
    if isinstance(item, Mapping):
        return {key: toml_value(value) for key, value in item.items()}
    if isinstance(item, list):
        return [toml_value(value) for value in item]
    value = item.unwrap() if hasattr(item, "unwrap") else item  # tomlkit returns some booleans unwrapped
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return Typed("true" if value else "false", "bool")
    kind: TypedKind = (
        "int" if isinstance(value, int) else "float" if isinstance(value, float) else "timestamp"
    )
    return Typed(item.as_string(), kind)


class _PelicanHandler(BaseHandler):
    FM_BOUNDARY = re.compile(r"^\s*$", re.MULTILINE)

    def load(self, fm: str, **kwargs: object) -> dict[str, Any]:
        values: dict[str, str] = {}
        for pair in pelican_fields(fm):
            key = pair.key.lower()
            values[key] = f"{values[key]}\n{pair.value}" if key in values else pair.value
        return values


_PELICAN_FIELD = re.compile(
    r"^ {0,3}(?P<key>[A-Za-z0-9_-]+):[ \t]*(?P<value>[^\n]*(?:\n {4}[^\n]*)*)", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class PelicanField:
    """A `Key: value` of a Pelican header; `start` and `end` are its value's place in it, in characters."""

    key: str
    value: str
    start: int
    end: int


def pelican_fields(header: str) -> Iterator[PelicanField]:
    """Yield the fields of a Pelican header; a line indented by four spaces continues a value."""
    for match in _PELICAN_FIELD.finditer(header):
        end = match.start("value") + len(match["value"].rstrip())
        value = "\n".join(line.strip() for line in match["value"].split("\n"))
        yield PelicanField(match["key"], value.strip(), match.start("value"), end)


_HANDLERS: dict[Kind, BaseHandler] = {
    "yaml": _YamlHandler(),
    "toml": _TomlHandler(),
    "json": _JsonHandler(),
    "pelican": _PelicanHandler(),
}
