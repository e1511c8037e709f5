"""The block parser of kramdown 2.4: which rules it tries at the start of a block, and in which order.

A block begins only where another one ended. Text that matches no rule is a paragraph, which goes on until a
row that may interrupt it. Two paragraphs without a row between them are one paragraph.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from mistune.block_parser import BlockParser

from tui.markup.dialect import Dialect
from tui.markup.kramdown import (
    block_extensions,
    code,
    definitions,
    headings,
    html_blocks,
    lists,
    notes,
    quotes,
    references,
    starts,
    tables,
)
from tui.markup.kramdown.letters import SPACES
from tui.markup.rows import RowState

_Rule = Callable[[BlockParser, re.Match[str], Any], int | None]
"""A rule's function: parser, match and state → the offset where to go on, None when it does not apply."""

_BLANK = r"(?:[ \t\v\f]*\n)+"


class KramdownParser(BlockParser):
    """mistune's block parser with kramdown's rules instead of its own."""

    state_cls = RowState
    SPECIFICATION: ClassVar[dict[str, str]] = {}

    def __init__(self, dialect: Dialect) -> None:
        super().__init__()
        interrupts = dialect.github and dialect.paragraph_end
        self._paragraph_end = starts.PARAGRAPH_END_GITHUB if interrupts else starts.PARAGRAPH_END
        self.rules = []
        for name, pattern, rule in _rules(dialect.github, interrupts):
            self.register(name, pattern, rule)

    def parse(self, state: Any, rules: list[str] | None = None) -> None:
        """Read the blocks of a text up to its end, or to the end tag of the HTML element around it."""
        while state.cursor < state.cursor_max and not state.closed:
            state.cursor = self._block(state)

    def _block(self, state: RowState) -> int:
        """Read one block; return the offset after it."""
        start = state.cursor
        for name in self.rules:
            match = self.compile_sc([name]).match(state.src, start)
            if match:
                state.began = state.row_at(start)
                count = len(state.tokens)
                end = self.parse_method(match, state)
                if end and end > start:  # a rule that reads no text would be tried for ever
                    for token in state.tokens[count:]:
                        token.setdefault("end", state.end_at(end, token["start"]))
                    return end
        return self._paragraph(state)

    def _paragraph(self, state: RowState) -> int:
        """Read the rows of a paragraph, or add them to a paragraph right above them."""
        start = state.cursor
        line_end: int = state.find_line_end_at(start)
        end = self._paragraph_end.search(state.src, line_end)
        position: int = end.start() if end else state.cursor_max
        text = state.src[start:position]
        last = state.last_token()
        row = state.row_at(start)
        if last and last["type"] == "paragraph":
            last["text"] += text
        else:
            last = {"type": "paragraph", "text": text.lstrip(SPACES), "start": row}
            state.tokens.append(last)
        last["end"] = state.end_at(position, last["start"])
        return position


@cache
def kramdown_parser(dialect: Dialect) -> KramdownParser:
    """Return the block parser of a dialect; it has no state, so that all texts share it."""
    return KramdownParser(dialect)


def _rules(github: bool, interrupts: bool) -> tuple[tuple[str, str, _Rule], ...]:
    """Return name, pattern and function of each rule, in the order in which they are tried.

    `interrupts` says that a heading needs no blank row above it.
    """
    hashes: tuple[str, _Rule] = (headings.HASHES, headings.parse_hashes)
    if github:
        hashes = (
            headings.HASHES_GITHUB,
            headings.parse_hashes_github if interrupts else headings.parse_hashes,
        )
    return (
        ("blank_line", _BLANK, _parse_blank_line),
        ("indented_code", code.INDENTED, code.parse_indented),
        ("fenced_code", code.FENCE_GITHUB if github else code.FENCE, code.parse_fence),
        ("quote", quotes.PATTERN, quotes.parse),
        ("heading", *hashes),
        ("thematic_break", starts.RULE, _parse_thematic_break),
        ("list", lists.PATTERN, lists.parse),
        ("definition_list", definitions.PATTERN, definitions.parse),
        ("html_end", html_blocks.END_PATTERN, html_blocks.parse_end),
        ("html", html_blocks.PATTERN, html_blocks.parse),
        ("underlined_heading", headings.UNDERLINED, headings.parse_underlined),
        ("math_block", code.FORMULA, code.parse_formula),
        ("table", tables.PATTERN, tables.parse),
        ("footnote", notes.PATTERN, notes.parse),
        ("link_definition", references.LINK, references.parse_link),
        ("abbreviation", references.ABBREVIATION, references.parse_abbreviation),
        ("block_extension", block_extensions.PATTERN, block_extensions.parse),
        ("attribute_list", block_extensions.LIST_PATTERN, block_extensions.parse_list),
        ("end_of_block", starts.END_OF_BLOCK, _parse_end_of_block),
    )


def _parse_blank_line(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read blank rows, and count them."""
    state.append_token({"type": "blank_line", "count": match.group().count("\n"), "raw": match.group()})
    return match.end()


def _parse_thematic_break(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read a rule."""
    state.append_token({"type": "thematic_break"})
    return match.end()


def _parse_end_of_block(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read a row that ends the block above it."""
    state.append_token({"type": "end_of_block"})
    return match.end()
