r"""Formulas between `$$` and `$$`, in a paragraph or on rows of their own.

The one thing to get right: a single dollar sign is money.
"""

import re

from mistune.block_parser import BlockParser
from mistune.core import BlockState, InlineState
from mistune.inline_parser import InlineParser

BLOCK_PATTERN = r"^ {0,3}\$\$"
INLINE_PATTERN = r"\$\$(?P<formula>[^$]+)\$\$"


def parse_block(block: BlockParser, match: re.Match[str], state: BlockState) -> int | None:
    """Read a formula that begins a block, and whose closing dollar signs end a row."""
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


def parse_inline(inline: InlineParser, match: re.Match[str], state: InlineState) -> int:
    """Read a formula inside a paragraph."""
    state.append_token({"type": "math", "raw": match["formula"].strip()})
    return match.end()
