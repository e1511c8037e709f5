"""Headings: behind number signs, or underlined.

The one thing to get right: only a paragraph of a single row can be underlined.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.starts import after_boundary
from tui.markup.rows import RowState

HASHES_GITHUB = r"(?P<hashes>#{1,6})[ \t]+(?P<hashed>[^ \t\n][^\n]*)\n"
HASHES = r"(?P<hashes>#{1,6})[ \t]*(?P<hashed>[^ \t\n][^\n]*)\n"
UNDERLINED = r" {0,3}(?P<underlined>[^ \t\n][^\n]*)\n(?P<underline>=+|-+)[ \t]*\n"

_IDENTIFIER = re.compile(r"(?<=[ \t])\{#([A-Za-z][\w:-]*)\}$")


def parse_hashes_github(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read a heading behind number signs; those at its end, after a space, are not shown."""
    text, identifier = _split(match["hashed"])
    without = text.rstrip("#")
    if without and without[-1] in " \t":
        text = without.rstrip()
    _append(state, len(match["hashes"]), text, identifier)
    return match.end()


def parse_hashes(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a heading behind number signs in kramdown's own input: it needs room above, no spaces."""
    if not after_boundary(state):
        return None
    text, identifier = _split(match["hashed"])
    _append(state, len(match["hashes"]), text.rstrip("#").rstrip() or text, identifier)
    return match.end()


def parse_underlined(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a heading that `=` or `-` underline."""
    if not after_boundary(state):
        return None
    level = 1 if match["underline"][0] == "=" else 2
    _append(state, level, *_split(match["underlined"]))
    return match.end()


def _split(text: str) -> tuple[str, str]:
    """Return the words of a heading, and the identifier that it ends with."""
    text = text.rstrip()
    identifier = _IDENTIFIER.search(text)
    return (text[: identifier.start()].rstrip(), identifier[1]) if identifier else (text, "")


def _append(state: RowState, level: int, text: str, identifier: str) -> None:
    state.append_token({"type": "heading", "text": text, "attrs": {"level": level}, "identifier": identifier})
