"""Headings: after number signs, or underlined.

Only a paragraph of a single row can be an underlined heading.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.letters import SPACES, is_word
from tui.markup.kramdown.starts import after_boundary
from tui.markup.rows import RowState

HASHES_GITHUB = r"(?P<hashes>#{1,6})[ \t]+(?P<hashed>[^ \t\n][^\n]*)\n"
HASHES = r"(?P<hashes>#{1,6})[ \t]*(?P<hashed>[^ \t\n][^\n]*)\n"
UNDERLINED = r" {0,3}(?P<underlined>[^ \t\n][^\n]*)\n(?P<underline>=+|-+)[ \t]*\n"

_NAME_START = (
    "A-Z_a-z:\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_NAME = rf"[{_NAME_START}][{_NAME_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*"
"""A name of XML 1.0 (2.3): the form that kramdown requires of an identifier."""
_IDENTIFIER = re.compile(rf"(?<=[ \t])\{{#({_NAME})\}}$")
_NOT_IN_PLAIN_IDENTIFIERS = re.compile(r"^[^a-zA-Z]+|[^a-zA-Z0-9 -]")


def parse_hashes_github(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read a heading after number signs; number signs at its end, after a space, are dropped."""
    text, identifier = _split(match["hashed"])
    without = text.rstrip("#")
    if without and without[-1] in " \t":
        text = without.rstrip(SPACES)
    _append(state, len(match["hashes"]), text, identifier)
    return match.end()


def parse_hashes(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a heading in kramdown's own input: it needs a blank row above, and no space after the signs."""
    if not after_boundary(state):
        return None
    text, identifier = _split(match["hashed"])
    _append(state, len(match["hashes"]), text.rstrip("#").rstrip(SPACES) or text, identifier)
    return match.end()


def parse_underlined(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a heading that is underlined by `=` or `-`."""
    if not after_boundary(state):
        return None
    level = 1 if match["underline"][0] == "=" else 2
    _append(state, level, *_split(match["underlined"]))
    return match.end()


def _split(text: str) -> tuple[str, str]:
    """Return the words of a heading, and the `{#identifier}` at its end or an empty text."""
    text = text.rstrip(SPACES)
    identifier = _IDENTIFIER.search(text)
    return (text[: identifier.start()].rstrip(SPACES), identifier[1]) if identifier else (text, "")


def _append(state: RowState, level: int, text: str, identifier: str) -> None:
    state.append_token({"type": "heading", "text": text, "attrs": {"level": level}, "identifier": identifier})


def identifier_of(words: str) -> str:
    """Return the identifier that kramdown's GFM parser (1.1.0) makes from a heading's words; it may be empty.

    Ruby lowers each letter alone; `str.lower` on the whole text would treat a final sigma differently.
    """
    lower = "".join(map(str.lower, words))
    kept = (character for character in lower if character in "- \t" or is_word(character))
    return "".join(kept).replace(" ", "-").replace("\t", "-")


def plain_identifier_of(words: str) -> str:
    """Return the identifier that kramdown, in its own input, makes from the source of a heading."""
    return (_NOT_IN_PLAIN_IDENTIFIERS.sub("", words) or "section").lower().replace(" ", "-")
