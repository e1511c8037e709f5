"""Printing for the command line: a line, a JSON value, or the text of a post.

It is not an error when a program stops reading early (`draftroom list | head`) or stdout is closed (`>&-`).
"""

import json
import os
import re
import sys

from tui.safe import safe, safe_line

_UNPRINTABLE = re.compile("[\x7f-\x9f\u200b\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]")


def print_line(text: str, error: bool = False) -> None:
    """Print one line without control characters; on stderr for an error."""
    _write(f"{safe_line(text) if error else safe(text.replace(chr(10), ' '))}\n", error)


def print_json(value: object) -> None:
    """Print one JSON value in UTF-8, with control characters and undecodable bytes as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    _write(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def print_text(text: str) -> None:
    """Print a text byte for byte; on a terminal as `safe` makes it."""
    _write(safe(text) if sys.stdout and sys.stdout.isatty() else text)


def _write(text: str, error: bool = False) -> None:
    """Write to stdout, or to stderr for an error.

    Raises OSError when stdout cannot be written. Nothing is raised for stderr, as no stream could report it.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is None:  # Python sets it to None when the file descriptor is closed
        return
    try:
        stream.buffer.write(text.encode("utf-8", "surrogateescape"))
        stream.flush()
    except OSError as failure:
        # Python flushes again at exit, which would fail for the same reason
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if error:
            return
        if not isinstance(failure, BrokenPipeError):
            raise
        sys.exit(0)
