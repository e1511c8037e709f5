"""Definition lists: terms on rows of their own, and below them definitions after a colon.

When the parser comes to the colon, it has already read the terms as a paragraph.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.rows import RowState
from tui.markup.tokens import Token

PATTERN = r"^ {0,3}:[ \t]+\S"

_MARKER = re.compile(r" {0,3}:[ \t]+(?=\S)")
_INDENTED = re.compile(r" {2}|\t| \t")
_INDENT = re.compile(r"^(?: {1,4}|\t)", re.MULTILINE)
_INTERRUPTING = ["thematic_break", "fenced_code", "atx_heading", "block_quote", "list", "block_html"]


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Turn the paragraph above into terms, and read their definitions."""
    terms = _terms(state)
    if not terms or state.depth() >= block.max_nested_level - 1:
        return None
    loose = state.tokens[-1]["type"] == "blank_line"
    children = []
    position = state.cursor
    while position < state.cursor_max and _MARKER.match(state.src, position):
        end = _end_of_definition(block, state, position)
        children.append(_definition(block, state, position, end, loose))
        position, blank_end = end, _after_blank(state, end)
        loose = blank_end > end
        if loose and _MARKER.match(state.src, blank_end):
            position = blank_end
    _replace_terms(state, terms, children)
    state.last_token()["end"] = children[-1]["end"]
    return position


def _terms(state: RowState) -> list[Token]:
    """Return one token for each row of the paragraph above; empty when there is none."""
    before = [token for token in state.tokens[-2:] if token["type"] != "blank_line"]
    if not before or state.tokens[-1]["type"] not in ("paragraph", "blank_line"):
        return []
    paragraph = before[-1]
    if paragraph["type"] != "paragraph":
        return []
    rows = paragraph["text"].rstrip().split("\n")
    start = paragraph["start"]
    return [
        {"type": "term", "text": row.strip(), "start": start + i, "end": start + i + 1}
        for i, row in enumerate(rows)
    ]


def _end_of_definition(block: BlockParser, state: RowState, start: int) -> int:
    """Return the offset where a definition ends: after its first row and the indented or lazy rows below."""
    interrupting = block.compile_sc(_INTERRUPTING)
    end = state.find_line_end_at(start)
    while end < state.cursor_max:
        if _MARKER.match(state.src, end):
            return end
        blank_end = _after_blank(state, end)
        row = state.get_line(blank_end)
        if _INDENTED.match(row) and row.strip():
            end = blank_end + len(row)
        elif blank_end > end or not row.strip() or interrupting.match(state.src, end):
            return end
        else:
            end += len(row)
    return end


def _after_blank(state: RowState, position: int) -> int:
    """Return the offset of the next row that is not blank, else the end of the text."""
    while position < state.cursor_max:
        row = state.get_line(position)
        if row.strip():
            return position
        position += len(row)
    return position


def _definition(block: BlockParser, state: RowState, start: int, end: int, loose: bool) -> Token:
    source = state.src[start:end]
    first, _, rest = _MARKER.sub("", source, count=1).partition("\n")
    row = state.row_at(start)
    child = state.child_at(f"{first}\n{_INDENT.sub('', rest)}", row)
    block.parse(child, block.list_rules)
    if not loose:
        for token in child.tokens:
            if token["type"] == "paragraph":
                token["type"] = "block_text"
                break
    return {"type": "definition", "children": child.tokens, "start": row, "end": state.end_at(end, row)}


def _replace_terms(state: RowState, terms: list[Token], definitions: list[Token]) -> None:
    """Replace the paragraph by a definition list, or add to the list right before it."""
    tokens: list[Token] = state.tokens
    while tokens[-1]["type"] == "blank_line":
        tokens.pop()
    tokens.pop()
    before = len(tokens)
    while before and tokens[before - 1]["type"] == "blank_line":
        before -= 1
    if before and tokens[before - 1]["type"] == "definition_list":
        del tokens[before:]
        tokens[-1]["children"] += [*terms, *definitions]
    else:
        start = terms[0]["start"]
        tokens.append({"type": "definition_list", "children": [*terms, *definitions], "start": start})
