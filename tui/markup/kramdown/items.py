"""The rows of list items and definitions: which rows belong to an item, and how much indent they lose.

The column of the text after a marker is the indent that later rows need to belong to its item after a blank
row. Before the first blank row, lazy rows belong to it too.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from mistune.block_parser import BlockParser

from tui.markup.kramdown import attributes, starts
from tui.markup.kramdown.letters import SPACES
from tui.markup.rows import RowState
from tui.markup.tokens import Token

_ANY_MARKER = re.compile(starts.LIST_MARKER)
_RULE = re.compile(starts.RULE)
_END_OF_BLOCK = re.compile(starts.END_OF_BLOCK)
_ATTRIBUTE_LIST = re.compile(attributes.LEADING_PATTERN)


@dataclass(slots=True)
class Gathered:
    """One item while its rows are gathered; `end` is the row after its last row that is not blank."""

    row: int
    after_blank: bool
    attribute_list: str
    end: int
    parts: list[str] = field(default_factory=list)
    nested: bool = False
    """The item has a blank row or a nested list already."""
    nested_at: int = 0
    """Index of the part where a nested list begins right below other rows and is parsed apart; 0 for none."""

    def add(self, line: str, row: int) -> None:
        """Add a row without its indent."""
        self.parts.append(line)
        if line.strip(SPACES):
            self.end = row + 1


@dataclass(slots=True)
class Items:
    """All items of a list; `end` is the offset after it, `blank` the number of blank rows at its end."""

    items: list[Gathered]
    end: int
    blank: int
    ended: bool
    """An end-of-block row (`^`) stopped it."""
    nesting: bool
    """The first list nested in an item ends the block above it in that item."""


def gather(state: RowState, position: int, marker: re.Pattern[str], nesting: bool = False) -> Items:
    """Return the items that begin at an offset; `marker` has groups for indent, marker and the rest."""
    found = Items([], position, 0, False, nesting)
    content = 4
    row = state.row_at(position)
    while found.end < state.cursor_max:
        line = state.get_line(found.end)
        match = marker.match(line)
        if found.items and _END_OF_BLOCK.match(line):
            found.ended = True
            break
        if nesting and found.blank and _RULE.match(line):
            break
        if match and len(match[1]) < content:
            content = _begin(found, match, row)
        elif not line.strip(SPACES):
            found.items[-1].add(line, row)
            found.items[-1].nested = True
            found.blank += 1
        elif not _continue(found, line, content, row, lazy=not starts.LAZY_END.match(state.src, found.end)):
            break
        found.end += len(line)
        row += 1
    return found


def _begin(found: Items, match: re.Match[str], row: int) -> int:
    """Begin an item; return the column where its text begins, 4 when there is none."""
    width, rest = len(match[1]) + len(match[2]), match[3]
    text = rest.lstrip(SPACES)
    content = width + len(_expanded(rest[: len(rest) - len(text)], width))
    added = _ATTRIBUTE_LIST.match(text)
    item = Gathered(row, found.blank > 0, added.group() if added else "", row + 1)
    text = text[added.end() :] if added else text
    item.nested = _ANY_MARKER.match(text) is not None
    item.add(text or "\n", row)
    found.items.append(item)
    found.blank = 0
    return content if text.strip(SPACES) else 4


def _continue(found: Items, line: str, content: int, row: int, lazy: bool) -> bool:
    """Add a row to the last item if it belongs to it; `lazy` says that it may do so without indent."""
    item = found.items[-1]
    if not _indent(content).match(line) and (found.blank or not lazy):
        return False
    words = line.lstrip("\t")
    line = " " * 4 * (len(line) - len(words)) + words
    text = line.removeprefix(" " * content)
    if found.nesting and _ANY_MARKER.match(text):
        if len(text) == len(line) and item.nested:
            text = " " * (content + 4) + line  # it is not an item of the nested list either
        elif len(text) < len(line) and not item.nested:
            item.nested, item.nested_at = True, len(item.parts)
    item.add(text, row)
    found.blank = 0
    return True


@lru_cache(maxsize=64)
def _indent(content: int) -> re.Pattern[str]:
    """Return the pattern of the indent that a row needs to belong to an item whose text begins in a column.

    A tab counts as four spaces and is never split.
    """
    tabs, spaces = divmod(content, 4)
    return re.compile(rf"(?:\t| {{4}}){{{tabs}}}(?: {{{spaces}}}|\t| {{4}})")


def _expanded(space: str, column: int) -> str:
    """Return white space that begins in a column, with its tabs as spaces."""
    if "\t" not in space:
        return space
    width = column
    for character in space:
        width += 4 - width % 4 if character == "\t" else 1
    return " " * (width - column)


def ends(found: Items) -> list[Token]:
    """Return a token for the blank rows below a list, which its last item has read."""
    row = found.items[-1].end
    return [{"type": "blank_line", "count": found.blank, "start": row, "end": row + 1}] if found.blank else []


def read(block: BlockParser, state: RowState, item: Gathered) -> list[Token]:
    """Return the tokens of the blocks in an item; the begin of a nested list ends the block above it."""
    tokens: list[Token] = []
    cut = item.nested_at or len(item.parts)
    for first, parts in ((0, item.parts[:cut]), (cut, item.parts[cut:])):
        child = state.child_at("".join(parts), item.row + first)
        child.tokens = tokens
        block.parse(child)
    if tokens and tokens[0]["type"] == "blank_line" and tokens[0]["count"] == 1:
        del tokens[0]  # nothing follows the marker: the text begins in the next row
    return tokens
