r"""Formulas between `$$` and `$$` on rows of their own.

A single dollar sign begins no formula: it is money.
"""

import re

from mistune.block_parser import BlockParser
from mistune.core import BlockState

BLOCK_PATTERN = r"^ {0,3}\$\$"


def parse_block(block: BlockParser, match: re.Match[str], state: BlockState) -> int | None:
    """Read a formula that begins a block and whose closing `$$` ends a row; None when it is not one."""
    before = state.last_token()
    if before and before["type"] == "paragraph":
        return None
    close = state.src.find("$$", match.end())
    if close < 0:
        return None
    end = state.find_line_end_at(close)
    text = state.src[match.end() : close]
    if state.src[close + 2 : end].strip() or not text.strip() or "\n\n" in text:
        return None
    state.append_token({"type": "math_block", "raw": text.strip()})
    return end
