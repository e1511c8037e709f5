"""A post on disk: its bytes, its text, and where its header ends.

Nothing is lost on the way: the text encodes to exactly the same bytes, and the parts that `split` makes of it
join to the same text. A row ends at a line feed alone, as in `tui.edits`.
"""

import hashlib
import json
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from tui.errors import PostError
from tui.files.broken_headers import has_fields, indented_row, json_end

Kind = Literal["yaml", "toml", "json", "pelican", "none"]

LARGEST_POST = 2 * 1024 * 1024
"""Bytes. The largest of 26,234 public posts has 851 KB; the editor would freeze with many megabytes."""

LARGEST_HEADER = 256 * 1024
"""Characters. The largest header of 26,234 public posts has 114 KB; parsers need seconds for megabytes."""

_BOM = "\ufeff"
_YAML_OPENING = re.compile(rf"{_BOM}?---[ \t]*\r?\n")
_YAML_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_TOML_OPENING = re.compile(rf"{_BOM}?\+\+\+[ \t]*\r?\n")
_TOML_CLOSING = re.compile(r"^\+\+\+[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_JSON_OPENING = re.compile(rf"{_BOM}?(?=\{{)")
# For gray-matter 4, with which Eleventy reads posts, the opening fence may name a language.
_NAMED_OPENING = re.compile(
    rf"{_BOM}?---[ \t]*(?P<name>ya?ml|toml|json5?|js|javascript|coffee|cson)[ \t]*\r?\n", re.IGNORECASE
)
_NAMED_CLOSING = re.compile(r"^---[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
_NAMED: dict[str, Kind] = {"yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "json"}
_JSON = json.JSONDecoder(parse_int=str)  # str, because an int of 5,000 digits is an error
_JSON_CLOSING = re.compile(r"[ \t]*(?:\r?\n|\Z)")

# As Python-Markdown's "meta" extension, with which Pelican reads posts.
_PELICAN_OPENING = re.compile(rf"{_BOM}?(?=[A-Za-z][\w-]*:\s)")
_PELICAN_KEY = re.compile(r" {0,3}(?P<key>[A-Za-z0-9_-]+):")
_PELICAN_MORE = re.compile(r" {4,}")
_PELICAN_CLOSING = re.compile(r"\s*\Z|(?:---|\.\.\.)(?:\s|\Z)")
_PELICAN_KNOWN = frozenset(
    ("title", "date", "modified", "tags", "category", "slug", "author", "authors", "status", "summary")
)

_SAMPLE = 8 * 1024
_TEXT_CONTROLS = b"\a\b\t\n\v\f\r\x1b"  # the controls that file(1) finds in texts
_CONTROLS = bytes(set(range(0x20)) - set(_TEXT_CONTROLS))
_STRAY = 8  # how many such bytes a text of any length may have
_MAGIC = (
    *(b"\x89PNG\r\n", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b"),
    *(
        b"\x7fELF",
        b"SQLite format 3\0",
        b"\xd0\xcf\x11\xe0",
        b"7z\xbc\xaf",
        b"\xfd7zXZ\0",
        b"\x28\xb5\x2f\xfd",
    ),
)
_UTF16_AND_32 = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why no header can be cut where one is meant: the row in the text, from 0, and the reason in words."""

    row: int
    reason: str


@dataclass(frozen=True, slots=True)
class Parts:
    """A text cut at its header; `prefix + header + closing + body` is the text again.

    `prefix` is a byte order mark, if any, and the line of the opening fence. `closing` is the line of the
    closing fence with its ending; for JSON it is the rest of the line after the object, for Pelican the blank
    line.
    """

    kind: Kind
    prefix: str
    header: str
    closing: str
    body: str
    fault: Fault | None = None
    """Why no header can be cut where one is surely meant; `kind` is then "none"."""

    @property
    def header_row(self) -> int:
        """The row of the header's first line in the whole text, from 0."""
        return self.prefix.count("\n")

    @property
    def body_row(self) -> int:
        """The row where the body starts, from 0."""
        return self.header_row + self.header.count("\n") + self.closing.count("\n")


@dataclass(frozen=True)
class Post:
    """A post that was read: its path and its bytes."""

    path: Path
    raw: bytes

    @cached_property
    def text(self) -> str:
        """The bytes as text (see `decode`)."""
        return decode(self.raw)

    @cached_property
    def parts(self) -> Parts:
        """The text cut at its header."""
        return split(self.text)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the bytes, in hexadecimal."""
        return digest_of(self.raw)

    def with_text(self, text: str) -> "Post":
        """Return a post with the same path and another text. Raises PostError as `encode` does."""
        return Post(self.path, encode(text))


def digest_of(raw: bytes) -> str:
    """Return the SHA-256 of bytes in hexadecimal, by which two versions of a file are told apart."""
    return hashlib.sha256(raw).hexdigest()


def digest_on_disk(path: Path) -> str | None:
    """Return the digest of a regular file's bytes; None where no such file lies there."""
    try:
        return digest_of(path.read_bytes()) if stat.S_ISREG(path.stat().st_mode) else None
    except OSError:
        return None


def decode(raw: bytes) -> str:
    """Return UTF-8 bytes as text; an undecodable byte becomes a lone surrogate (U+DC80 ... U+DCFF)."""
    return raw.decode("utf-8", "surrogateescape")


def encode(text: str) -> bytes:
    """Return a text as the bytes it came from.

    Raises PostError for a lone surrogate that stands for no byte: UTF-8 cannot hold it.
    """
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise PostError(
            title="a character cannot be saved",
            detail=f"U+{ord(text[error.start]):04X} is half a character",
            hint="delete it",
            line=text.count("\n", 0, error.start) + 1,
        ) from error


def read_post(path: Path) -> Post:
    """Read a post.

    Raises PostError when there is no regular file, when it may not be read, when it has more than
    `LARGEST_POST` bytes, and when it is no text.
    """
    try:
        _check_regular(path, os.stat(path).st_mode)
        # O_NONBLOCK: the file may have become a FIFO meanwhile, and opening that would wait for a writer.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:
            _check_regular(path, os.fstat(descriptor).st_mode)
            raw = file.read(LARGEST_POST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unreadable(path, error) from error
    if len(raw) > LARGEST_POST:
        limit = f"more than {LARGEST_POST // 1024**2} MiB"
        hint = "edit it with another editor"
        raise PostError(title="the file is too large for a post", detail=limit, hint=hint, path=path)
    _check_text(path, raw)
    return Post(path, raw)


_HINT_OTHER = "open another file"


def _check_regular(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise PostError(title="this is a folder, not a post", hint="name a file in it", path=path)
    if not stat.S_ISREG(mode):
        raise PostError(title="this is a device or a pipe, not a post", hint=_HINT_OTHER, path=path)


def missing_target(link: Path) -> PostError:
    """Return the error for a link whose target is missing."""
    target = os.path.realpath(link)
    hint = "put the target back, or lead the link elsewhere"
    return PostError("the target of this link is missing", f"it leads to {target}", hint, link)


def _unreadable(path: Path, error: OSError | ValueError) -> PostError:
    match error:
        case FileNotFoundError() if path.is_symlink():
            return missing_target(path)
        case FileNotFoundError() | NotADirectoryError():
            return PostError("there is no such file", "", "check the name, or start a new post", path)
        case PermissionError():
            hint = "change its permissions, then open it again"
            return PostError("the file may not be read", "", hint, path)
    detail = error.strerror or "" if isinstance(error, OSError) else str(error)
    return PostError("the file cannot be read", detail, _HINT_OTHER, path)


def _check_text(path: Path, raw: bytes) -> None:
    """Raise PostError for bytes that are no text.

    A few NULs, escape sequences and letters of other encodings still count as text, and keep their bytes. Of
    random bytes, 9 % are controls that texts do not have. In a file with many bytes that are not UTF-8, a
    single such control is enough.
    """
    sample = raw[:_SAMPLE]
    if sample.startswith(_UTF16_AND_32):
        hint = "convert it to UTF-8, then open it again"
        raise PostError(title="the file is UTF-16 or UTF-32, not UTF-8", hint=hint, path=path)
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if sample.startswith(_MAGIC) or controls > max(_STRAY, len(sample) * 0.05):
        raise PostError(title="the file is binary, not text", hint=_HINT_OTHER, path=path)
    if not controls:
        return
    undecodable = sum("\udc80" <= character <= "\udcff" for character in decode(sample))
    if undecodable > max(_STRAY, len(sample) * 0.3):
        raise PostError(title="the file is binary, not text", hint=_HINT_OTHER, path=path)


def split(text: str) -> Parts:
    """Cut a text at its header.

    A header is YAML between `---` and `---` or `...`, TOML between `+++`, a JSON object, Pelican's
    `Key: value` lines, or YAML, TOML or JSON between `---` with its name (such as `---yaml`) and `---`. Only
    a byte order mark may come before it. As in Jekyll, a fence that is not closed is no header, and neither
    is one of four dashes. Where a header is surely meant but cannot be cut, all
    is body, and `fault` says why.
    """
    if opening := _YAML_OPENING.match(text):
        return _fenced("yaml", text, opening, _YAML_CLOSING)
    if opening := _TOML_OPENING.match(text):
        return _fenced("toml", text, opening, _TOML_CLOSING)
    if opening := _JSON_OPENING.match(text):
        return _json(text, opening.end())
    if opening := _NAMED_OPENING.match(text):
        return _named(text, opening)
    if opening := _PELICAN_OPENING.match(text):
        return _pelican(text, opening.end())
    row = indented_row(text)
    return _none(text) if row is None else _none(text, "white space stands before it", row)


def may_open_header(row: str) -> bool:
    """Tell whether a text whose first row is `row` (without its ending) may have a header."""
    openings = (_YAML_OPENING, _TOML_OPENING, _JSON_OPENING, _NAMED_OPENING, _PELICAN_OPENING)
    return any(opening.match(f"{row}\n") for opening in openings)


def opens_pelican_field(text: str) -> bool:
    """Whether Pelican reads the first line of a text as a field of its header, whatever its name."""
    return _PELICAN_KEY.match(text) is not None


def _none(text: str, fault: str = "", row: int = 0) -> Parts:
    return Parts("none", "", "", "", text, Fault(row, fault) if fault else None)


def _fenced(kind: Kind, text: str, opening: re.Match[str], fence: re.Pattern[str]) -> Parts:
    closing = fence.search(text, opening.end())
    if closing is None:
        fence_row = opening[0].strip(f"{_BOM} \t\r\n")
        is_meant = has_fields(kind, text, opening.end())
        return _none(text, f"no {fence_row} closes it" if is_meant else "")
    header = text[opening.end() : closing.start()]
    return Parts(kind, opening[0], header, closing[0], text[closing.end() :])


def _named(text: str, opening: re.Match[str]) -> Parts:
    """Cut a header whose fence names its language."""
    kind = _NAMED.get(opening["name"].lower())
    closing = _NAMED_CLOSING.search(text, opening.end())
    if kind is None:
        return _none(text, f"it is written in {opening['name']}")
    if closing is None:
        return _none(text, "no --- closes it")
    header = text[opening.end() : closing.start()]
    if kind != "json":
        return Parts(kind, opening[0], header, closing[0], text[closing.end() :])
    # only the object is the header, as without a fence
    start, end = (len(header) - len(header.lstrip()), len(header.rstrip()))
    prefix, rest = opening[0] + header[:start], header[end:] if end > start else ""
    return Parts(kind, prefix, header[start:end], rest + closing[0], text[closing.end() :])


def _json(text: str, start: int) -> Parts:
    stop = start + LARGEST_HEADER
    try:
        _, length = _JSON.raw_decode(text[start:stop])
        end: int | None = start + length
    except (ValueError, RecursionError):
        if not has_fields("json", text, start):
            return _none(text)
        end = json_end(text, start, stop)
    if end is None:
        return _none(text, "its brackets are not closed")
    closing = _JSON_CLOSING.match(text, end)
    if closing is None:
        reason = "words follow its last brace" if has_fields("json", text, start) else ""
        return _none(text, reason, text.count("\n", 0, end))
    return Parts("json", text[:start], text[start:end], closing[0], text[closing.end() :])


def _pelican(text: str, start: int) -> Parts:
    end, known = start, False
    while end < len(text):
        row = text[end : _row_end(text, end)]
        key = _PELICAN_KEY.match(row)
        if _PELICAN_CLOSING.match(row) or not (key or _PELICAN_MORE.match(row)):
            break
        known = known or (key is not None and key["key"].lower() in _PELICAN_KNOWN)
        end += len(row)
    if not known:
        return _none(text)
    row = text[end : _row_end(text, end)]
    closing = row if _PELICAN_CLOSING.match(row) else ""
    return Parts("pelican", text[:start], text[start:end], closing, text[end + len(closing) :])


def _row_end(text: str, start: int) -> int:
    return (text.find("\n", start) + 1) or len(text)
