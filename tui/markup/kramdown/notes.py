"""Footnotes: their definitions, with all their blocks, and the marks that lead to them.

The first row keeps the space after its colon. The rows below have to be indented by four columns, except
lazy rows below those.
"""

import re
from typing import Any

from mistune.block_parser import BlockParser

from tui.markup.kramdown.code import indented
from tui.markup.kramdown.spans import SpanParser, SpanState
from tui.markup.rows import RowState

_LABEL = "[A-Za-z0-9_][A-Za-z0-9_-]*"
PATTERN = rf" {{0,3}}\[\^(?P<note_label>{_LABEL})\]:(?P<note_text>[^\n]*)\n"
MARK_PATTERN = rf"\[\^(?P<mark_label>{_LABEL})\]"


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a definition into the environment; of several for one label, the last counts."""
    if state.is_deep():
        return None
    text, end = indented(state, match.end(), "\n")
    end = end if text else match.end()
    child = state.child_at(f"{match['note_text']}\n{text}", state.began)
    label = match["note_label"]
    notes: dict[str, dict[str, Any]] = state.env.setdefault("footnotes", {})
    note = {"label": label, "start": state.began, "end": state.end_at(end, state.began)}
    block.parse(child)
    notes[label] = note | {"children": child.tokens}
    state.append_token({"type": "nothing"})
    return end


def parse_mark(inline: SpanParser, match: re.Match[str], state: SpanState) -> int:
    """Read a mark; without a definition it is text."""
    label = match["mark_label"]
    if label in state.env.get("footnotes", {}):
        state.append_token({"type": "footnote_mark", "key": label})
    else:
        state.words(match.group())
    return match.end()
