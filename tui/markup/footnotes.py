"""Footnotes: their definitions, and the marks that lead to them.

A definition may stand anywhere and is shown at the end of the page. Notes are numbered in the order of their
marks, so numbers are given when the tree is built.
"""

import re
from typing import Any

from mistune.block_parser import BlockParser
from mistune.core import InlineState
from mistune.inline_parser import InlineParser
from mistune.util import unikey

from tui.markup.rows import RowState

_LABEL = r"[^\\\[\]\s]{1,200}"
PATTERN = rf"^ {{0,3}}\[\^(?P<footnote_label>{_LABEL})\]:"
MARK_PATTERN = rf"\[\^(?P<footnote_mark>{_LABEL})\]"

_INDENT = re.compile(r"^(?: {1,4}|\t)", re.MULTILINE)
_INTERRUPTING = [
    "thematic_break",
    "fenced_code",
    "atx_heading",
    "block_quote",
    "list",
    "block_html",
    "footnote",
]
_CONTINUED = re.compile(r"[ \t]+\S")
_CONTINUED_AFTER_BLANK = re.compile(r"(?: {4}|\t| {1,3}\t)[ \t]*\S")


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int:
    """Read a definition into the environment; of several for one label, the first counts."""
    start = match.end()
    end = _end(block, state, start)
    label = match["footnote_label"]
    notes: dict[str, dict[str, Any]] = state.env.setdefault("footnotes", {})
    row = state.row_at(match.start())
    if unikey(label) not in notes:
        first, _, rest = state.src[start:end].partition("\n")
        child = state.child_at(f"{first.strip()}\n{_INDENT.sub('', rest)}", row)
        notes[unikey(label)] = {"label": label, "start": row, "end": state.end_at(end, row)}
        block.parse(child, block.list_rules)
        notes[unikey(label)]["children"] = child.tokens
    state.append_token({"type": "blank_line"})
    return end


def _end(block: BlockParser, state: RowState, position: int) -> int:
    """Return the offset where a definition ends: after its first row and the indented or lazy rows below."""
    interrupting = block.compile_sc(_INTERRUPTING)
    end: int = state.find_line_end_at(position)
    ahead = end
    continued = _CONTINUED
    while ahead < state.cursor_max:
        row = state.get_line(ahead)
        ahead += len(row)
        if not row.strip():
            continued = _CONTINUED_AFTER_BLANK
        elif continued.match(row) or (
            continued is _CONTINUED and not interrupting.match(state.src, ahead - len(row))
        ):
            end = ahead
        else:
            break
    return end


def parse_mark(inline: InlineParser, match: re.Match[str], state: InlineState) -> int | None:
    """Read a mark; None when its label has no definition, so that it may be the start of a link."""
    key = unikey(match["footnote_mark"])
    if key not in state.env.get("footnotes", {}):
        return None
    state.append_token({"type": "footnote_mark", "key": key})
    return match.end()
