"""mistune set up for a dialect: text → block tokens that know their source rows.

Tokens are mistune's dicts with `start` and `end` (rows of the text, end excluded) on every block and
list item, except that a paragraph has only `start`: its end follows from its text. Inline text is
still raw; `inlines.py` reads it.

A list or a quote that another block cuts short does not parse that block itself, as mistune would. It
stops before it, and the main loop goes on there. So each rule stamps only its own tokens, and a thousand
quotes and lists in turn do not make a thousand nested calls.
"""

import re
import string
from collections.abc import Callable, MutableMapping
from functools import cache
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState

from tui.markup import abbreviations, definitions, footnotes, formulas, tables
from tui.markup.dialect import Dialect
from tui.markup.kramdown import attributes
from tui.markup.kramdown.parser import kramdown_parser
from tui.markup.rows import MOST_LEVELS, RowState
from tui.markup.tokens import Environment, Token

_SURROGATE = re.compile("[\ud800-\udfff]")

_Rule = Callable[[BlockParser, re.Match[str], Any], int | None]
"""A rule's function: parser, match and state → the offset where to go on, None when it does not apply."""


class RowParser(BlockParser):
    """mistune's block parser, stamping rows."""

    state_cls = RowState

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        """Run the rule that matched, and stamp the end row of its token."""
        assert isinstance(state, RowState)
        if state.gathering:
            return None if _is_code_span(m) else state.cursor
        state.began = state.row_at(m.start())
        end = super().parse_method(m, state)
        if end:
            state.stamp_end(end)
        return end

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        """Read a list, noting the rows of its items."""
        assert isinstance(state, RowState)
        state.items, state.next_item = [], state.began
        state.gathering = True
        end = super().parse_list(m, state)
        state.gathering = False
        items, state.items, state.next_item = state.items, [], None
        if items:
            token = state.tokens[-1]
            token["start"], token["end"] = items[0][0], items[-1][1]
            for item, rows in zip(token["children"], items, strict=True):
                item["start"], item["end"] = rows
        return end

    def extract_block_quote(self, m: re.Match[str], state: BlockState) -> tuple[str, int | None, set[int]]:
        """Return the text of a quote, the offset where another block cuts it short, and its lazy lines."""
        assert isinstance(state, RowState)
        state.gathering = True
        text, end, lazy = super().extract_block_quote(m, state)
        state.gathering = False
        return text, end, lazy

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        """Read a `#` heading; mistune's own rule takes quadratic time on spaces inside one."""
        text = m.group("atx_2").strip(string.whitespace)
        opened = text.rstrip("#")
        if not opened or opened[-1] in " \t":
            text = opened.rstrip()
        level = len(m.group("atx_1"))
        state.append_token({"type": "heading", "text": text, "attrs": {"level": level}})
        return m.end() + 1

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        assert isinstance(state, RowState)
        state.began = state.row_at(state.cursor)
        end = super()._parse_indent_code_fast(state)
        if end:
            state.stamp_end(end)
        return end


def parse(text: str, dialect: Dialect) -> tuple[list[Token], Environment]:
    """Return the block tokens of a body, and its definitions: links, footnotes, abbreviations, names.

    Rows end at line feeds alone; a carriage return elsewhere is white space. Lone surrogates (bytes that
    could not be decoded) are replaced, because an address cannot hold them.
    """
    state = parsed(text, dialect)
    return state.tokens, state.env


def parsed(text: str, dialect: Dialect) -> RowState:
    """Parse a text, and return the parser's state: tokens, definitions, and searches that found nothing."""
    state = RowState()
    if dialect.options:
        state.env["options"] = dict(dialect.options)
    source = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", " "))
    state.process(source if source.endswith("\n") else source + "\n")
    (kramdown_parser if dialect.kramdown else block_parser)(dialect).parse(state)
    return state


def own_definitions(environment: Environment, dialect: Dialect) -> dict[str, Any]:
    """Return the definitions of a text, and kramdown's options where they differ from the site's.

    Leaves out mistune's (3.4) own entries, whose names begin with two underscores.
    """
    site = dict(dialect.options)
    return {
        kind: found
        for kind, found in environment.items()
        if not kind.startswith("__") and (kind != "options" or found != site)
    }


@cache
def block_parser(dialect: Dialect) -> RowParser:
    """Return the block parser of a dialect; it has no state, so that all texts share it."""
    block = RowParser(max_nested_level=MOST_LEVELS)
    if dialect.tables:
        _register(block, "table", tables.PATTERN, tables.parse, before="list")
    if dialect.definitions:
        _register(block, "definition_list", definitions.PATTERN, definitions.parse)
    if dialect.abbreviations:
        _register(block, "abbreviation", abbreviations.PATTERN, abbreviations.parse, before="list")
    if dialect.math:
        _register(block, "math_block", formulas.BLOCK_PATTERN, formulas.parse_block)
    if dialect.footnotes:
        _register(block, "footnote", footnotes.PATTERN, footnotes.parse, before="ref_link", inside=False)
    if dialect.attribute_lists:
        _register(block, "attribute_list", attributes.ROW_PATTERN, _parse_attribute_list)
        html = block.specification["block_html"]
        block.specification["block_html"] = f"(?:{html}|{attributes.ROW_PATTERN})"
    if not dialect.indented_code:
        for rules in (block.rules, block.list_rules, block.block_quote_rules):
            rules.remove("indent_code")
    return block


def _register(
    block: RowParser, name: str, pattern: str, rule: _Rule, before: str | None = None, inside: bool = True
) -> None:
    """Add a rule; with `inside` it applies in lists and quotes too."""
    block.register(name, pattern, rule, before=before)
    for rules in (block.list_rules, block.block_quote_rules) if inside else ():
        block.insert_rule(rules, name, before=before)


def _parse_attribute_list(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    """Read an attribute list; a named one becomes a definition, any other a token for a block beside it."""
    names: MutableMapping[str, str] = state.env.setdefault("attribute_lists", {})
    defined = attributes.definition(m.group())
    if defined:
        names[defined[0]] = defined[1]
        state.append_token({"type": "blank_line"})
    else:
        state.append_token({"type": "attribute_list", "raw": m.group()})
    return m.end() + 1


def _is_code_span(m: re.Match[str]) -> bool:
    """Whether a match that looks like a fence is a code span: its info string holds backticks."""
    return m.lastgroup == "fenced_code" and m["fenced_2"][0] == "`" and "`" in m["fenced_3"]
