"""Where kramdown's blocks may begin and where they have to end: patterns that several rules share.

Fewer rows end the lazy rows of a quote, an item or a code block than end a paragraph. GitHub's input lets
more blocks end a paragraph than kramdown's own.
"""

import re

from tui.markup.kramdown import elements
from tui.markup.kramdown.attributes import KRAMDOWN_PATTERN
from tui.markup.rows import RowState

RULE = r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\n"
END_OF_BLOCK = r"\^[ \t]*\n"
LIST_MARKER = r" {0,3}(?:[*+-]|[0-9]{1,200}\.)[ \t|]"
_SPANS = "|".join(sorted(elements.SPANS))
_NO_SPAN = rf"(?!(?:{_SPANS}|script)\b)"
_BLOCK_TAG = rf" {{0,3}}<(?:{_NO_SPAN}[^\W\d]|/{_NO_SPAN}{elements.NAME}\s*>)"
_LAZY_END = rf"[ \t]*\n|{END_OF_BLOCK}|{KRAMDOWN_PATTERN}|{_BLOCK_TAG}"
_DEFINITION = r" {0,3}:[ \t|]"
_GITHUB = LIST_MARKER + r"|#{1,6}[ \t]+[^ \t\n]| {0,3}>| {0,3}(?:~~~|```)"

LAZY_END = re.compile(_LAZY_END)
"""The beginning of a row that cannot be lazy; to be matched at the start of a row."""

PARAGRAPH_END = re.compile(rf"^(?:{_LAZY_END}|{_DEFINITION})", re.MULTILINE)
PARAGRAPH_END_GITHUB = re.compile(rf"^(?:{_LAZY_END}|{_DEFINITION}|{_GITHUB})", re.MULTILINE)

_BOUNDARIES = ("blank_line", "end_of_block")
_BEFORE_BOUNDARY = re.compile(rf"\Z|[ \t]*\n|{END_OF_BLOCK}|{KRAMDOWN_PATTERN}")


def after_boundary(state: RowState) -> bool:
    """Whether nothing, a blank row or an end of block is above, attribute lists left aside."""
    for token in reversed(state.tokens):
        if token["type"] != "attribute_list":
            return token["type"] in _BOUNDARIES
    return True


def before_boundary(state: RowState, position: int) -> bool:
    """Whether a block that needs a blank row (or the end of the text) below it may end at an offset."""
    return _BEFORE_BOUNDARY.match(state.src, position) is not None
