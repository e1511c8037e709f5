"""An edit of a page: which rows around it are read anew, and whether that is all that changes.

A window begins where nothing above can reach into it: at a block after a blank row. It ends at the first
such row below the edit where the fresh parse begins a block just as the old one did; from there on both
see the same text and go the same way.

Being finished is a claim that the page equals a fresh one. What an edit may do elsewhere (definitions,
identifiers, numbers of footnotes, anything that looks for its end) is not worked out here: it only makes the
page unfinished.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from tui.edits import Edit, Lines
from tui.markup.build import NOTHING, Built, build_part
from tui.markup.dialect import Dialect
from tui.markup.liquid.values import Problem, Values
from tui.markup.parser import own_definitions, parse, parsed
from tui.markup.reading import Known, blocks_at_source, rendered_body
from tui.markup.rows import RowState
from tui.markup.signs import DEFINING, FAR, LIQUID
from tui.markup.tokens import Token
from tui.markup.tree import (
    Block,
    DefinitionList,
    FootnoteReference,
    Heading,
    HtmlBlock,
    HtmlElement,
    List,
    Paragraph,
    Quote,
    Rule,
    Table,
    nodes_in,
)

MOST_ROWS = 300
"""Rows above and below the touched blocks in which a window may begin and end."""

_MOST_GAP = 30_000
"""Rows without a block, definitions all of them, that are gone through for what reaches below them."""

_LOOKAHEAD = 3
"""Rows read from a window's end on: enough to see what begins there."""

_BLANK = re.compile(r"[ \t\r]*")
_LETTER = re.compile(r"[^\W\d_]")
_MARKER = re.compile(r" {0,3}:")
_LIST_ROW = re.compile(r" {0,3}\{:(?![:/])[^\n]*\}[ \t\r]*")
_LIST_BEGINS = re.compile(r"^ {0,3}\{:", re.MULTILINE)
_KINDS: dict[str, type[Any]] = {
    "paragraph": Paragraph,
    "heading": Heading,
    "list": List,
    "block_quote": Quote,
    "table": Table,
    "thematic_break": Rule,
}
"""The blocks that the same rows make again wherever they stand."""

_HTML = (HtmlBlock, HtmlElement)
_HTML_TOKENS = ("block_html", "html_element")


@dataclass(frozen=True, slots=True)
class Layout:
    """A page before an edit; its first `count` blocks are not its footnotes."""

    blocks: tuple[Block, ...]
    starts: tuple[int, ...]
    count: int
    lines: Lines
    first_row: int
    dialect: Dialect
    values: Values
    known: Known

    def end(self, index: int) -> int:
        """Return the row after a block's last, the body's first row for the one before the first."""
        return self.first_row if index < 0 else self.starts[index] + self.blocks[index].rows[1]


@dataclass(frozen=True, slots=True)
class Window:
    """The blocks that take the place of the old ones from `first` up to `end`, with their rows."""

    first: int
    end: int
    blocks: list[tuple[int, Block]]
    finished: bool
    rows: range = range(0)
    """Rows of the new text in which `problems` are all that there are."""
    problems: tuple[Problem, ...] = ()


def read_window(old: Layout, lines: Lines, edit: Edit) -> Window:
    """Return what an edit that led to `lines` makes of a page."""
    return _Reader(old, lines, edit).window()


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where a window may end: a row of the old text, and the index of the first block below it."""

    row: int
    index: int


class _Reader:
    def __init__(self, old: Layout, lines: Lines, edit: Edit) -> None:
        self._old = old
        self._lines = lines
        self._top, self._bottom = edit.start[0], edit.end[0]
        self._moved = edit.text.count("\n") - (self._bottom - self._top)
        self._touched = (
            old.lines.between(self._top, self._bottom + 1)
            + "\n"
            + lines.between(self._top, self._bottom + self._moved + 1)
        )
        self._certain = True
        self._first, self._begin = self._start()
        self._reused: set[int] = set()
        self._keeps_headings = True

    # --- where it begins

    def _start(self) -> tuple[int, int]:
        """Return the index of the first block to read anew, and the row where reading begins."""
        old = self._old
        touched = bisect_right(old.starts, self._top, 0, old.count) - 1
        index = touched
        if index >= 0 and old.starts[index] == self._top and not self._is_plain():
            index = bisect_left(old.starts, self._top, 0, old.count) - 1
        while index > 0:
            if self._is_clear(index):
                return index, old.starts[index]
            if old.starts[touched] - old.starts[index] > MOST_ROWS:
                self._certain = False
                return bisect_left(old.starts, old.starts[index], 0, old.count), old.starts[index]
            index -= 1
        return 0, old.first_row

    def _is_plain(self) -> bool:
        """Whether the touched row began and begins with a letter, which reaches into nothing above."""
        before, after = self._old.lines[self._top], self._lines[self._top]
        return bool(_LETTER.match(before) and _LETTER.match(after))

    def _is_clear(self, index: int) -> bool:
        """Whether a block of the old page parses the same on its own as after everything above it."""
        old = self._old
        start, end = old.starts[index], old.end(index - 1)
        if (
            old.starts[index - 1] == start
            or end >= start
            or isinstance(old.blocks[index - 1], DefinitionList)
        ):
            return False
        if self._is_inside_html(index):
            return False
        if not self._is_blank(start - 1) or _MARKER.match(old.lines[start]) or start - end > _MOST_GAP:
            return False
        return "{:" not in old.lines.between(self._after_lists(end, start), start)

    def _is_inside_html(self, index: int) -> bool:
        """Whether a block may be a piece of the same HTML as the one above it."""
        above, block = self._old.blocks[index - 1 : index + 1]
        return isinstance(above, _HTML) and isinstance(block, _HTML)

    def _is_blank(self, row: int) -> bool:
        return _BLANK.fullmatch(self._old.lines[row]) is not None

    def _after_lists(self, row: int, limit: int) -> int:
        """Return the row after the attribute lists that begin in a row."""
        while row < limit and _LIST_ROW.fullmatch(self._old.lines[row]):
            row += 1
        return row

    # --- where it ends

    def _base(self) -> int:
        """Return the row after the touched blocks."""
        index = bisect_right(self._old.starts, self._bottom, 0, self._old.count) - 1
        return max(self._bottom + 1, self._old.end(index))

    def _cuts(self) -> Iterator[_Cut]:
        """Yield where the window may end, from above: rows after a blank row that is not touched."""
        old = self._old
        most = self._base() + MOST_ROWS
        for index in range(bisect_right(old.starts, self._bottom, 0, old.count), old.count + 1):
            is_block = index < old.count
            limit = old.starts[index] if is_block else len(old.lines)
            end = old.end(index - 1)
            row = after = self._after_lists(end, limit) if index else end
            while row < limit and row <= most and self._is_blank(row):
                row += 1
            if 0 < index < old.count and self._is_inside_html(index):
                continue
            if after < row < limit and self._may_cut(row):
                yield _Cut(row, index)
            if limit > most:
                return
            has_list = "{:" in old.lines.between(row, limit)
            if is_block and limit > end and not has_list and self._may_cut(limit):
                yield _Cut(limit, index)

    def _may_cut(self, row: int) -> bool:
        """Whether what begins in a row after a blank one looks at nothing above it."""
        text = self._old.lines[row]
        is_apart = row - 1 > self._bottom and self._is_blank(row - 1)
        return is_apart and bool(text.strip()) and not (_MARKER.match(text) or _LIST_BEGINS.match(text))

    # --- reading

    def window(self) -> Window:
        if self._has_liquid():
            return self._forced(next(self._cuts(), None))
        found = self._cuts()
        tried: list[_Cut] = []
        for count in (1, 3, None):
            more = list(islice(found, count))
            tried += more
            if more and (window := self._agreed(tried, more[-1])):
                return window
        if self._base() + MOST_ROWS >= len(self._old.lines):
            state = parsed(self._lines.between(self._begin, len(self._lines)), self._old.dialect)
            rows = len(self._old.lines)
            built = self._built(state.tokens, _Cut(rows, self._old.count))
            finished = self._defines_the_same(state, rows) and self._is_finished(built, rows, self._old.count)
            return self._result(built, self._old.count, finished)
        return self._forced(tried[-1] if tried else None)

    def _agreed(self, cuts: Sequence[_Cut], last: _Cut) -> Window | None:
        """Return the window up to the first row where the fresh parse agrees with the old one."""
        text = self._lines.between(self._begin, last.row + self._moved + _LOOKAHEAD)
        state = parsed(text, self._old.dialect)
        tokens: list[Token] = state.tokens
        starts: dict[int, int] = {}
        for index, token in enumerate(tokens):
            if token["type"] != "blank_line":
                starts.setdefault(token["start"], index)
        for cut in cuts:
            row = cut.row + self._moved - self._begin
            index = starts.get(row, -1)
            if index < 0 or not self._agrees(tokens[:index], tokens[index]["type"], cut):
                continue
            built = self._built(tokens[:index], cut)
            certain = not state.missed(row) and self._defines_the_same(state, last.row)
            return self._result(built, cut.index, certain and self._is_finished(built, cut.row, cut.index))
        return None

    def _agrees(self, above: Sequence[Token], below: str, cut: _Cut) -> bool:
        """Whether the tokens above a cut leave nothing that reaches below it, where another one begins."""
        old = self._old
        waiting = touching = False
        last = ""
        for token in above:
            if token["type"] in NOTHING:
                touching = False
            elif token["type"] == "attribute_list":
                waiting = waiting or not touching
            else:
                waiting, touching, last = False, True, token["type"]
        joins = cut.index < old.count and isinstance(old.blocks[cut.index], DefinitionList)
        is_html = last in _HTML_TOKENS and below in _HTML_TOKENS
        return not (waiting or is_html or (joins and last == "definition_list"))

    def _forced(self, cut: _Cut | None) -> Window:
        """Return the best answer for a window that ends at a cut, or where the touched blocks end."""
        old = self._old
        if cut is None:
            row = min(self._base() + MOST_ROWS, len(old.lines))
            cut = _Cut(row, bisect_left(old.starts, row, 0, old.count))
        text = self._lines.between(self._begin, cut.row + self._moved)
        rendered = rendered_body(text, old.dialect, old.values)
        tokens, _ = parse(rendered.text if rendered else text, old.dialect)
        built = self._built(tokens, cut, nothing_is_known=rendered is not None)
        blocks = blocks_at_source(built.blocks, rendered) if rendered else built.blocks
        placed = [(self._begin + row, block) for row, block in blocks]
        rows = range(self._begin, cut.row + self._moved)
        problems = rendered.problems if rendered else ()
        problems = tuple(replace(problem, row=self._begin + problem.row) for problem in problems)
        return Window(self._first, cut.index, placed, False, rows, problems)

    def _built(self, tokens: list[Token], cut: _Cut, nothing_is_known: bool = False) -> Built:
        old = self._old
        self._reused.clear()
        windows = old.lines.between(self._begin, cut.row) + self._lines.between(
            self._begin, cut.row + self._moved
        )
        self._keeps_headings = not ("{:" in windows and _LIST_BEGINS.search(windows))
        made = (lambda token: None) if nothing_is_known else self._known
        return build_part(tokens, old.known.environment(old.dialect), old.dialect, old.known.numbers, made)

    def _result(self, built: Built, end: int, finished: bool) -> Window:
        placed = [(self._begin + row, block) for row, block in built.blocks]
        return Window(self._first, end, placed, finished)

    def _known(self, token: Token) -> Block | None:
        """Return the old block of a token whose rows, and the row below them, are not touched."""
        old = self._old
        kind = _KINDS.get(token["type"])
        row = self._begin + token["start"]
        end = token.get("end") or token["start"] + token["text"].rstrip().count("\n") + 1
        if kind is None or not (row > self._bottom + self._moved or self._begin + end < self._top):
            return None
        before = row - self._moved if row >= self._top else row
        index = bisect_left(old.starts, before, 0, old.count)
        if index >= old.count or old.starts[index] != before:
            return None
        block: Any = old.blocks[index]
        is_alone = index + 1 >= old.count or old.starts[index + 1] > before
        if not is_alone or block.rows != (0, end - token["start"]):
            return None
        if not token.get("toc") and (
            type(block) is not kind or block.attributes != token.get("attributes", ())
        ):
            return None
        if kind is Heading and not self._keeps_headings:
            return None
        self._reused.add(id(block))
        return block  # type: ignore[no-any-return]  # of any of the kinds

    # --- whether that is all

    def _has_liquid(self) -> bool:
        """Whether the edit is not certainly outside of all Liquid."""
        old, plain = self._old, self._old.known.plain
        if not old.dialect.liquid:
            return False
        if LIQUID.is_in(self._touched):
            return True
        return plain is not None and not self._is_within(self._top - 1, self._bottom + 2)

    def _is_within(self, start: int, end: int) -> bool:
        """Whether rows lie in a part of the old text that Liquid leaves alone."""
        top, rows = self._old.first_row, len(self._old.lines)
        start, end = max(start, top) - top, min(end, rows) - top
        return any(first <= start and end <= last for first, last in self._old.known.plain or ())

    def _defines_the_same(self, state: RowState, row: int) -> bool:
        """Whether a window, read further than an old row, defines what it did, in the same rows."""
        old = self._old
        before = old.lines.between(self._begin, row + _LOOKAHEAD)
        now = _defined(state, old.dialect)
        return now == _defined(parsed(before, old.dialect), old.dialect) if now or "]:" in before else True

    def _is_finished(self, built: Built, row: int, index: int) -> bool:
        """Whether a window that ends at a row and before a block, both old, changes nothing outside it."""
        old, known = self._old, self._old.known
        if not self._certain or known.has_options or FAR.is_in(self._touched):
            return False
        before = old.lines.between(self._begin, row)
        after = self._lines.between(self._begin, row + self._moved)
        if DEFINING.is_in(before) or DEFINING.is_in(after):
            return False
        if known.plain is not None and not self._is_within(self._begin, row + _LOOKAHEAD):
            return False
        replaced = old.blocks[self._first : index]
        if (old.dialect.heading_identifiers or known.has_contents) and (
            built.has_headings or self._lost_a_heading(replaced)
        ):
            return False
        if built.has_contents:
            return False
        if not known.definitions.get("footnotes"):
            return True
        now = [block for _, block in built.blocks]
        return _marks(replaced) == _marks(now)

    def _lost_a_heading(self, replaced: Sequence[Block]) -> bool:
        """Whether any of the blocks that were replaced was a heading, or held one."""
        for block in replaced:
            if id(block) in self._reused or isinstance(block, Paragraph):
                continue
            if any(isinstance(node, Heading) for node in nodes_in(block)):
                return True
        return False


def _defined(state: RowState, dialect: Dialect) -> dict[str, Any]:
    return {kind: found for kind, found in own_definitions(state.env, dialect).items() if found}


def _marks(blocks: Sequence[Block]) -> list[FootnoteReference]:
    return [node for block in blocks for node in nodes_in(block) if isinstance(node, FootnoteReference)]
