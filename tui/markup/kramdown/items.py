"""The rows of list items and definitions: which of them belong to an item, and without which indent.

The one thing to get right: the text behind a marker says how far the rows below must be indented to
belong to its item after a blank row; before one, lazy rows belong to it too.
"""

import re
from dataclasses import dataclass, field

from tui.markup.kramdown import attributes, starts
from tui.markup.rows import RowState
from tui.markup.tokens import Token

_ANY_MARKER = re.compile(starts.LIST_MARKER)
_RULE = re.compile(starts.RULE)
_END_OF_BLOCK = re.compile(starts.END_OF_BLOCK)
_ATTRIBUTE_LIST = re.compile(attributes.SPAN_PATTERN + r"[ \t]*")


@dataclass(slots=True)
class Gathered:
    """One item while its rows are gathered; `end` is the row after its last that is not blank."""

    row: int
    after_blank: bool
    attribute_list: str
    end: int
    parts: list[str] = field(default_factory=list)
    length: int = 0
    nested: bool = False
    """A blank row or a nested list has come."""
    break_at: int = -1
    """Offset in the text where a nested list begins right under other rows, and ends whatever is there."""

    def add(self, line: str, row: int) -> None:
        """Add a row without its indent."""
        self.parts.append(line)
        self.length += len(line)
        if line.strip():
            self.end = row + 1


@dataclass(slots=True)
class Items:
    """All items of a list; `end` is the offset after it, `blank` how many blank rows it ends with."""

    items: list[Gathered]
    end: int
    blank: int
    ended: bool
    """An end of block stopped it."""
    nesting: bool
    """The first list in an item ends what stands above it there."""


def gather(state: RowState, position: int, marker: re.Pattern[str], nesting: bool = False) -> Items:
    """Return the items that begin at an offset; `marker` has groups for room, marker and rest of the row."""
    found = Items([], position, 0, False, nesting)
    content = 4
    row = state.row_at(position)
    while found.end < state.cursor_max:
        line = state.get_line(found.end)
        match = marker.match(line)
        if state.break_at == found.end > position or (found.items and _END_OF_BLOCK.match(line)):
            found.ended = True
            break
        if match and len(match[1]) < content and not (found.blank and _RULE.match(line)):
            content = _begin(found, match, row)
        elif not line.strip():
            found.items[-1].add("\n", row)
            found.items[-1].nested = True
            found.blank += 1
        elif not _continue(found, line, content, row):
            break
        found.end += len(line)
        row += 1
    return found


def _begin(found: Items, match: re.Match[str], row: int) -> int:
    """Begin an item; return the column where its text begins, 4 when there is none."""
    width, rest = len(match[1]) + len(match[2]), match[3]
    text = rest.lstrip(" \t\n")
    content = width + len(_expanded(rest[: len(rest) - len(text)], width))
    added = _ATTRIBUTE_LIST.match(text)
    item = Gathered(row, found.blank > 0, added.group() if added else "", row + 1)
    text = text[added.end() :] if added else text
    item.nested = _ANY_MARKER.match(text) is not None
    item.add(text or "\n", row)
    found.items.append(item)
    found.blank = 0
    return content if text.strip() else 4


def _continue(found: Items, line: str, content: int, row: int) -> bool:
    """Add a row to the last item if it belongs there."""
    item = found.items[-1]
    words = line.lstrip(" \t")
    space = _expanded(line[: len(line) - len(words)], 0)
    if len(space) >= content:
        text = space[content:] + words
        if found.nesting and not item.nested and _ANY_MARKER.match(text):
            item.nested, item.break_at = True, item.length
        item.add(text, row)
    elif not found.blank and not starts.LAZY_END.match(line):
        if found.nesting and item.nested and _ANY_MARKER.match(line):
            line = " " * (content + 4) + line  # no item of the nested list either
        item.add(line, row)
    else:
        return False
    found.blank = 0
    return True


def _expanded(space: str, column: int) -> str:
    """Return white space with its tabs as spaces; it begins in a column."""
    if "\t" not in space:
        return space
    width = column
    for character in space:
        width += 4 - width % 4 if character == "\t" else 1
    return " " * (width - column)


def ends(found: Items) -> list[Token]:
    """Return the blank row below a list, which its last item has swallowed."""
    row = found.items[-1].end
    return [{"type": "blank_line", "count": found.blank, "start": row, "end": row + 1}] if found.blank else []


def drop_empty_row(item: RowState) -> None:
    """Forget that nothing stands behind the marker of an item: its text begins in the next row."""
    if item.tokens and item.tokens[0]["type"] == "blank_line" and item.tokens[0]["count"] == 1:
        del item.tokens[0]
