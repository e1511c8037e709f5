"""Block quotes: rows after `>`, and the lazy rows below them.

A blank row ends a quote; the next `>` begins another one.
"""

import re

from mistune.block_parser import BlockParser

from tui.markup.kramdown.starts import LAZY_END
from tui.markup.rows import RowState

PATTERN = r" {0,3}>"

_MARKER = re.compile(r"^ {0,3}> ?", re.MULTILINE)


def parse(block: BlockParser, match: re.Match[str], state: RowState) -> int | None:
    """Read a quote with all its rows; None when it is nested too deep."""
    if state.is_deep():
        return None
    start = match.start()
    end = state.find_line_end_at(start)
    while end < state.cursor_max and not LAZY_END.match(state.src, end):
        end = state.find_line_end_at(end)
    child = state.child_at(_MARKER.sub("", state.src[start:end]), state.began)
    block.parse(child)
    state.append_token({"type": "block_quote", "children": child.tokens})
    return int(end)
