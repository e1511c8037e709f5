"""Definitions of footnotes, with all their blocks.

The one thing to get right: the first row keeps the space behind its colon; the rows below have to be
indented by four columns, except lazy rows under those.
"""

import re
from typing import Any

from mistune.block_parser import BlockParser
from mistune.util import unikey

from tui.markup.kramdown.code import indented
from tui.markup.rows import RowState

PATTERN = r" {0,3}\[\^(?P<note_label>\w[\w:-]*)\]:(?P<note_text>[^\n]*)\n"


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a definition into the environment; the last one of a label counts."""
    if state.is_deep():
        return None
    text, end = indented(state, match.end(), "\n")
    end = end if text else match.end()
    child = state.child_at(f"{match['note_text']}\n{text}", state.began)
    label = match["note_label"]
    notes: dict[str, dict[str, Any]] = state.env.setdefault("footnotes", {})
    note = {"label": label, "start": state.began, "end": state.end_at(end, state.began)}
    block.parse(child)
    notes[unikey(label)] = note | {"children": child.tokens}
    state.append_token({"type": "nothing"})
    return end
